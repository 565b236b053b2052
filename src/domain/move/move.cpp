#include "domain/move/move.h"

namespace waymark {

void Move::check(Remarks& remarks) const {
  if (kind.value == "trial_move" && started_on && *started_on >= no_trials_from)
    remarks.hard("kind", "since 26 July 2026 a managed move is permanent and may not be a trial: time at another school meanwhile is off-site direction");
  if (started_on && ended_on && *ended_on < *started_on) remarks.hard("ended_on", "is before the move started");
  if (from_school && from_school == to_school) remarks.hard("to_school", "is the school that the pupil comes from");
  if (!outcome.value.empty() && outcome.value != "in_process" && !ended_on) remarks.hard("ended_on", "give the day of the outcome");
  if (kind.value == "off_site" && !review_on && outcome.value != "failed" && outcome.value != "successful") remarks.soft("review_on", "an off-site direction has a first review date");
}

void FairAccess::check(Remarks& remarks) const {
  if (agreed_on && allocated_on && *allocated_on < *agreed_on) remarks.hard("allocated_on", "is before the agreement");
  if (allocated_on && !school) remarks.hard("school", "say which school the place is at");
  if (allocated_on && started_on && *started_on < *allocated_on) remarks.soft("started_on", "is before the place was allocated");
}

}  // namespace waymark
