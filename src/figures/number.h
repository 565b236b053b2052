// An exact figure: a fraction of whole numbers, or unknown. Rounding happens once, at the end, half away from zero.
#pragma once
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>

namespace waymark {

struct Number {
  std::int64_t top = 0, bottom = 0;   // bottom 0: unknown
  static constexpr Number unknown() { return {}; }
  static constexpr Number of(std::int64_t n) { return {n, 1}; }
  static Number fraction(std::int64_t top, std::int64_t bottom);   // unknown when bottom is 0
  bool known() const { return bottom != 0; }
  friend Number operator+(Number a, Number b);
  friend Number operator-(Number a, Number b);
  friend Number operator*(Number a, Number b);
  friend Number operator/(Number a, Number b);   // unknown when b is 0
  friend bool operator==(Number a, Number b) { return a.bottom == b.bottom && a.top == b.top; }
  friend bool operator<(Number a, Number b);     // of known ones
  Number rounded(int places) const;
  std::string text(int places) const;            // "19.6"; empty: unknown
  double approximate() const { return known() ? static_cast<double>(top) / static_cast<double>(bottom) : 0; }
};
Number parse_number(std::string_view text);      // "1,903.0"; unknown when it is none

}  // namespace waymark
