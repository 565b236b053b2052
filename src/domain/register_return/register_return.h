// A return: a partnership's register as it stood when it was frozen for a census, and what the county answered. "Return" alone is the
// language's own word, hence the longer name. How one is frozen: domain/casework/returns.
#pragma once
#include "domain/partnership/partnership.h"
#include "domain/pupil/pupil.h"

namespace waymark {

struct RegisterReturn {
  Id<RegisterReturn> id;
  Id<Partnership> partnership;
  std::string label;
  std::optional<Date> census_on, due_on;
  Code state;
  std::optional<std::int64_t> revision, row_count;
  std::optional<Date> frozen_on;
  std::string frozen_by;
  std::optional<Date> answered_on;
  std::string answered_by, reason;

  static constexpr std::string_view table = "register_return", title = "Return", plural = "Returns", about = "A partnership's return for a census: when it is due, whether it is frozen, and what the county answered.";
  static constexpr std::string_view key[] = {"partnership", "label"}, lookups[] = {"label"};
  static constexpr Scope scope = Scope::partnership("partnership");
  void check(Remarks& remarks) const {
    if (census_on && due_on && *due_on < *census_on) remarks.hard("due_on", "is before the census");
    if (state.value == "sent_back" && reason.empty()) remarks.hard("reason", "say what is to be corrected");
  }
  static consteval auto fields() {
    return record<RegisterReturn>({
        field<&RegisterReturn::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::label>({.label = "Label", .hint = "As the report will be called, for example Dec 2020", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::census_on>({.label = "Census date", .hint = "For example, 13/11/2020", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::due_on>({.label = "Due", .hint = "The last day on which it may be frozen without being late", .required = true, .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::state>({.label = "State", .required = true, .identity = true, .privacy = Level::none, .codes = "return_state", .in_return = false}),
        field<&RegisterReturn::revision>({.label = "Revision", .hint = "How many times it was frozen", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::row_count>({.label = "Rows", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::frozen_on>({.label = "Frozen", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::frozen_by>({.label = "Frozen by", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::answered_on>({.label = "Answered", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::answered_by>({.label = "Answered by", .privacy = Level::none, .in_return = false}),
        field<&RegisterReturn::reason>({.label = "Reason", .hint = "What is to be corrected. Name no child.", .privacy = Level::none, .in_return = false}),
    });
  }
};

// One record as it stood. Written by the program only and never changed; free text of the casework is not in it, since no figure needs it.
struct ReturnRow {
  Id<ReturnRow> id;
  Id<RegisterReturn> register_return;
  std::optional<std::int64_t> revision;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::string record_table;
  std::optional<std::int64_t> record_id;
  std::string content;

  static constexpr std::string_view table = "return_row", title = "Row of a return", plural = "Rows of returns", about = "A record as it stood when a return was frozen.";
  static constexpr std::string_view key[] = {"register_return", "revision", "record_table", "record_id"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<ReturnRow>({
        field<&ReturnRow::register_return>({.label = "Return", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&ReturnRow::revision>({.label = "Revision", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&ReturnRow::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&ReturnRow::pupil>({.label = "Pupil", .hint = "Whom the record is about; a seal on the pupil hides the row too", .privacy = Level::personal, .in_return = false}),
        field<&ReturnRow::record_table>({.label = "Record type", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&ReturnRow::record_id>({.label = "Record", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&ReturnRow::content>({.label = "Content", .hint = "The record's fields as JSON", .required = true, .privacy = Level::special_category, .in_return = false}),
    });
  }
};

}  // namespace waymark
