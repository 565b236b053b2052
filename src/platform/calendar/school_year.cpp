#include "platform/calendar/school_year.h"

#include <fmt/format.h>

namespace waymark {

SchoolYear school_year(Date day) { return {day.month() >= 9 ? day.year() : day.year() - 1}; }

// The statutory terms differ by county and year; census dates are the end of October, of February and of June, so that the
// calendar-month boundaries used here put every census in the term it speaks of.
Term term(Date day) {
  unsigned month = day.month();
  return month >= 9 ? Term::autumn : month <= 4 ? Term::spring : Term::summer;
}
Date term_first(SchoolYear year, Term term) {
  switch (term) {
    case Term::autumn: return year.first();
    case Term::spring: return Date::of(year.begins + 1, 1, 1);
    case Term::summer: return Date::of(year.begins + 1, 5, 1);
  }
  return year.first();
}
Date term_last(SchoolYear year, Term term) {
  switch (term) {
    case Term::autumn: return Date::of(year.begins, 12, 31);
    case Term::spring: return Date::of(year.begins + 1, 4, 30);
    case Term::summer: return year.last();
  }
  return year.last();
}
std::string name(SchoolYear year) { return fmt::format("{} to {}", year.begins, year.begins + 1); }
std::string_view name(Term term) { return term == Term::autumn ? "Autumn" : term == Term::spring ? "Spring" : "Summer"; }

int curriculum_year(Date born_on, Date day) {
  int begins = school_year(day).begins;
  int age = begins - born_on.year() - (born_on.month() > 8 ? 1 : 0);   // on 31 August before the year begins
  return age - 4;
}

}  // namespace waymark
