// Copies records and single fields of any type, typed, through the same door that the database uses.
#pragma once
#include <memory>
#include <string>

#include "platform/record/record.h"

namespace waymark {

inline void copy_field(const FieldInfo& field, const void* from, void* to) {
  HeldValue value;
  field.write(from, value);
  field.read(to, value, 0);
}

inline std::shared_ptr<void> copy_record(const RecordType& type, const void* record) {
  std::shared_ptr<void> out = type.make();
  type.set_id(out.get(), type.get_id(record));
  for (const FieldInfo& field : type.fields) copy_field(field, record, out.get());
  return out;
}

inline std::int64_t referred_id(const FieldInfo& reference, const void* record) {   // 0: none
  HeldValue value;
  reference.write(record, value);
  return value.is_null() ? 0 : value.integer();
}

}  // namespace waymark
