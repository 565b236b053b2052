// A printed number kept exactly: whole millionths, and how many decimals were printed, so that rounding can be judged without
// floating point. Reads what reports print ("1,234", "£5", "43%", "9(5)") and says when a thousands separator is misplaced.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/core/result.h"

namespace waymark::published {

__extension__ typedef __int128 Wide;   // products of two amounts
inline constexpr int places = 6;
inline constexpr std::int64_t one = 1'000'000;

struct Number {
  std::int64_t millionths = 0;
  int decimals = 0;   // as printed, at most six
  friend bool operator==(Number, Number) = default;
};

struct PrintedValue {
  std::optional<Number> number;      // absent: blank, a word, a sentence
  std::optional<Number> bracketed;   // the 5 of "9(5)"
  bool separator_misplaced = false;  // "17,8579"
};

Result<PrintedValue> read_value(std::string_view printed);   // a problem only when a number is too long to be held exactly

std::int64_t unit_of(int decimals);                                             // millionths in the last printed place
std::int64_t rounded(std::int64_t millionths, int decimals);                    // half away from zero
std::int64_t divided(Wide numerator, Wide denominator, int decimals);           // the quotient of two amounts in the same unit, as millionths, rounded; the denominator is not 0
std::string shown(std::int64_t millionths, int decimals);                       // at least so many decimals, more if the value has them
std::string with_separators(std::int64_t millionths, int decimals);             // "178,579"

}  // namespace waymark::published
