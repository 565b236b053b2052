// The turn of the year. Year groups follow from birth dates, so that everyone else moves up by itself; what is done here is that Year 11 leaves.
#pragma once
#include <vector>

#include "domain/partnership/year_turn.h"
#include "domain/programme/programme.h"
#include "platform/calendar/school_year.h"
#include "platform/record/store.h"

namespace waymark {

struct TurnPlan {
  SchoolYear ended;
  std::vector<Pupil> leaving;                             // Year 11 in the ended year, with an open case
  std::vector<std::pair<Pupil, Programme>> carried_over;  // programmes of the others that go on into September
};
TurnPlan plan_turn(Reader& reader, Id<Partnership> partnership, SchoolYear ended);

// Closes, on 31 August, the cases, programmes, timetable lines and places on roll of those who leave. Refused when the year was turned already.
Result<YearTurn> turn_year(Transaction& t, const TurnPlan& plan, Id<Partnership> partnership, Date day);
// On the day it was done only. A record changed since keeps the change.
Result<void> take_back_turn(Transaction& t, const YearTurn& turn, Date day);

}  // namespace waymark
