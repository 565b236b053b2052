#include "figures/published/number.h"

#include <algorithm>

#include "platform/core/text.h"

namespace waymark::published {
namespace {

constexpr std::size_t most_digits = 11;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

void drop(std::string& text, std::string_view piece) {
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece)) text.erase(at, piece.size());
}

bool groups_of_three(std::string_view whole) {
  std::size_t first = whole.find(',');
  if (first == std::string_view::npos) return true;
  if (first == 0 || first > 3) return false;
  for (std::size_t at = first; at < whole.size(); at += 4)
    if (whole[at] != ',' || whole.size() - at < 4 || whole.substr(at + 1, 3).contains(',')) return false;
  return true;
}

struct Read {
  std::optional<Number> number;
  bool separator_misplaced = false;
};

Result<Read> read_digits(std::string_view whole, std::string_view fraction, bool negative) {
  Read read{.separator_misplaced = !groups_of_three(whole)};
  std::string digits;
  for (char c : whole)
    if (c != ',') digits += c;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > most_digits) return problem(quoted(whole) + " is too large a number to be checked");
  std::int64_t value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  value *= one;
  std::int64_t unit = one / 10;
  for (std::size_t i = 0; i < fraction.size() && i < places; ++i, unit /= 10) value += (fraction[i] - '0') * unit;
  if (fraction.size() > places && fraction[places] >= '5') ++value;
  read.number = Number{negative ? -value : value, static_cast<int>(std::min<std::size_t>(fraction.size(), places))};
  return read;
}

// One number with nothing else about it but a sign, a currency, a per cent or a footnote mark; anything else is no number.
Result<Read> read_number(std::string_view printed) {
  std::string text(trim(printed));
  for (std::string_view mark : {"£", "%", "*", "†", " ", "\xC2\xA0"}) drop(text, mark);
  bool negative = false;
  for (std::string_view minus : {"-", "−", "–"})
    if (text.starts_with(minus)) {
      text.erase(0, minus.size());
      negative = true;
      break;
    }
  std::string_view rest = text;
  std::size_t point = rest.find('.');
  std::string_view whole = rest.substr(0, point), fraction = point == std::string_view::npos ? "" : rest.substr(point + 1);
  auto of = [](std::string_view part, bool commas) {
    return std::all_of(part.begin(), part.end(), [&](char c) { return is_digit(c) || (commas && c == ','); });
  };
  bool any_digit = std::any_of(rest.begin(), rest.end(), is_digit);
  if (!any_digit || !of(whole, true) || !of(fraction, false) || whole.starts_with(',')) return Read{};
  return read_digits(whole, fraction, negative);
}

}  // namespace

Result<PrintedValue> read_value(std::string_view printed) {
  std::string_view text = trim(printed), inside;
  bool in_brackets = text.ends_with(')') && text.contains('(');
  if (in_brackets) {
    std::size_t open = text.find('(');
    inside = text.substr(open + 1, text.size() - open - 2);
    text = trim(text.substr(0, open));
  }
  Result<Read> main = read_number(text), second = read_number(inside);
  if (!main) return std::unexpected(main.error());
  if (!second) return std::unexpected(second.error());
  PrintedValue value;
  if (in_brackets && !second->number) return value;   // a sentence that ends in brackets
  if (in_brackets && text.empty()) {                  // accountants' (123) is minus 123
    value.number = Number{-second->number->millionths, second->number->decimals};
    value.separator_misplaced = second->separator_misplaced;
    return value;
  }
  value.number = main->number;
  if (main->number) value.bracketed = second->number;
  value.separator_misplaced = main->separator_misplaced;
  return value;
}

std::int64_t unit_of(int decimals) {
  std::int64_t unit = one;
  for (int i = 0; i < decimals && i < places; ++i) unit /= 10;
  return unit;
}

std::int64_t rounded(std::int64_t millionths, int decimals) { return divided(millionths, one, decimals); }

std::int64_t divided(Wide numerator, Wide denominator, int decimals) {
  bool negative = (numerator < 0) != (denominator < 0);
  Wide above = numerator < 0 ? -numerator : numerator, below = denominator < 0 ? -denominator : denominator;
  Wide unit = unit_of(decimals), steps = one / unit;
  constexpr Wide room = (static_cast<Wide>(1) << 124) / one;   // what can be multiplied below without overflow
  for (; above > room || below > room; above /= 2, below /= 2) {}
  if (below == 0) below = 1;
  Wide counted = (2 * above * steps + below) / (2 * below);   // in units, half away from zero
  Wide limit = static_cast<Wide>(one) * 1'000'000'000'000;
  Wide value = std::min(counted * unit, limit);
  return static_cast<std::int64_t>(negative ? -value : value);
}

std::string shown(std::int64_t millionths, int decimals) {
  std::uint64_t size = millionths < 0 ? 0 - static_cast<std::uint64_t>(millionths) : static_cast<std::uint64_t>(millionths);
  std::string fraction = std::to_string(size % one + one).substr(1);
  std::size_t keep = static_cast<std::size_t>(std::clamp(decimals, 0, places));
  while (fraction.size() > keep && fraction.back() == '0') fraction.pop_back();
  std::string text = (millionths < 0 ? "-" : "") + std::to_string(size / one);
  return fraction.empty() ? text : text + "." + fraction;
}

std::string with_separators(std::int64_t millionths, int decimals) {
  std::string text = shown(millionths, decimals);
  std::size_t first = text.starts_with('-') ? 1 : 0, end = std::min(text.find('.'), text.size());
  for (std::size_t at = end; at > first + 3;) text.insert(at -= 3, ",");
  return text;
}

}  // namespace waymark::published
