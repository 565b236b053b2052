#include "platform/http/http.h"

namespace waymark {
namespace {

constexpr std::size_t most_fields = 1'000, most_bytes = 2'000'000;

int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

std::string_view strip(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
  return s;
}

// The value of name="..." in a header such as Content-Disposition.
std::string parameter(std::string_view header, std::string_view name) {
  std::string mark = std::string(name) + "=\"";
  for (std::size_t at = header.find(mark); at != std::string_view::npos; at = header.find(mark, at + 1)) {
    if (at > 0 && header[at - 1] != ' ' && header[at - 1] != ';') continue;
    std::size_t from = at + mark.size(), end = header.find('"', from);
    return std::string(header.substr(from, end == std::string_view::npos ? 0 : end - from));
  }
  return {};
}

}  // namespace

std::string field_of(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

HttpResponse redirect(std::string to) { return {.status = 303, .headers = {{"Location", std::move(to)}}}; }

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (char c : text) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) { out += c; continue; }
    out += '%';
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

Fields parse_form(std::string_view body) {
  Fields out;
  while (!body.empty() && out.size() < most_fields) {
    std::size_t end = body.find('&');
    std::string_view pair = body.substr(0, end);
    std::size_t equals = pair.find('=');
    if (!pair.empty()) out.emplace_back(percent_decoded(pair.substr(0, equals), true), equals == std::string_view::npos ? std::string() : percent_decoded(pair.substr(equals + 1).substr(0, most_bytes), true));
    if (end == std::string_view::npos) break;
    body.remove_prefix(end + 1);
  }
  return out;
}

Fields parse_cookies(std::string_view header) {
  Fields out;
  while (!header.empty() && out.size() < 50) {
    std::size_t end = header.find(';');
    std::string_view pair = strip(header.substr(0, end));
    if (std::size_t equals = pair.find('='); equals != std::string_view::npos) out.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    if (end == std::string_view::npos) break;
    header.remove_prefix(end + 1);
  }
  return out;
}

std::optional<std::string> parse_target(std::string_view target, Fields& query) {
  if (target.empty() || target[0] != '/' || target.size() > 8'000) return std::nullopt;
  std::size_t mark = target.find('?');
  if (mark != std::string_view::npos) query = parse_form(target.substr(mark + 1));
  std::string path = percent_decoded(target.substr(0, mark), false);
  for (char c : path)
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
  return path;
}

bool parse_multipart(std::string_view body, std::string_view content_type, Fields& form, std::vector<UploadedFile>& files) {
  std::size_t at = content_type.find("boundary=");
  if (at == std::string_view::npos) return false;
  std::string_view boundary = content_type.substr(at + 9);
  if (boundary.starts_with('"')) boundary = boundary.substr(1, boundary.find('"', 1) - 1);
  else boundary = strip(boundary.substr(0, boundary.find(';')));
  if (boundary.empty() || boundary.size() > 200) return false;
  std::string mark = "--" + std::string(boundary);
  if (!body.starts_with(mark)) return false;
  body.remove_prefix(mark.size());
  while (form.size() + files.size() < most_fields) {
    if (body.starts_with("--")) return true;
    if (!body.starts_with("\r\n")) return false;
    body.remove_prefix(2);
    std::size_t head_end = body.find("\r\n\r\n"), next = body.find("\r\n" + mark);
    if (head_end == std::string_view::npos || next == std::string_view::npos || next < head_end) return false;
    std::string_view head = body.substr(0, head_end), content = next < head_end + 4 ? std::string_view() : body.substr(head_end + 4, next - head_end - 4);
    std::string name = parameter(head, "name"), file_name = parameter(head, "filename");
    bool is_file = head.find("filename=") != std::string_view::npos;
    if (name.empty()) return false;
    if (is_file) files.push_back({std::move(name), std::move(file_name), std::string(content)});
    else form.emplace_back(std::move(name), std::string(content.substr(0, most_bytes)));
    body.remove_prefix(next + 2 + mark.size());
  }
  return false;
}

}  // namespace waymark
