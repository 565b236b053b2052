// HTML is not text: Html is a type of its own, text becomes Html only by escaping, so that forgetting to escape does not compile.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark {

class Html {
 public:
  Html() = default;
  Html(std::initializer_list<Html> parts) { for (const Html& part : parts) text_ += part.text_; }
  static Html literal(std::string_view markup) { Html h; h.text_ = markup; return h; }   // markup written in the program, never from outside
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& more) { text_ += more.text_; return *this; }
  friend Html operator+(Html a, const Html& b) { a += b; return a; }

 private:
  std::string text_;
};

Html text(std::string_view plain);   // escaped

struct Attribute {
  std::string_view name;
  std::string value;
  bool present = true;   // false: left out
};
using Attributes = std::initializer_list<Attribute>;
Html element(std::string_view name, Attributes attributes, const Html& content);
Html element(std::string_view name, std::string_view css_class, const Html& content);
Html empty_element(std::string_view name, Attributes attributes);   // input, img

template <class Range, class F> Html each(const Range& range, F&& make) {
  Html out;
  for (const auto& item : range) out += make(item);
  return out;
}

}  // namespace waymark
