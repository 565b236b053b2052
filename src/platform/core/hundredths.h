// Amounts kept as whole hundredths, so that sums are exact: money in pence, hours and percentages to two places.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/core/result.h"

namespace waymark {

template <class Tag>
struct Hundredths {
  std::int64_t hundredths = 0;
  friend constexpr auto operator<=>(Hundredths, Hundredths) = default;
  friend constexpr Hundredths operator+(Hundredths a, Hundredths b) { return {a.hundredths + b.hundredths}; }
  friend constexpr Hundredths operator-(Hundredths a, Hundredths b) { return {a.hundredths - b.hundredths}; }
};
using Money = Hundredths<struct MoneyTag>;       // pounds; hundredths are pence
using Hours = Hundredths<struct HoursTag>;       // hours a week
using Percent = Hundredths<struct PercentTag>;   // 12.50 is twelve and a half per cent

// "1,234.5", "£1,234.50", "12.5%"; more than two places are refused, never cut.
Result<std::int64_t> parse_hundredths(std::string_view text);
std::string format_hundredths(std::int64_t hundredths);   // "1234.5", no trailing zeros: what files and databases' readers hold
std::string format_money(Money money);                    // "£1,234.50"

}  // namespace waymark
