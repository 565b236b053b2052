// What is late, due or waiting, made from the records that the session may read: each item says where it is done.
#pragma once
#include <vector>

#include "domain/pupil/pupil.h"
#include "platform/record/store.h"

namespace waymark {

enum class Place { pupil, meeting, request };   // where the item is done
struct WorkItem {
  std::optional<Date> due;
  std::string what;
  Id<Pupil> pupil;          // none: not about one child
  Place place = Place::pupil;
  std::int64_t id = 0;      // of that place
};
struct MyWork {
  std::vector<WorkItem> late, this_week, waiting;   // waiting: for others, or with no day of its own
};
MyWork my_work(Reader& reader, Date day);

}  // namespace waymark
