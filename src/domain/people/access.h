// Who may read and change what: one table, read by the store, printed in the documentation, walked by a test. Deny by default.
#pragma once
#include "platform/record/store.h"
#include "domain/people/user.h"

namespace waymark {

struct AccessRow {
  std::string_view role, record;   // record: a table's name, or "*" for every record without a row of its own
  Reach read, write;
  bool case_notes;
};
std::span<const AccessRow> access_table();
Grant access(std::string_view role, const RecordType& type);
Session session_of(const User& user);

}  // namespace waymark
