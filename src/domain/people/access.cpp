#include "domain/people/access.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/core/clock.h"

namespace waymark {
namespace {

using enum Reach;
constexpr AccessRow rows[] = {
    // role                record              read  add   change case notes, fields
    {"administrator",      "user_account",     all,  all,  all},
    {"administrator",      "role_held",        all,  all,  all},
    {"administrator",      "emergency_opening", all, none, none},
    {"administrator",      "release",          all,  none, none},
    {"administrator",      "published_figure", all,  none, none},
    {"administrator",      "reference",        all,  all,  all},
    {"administrator",      "*",                none, none, none},    // no case content

    {"auditor",            "user_account",     all,  none, none},
    {"auditor",            "role_held",        all,  none, none},
    {"auditor",            "emergency_opening", all, none, none},
    {"auditor",            "reference",        all,  none, none},
    {"auditor",            "*",                none, none, none},

    {"county_officer",     "release",          all,  none, none},
    {"county_officer",     "published_figure", all,  none, none},
    {"county_officer",     "emergency_opening", all, none, none},    // reads what others opened in an emergency, and why
    {"county_officer",     "reference",        all,  all,  all},
    {"county_officer",     "return_row",       all,  none, none},    // frozen by the program only
    {"county_officer",     "casework",         all,  all,  all,  true},   // every case
    {"county_officer",     "*",                none, none, none},

    {"county_consultant",  "release",          all,  all,  all},
    {"county_consultant",  "published_figure", all,  all,  all},
    {"county_consultant",  "reference",        all,  all,  all},
    {"county_consultant",  "pupil_seal",       none, none, none},
    {"county_consultant",  "return_row",       all,  none, none},
    {"county_consultant",  "casework",         all,  all,  all},     // every register, no free-text notes
    {"county_consultant",  "*",                none, none, none},

    {"coordinator",        "partnership",      all,  none, none},
    {"coordinator",        "partnership_name", all,  none, none},
    {"coordinator",        "school_holiday",   all,  none, none},
    {"coordinator",        "release",          all,  none, none},
    {"coordinator",        "published_figure", all,  none, none},
    {"coordinator",        "reference",        all,  all,  all},
    {"coordinator",        "emergency_opening", own, own,  none},
    {"coordinator",        "return_row",       own,  none, none},
    {"coordinator",        "casework",         own,  own,  own,  true},   // every case of the own partnership
    {"coordinator",        "*",                none, none, none},

    {"partnership_staff",  "pupil_seal",       none, none, none},
    {"partnership_staff",  "record_warning",   none, none, none},
    {"partnership_staff",  "register_return",  none, none, none},
    {"partnership_staff",  "return_row",       none, none, none},
    {"partnership_staff",  "note",             own,  own,  own,  true},
    {"partnership_staff",  "reference",        all,  none, none},
    {"partnership_staff",  "casework",         own,  none, none, true},
    {"partnership_staff",  "*",                none, none, none},

    {"partnership_chair",  "release",          all,  none, none},    // figures, no case
    {"partnership_chair",  "published_figure", all,  none, none},
    {"partnership_chair",  "register_return",  own,  none, none},
    {"partnership_chair",  "reference",        all,  none, none},
    {"partnership_chair",  "*",                none, none, none},

    {"finance_officer",    "reference",        all,  none, none},
    {"finance_officer",    "*",                none, none, none},

    {"school_lead",        "pupil",            own,  none, none, false, "upn reference surname forename former_names born_on sex year_offset"},
    {"school_lead",        "school_place",     own,  none, none},
    {"school_lead",        "referral_request", own,  own,  own,  true},
    {"school_lead",        "referral",         own,  none, none, true},
    {"school_lead",        "referral_outcome", own,  none, none},
    {"school_lead",        "programme",        own,  none, none, false, "partnership pupil reference started_on ended_on mode"},
    {"school_lead",        "reference",        all,  none, none},
    {"school_lead",        "*",                none, none, none},

    {"provider",           "pupil",            own,  none, none, false, "surname forename born_on"},   // least detail
    {"provider",           "programme",        own,  none, none, false, "partnership pupil started_on ended_on"},
    {"provider",           "timetable_line",   own,  none, none, false, "programme provider source day hours from_on to_on"},
    {"provider",           "reference",        all,  none, none},
    {"provider",           "*",                none, none, none},

    {"board_member",       "release",          all,  none, none},    // published figures only
    {"board_member",       "published_figure", all,  none, none},
    {"board_member",       "partnership",      all,  none, none},
    {"board_member",       "*",                none, none, none},

    {"send_officer",       "reference",        all,  none, none},
    {"send_officer",       "*",                none, none, none},
};

struct CapabilityRow { std::string_view role; Capability capability; };
constexpr CapabilityRow capabilities[] = {
    {"county_officer", Capability::live_figures},     {"county_consultant", Capability::live_figures}, {"coordinator", Capability::live_figures},
    {"partnership_chair", Capability::live_figures},  {"auditor", Capability::audit_trail},
};

constexpr Hop of_partnership[] = {{"case_file", "pupil", "partnership", {}}};
constexpr Hop of_school[] = {{"school_place", "pupil", "school", "to_on"}};                                                        // on the roll today
constexpr Hop of_provider[] = {{"programme", "pupil", "id", "ended_on"}, {"timetable_line", "programme", "provider", "to_on"}};   // placed there today

bool in_group(std::string_view group, const RecordType& type) {
  return group == "*" || (group == "reference" && type.scope.path == Scope::Path::everyone) || (group == "casework" && type.scope.casework());
}

Grant grant_of(std::string_view role, const RecordType& type) {
  for (const AccessRow& row : rows)
    if (row.role == role && (row.record == type.table || in_group(row.record, type))) return {row.read, row.add, row.change, row.case_notes, row.fields};
  return {};
}

bool reads_audit(std::string_view role) {
  return std::ranges::any_of(capabilities, [&](const CapabilityRow& c) { return c.role == role && c.capability == Capability::audit_trail; });
}

constexpr AccessRules rules = {grant_of, {{}, of_partnership, of_school, of_provider}, "pupil_seal", "seal_member", reads_audit};

}  // namespace

std::span<const AccessRow> access_table() { return rows; }
const AccessRules& access_rules() { return rules; }

Circle circle_of(std::string_view role) {
  if (role == "coordinator" || role == "partnership_staff" || role == "partnership_chair" || role == "finance_officer") return Circle::partnership;
  if (role == "school_lead") return Circle::school;
  if (role == "provider") return Circle::provider;
  return Circle::none;
}

Session session_of(Id<User> person, std::span<const RoleHeld> roles, std::vector<std::int64_t> opened) {
  Session session{.user = person.value, .actor = fmt::format("user {}", person.value), .rules = &rules, .opened = std::move(opened)};
  for (const RoleHeld& r : roles) {
    if ((r.from_on && *r.from_on > today()) || (r.to_on && *r.to_on < today())) continue;
    Circle circle = circle_of(r.role.value);
    std::int64_t bound_to = circle == Circle::partnership ? r.partnership.value : circle == Circle::school ? r.school.value : r.provider.value;
    session.holdings.push_back({r.role.value, circle, bound_to});
  }
  return session;
}

Session session_as(std::string_view role, std::int64_t bound_to, Id<User> person) {
  return {.user = person.value, .actor = fmt::format("user {}", person.value), .holdings = {{std::string(role), circle_of(role), bound_to}}, .rules = &rules};
}

std::vector<std::string_view> roles_that_change(const RecordType& type, const FieldInfo* field) {
  std::vector<std::string_view> out;
  for (const AccessRow& row : rows) {
    if (std::ranges::find(out, row.role) != out.end()) continue;
    Grant grant = grant_of(row.role, type);
    if (grant.change != none && (!field || grant.shows(*field))) out.push_back(row.role);
  }
  return out;
}

bool may(const Session& session, Capability capability) {
  if (session.system || capability == Capability::none) return true;
  return std::ranges::any_of(session.holdings, [&](const Holding& h) {
    return std::ranges::any_of(capabilities, [&](const CapabilityRow& c) { return c.role == h.role && c.capability == capability; });
  });
}

void RoleHeld::check(Remarks& remarks) const {
  Circle circle = circle_of(role.value);
  if (circle == Circle::partnership && !partnership) remarks.hard("partnership", "this role is bound to a partnership: choose it");
  if (circle == Circle::school && !school) remarks.hard("school", "this role is bound to a school: choose it");
  if (circle == Circle::provider && !provider) remarks.hard("provider", "this role is bound to a provider: choose it");
}

}  // namespace waymark
