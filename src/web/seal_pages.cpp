// Sealing a pupil: a reason, the people who go on seeing the child, and lifting the seal again.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "domain/people/accounts.h"
#include "domain/people/seal.h"
#include "domain/referral/case_file.h"
#include "web/forms.h"

namespace waymark {
namespace {

// Whom the seal may leave in: people who sign in and whose roles see cases. Being a member gives nobody a role.
std::vector<govuk::Choice> possible_members(Visit& visit) {
  auto inside = visit.app.store().read(system_session("members of a seal"));
  std::unordered_map<std::int64_t, std::vector<RoleHeld>> roles;
  inside->each<RoleHeld>({}, [&](const RoleHeld& r) { roles[r.person.value].push_back(r); });
  std::vector<govuk::Choice> out;
  inside->each<User>({.order_by = "name"}, [&](const User& u) {
    if (!u.disabled && session_of(u.id, roles[u.id.value]).grant(record_type_of<CaseFile>).read != Reach::none) out.push_back({std::to_string(u.id.value), u.name, u.email});
  });
  return out;
}

Html member_boxes(Visit& visit, const std::vector<std::string>& chosen, const Problems& problems) {
  return govuk::checkboxes({.name = "members", .legend = "Who goes on seeing this child?", .hint = "As far as their roles reach. Everybody else finds nothing about the child", .error = problems.of("members"), .of = possible_members(visit), .chosen = chosen});
}

std::vector<std::string> chosen_of(const Visit& visit) {
  std::vector<std::string> out;
  for (const auto& [name, value] : visit.request.form)
    if (name == "members") out.push_back(value);
  return out;
}

// Only people whom the form offers.
std::vector<Id<User>> members_of_form(Visit& visit) {
  std::vector<std::string> chosen = chosen_of(visit);
  std::vector<Id<User>> out;
  for (const govuk::Choice& c : possible_members(visit))
    if (std::ranges::find(chosen, c.value) != chosen.end()) out.push_back({std::stoll(c.value)});
  return out;
}

std::optional<Pupil> pupil_in_address(Visit& visit) {
  std::int64_t id = 0;
  if (!is_id(visit.parts[0], id)) return std::nullopt;
  Session roles = visit.session();
  roles.opened.clear();   // what an emergency opened is read, not sealed
  return visit.app.store().read(roles)->find(Id<Pupil>{id});
}

std::optional<PupilSeal> seal_in_address(Visit& visit) {
  std::int64_t id = 0;
  if (!is_id(visit.parts[0], id)) return std::nullopt;
  auto seal = visit.app.store().read(visit.session())->find(Id<PupilSeal>{id});
  return seal && !seal->lifted_on ? seal : std::nullopt;
}

HttpResponse seal_form(Visit& visit, const Pupil& pupil, const std::vector<std::string>& chosen, const Problems& problems) {
  Html about = govuk::paragraph(text("A seal is for a child whom colleagues must not look up, such as a member of staff's own. Counts and figures go on counting the child."));
  return show_form(visit, {.title = "Seal this pupil", .action = fmt::format("/pupil/{}/seal", pupil.id.value), .breadcrumbs = {{"Pupil", fmt::format("/pupil/{}", pupil.id.value)}}, .before = about,
                           .inside = govuk::textarea({.name = "reason", .label = "Why is the pupil sealed?", .value = visit.form("reason"), .hint = "At least 10 characters. Only members read it", .error = problems.of("reason")}) + member_boxes(visit, chosen, problems),
                           .button = "Seal the pupil", .button_kind = "govuk-button--warning"},
                   problems);
}

HttpResponse members_form(Visit& visit, const PupilSeal& seal, const std::vector<std::string>& chosen, const Problems& problems) {
  Html about = govuk::summary_list({{"Sealed", text(seal.sealed_on ? long_date(*seal.sealed_on) : "")}, {"Reason", text(seal.reason)}});
  return show_form(visit, {.title = "Members of a seal", .action = fmt::format("/seals/{}", seal.id.value), .breadcrumbs = {{"Sealed pupils", "/seals"}, {"Pupil", fmt::format("/pupil/{}", seal.pupil.value)}}, .before = about,
                           .inside = member_boxes(visit, chosen, problems), .button = "Save the members", .after = govuk::paragraph(govuk::link("Lift the seal", fmt::format("/seals/{}/lift", seal.id.value)))},
                   problems);
}

Question lifting(const PupilSeal& seal) {
  return {.title = "Lift the seal", .action = fmt::format("/seals/{}/lift", seal.id.value), .button = "Lift the seal", .back = fmt::format("/seals/{}", seal.id.value), .breadcrumbs = {{"Sealed pupils", "/seals"}},
          .about = govuk::paragraph(text("Everybody whose role reaches this pupil sees the record again, with all that was written while it was sealed."))};
}

}  // namespace

// What the pupil's page offers of sealing, to those who may.
Html seal_links(const Visit& visit, Id<Pupil> pupil) {
  if (visit.session().grant(record_type_of<PupilSeal>).add == Reach::none) return {};
  auto seals = visit.app.store().read(visit.session())->list<PupilSeal>({.where = {equals("pupil", pupil.value), {"lifted_on", Condition::Test::empty, {}}}});
  if (!seals.empty()) return govuk::inset(text("This pupil is sealed. ") + govuk::link("Who sees the pupil", fmt::format("/seals/{}", seals[0].id.value)));
  Session roles = visit.session();
  roles.opened.clear();
  if (!visit.app.store().read(roles)->find(pupil)) return {};
  return govuk::paragraph(govuk::link("Seal this pupil", fmt::format("/pupil/{}/seal", pupil.value)));
}

HttpResponse seals_page(Visit& visit) {
  auto reader = visit.app.store().read(visit.session());
  std::vector<std::vector<govuk::Cell>> rows;
  for (const PupilSeal& s : reader->list<PupilSeal>({.where = {{"lifted_on", Condition::Test::empty, {}}}})) {
    auto pupil = reader->find(s.pupil);
    rows.push_back({{pupil ? govuk::link(pupil->surname + ", " + pupil->forename, fmt::format("/pupil/{}", s.pupil.value)) : text(""), true}, {text(s.sealed_on ? long_date(*s.sealed_on) : "")}, {text(s.reason)},
                    {govuk::link("Members", fmt::format("/seals/{}", s.id.value))}});
  }
  Html content = govuk::heading(1, "Sealed pupils", "l") + govuk::paragraph(text("Those of whose seal you are a member. You seal a pupil on their page."));
  content += rows.empty() ? govuk::paragraph(text("There is none.")) : govuk::table("Sealed pupils", {{"Pupil"}, {"Sealed"}, {"Reason"}, {"Who sees the pupil"}}, rows, true);
  return show(visit, {.title = "Sealed pupils", .content = content});
}

HttpResponse seal_page(Visit& visit) {
  auto pupil = pupil_in_address(visit);
  return pupil ? seal_form(visit, *pupil, {std::to_string(visit.user.id.value)}, {}) : not_found(visit);
}

HttpResponse take_seal(Visit& visit) {
  auto pupil = pupil_in_address(visit);
  if (!pupil) return not_found(visit);
  auto seal = seal_pupil(visit.app.store(), visit.session(), pupil->id, visit.form("reason"), members_of_form(visit));
  if (seal) return redirect(visit.app.store().read(visit.session())->find(*seal) ? fmt::format("/seals/{}", seal->value) : "/seals");
  Problems problems;
  problems.add(seal.error(), "reason");
  return seal_form(visit, *pupil, chosen_of(visit), problems);
}

HttpResponse members_page(Visit& visit) {
  auto seal = seal_in_address(visit);
  if (!seal) return not_found(visit);
  std::vector<std::string> chosen;
  for (Id<User> person : members_of(*visit.app.store().read(system_session("members of a seal")), seal->id)) chosen.push_back(std::to_string(person.value));
  return members_form(visit, *seal, chosen, {});
}

HttpResponse take_members(Visit& visit) {
  auto seal = seal_in_address(visit);
  if (!seal) return not_found(visit);
  auto done = set_seal_members(visit.app.store(), visit.session(), seal->id, members_of_form(visit));
  if (done) return redirect(visit.app.store().read(visit.session())->find(seal->id) ? fmt::format("/seals/{}", seal->id.value) : "/seals");
  Problems problems;
  problems.add(done.error(), "members");
  return members_form(visit, *seal, chosen_of(visit), problems);
}

HttpResponse lift_page(Visit& visit) {
  auto seal = seal_in_address(visit);
  return seal ? ask(visit, lifting(*seal)) : not_found(visit);
}

HttpResponse lift(Visit& visit) {
  auto seal = seal_in_address(visit);
  if (!seal) return not_found(visit);
  if (auto done = lift_seal(visit.app.store(), visit.session(), seal->id); done) return redirect(fmt::format("/pupil/{}", seal->pupil.value));
  else {
    Problems problems;
    problems.add(done.error(), "");
    return ask(visit, lifting(*seal), problems);
  }
}

}  // namespace waymark
