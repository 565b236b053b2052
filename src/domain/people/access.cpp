#include "domain/people/access.h"

#include <fmt/format.h>

namespace waymark {
namespace {

using enum Reach;
constexpr AccessRow rows[] = {
    // role                record              read  write  case notes
    {"administrator",      "user_account",     all,  all,   false},
    {"administrator",      "partnership",      all,  all,   false},
    {"administrator",      "partnership_name", all,  all,   false},
    {"administrator",      "school",           all,  all,   false},
    {"administrator",      "school_census",    all,  all,   false},
    {"administrator",      "provider",         all,  all,   false},
    {"administrator",      "release",          all,  none,  false},
    {"administrator",      "published_figure", all,  none,  false},
    {"administrator",      "*",                none, none,  false},   // no case content

    {"county_consultant",  "user_account",     none, none,  false},
    {"county_consultant",  "*",                all,  all,   false},   // every register, no free-text notes

    {"coordinator",        "user_account",     none, none,  false},
    {"coordinator",        "partnership",      all,  none,  false},
    {"coordinator",        "partnership_name", all,  none,  false},
    {"coordinator",        "school",           all,  all,   false},
    {"coordinator",        "school_census",    all,  all,   false},
    {"coordinator",        "provider",         all,  all,   false},
    {"coordinator",        "release",          all,  none,  false},
    {"coordinator",        "published_figure", all,  none,  false},
    {"coordinator",        "*",                own,  own,   true},    // every case of the own partnership
};

}  // namespace

std::span<const AccessRow> access_table() { return rows; }

Grant access(std::string_view role, const RecordType& type) {
  for (const AccessRow& row : rows)
    if (row.role == role && (row.record == type.table || row.record == "*")) return {row.read, row.write, row.case_notes};
  return {};
}

Session session_of(const User& user) {
  Session session{.user = user.id.value, .actor = fmt::format("user {}", user.id.value), .role = user.role.value, .access = access};
  if (user.partnership) session.partnerships.push_back(user.partnership.value);
  return session;
}

}  // namespace waymark
