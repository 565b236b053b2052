// Who may read, add and change what: one table, read by the store, printed in the documentation, walked by a test. Deny by default.
#pragma once
#include "domain/people/role_held.h"
#include "platform/record/store.h"

namespace waymark {

// record: a table's name, or a group: "reference" (schools, providers and the like), "casework" (everything about a pupil), "*" (all the rest).
// The first row that fits a role and a record counts.
struct AccessRow {
  std::string_view role, record;
  Reach read, add, change;
  bool case_notes = false;
  std::string_view fields{};   // the only ones shown; empty: all
};
std::span<const AccessRow> access_table();
const AccessRules& access_rules();
Circle circle_of(std::string_view role);   // what the role is bound to

Session session_of(Id<User> person, std::span<const RoleHeld> roles, std::vector<std::int64_t> opened = {});
// The same for a role that nobody holds yet.
Session session_as(std::string_view role, std::int64_t bound_to = 0, Id<User> person = {});

std::vector<std::string_view> roles_that_change(const RecordType& type, const FieldInfo* field);   // in the order of the table

// What no record stands for: live figures, and the audit trail.
enum class Capability { none, live_figures, audit_trail };
bool may(const Session& session, Capability capability);

}  // namespace waymark
