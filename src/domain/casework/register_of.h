// A partnership's register: its cases with the children they are about, and of the reference data its own and what these refer to.
#pragma once
#include <memory>
#include <vector>

#include "domain/partnership/partnership.h"
#include "platform/record/store.h"

namespace waymark {

struct RegisterPart {
  const RecordType* type = nullptr;
  std::vector<std::shared_ptr<void>> rows;   // by id
};
// Within the reader's reach; a part for each kind of record of a return, in their order.
std::vector<RegisterPart> register_of(Reader& reader, Id<Partnership> partnership);

}  // namespace waymark
