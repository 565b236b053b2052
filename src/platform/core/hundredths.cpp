#include "platform/core/hundredths.h"

#include <fmt/format.h>

#include "platform/core/text.h"

namespace waymark {

Result<std::int64_t> parse_hundredths(std::string_view raw) {
  std::string_view text = trim(raw);
  auto wrong = [&] { return problem(quoted(text) + " is not a number with at most two decimal places"); };
  bool negative = false;
  std::int64_t whole = 0, part = 0;
  int digits = 0, places = -1;
  if (text.starts_with("(") && text.ends_with(")")) { negative = true; text = text.substr(1, text.size() - 2); }
  if (text.starts_with("-")) { negative = true; text.remove_prefix(1); }
  if (text.starts_with("£")) text.remove_prefix(std::string_view("£").size());
  if (text.ends_with("%")) text = trim(text.substr(0, text.size() - 1));
  for (char c : text) {
    if (c == ',' && places < 0 && digits > 0) continue;
    if (c == '.' && places < 0) { places = 0; continue; }
    if (c < '0' || c > '9') return wrong();
    if (places < 0) {
      if (++digits > 13) return wrong();
      whole = whole * 10 + (c - '0');
    } else {
      ++places;
      if (places <= 2) part = part * 10 + (c - '0');
      else if (c != '0') return wrong();
    }
  }
  if (digits == 0 && places <= 0) return wrong();
  if (places == 1) part *= 10;
  std::int64_t value = whole * 100 + part;
  return negative ? -value : value;
}

std::string format_hundredths(std::int64_t value) {
  std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  std::string out = fmt::format("{}{}", value < 0 ? "-" : "", size / 100);
  if (unsigned rest = static_cast<unsigned>(size % 100); rest != 0)
    out += rest % 10 == 0 ? fmt::format(".{}", rest / 10) : fmt::format(".{:02}", rest);
  return out;
}

std::string format_money(Money money) {
  std::uint64_t size = money.hundredths < 0 ? 0 - static_cast<std::uint64_t>(money.hundredths) : static_cast<std::uint64_t>(money.hundredths);
  std::string pounds = std::to_string(size / 100);
  for (int i = static_cast<int>(pounds.size()) - 3; i > 0; i -= 3) pounds.insert(static_cast<std::size_t>(i), ",");
  return fmt::format("{}£{}.{:02}", money.hundredths < 0 ? "-" : "", pounds, size % 100);
}

}  // namespace waymark
