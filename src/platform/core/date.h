// A calendar day, how people and spreadsheets write it, and nothing of time zones. School years and terms: platform/calendar.
#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/core/result.h"

namespace waymark {

struct Date {
  std::int32_t days = 0;   // since 1 January 1970

  static constexpr Date of(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return {static_cast<std::int32_t>(sys_days{year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}}.time_since_epoch().count())};
  }
  constexpr std::chrono::year_month_day ymd() const { return std::chrono::sys_days{std::chrono::days{days}}; }
  constexpr int year() const { return static_cast<int>(ymd().year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, int n) { return {d.days + n}; }
  friend constexpr Date operator-(Date d, int n) { return {d.days - n}; }
  friend constexpr int operator-(Date a, Date b) { return a.days - b.days; }
};

// "2009-03-27", "27/3/2009", "27.03.09", "27 3 2009", "27 Mar 2009", "27 March 2009"; two-digit years are 1970 to 2069.
// Never month first. Years outside 1900 to 2100 are refused.
Result<Date> parse_date(std::string_view text);
Result<Date> parse_iso_date(std::string_view text);   // only "2009-03-27": what databases and this program's files hold
Result<Date> excel_serial_date(double serial);        // days since 30 December 1899, as spreadsheets count after February 1900

std::string iso(Date date);          // 2009-03-27
std::string long_date(Date date);    // 27 March 2009
std::string form_date(Date date);    // 27/3/2009: as people type it
std::string short_date(Date date);   // 27 Mar 2009
std::string_view month_name(unsigned month);   // 1 to 12

}  // namespace waymark
