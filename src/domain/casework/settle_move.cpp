#include "domain/casework/settle_move.h"

namespace waymark {

void settle_move(Transaction& t, const Move& move) {
  bool changes_roll = move.kind.value == "trial_move" || move.kind.value == "managed_move" || move.kind.value == "fresh_start";
  if (!changes_roll || move.outcome.value != "successful" || !move.ended_on || !move.started_on || !move.to_school) return;
  Date on = move.kind.value == "trial_move" ? *move.ended_on : *move.started_on;
  bool there = false;
  for (const SchoolPlace& place : t.list<SchoolPlace>({.where = {equals("pupil", move.pupil.value)}})) {
    if (place.to_on) continue;
    if (place.school == move.to_school) {
      there = true;
      continue;
    }
    SchoolPlace after = place;
    after.to_on = on - 1;
    t.update(place, after);
  }
  if (there) return;
  SchoolPlace fresh{.pupil = move.pupil, .school = move.to_school, .from_on = on};
  t.insert(fresh);
}

}  // namespace waymark
