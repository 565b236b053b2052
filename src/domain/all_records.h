// The list of every record, in an order in which each comes after those it refers to.
#pragma once
#include <span>

#include "platform/record/record.h"

namespace waymark {

std::span<const RecordType* const> all_records();
std::span<const RecordType* const> register_records();   // the sheets of a partnership's return, in their order
const RecordType* find_record(std::string_view table);
const RecordType* target_of(const FieldInfo& reference);

}  // namespace waymark
