// The audit trail for the auditor: who, when, what, which record. What changed in the fields is not shown here.
#include <fmt/format.h>

#include <unordered_map>

#include "domain/all_records.h"
#include "platform/core/clock.h"
#include "platform/core/csv.h"
#include "web/forms.h"

namespace waymark {
namespace {

constexpr std::string_view actions[] = {"created", "changed", "opened", "opened figure", "exported", "refused", "signed in", "gave the password", "sign-in failed", "signed out", "confirmed", "confirmation failed",
                                        "emergency opening failed", "ended a session", "ended the other sessions", "ended the sessions"};
constexpr std::int64_t day_ms = 86'400'000, on_a_page = 50, most_exported = 100'000;

struct TrailFilter {
  AuditFilter audit;
  std::string person, from, until, query;
  Problems problems;
};

// A day of the form as milliseconds, or what is wrong with it.
std::optional<std::int64_t> day_of(TrailFilter& f, const char* field, const std::string& said, int plus_days) {
  if (said.empty()) return std::nullopt;
  auto day = parse_date(said);
  if (day) return std::int64_t{day->days + plus_days} * day_ms;
  f.problems.add(field, day.error().message);
  return std::nullopt;
}

TrailFilter filter_of(const Visit& visit) {
  TrailFilter f{.audit = {.action = visit.query("action"), .record_type = visit.query("record")}, .person = visit.query("person"), .from = visit.query("from"), .until = visit.query("until"), .query = {}, .problems = {}};
  if (!f.person.empty()) f.audit.actor = "user " + f.person;
  f.audit.from_ms = day_of(f, "from", f.from, 0);
  f.audit.until_ms = day_of(f, "until", f.until, 1);   // the whole of the last day
  auto add = [&](const char* name, const std::string& value) { if (!value.empty()) f.query += fmt::format("{}={}&", name, percent_encoded(value)); };
  add("person", f.person), add("action", f.audit.action), add("record", f.audit.record_type), add("from", f.from), add("until", f.until);
  return f;
}

using Actors = std::unordered_map<std::string, std::string>;
Actors names_of(const Visit& visit) {
  Actors names;
  visit.app.store().read(visit.session())->each<User>({}, [&](const User& u) { names[fmt::format("user {}", u.id.value)] = u.name; });
  return names;
}
std::string name_of(const Actors& names, const std::string& actor) {
  auto found = names.find(actor);
  return found == names.end() ? actor : found->second;
}
std::string record_words(const AuditEntry& e) {
  if (e.record_type.empty()) return {};
  const RecordType* type = find_record(e.record_type);
  return fmt::format("{} {}", type ? type->title : e.record_type, e.record_id);
}

Html filter_form(const Visit& visit, const TrailFilter& f) {
  std::vector<govuk::Choice> people = {{"", "Everybody"}}, kinds = {{"", "All"}}, all_actions = {{"", "All"}};
  visit.app.store().read(visit.session())->each<User>({.order_by = "name"}, [&](const User& u) { people.push_back({std::to_string(u.id.value), u.name}); });
  for (std::string_view action : actions) all_actions.push_back({std::string(action), sentence(action)});
  for (const RecordType* type : all_records()) kinds.push_back({std::string(type->table), std::string(type->title)});
  return element("div", "waymark-filter", govuk::form("/audit", "get", {}, element("div", "waymark-actions", {
    govuk::select("person", "Person", people, f.person), govuk::select("action", "What", all_actions, f.audit.action), govuk::select("record", "Kind of record", kinds, f.audit.record_type),
    govuk::input({.name = "from", .label = "From", .value = f.from, .hint = "For example, 1/9/2026", .error = f.problems.of("from"), .width = 10}),
    govuk::input({.name = "until", .label = "To", .value = f.until, .hint = "This day too", .error = f.problems.of("until"), .width = 10}), govuk::button("Filter")})));
}

}  // namespace

// ASVS 5.0 V16.4.2: those whose task it is read the trail, and nobody changes it.
HttpResponse audit_page(Visit& visit) {
  TrailFilter f = filter_of(visit);
  std::int64_t before = 0;
  if (is_id(visit.query("before"), before)) f.audit.before_sequence = before;
  f.audit.limit = on_a_page + 1;
  std::vector<AuditEntry> entries = visit.app.store().audit_trail(visit.session(), f.audit);
  bool more = entries.size() > on_a_page;
  if (more) entries.pop_back();
  Actors names = names_of(visit);
  std::vector<std::vector<govuk::Cell>> rows;
  for (const AuditEntry& e : entries) rows.push_back({{text(moment(e.at_ms)), true}, {text(name_of(names, e.actor))}, {text(e.action)}, {text(record_words(e))}, {text(e.detail)}});
  Html content = govuk::error_summary(f.problems.list()) + govuk::heading(1, "The audit trail", "xl") + filter_form(visit, f);
  if (rows.empty()) content += govuk::paragraph(text("Nothing fits. Change the filter."));
  else content += element("div", "waymark-actions", govuk::link_button("Export as CSV", "/audit/export?" + f.query)) + govuk::table("What was done, latest first", {{"When"}, {"Who"}, {"What"}, {"Record"}, {"More"}}, rows);
  if (more) content += govuk::paragraph(govuk::link("Earlier", fmt::format("/audit?{}before={}", f.query, entries.back().sequence)));
  if (before) content += govuk::paragraph(govuk::link("Back to the latest", "/audit?" + f.query));
  return show(visit, {.title = "The audit trail", .content = content, .error = f.problems.any(), .wide = true}, f.problems.any() ? 400 : 200);
}

HttpResponse audit_export(Visit& visit) {
  TrailFilter f = filter_of(visit);
  f.audit.limit = most_exported;
  std::vector<AuditEntry> entries = visit.app.store().audit_trail(visit.session(), f.audit);
  Actors names = names_of(visit);
  std::string out = csv_row({"sequence", "at", "who", "what", "record", "number", "more"});
  for (const AuditEntry& e : entries) out += csv_row({std::to_string(e.sequence), utc_text(e.at_ms), name_of(names, e.actor), e.action, e.record_type, e.record_id ? std::to_string(e.record_id) : "", e.detail});
  note_of(visit, &visit.user, "exported", fmt::format("audit trail, {} rows", entries.size()));
  return download(std::move(out), "text/csv; charset=utf-8", "audit.csv");
}

}  // namespace waymark
