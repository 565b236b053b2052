#include "platform/core/date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "platform/core/text.h"

namespace waymark {
namespace {

constexpr std::array<std::string_view, 12> months = {"January", "February", "March",     "April",   "May",      "June",
                                                     "July",    "August",   "September", "October", "November", "December"};

Result<Date> checked(int year, int month, int day, std::string_view text) {
  if (year < 1900 || year > 2100) return problem(quoted(text) + " is not a date between 1900 and 2100");
  using namespace std::chrono;
  year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
  if (month < 1 || month > 12 || day < 1 || !date.ok()) return problem(quoted(text) + " is not a real date: use day, month, year, for example 27/3/2009");
  return Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

int number(std::string_view text) {   // -1 when it is none
  int value = -1;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && text.size() <= 4 ? value : -1;
}

int month_number(std::string_view text) {
  if (int n = number(text); n >= 0) return n;
  if (text.size() >= 3)
    for (std::size_t m = 0; m < months.size(); ++m)
      if (starts_like(months[m], text)) return static_cast<int>(m) + 1;
  return text == "Sept" || text == "sept" ? 9 : -1;
}

}  // namespace

Result<Date> parse_iso_date(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    int year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
    if (year >= 0 && month >= 0 && day >= 0) return checked(year, month, day, text);
  }
  return problem(quoted(text) + " is not a date in the form 2009-03-27");
}

Result<Date> parse_date(std::string_view raw) {
  std::string_view text = trim(raw);
  if (text.size() == 19 && (text[10] == ' ' || text[10] == 'T') && text.substr(11) == "00:00:00") text = text.substr(0, 10);
  if (text.size() == 10 && text[4] == '-') return parse_iso_date(text);
  std::array<std::string_view, 3> part{};
  std::size_t n = 0, i = 0;
  while (i < text.size()) {
    std::size_t end = text.find_first_of("/.- ,", i);
    if (end == std::string_view::npos) end = text.size();
    if (end > i) {
      if (n == 3) { n = 4; break; }
      part[n++] = text.substr(i, end - i);
    }
    i = end + 1;
  }
  if (n == 3) {
    int day = number(part[0]), month = month_number(part[1]), year = number(part[2]);
    if (part[2].size() == 2 && year >= 0) year += year < 70 ? 2000 : 1900;
    if (part[0].size() == 4) { year = number(part[0]); day = number(part[2]); }
    if (day >= 0 && month >= 0 && year >= 0) return checked(year, month, day, text);
  }
  return problem(quoted(text) + " is not a date: use day, month, year, for example 27/3/2009");
}

Result<Date> excel_serial_date(double serial) {
  double days = std::floor(serial);
  if (!(days >= 61 && days <= 73415)) return problem(fmt::format("{} is not a date between 1900 and 2100", serial));
  return Date{static_cast<std::int32_t>(days) - 25569};
}

std::string iso(Date date) {
  auto d = date.ymd();
  std::string out = "0000-00-00";   // by hand: every date of every row goes through here
  auto put = [&](std::size_t last, std::size_t first, unsigned n) {
    for (std::size_t i = last + 1; i-- > first; n /= 10) out[i] = static_cast<char>('0' + n % 10);
  };
  put(3, 0, static_cast<unsigned>(static_cast<int>(d.year())));
  put(6, 5, static_cast<unsigned>(d.month()));
  put(9, 8, static_cast<unsigned>(d.day()));
  return out;
}
std::string long_date(Date date) { return fmt::format("{} {} {}", date.day(), months[date.month() - 1], date.year()); }
std::string form_date(Date date) { return fmt::format("{}/{}/{}", date.day(), date.month(), date.year()); }
std::string short_date(Date date) { return fmt::format("{} {} {}", date.day(), months[date.month() - 1].substr(0, 3), date.year()); }
std::string_view month_name(unsigned month) { return months.at(month - 1); }

}  // namespace waymark
