#include "platform/govuk/html.h"

namespace waymark {
namespace {

std::string escaped(std::string_view plain) {
  std::string out;
  out.reserve(plain.size());
  for (char c : plain) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  return out;
}

std::string opening(std::string_view name, Attributes attributes) {
  std::string out = "<" + std::string(name);
  for (const Attribute& a : attributes) {
    if (!a.present) continue;
    out += ' ';
    out += a.name;
    out += "=\"" + escaped(a.value) + '"';
  }
  return out + ">";
}

}  // namespace

Html text(std::string_view plain) { return Html::literal(escaped(plain)); }

Html element(std::string_view name, Attributes attributes, const Html& content) {
  return Html::literal(opening(name, attributes) + content.str() + "</" + std::string(name) + ">");
}
Html element(std::string_view name, std::string_view css_class, const Html& content) { return element(name, {{"class", std::string(css_class), !css_class.empty()}}, content); }
Html empty_element(std::string_view name, Attributes attributes) { return Html::literal(opening(name, attributes)); }

}  // namespace waymark
