// What only several rows together can show: times of one kind that overlap, and programmes outside every case. All of it is soft: the
// register may know better. The same for rows of a file and for rows of the store.
#pragma once
#include <span>
#include <vector>

#include "platform/record/record.h"

namespace waymark {

struct RowsOfType {
  const RecordType* type = nullptr;
  std::vector<const void*> rows;   // null: left out
};
struct Contradiction {
  std::size_t list = 0, row = 0;        // positions in what was given
  std::string_view field;
  std::string message;
  std::optional<std::size_t> other;     // the row of the same list that it contradicts
};
std::vector<Contradiction> contradictions(std::span<const RowsOfType> lists);

}  // namespace waymark
