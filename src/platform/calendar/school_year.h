// School years and terms: the one home of their boundaries. A school year is named by the calendar year in which it begins.
#pragma once
#include <string>

#include "platform/core/date.h"

namespace waymark {

struct SchoolYear {
  int begins = 0;   // 2020: 1 September 2020 to 31 August 2021
  Date first() const { return Date::of(begins, 9, 1); }
  Date last() const { return Date::of(begins + 1, 8, 31); }
  friend constexpr auto operator<=>(SchoolYear, SchoolYear) = default;
};

enum class Term { autumn, spring, summer };

SchoolYear school_year(Date day);
Term term(Date day);                       // autumn September to December, spring January to Easter's end of April, summer May to August
Date term_first(SchoolYear year, Term term);
Date term_last(SchoolYear year, Term term);
std::string name(SchoolYear year);         // "2020 to 2021"
std::string_view name(Term term);          // "Autumn"

// National Curriculum year: the age on 31 August before the school year, less four. Outside 1 to 14 the number still tells the age.
int curriculum_year(Date born_on, Date day);
inline int key_stage(int year) { return year >= 7 && year <= 9 ? 3 : year >= 10 && year <= 11 ? 4 : 0; }

}  // namespace waymark
