// Copies records and single fields of any type, typed, through the same door that the database uses.
#pragma once
#include <memory>
#include <string>

#include "platform/record/record.h"

namespace waymark {

class OneValue final : public ValueWriter, public ValueReader {   // on its way from a record to another
 public:
  void null() override { kind_ = 0; }
  void integer(std::int64_t v) override { kind_ = 1; number_ = v; }
  void text(std::string_view v) override { kind_ = 2; text_ = v; }
  void date(Date v) override { kind_ = 3; date_ = v; }
  bool is_null(int) override { return kind_ == 0; }
  std::int64_t integer(int) override { return number_; }
  std::string_view text(int) override { return text_; }
  Date date(int) override { return date_; }

 private:
  int kind_ = 0;
  std::int64_t number_ = 0;
  std::string text_;
  Date date_;
};

inline void copy_field(const FieldInfo& field, const void* from, void* to) {
  OneValue value;
  field.write(from, value);
  field.read(to, value, 0);
}

inline std::shared_ptr<void> copy_record(const RecordType& type, const void* record) {
  std::shared_ptr<void> out = type.make();
  type.set_id(out.get(), type.get_id(record));
  for (const FieldInfo& field : type.fields) copy_field(field, record, out.get());
  return out;
}

inline std::int64_t referred_id(const FieldInfo& reference, const void* record) { return reference.empty(record) ? 0 : std::stoll(reference.get(record)); }

}  // namespace waymark
