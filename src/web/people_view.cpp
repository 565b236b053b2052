#include "web/people_view.h"

#include <algorithm>

#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {

std::string Account::state() const { return user.disabled ? "Disabled" : has_password ? "Active" : "Invited"; }

std::vector<Account> accounts_of(Visit& visit) {
  auto reader = visit.app.store().read(visit.session()), inside = visit.app.store().read(system_session("people"));
  std::unordered_map<std::int64_t, std::vector<RoleHeld>> roles;
  reader->each<RoleHeld>({}, [&](const RoleHeld& r) { roles[r.person.value].push_back(r); });
  std::unordered_map<std::int64_t, std::pair<bool, bool>> secrets;   // that there are any, not what they are
  inside->each<User>({}, [&](const User& u) { secrets[u.id.value] = {!u.password_hash.empty(), !u.totp_secret.empty()}; });
  std::vector<Account> out;
  reader->each<User>({}, [&](const User& u) { out.push_back({u, roles[u.id.value], secrets[u.id.value].first, secrets[u.id.value].second}); });
  return out;
}

std::optional<Account> account_in_address(Visit& visit) {
  std::int64_t id = 0;
  if (!is_id(visit.parts[0], id)) return std::nullopt;
  for (Account& a : accounts_of(visit))
    if (a.user.id.value == id) return std::move(a);
  return std::nullopt;
}

PlaceNames place_names(Reader& reader) {
  PlaceNames names;
  for (const Partnership& p : reader.list<Partnership>()) names[p.id.value] = p.code;
  reader.each<School>({}, [&](const School& s) { names[s.id.value] = s.name; });
  reader.each<Provider>({}, [&](const Provider& p) { names[p.id.value] = p.name; });
  return names;
}

std::string role_words(const RoleHeld& role, const PlaceNames& names) {
  std::string out(code_label("role", role.role.value));
  for (std::int64_t id : {role.partnership.value, role.school.value, role.provider.value})
    if (auto found = names.find(id); id && found != names.end()) out += ", " + found->second;
  return out;
}

Html role_fields(Visit& visit, const Problems& problems) {
  std::vector<govuk::Choice> roles = {{"", "Choose a role"}}, partnerships = {{"", "None"}}, providers = {{"", "None"}};
  for (const CodeItem& role : find_code_list("role")->items) roles.push_back({role.code, role.label});
  auto reader = visit.app.store().read(visit.session());
  for (const Partnership& p : reader->list<Partnership>({.order_by = "code"})) partnerships.push_back({std::to_string(p.id.value), p.code + (p.name.empty() ? "" : ": " + p.name)});
  for (const Provider& p : reader->list<Provider>({.order_by = "name"})) providers.push_back({std::to_string(p.id.value), p.name});
  return {govuk::select("role", "Role", roles, visit.form("role"), {}, problems.of("role")),
          govuk::select("partnership", "Partnership", partnerships, visit.form("partnership"), "For co-ordinators, staff, chairs and finance officers", problems.of("partnership")),
          govuk::input({.name = "school", .label = "School", .value = visit.form("school"), .hint = "Its URN, 6 digits: for school inclusion leads", .error = problems.of("school"), .width = 10, .inputmode = "numeric"}),
          govuk::select("provider", "Provider", providers, visit.form("provider"), "For alternative providers", problems.of("provider")),
          govuk::input({.name = "from_on", .label = "First day", .value = visit.form("from_on"), .hint = "For example, 27/3/2026. Empty: at once", .error = problems.of("from_on"), .width = 10}),
          govuk::input({.name = "to_on", .label = "Last day", .value = visit.form("to_on"), .hint = "Empty while it lasts", .error = problems.of("to_on"), .width = 10})};
}

RoleHeld role_of_form(Visit& visit, Problems& problems) {
  RoleHeld role;
  for (const char* name : {"role", "partnership", "provider", "from_on", "to_on"}) {
    std::string said(trim(visit.form(name)));
    const FieldInfo& field = *record_type_of<RoleHeld>.find(name);
    if (said.empty()) {
      if (field.identity) problems.add(name, "Choose a role");
    } else if (auto done = field.set(&role, said, field); !done) {
      problems.add(name, done.error().message);
    }
  }
  auto reader = visit.app.store().read(visit.session());
  if (std::string urn(trim(visit.form("school"))); !urn.empty()) {
    auto found = reader->list<School>({.where = {equals("urn", urn)}});
    if (found.empty()) problems.add("school", "There is no school with this URN");
    else role.school = found[0].id;
  }
  Circle circle = circle_of(role.role.value);   // what the role is not bound to is not kept with it
  if (circle != Circle::partnership) role.partnership = {};
  if (circle != Circle::school) role.school = {};
  if (circle != Circle::provider) role.provider = {};
  Remarks remarks;
  if (!problems.any()) role.check(remarks);
  for (const Remark& remark : remarks.list) problems.add(std::string(remark.field), remark.message);
  return role;
}

}  // namespace waymark
