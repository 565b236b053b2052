#include "domain/school/school_calendar.h"

#include <algorithm>

#include "platform/calendar/bank_holidays.h"

namespace waymark {

void SchoolHoliday::check(Remarks& remarks) const {
  if (from_on && to_on && *to_on < *from_on) remarks.hard("to_on", "is before the first day");
}

bool SchoolCalendar::is_school_day(Date day) const {
  return is_working_day(day) && std::ranges::none_of(holidays_, [&](const SchoolHoliday& h) { return h.from_on && h.to_on && *h.from_on <= day && day <= *h.to_on; });
}

Date SchoolCalendar::nth_from(Date first, int n) const {
  Date day = first;
  for (int left = n, looked = 0; looked < 4000; day = day + 1, ++looked)
    if (is_school_day(day) && --left == 0) return day;
  return day;
}

int SchoolCalendar::between(Date first, Date last) const {
  int n = 0;
  for (Date day = first; day <= last; day = day + 1) n += is_school_day(day);
  return n;
}

}  // namespace waymark
