#include "figures/number.h"

#include <limits>

#include "platform/core/hundredths.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

using Wide = __int128;

bool small(Wide n) { return n == static_cast<std::int64_t>(n) && n != std::numeric_limits<std::int64_t>::min(); }

Number reduced(Wide top, Wide bottom) {
  if (bottom == 0) return {};
  if (bottom < 0) { top = -top; bottom = -bottom; }
  if (small(top) && small(bottom)) {   // nearly always: division of 64 bits is many times quicker
    auto t = static_cast<std::int64_t>(top), b = static_cast<std::int64_t>(bottom);
    std::int64_t common = b == 1 ? 1 : std::gcd(t, b);
    return {t / common, b / common};
  }
  Wide a = top < 0 ? -top : top, b = bottom;
  while (b != 0) { Wide t = a % b; a = b; b = t; }
  if (a == 0) a = 1;
  return {static_cast<std::int64_t>(top / a), static_cast<std::int64_t>(bottom / a)};
}

std::int64_t power_of_ten(int n) {
  std::int64_t p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

}  // namespace

Number Number::fraction(std::int64_t top, std::int64_t bottom) { return reduced(top, bottom); }
Number operator+(Number a, Number b) { return reduced(Wide{a.top} * b.bottom + Wide{b.top} * a.bottom, Wide{a.bottom} * b.bottom); }
Number operator-(Number a, Number b) { return reduced(Wide{a.top} * b.bottom - Wide{b.top} * a.bottom, Wide{a.bottom} * b.bottom); }
Number operator*(Number a, Number b) { return reduced(Wide{a.top} * b.top, Wide{a.bottom} * b.bottom); }
Number operator/(Number a, Number b) { return a.known() && b.known() ? reduced(Wide{a.top} * b.bottom, Wide{a.bottom} * b.top) : Number{}; }
bool operator<(Number a, Number b) { return Wide{a.top} * b.bottom < Wide{b.top} * a.bottom; }

Number Number::rounded(int places) const {
  if (!known()) return {};
  std::int64_t scale = power_of_ten(places);
  Wide doubled = Wide{top < 0 ? -top : top} * scale * 2 + bottom;   // half away from zero: floor(|x| + 1/2)
  Wide whole = doubled / (Wide{bottom} * 2);
  return reduced(top < 0 ? -whole : whole, scale);
}

std::string Number::text(int places) const {
  if (!known()) return {};
  std::int64_t scale = power_of_ten(places);
  Number r = rounded(places);
  Wide units = Wide{r.top} * scale / r.bottom;
  bool negative = units < 0;
  if (negative) units = -units;
  std::string whole = std::to_string(static_cast<std::int64_t>(units / scale));
  if (negative) whole.insert(0, "-");
  if (places == 0) return whole;
  std::string part = std::to_string(static_cast<std::int64_t>(units % scale));
  return whole + "." + std::string(static_cast<std::size_t>(places) - part.size(), '0') + part;
}

Number parse_number(std::string_view text) {
  if (trim(text).empty()) return {};
  auto n = parse_hundredths(text);
  return n ? Number::fraction(*n, 100) : Number{};
}

}  // namespace waymark
