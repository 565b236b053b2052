// A soft problem that stays with a record until it is mended: "are you sure?" was answered with yes.
#pragma once
#include "domain/partnership/partnership.h"
#include "platform/record/store.h"

namespace waymark {

struct RecordWarning {
  Id<RecordWarning> id;
  Id<Partnership> partnership;
  std::string record_table;
  std::optional<std::int64_t> record_id;
  std::string field_name, message;
  std::optional<Date> raised_on, mended_on;

  static constexpr std::string_view table = "record_warning", title = "Warning", plural = "Warnings", about = "A soft problem that stays with a record until it is mended.";
  static constexpr std::string_view key[] = {"record_table", "record_id", "field_name", "message"};
  static constexpr Scope scope = Scope::partnership("partnership");
  static consteval auto fields() {
    return record<RecordWarning>({
        field<&RecordWarning::partnership>({.label = "Partnership", .privacy = Level::none, .in_return = false}),
        field<&RecordWarning::record_table>({.label = "Record type", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RecordWarning::record_id>({.label = "Record", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RecordWarning::field_name>({.label = "Field", .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RecordWarning::message>({.label = "Message", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&RecordWarning::raised_on>({.label = "Raised", .required = true, .privacy = Level::none, .in_return = false}),
        field<&RecordWarning::mended_on>({.label = "Mended", .privacy = Level::none, .in_return = false}),
    });
  }
};

// What a row says of itself, hard and soft, and its required fields that are empty.
std::vector<Remark> remarks_on(const RecordType& type, const void* row);

// What the row just saved leaves open: required fields that are empty and the record's own soft remarks. New ones are kept, those no longer
// raised are mended.
void keep_warnings_of(Transaction& t, const RecordType& type, const void* row, Id<Partnership> partnership, Date day);

}  // namespace waymark
