#include "domain/exclusion/exclusion.h"

#include "platform/calendar/school_year.h"

namespace waymark {

void Exclusion::check(Remarks& remarks) const {
  if (from_on && to_on && *to_on < *from_on) remarks.hard("to_on", "is before the first day");
  if (kind.value == "permanent" && to_on) remarks.hard("to_on", "a permanent exclusion has no last day: leave it empty, or give the day on which it was rescinded");
  if (kind.value == "suspension" && !to_on) remarks.soft("to_on", "a suspension has a last day");
  if (decided_on && from_on && *from_on < *decided_on) remarks.soft("from_on", "is before the decision");
  if (rescinded_on && decided_on && *rescinded_on < *decided_on) remarks.hard("rescinded_on", "is before the decision");
}

std::optional<Date> sixth_day(const Exclusion& e, const SchoolCalendar& calendar) {
  if (!e.from_on || e.rescinded_on) return std::nullopt;
  Date sixth = calendar.nth_from(*e.from_on, 6);
  if (e.kind.value == "permanent") return sixth;
  if (e.kind.value == "suspension" && e.to_on && sixth <= *e.to_on) return sixth;
  return std::nullopt;
}

int suspended_days(std::span<const Exclusion> exclusions, const SchoolCalendar& calendar, Date day) {
  SchoolYear year = school_year(day);
  int n = 0;
  for (const Exclusion& e : exclusions) {
    if (e.kind.value != "suspension" || e.rescinded_on || !e.from_on || !e.to_on) continue;
    n += calendar.between(std::max(*e.from_on, year.first()), std::min(*e.to_on, year.last()));
  }
  return n;
}

}  // namespace waymark
