// The people who sign in, as administrators and auditors see them: a list, and one person.
#include <fmt/format.h>

#include <algorithm>

#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/people_view.h"

namespace waymark {
namespace {

struct PeopleFilter { std::string name, role, query; };

PeopleFilter filter_of(const Visit& visit) {
  PeopleFilter f{std::string(trim(visit.query("name"))).substr(0, 100), visit.query("role"), {}};
  f.query = fmt::format("name={}&role={}", percent_encoded(f.name), percent_encoded(f.role));
  return f;
}

struct Line { Account account; std::string roles; };

std::vector<Line> lines_of(Visit& visit, const PeopleFilter& f, const Sorting& sorting) {
  PlaceNames names = place_names(*visit.app.store().read(visit.session()));
  std::vector<Line> out;
  for (Account& a : accounts_of(visit)) {
    if (!f.name.empty() && !fold(a.user.name + " " + a.user.email).contains(fold(f.name))) continue;
    if (!f.role.empty() && std::ranges::none_of(a.roles, [&](const RoleHeld& r) { return r.role.value == f.role && lasts(r); })) continue;
    std::string roles;
    for (const RoleHeld& r : a.roles)
      if (lasts(r)) roles += (roles.empty() ? "" : "; ") + role_words(r, names);
    out.push_back({std::move(a), std::move(roles)});
  }
  auto key = [&](const Line& l) { return std::pair(sorting.by == "email" ? l.account.user.email : sorting.by == "role" ? lower(l.roles) : sorting.by == "state" ? l.account.state() : std::string(), lower(l.account.user.name)); };
  std::ranges::stable_sort(out, [&](const Line& a, const Line& b) { return sorting.descending ? key(b) < key(a) : key(a) < key(b); });
  return out;
}

Html filter_form(const PeopleFilter& f) {
  std::vector<govuk::Choice> roles = {{"", "All"}};
  for (const CodeItem& role : find_code_list("role")->items) roles.push_back({role.code, role.label});
  return element("div", "waymark-filter", govuk::form("/people", "get", {}, element("div", "waymark-actions", {govuk::input({.name = "name", .label = "Name or email address", .value = f.name, .width = 20}), govuk::select("role", "Role", roles, f.role), govuk::button("Filter")})));
}

Html roles_section(Visit& visit, const Account& a, bool changes) {
  PlaceNames names = place_names(*visit.app.store().read(visit.session()));
  std::vector<govuk::Column> columns = {{"Role"}, {"First day"}, {"Last day"}};
  if (changes) columns.push_back({"Change"});
  std::vector<std::vector<govuk::Cell>> rows;
  for (const RoleHeld& r : a.roles) {
    rows.push_back({{text(role_words(r, names)), true}, {text(r.from_on ? long_date(*r.from_on) : "")}, {text(r.to_on ? long_date(*r.to_on) : "")}});
    if (changes) rows.back().push_back({lasts(r) ? govuk::link("End this role", fmt::format("/people/{}/role/{}/end", a.user.id.value, r.id.value)) : text("Ended")});
  }
  Html out = rows.empty() ? govuk::paragraph(text("This person holds no role.")) : govuk::table("Roles", columns, rows);
  return changes ? out + govuk::link_button("Give a role", fmt::format("/people/{}/role", a.user.id.value)) : out;
}

Html changes_section(const Account& a) {
  std::string here = fmt::format("/people/{}/", a.user.id.value);
  std::vector<Html> ways = {govuk::link("Make a link to set a new password", here + "reset"), govuk::link("End this person's sessions", here + "end-sessions"),
                            a.user.disabled ? govuk::link("Let this person sign in again", here + "enable") : govuk::link("Keep this person from signing in", here + "disable")};
  return govuk::heading(2, "What you can change", "m") + govuk::list(ways);
}

}  // namespace

HttpResponse people_page(Visit& visit) {
  PeopleFilter f = filter_of(visit);
  Sorting sorting = sorting_of(visit, "/people?" + f.query + "&", "name");
  std::vector<std::vector<govuk::Cell>> rows;
  for (const Line& l : lines_of(visit, f, sorting))
    rows.push_back({{govuk::link(l.account.user.name, fmt::format("/people/{}", l.account.user.id.value)), true}, {text(l.account.user.email)}, {text(l.roles)}, {text(l.account.has_second_factor ? "Set up" : "No")}, {text(l.account.state())}});
  Html actions = may_open(visit, "/people/invite") ? govuk::link_button("Invite a person", "/people/invite") : Html();
  actions += govuk::link_button("Export as CSV", fmt::format("/people/export?{}&sort={}{}", f.query, sorting.by, sorting.descending ? "&order=down" : ""));
  Html content = govuk::heading(1, "People", "xl") + filter_form(f) + element("div", "waymark-actions", actions) +
                 (rows.empty() ? govuk::paragraph(text("Nobody fits. Change the filter."))
                               : govuk::table(fmt::format("{} {}", rows.size(), rows.size() == 1 ? "person" : "people"), {sorting.column("Name", "name"), sorting.column("Email address", "email"), sorting.column("Roles", "role"), {"Second step"}, sorting.column("State", "state")}, rows));
  return show(visit, {.title = "People", .content = content, .wide = true});
}

HttpResponse people_export(Visit& visit) {
  PeopleFilter f = filter_of(visit);
  std::string out = csv_row({"name", "email", "roles", "second step", "state"});
  std::vector<Line> lines = lines_of(visit, f, sorting_of(visit, {}, "name"));
  for (const Line& l : lines) out += csv_row({l.account.user.name, l.account.user.email, l.roles, l.account.has_second_factor ? "yes" : "no", l.account.state()});
  note_of(visit, &visit.user, "exported", fmt::format("people, {} rows", lines.size()));
  return download(std::move(out), "text/csv; charset=utf-8", "people.csv");
}

HttpResponse person_page(Visit& visit) {
  auto a = account_in_address(visit);
  if (!a) return not_found(visit);
  bool changes = visit.session().grant(record_type_of<User>).change == Reach::all;
  auto sessions = visit.app.sessions().of(a->user.id);
  std::vector<govuk::SummaryRow> about = {{"Email address", text(a->user.email)}, {"State", text(a->state())}, {"Second step of signing in", text(a->has_second_factor ? "Set up" : "Not set up")}, {"Signed in now", text(sessions.empty() ? "No" : fmt::format("In {} browser{}", sessions.size(), sessions.size() == 1 ? "" : "s"))}};
  if (a->user.invented) about.push_back({"Made up", text("For the demonstration")});
  Html content = govuk::heading(1, a->user.name, "l") + govuk::summary_list(about) + roles_section(visit, *a, changes) + (changes ? changes_section(*a) : Html());
  if (may_open(visit, "/audit")) content += govuk::paragraph(govuk::link("What this person did", fmt::format("/audit?person={}", a->user.id.value)));
  return show(visit, {.title = "Person", .breadcrumbs = {{"People", "/people"}}, .content = content});
}

}  // namespace waymark
