#include "platform/calendar/bank_holidays.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "platform/core/csv.h"
#include "platform/core/embedded.h"

namespace waymark {
namespace {

std::vector<Date> read_bank_holidays() {
  auto table = read_csv_table(*embedded_file("data/bank_holidays.csv"));
  if (!table) throw std::logic_error("data/bank_holidays.csv: " + table.error().message);
  std::vector<Date> out;
  for (const auto& row : table->rows) out.push_back(parse_iso_date(row[0]).value());
  std::ranges::sort(out);
  return out;
}

}  // namespace

bool is_weekend(Date day) { return std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day.days))).iso_encoding() > 5; }

bool is_bank_holiday(Date day) {
  static const std::vector<Date> holidays = read_bank_holidays();
  return std::ranges::binary_search(holidays, day);
}

Date working_days_after(Date day, int n) {
  while (n > 0)
    if (is_working_day(day = day + 1)) --n;
  return day;
}

}  // namespace waymark
