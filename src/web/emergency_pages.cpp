// "Break glass": a child outside one's reach, opened for an hour and a reason; and the list of such openings for those who read them.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "domain/people/emergency_opening.h"
#include "platform/core/clock.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "web/forms.h"

namespace waymark {
namespace {

HttpResponse emergency_form(Visit& visit, const Problems& problems, int status = 400) {
  auto field = [&](const char* name, const char* label, const char* hint) { return govuk::Input{.name = name, .label = label, .value = visit.form(name), .hint = hint, .error = problems.of(name), .width = 20}; };
  Html about = govuk::paragraph(text("When a child of another partnership is in danger or at your door, you can read their record for an hour. You cannot change it.")) +
               govuk::warning("Your name, the time and your reason are kept, and are read by the county and the auditor.");
  return show_form(visit, {.title = "Find a child elsewhere", .action = "/emergency", .breadcrumbs = {}, .before = about,
                           .inside = {govuk::input(field("upn", "Unique pupil number", "Exactly, for example P207000016049")), govuk::input(field("born_on", "Date of birth", "For example, 27/3/2009")),
                                      govuk::textarea(field("reason", "Why do you need to see this child now?", "At least 20 characters. Do not write more about the child than you must"))},
                           .button = "Open for an hour"},
                   problems, status);
}

struct OpeningLine { EmergencyOpening opening; std::string person, pupil; };

std::vector<OpeningLine> lines_of(Visit& visit, const Sorting& sorting) {
  auto reader = visit.app.store().read(visit.session()), inside = visit.app.store().read(system_session("names of the openings"));
  std::unordered_map<std::int64_t, std::string> people;
  inside->each<User>({}, [&](const User& u) { people[u.id.value] = u.name; });
  std::vector<OpeningLine> out;
  for (EmergencyOpening& e : reader->list<EmergencyOpening>()) {
    auto pupil = reader->find(e.pupil);   // named only to those who see the child anyway
    out.push_back({e, people[e.person.value], pupil ? pupil->forename + " " + pupil->surname : std::string()});
  }
  auto key = [&](const OpeningLine& l) { return std::pair(sorting.by == "person" ? lower(l.person) : sorting.by == "reason" ? lower(l.opening.reason) : std::string(), l.opening.opened_at.value_or(0)); };
  std::ranges::stable_sort(out, [&](const OpeningLine& a, const OpeningLine& b) { return sorting.descending ? key(b) < key(a) : key(a) < key(b); });
  return out;
}

Sorting usual_sorting(const Visit& visit) {
  Sorting sorting = sorting_of(visit, "/emergency/openings?", "opened");
  if (visit.query("sort").empty()) sorting.descending = true;   // the latest first
  return sorting;
}

}  // namespace

Html emergency_banner(const Visit& visit, Id<Pupil> pupil) {
  Session roles = visit.session();
  roles.opened.clear();
  if (visit.app.store().read(roles)->find(pupil)) return {};
  auto open = visit.app.store().read(system_session("banner"))->list<EmergencyOpening>({.where = {equals("person", visit.user.id.value), equals("pupil", pupil.value), {"ends_at", Condition::Test::greater, {now_ms()}}}, .order_by = "ends_at", .descending = true, .limit = 1});
  if (open.empty()) return {};
  return govuk::notification("Opened in an emergency", govuk::paragraph(text(fmt::format("You may read this record until {}. Your reason: {}", moment(*open[0].ends_at), open[0].reason))));
}

HttpResponse emergency_page(Visit& visit) { return emergency_form(visit, {}); }

HttpResponse open_elsewhere(Visit& visit) {
  Problems problems;
  std::string key = fmt::format("emergency {}", visit.user.id.value);
  if (std::int64_t wait = visit.app.attempts().wait_ms(key)) {
    problems.add("upn", wait_words(wait));
    return emergency_form(visit, problems, 429);
  }
  EmergencyRequest request{visit.form("upn"), {}, visit.form("reason")};
  if (auto day = parse_date(visit.form("born_on"))) request.born_on = *day;
  else problems.add("born_on", visit.form("born_on").empty() ? "Enter the date of birth" : day.error().message);
  if (trim(request.upn).empty()) problems.add("upn", "Enter the unique pupil number");
  if (trim(request.reason).size() < 20) problems.add("reason", "Say why you need to see this child now, in at least 20 characters");
  if (problems.any()) return emergency_form(visit, problems);
  auto pupil = open_in_emergency(visit.app.store(), visit.session(), request);
  if (pupil) return redirect(fmt::format("/pupil/{}", pupil->value));
  visit.app.attempts().failed(key);   // somebody may be trying out numbers
  note_of(visit, &visit.user, "emergency opening failed", {});
  problems.add(pupil.error(), "upn");
  return emergency_form(visit, problems);
}

HttpResponse openings_page(Visit& visit) {
  Sorting sorting = usual_sorting(visit);
  std::vector<std::vector<govuk::Cell>> rows;
  for (const OpeningLine& l : lines_of(visit, sorting)) {
    std::string number = std::to_string(l.opening.pupil.value);
    Html child = l.pupil.empty() ? text("Record " + number) : govuk::link(l.pupil, "/pupil/" + number);
    rows.push_back({{text(moment(l.opening.opened_at.value_or(0))), true}, {text(l.person)}, {child}, {text(l.opening.reason)}, {text(moment(l.opening.ends_at.value_or(0)))}});
  }
  Html content = govuk::heading(1, "Emergency openings", "xl") + govuk::paragraph(text("Children whom somebody opened outside their own reach, and why. Ask where a reason does not convince you."));
  if (rows.empty()) content += govuk::paragraph(text("There was none so far."));
  else content += element("div", "waymark-actions", govuk::link_button("Export as CSV", fmt::format("/emergency/openings/export?sort={}{}", sorting.by, sorting.descending ? "&order=down" : ""))) +
                  govuk::table(fmt::format("{} opening{}", rows.size(), rows.size() == 1 ? "" : "s"), {sorting.column("Opened", "opened"), sorting.column("By", "person"), {"Child"}, sorting.column("Reason", "reason"), {"Until"}}, rows);
  return show(visit, {.title = "Emergency openings", .content = content, .wide = true});
}

HttpResponse openings_export(Visit& visit) {
  std::string out = csv_row({"opened at", "by", "child", "reason", "until"});
  std::vector<OpeningLine> lines = lines_of(visit, usual_sorting(visit));
  for (const OpeningLine& l : lines) out += csv_row({utc_text(l.opening.opened_at.value_or(0)), l.person, l.pupil.empty() ? "record " + std::to_string(l.opening.pupil.value) : l.pupil, l.opening.reason, utc_text(l.opening.ends_at.value_or(0))});
  note_of(visit, &visit.user, "exported", fmt::format("emergency openings, {} rows", lines.size()));
  return download(std::move(out), "text/csv; charset=utf-8", "emergency-openings.csv");
}

}  // namespace waymark
