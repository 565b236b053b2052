#include "domain/meeting/meeting.h"

namespace waymark {

void Meeting::check(Remarks& remarks) const {
  if (held_on && agenda_closes_on && *agenda_closes_on > *held_on) remarks.hard("agenda_closes_on", "is after the meeting");
  if (capacity && *capacity < 1) remarks.hard("capacity", "must be 1 or more");
}

}  // namespace waymark
