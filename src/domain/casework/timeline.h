// Everything that happened to a pupil, in order: made from the records that the session may read, never kept.
#pragma once
#include <vector>

#include "domain/pupil/pupil.h"
#include "platform/record/store.h"

namespace waymark {

enum class EventKind { referral, meeting, programme, move, status, note };
struct Event {
  Date day;
  EventKind kind;
  std::string title, detail;
  const RecordType* type = nullptr;
  std::int64_t id = 0;
};
std::vector<Event> timeline_of(Reader& reader, Id<Pupil> pupil);   // latest first; of one day in the order of the records

}  // namespace waymark
