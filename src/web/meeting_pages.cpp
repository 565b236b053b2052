// Meetings: the calendar, an agenda built from what waits, the meeting itself one case a page, and its minutes.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "domain/casework/agenda.h"
#include "domain/casework/timeline.h"
#include "platform/calendar/school_year.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/record_form.h"
#include "web/record_view.h"

namespace waymark {
namespace {

const RecordType& type = record_type_of<Meeting>;

std::optional<Meeting> find_meeting(Visit& visit) {
  const std::string& part = visit.parts[0];
  if (part.size() > 18 || part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return visit.app.store().read(visit.session())->find(Id<Meeting>{std::atoll(part.c_str())});
}
bool may_run(const Visit& visit) { return visit.session().grant(type).change != Reach::none; }
std::string address(const Meeting& m, const std::string& rest = {}) { return fmt::format("/meeting/{}{}", m.id.value, rest); }
std::string title_of(const Meeting& m) { return fmt::format("{}, {}", code_label("meeting_kind", m.kind.value), m.held_on ? long_date(*m.held_on) : "no date"); }
std::vector<govuk::Link> crumbs(const Meeting* m = nullptr) {
  std::vector<govuk::Link> out = {{"Meetings", "/meetings"}};
  if (m) out.push_back({"Agenda", address(*m)});
  return out;
}

std::unordered_map<std::int64_t, Pupil> pupils_of(Reader& reader, const std::vector<Id<Pupil>>& ids) {
  std::unordered_map<std::int64_t, Pupil> out;
  for (std::size_t from = 0; from < ids.size(); from += 512) {
    std::vector<Id<Pupil>> some(ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + 512)));
    reader.each<Pupil>({.where = {one_of("id", some)}}, [&](const Pupil& p) { out.emplace(p.id.value, p); });
  }
  return out;
}
std::string name_of(const std::unordered_map<std::int64_t, Pupil>& pupils, Id<Pupil> id) {
  auto found = pupils.find(id.value);
  return found == pupils.end() ? "A child you may not see" : found->second.forename + " " + found->second.surname;
}

std::vector<const FieldInfo*> planning_fields() {
  std::vector<const FieldInfo*> out;
  for (const char* name : {"kind", "held_on", "starts", "place", "capacity", "agenda_closes_on"}) out.push_back(type.find(name));
  return out;
}

HttpResponse planning_form(Visit& visit, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  Html content = govuk::error_summary(errors) + govuk::heading(1, "Plan a meeting", "l") + govuk::form("/meetings/new", "post", visit.who->csrf, form_inputs(type, planning_fields(), values, errors, {}) + govuk::button("Save"));
  return show(visit, {.title = "Plan a meeting", .breadcrumbs = crumbs(), .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

Html agenda_table(const std::vector<AgendaItem>& items, const std::unordered_map<std::int64_t, Pupil>& pupils, const Meeting& m) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (std::size_t i = 0; i < items.size(); ++i)
    rows.push_back({{text(std::to_string(i + 1)), true}, {govuk::link(name_of(pupils, items[i].pupil), address(m, fmt::format("/case/{}", i + 1)))}, {text(code_label("agenda_reason", items[i].reason.value))}, {text(code_label("agenda_state", items[i].state.value))}});
  return rows.empty() ? govuk::paragraph(text("Nothing is on the agenda yet.")) : govuk::table("Agenda", {{"No."}, {"Child"}, {"Why"}, {"State"}}, rows);
}

Html candidates_form(Visit& visit, Reader& reader, const Meeting& m) {
  std::vector<Candidate> waiting = waiting_for_agenda(reader, m);
  if (waiting.empty()) return govuk::paragraph(text("No other case waits for a meeting."));
  std::vector<Id<Pupil>> ids;
  for (const Candidate& c : waiting) ids.push_back(c.pupil);
  auto pupils = pupils_of(reader, ids);
  std::vector<govuk::Choice> choices;
  for (const Candidate& c : waiting) choices.push_back({std::to_string(c.pupil.value), fmt::format("{}: {}{}", name_of(pupils, c.pupil), lower(code_label("agenda_reason", c.reason)), c.since ? fmt::format(", {} {}", c.reason == "first" ? "referred" : "due", short_date(*c.since)) : "")});
  return govuk::form(address(m, "/agenda"), "post", visit.who->csrf, govuk::choices("pupil", fmt::format("Waiting for a meeting ({})", choices.size()), choices, {}, true) + govuk::button("Put on the agenda"));
}

std::vector<govuk::Choice> outcome_choices(const std::vector<std::string>& recorded) {
  std::vector<govuk::Choice> out;
  for (const CodeItem& item : find_code_list("referral_outcome")->items)
    if (std::ranges::find(recorded, item.code) == recorded.end()) out.push_back({item.code, item.label});
  return out;
}

constexpr int action_rows = 3;

struct CaseInput { Typed values; std::vector<std::string> outcomes; };

Html action_inputs(const CaseInput& in, const std::vector<govuk::FieldError>& errors) {
  auto value = [&](const std::string& name) { auto f = in.values.find(name); return f == in.values.end() ? std::string() : f->second; };
  auto error = [&](const std::string& name) { for (const auto& e : errors) if (e.id == name) return e.message; return std::string(); };
  Html out;
  for (int i = 1; i <= action_rows; ++i) {
    std::string n = std::to_string(i);
    out += element("div", "waymark-actions", govuk::input({.name = "owner" + n, .label = "Who (action " + n + ")", .value = value("owner" + n), .error = error("owner" + n), .width = 10}) +
                                               govuk::input({.name = "task" + n, .label = "What (action " + n + ")", .value = value("task" + n), .error = error("task" + n), .width = 20}) +
                                               govuk::input({.name = "due" + n, .label = "By (action " + n + ")", .value = value("due" + n), .error = error("due" + n), .width = 10}));
  }
  return out;
}

struct CaseAt {
  Meeting meeting;
  std::vector<AgendaItem> items;
  std::size_t at = 0;
  Pupil pupil;
  std::vector<std::string> recorded;   // outcomes kept already
};

std::optional<CaseAt> find_case(Visit& visit) {
  auto m = find_meeting(visit);
  if (!m) return std::nullopt;
  auto reader = visit.app.store().read(visit.session());
  CaseAt c{*m, agenda_of(*reader, m->id), static_cast<std::size_t>(std::atoi(visit.parts[1].substr(0, 6).c_str())), {}, {}};
  if (c.at < 1 || c.at > c.items.size()) return std::nullopt;
  auto pupil = reader->find(c.items[c.at - 1].pupil);
  if (!pupil) return std::nullopt;
  c.pupil = *pupil;
  if (Id<Referral> referral = c.items[c.at - 1].referral)
    for (const ReferralOutcome& o : reader->list<ReferralOutcome>({.where = {equals("referral", referral.value)}})) c.recorded.push_back(o.outcome.value);
  return c;
}

Html case_brief(Visit& visit, const CaseAt& c) {
  auto reader = visit.app.store().read(visit.session());
  std::vector<Html> brief;
  if (auto referral = reader->find(c.items[c.at - 1].referral); referral && !referral->concern.empty()) brief.push_back(text("Concern: " + referral->concern));
  std::vector<Event> events = timeline_of(*reader, c.pupil.id);
  for (std::size_t i = 0; i < events.size() && i < 6; ++i) brief.push_back(text(fmt::format("{}: {}{}", short_date(events[i].day), events[i].title, events[i].detail.empty() ? "" : ", " + events[i].detail)));
  std::vector<Html> done;
  for (const std::string& code : c.recorded) done.push_back(text(code_label("referral_outcome", code)));
  Html out = govuk::heading(2, "In brief", "s") + govuk::list(brief) + govuk::paragraph(govuk::link("Everything about this child", fmt::format("/pupil/{}", c.pupil.id.value)));
  if (!done.empty()) out += govuk::heading(2, "Outcomes recorded", "s") + govuk::list(done);
  return out;
}

HttpResponse case_form(Visit& visit, const CaseAt& c, const CaseInput& in, const std::vector<govuk::FieldError>& errors) {
  const AgendaItem& item = c.items[c.at - 1];
  auto value = [&](const char* name) { auto f = in.values.find(name); return f == in.values.end() ? std::string() : f->second; };
  auto error = [&](const char* name) { for (const auto& e : errors) if (e.id == name) return e.message; return std::string(); };
  int year = c.pupil.born_on && c.meeting.held_on ? curriculum_year(*c.pupil.born_on, *c.meeting.held_on) : 0;
  Html steps;
  if (c.at > 1) steps += element("a", {{"class", "govuk-link"}, {"href", address(c.meeting, fmt::format("/case/{}", c.at - 1))}, {"data-key", "p"}}, text("Previous"));
  if (c.at < c.items.size()) steps += element("a", {{"class", "govuk-link"}, {"href", address(c.meeting, fmt::format("/case/{}", c.at + 1))}, {"data-key", "n"}}, text("Next"));
  Html form = govuk::choices("outcome", "Outcomes", outcome_choices(c.recorded), in.outcomes, true, "Several may be chosen", error("outcome")) + govuk::heading(2, "Actions", "s") + action_inputs(in, errors) +
              govuk::input({.name = "report_back_on", .label = "Report back at the meeting of", .value = value("report_back_on"), .hint = "For example, 10/12/2020. Empty: not needed", .error = error("report_back_on"), .width = 10}) +
              govuk::textarea("notes", "Notes", value("notes"), {}, error("notes")) +
              element("div", "waymark-actions", govuk::button(c.at < c.items.size() ? "Save and next" : "Save") +
                                                  element("button", {{"type", "submit"}, {"class", "govuk-button govuk-button--secondary"}, {"name", "put_off"}, {"value", "yes"}}, text("Put off to the next meeting")));
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text(fmt::format("{}: case {} of {}", title_of(c.meeting), c.at, c.items.size()))) + govuk::heading(1, c.pupil.forename + " " + c.pupil.surname, "l") +
                 govuk::paragraph(text(fmt::format("{}{}, {}", year ? fmt::format("Year {}, ", year) : "", lower(code_label("agenda_reason", item.reason.value)), lower(code_label("agenda_state", item.state.value))))) + element("div", "waymark-actions", steps) +
                 case_brief(visit, c);
  if (!c.meeting.closed_on && may_run(visit)) content += govuk::form(address(c.meeting, fmt::format("/case/{}", c.at)), "post", visit.who->csrf, form);
  else content += govuk::paragraph(text("Notes: " + item.notes));
  return show(visit, {.title = fmt::format("Case {} of {}", c.at, c.items.size()), .breadcrumbs = crumbs(&c.meeting), .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

// What was typed into the case's form, and what is wrong with it.
Decision decision_of(Visit& visit, CaseInput& in, std::vector<govuk::FieldError>& errors) {
  Decision d{.put_off = visit.form("put_off") == "yes", .notes = std::string(trim(visit.form("notes")))};
  in.values = {{"notes", d.notes}, {"report_back_on", std::string(trim(visit.form("report_back_on")))}};
  for (const auto& [name, value] : visit.request.form)
    if (name == "outcome" && find_code_list("referral_outcome")->position(value) >= 0) in.outcomes.push_back(value);
  d.outcomes = in.outcomes;
  auto date = [&](const std::string& name, const std::string& typed) -> std::optional<Date> {
    if (typed.empty()) return std::nullopt;
    auto day = parse_date(typed);
    if (!day) errors.push_back({name, day.error().message});
    return day ? std::optional(*day) : std::nullopt;
  };
  d.report_back_on = date("report_back_on", in.values["report_back_on"]);
  for (int i = 1; i <= action_rows; ++i) {
    std::string n = std::to_string(i);
    for (const char* part : {"owner", "task", "due"}) in.values[part + n] = std::string(trim(visit.form(part + n)));
    if (in.values["owner" + n].empty() && in.values["task" + n].empty() && in.values["due" + n].empty()) continue;
    Action a{.owner = in.values["owner" + n], .task = in.values["task" + n], .due_on = date("due" + n, in.values["due" + n])};
    if (a.owner.empty()) errors.push_back({"owner" + n, fmt::format("Action {}: say who", n)});
    if (a.task.empty()) errors.push_back({"task" + n, fmt::format("Action {}: say what is to be done", n)});
    if (in.values["due" + n].empty()) errors.push_back({"due" + n, fmt::format("Action {}: say by when", n)});
    d.actions.push_back(std::move(a));
  }
  return d;
}

}  // namespace

HttpResponse meetings_page(Visit& visit) {
  if (visit.session().grant(type).read == Reach::none) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  ReferenceNames names = reference_names(*reader);
  Date day = visit.app.usual_day();
  std::vector<std::vector<govuk::Cell>> coming, past;
  reader->each<Meeting>({.order_by = "held_on"}, [&](const Meeting& m) {
    std::vector<govuk::Cell> row = {{govuk::link(title_of(m), address(m)), true}, {text(names[m.partnership.value])}, {text(m.starts)}, {text(m.place)}, {text(m.closed_on ? "Minutes closed" : "Open")}};
    if (m.held_on && *m.held_on < day) past.insert(past.begin(), std::move(row));
    else coming.push_back(std::move(row));
  });
  std::vector<govuk::Column> columns = {{"Meeting"}, {"Partnership"}, {"Starts"}, {"Place"}, {"Minutes"}};
  Html content = govuk::heading(1, "Meetings", "l");
  if (may_run(visit) && !visit.session().partnerships().empty()) content += govuk::link_button("Plan a meeting", "/meetings/new");
  content += coming.empty() ? govuk::paragraph(text("No meeting is planned.")) : govuk::table("To come", columns, coming);
  if (!past.empty()) content += govuk::table("Past", columns, past);
  return show(visit, {.title = "Meetings", .content = content});
}

HttpResponse plan_meeting_page(Visit& visit) { return !may_run(visit) || visit.session().partnerships().empty() ? not_found(visit) : planning_form(visit, {}, {}); }

HttpResponse plan_meeting(Visit& visit) {
  if (!may_run(visit) || visit.session().partnerships().empty()) return not_found(visit);
  auto fields = planning_fields();
  Typed typed = typed_values(visit, fields);
  Meeting m{.partnership = {visit.session().partnerships()[0]}};
  auto errors = take_typed(type, fields, typed, &m);
  if (errors.empty()) {
    auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.insert(m); return {}; });
    if (done) return redirect(address(m));
    errors.push_back({"held_on", "There is a meeting of this kind on that day already"});
  }
  return planning_form(visit, typed, errors);
}

HttpResponse meeting_page(Visit& visit) {
  auto m = find_meeting(visit);
  if (!m) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  std::vector<AgendaItem> items = agenda_of(*reader, m->id);
  std::vector<Id<Pupil>> ids;
  for (const AgendaItem& item : items) ids.push_back(item.pupil);
  std::string facts;
  auto add = [&](const std::string& fact) { facts += (facts.empty() ? "" : " · ") + fact; };
  if (!m->starts.empty()) add("starts " + m->starts);
  if (!m->place.empty()) add(m->place);
  if (m->capacity) add(fmt::format("{} of {} cases", items.size(), *m->capacity));
  if (m->agenda_closes_on) add("agenda closes on " + short_date(*m->agenda_closes_on));
  Html content = govuk::heading(1, title_of(*m), "l") + govuk::paragraph(text(facts)) + agenda_table(items, pupils_of(*reader, ids), *m);
  if (m->capacity && static_cast<std::int64_t>(items.size()) > *m->capacity) content += govuk::warning("There are more cases on the agenda than the meeting has time for.");
  bool runs = may_run(visit) && !m->closed_on;
  if (runs && !items.empty()) content += govuk::link_button("Start with the first case", address(*m, "/case/1"));
  if (!items.empty()) content += govuk::paragraph(govuk::link("Minutes", address(*m, "/minutes")));
  if (runs) content += candidates_form(visit, *reader, *m);
  return show(visit, {.title = "Meeting", .breadcrumbs = crumbs(), .content = content});
}

HttpResponse add_to_agenda(Visit& visit) {
  auto m = find_meeting(visit);
  if (!m || !may_run(visit)) return not_found(visit);
  auto waiting = waiting_for_agenda(*visit.app.store().read(visit.session()), *m);
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    for (const Candidate& c : waiting)
      if (std::ranges::find(visit.request.form, std::pair<std::string, std::string>{"pupil", std::to_string(c.pupil.value)}) != visit.request.form.end())
        if (auto put = put_on_agenda(t, *m, c); !put) return put;
    return {};
  });
  if (!done) return show(visit, {.title = "Not put on the agenda", .breadcrumbs = crumbs(&*m), .content = govuk::heading(1, "Not put on the agenda", "l") + govuk::paragraph(text(done.error().message)), .error = true}, 409);
  return redirect(address(*m));
}

HttpResponse meeting_case_page(Visit& visit) {
  auto c = find_case(visit);
  if (!c) return not_found(visit);
  if (auto noted = visit.app.store().opened(visit.session(), record_type_of<Pupil>, c->pupil.id.value); !noted) return not_found(visit);
  const AgendaItem& item = c->items[c->at - 1];
  return case_form(visit, *c, {{{"notes", item.notes}, {"report_back_on", item.report_back_on ? form_date(*item.report_back_on) : ""}}, {}}, {});
}

HttpResponse save_meeting_case(Visit& visit) {
  auto c = find_case(visit);
  if (!c || !may_run(visit)) return not_found(visit);
  CaseInput in;
  std::vector<govuk::FieldError> errors;
  Decision decision = decision_of(visit, in, errors);
  const AgendaItem& item = c->items[c->at - 1];
  if (errors.empty() && !decision.put_off && decision.outcomes.empty() && c->recorded.empty() && decision.notes.empty()) errors.push_back({"outcome", "Choose an outcome, write a note, or put the case off"});
  if (errors.empty())
    if (auto done = visit.app.store().write(visit.session(), [&](Transaction& t) { return record_discussion(t, c->meeting, item, decision); }); !done) errors.push_back({"", "It could not be saved: " + done.error().message});
  if (!errors.empty()) return case_form(visit, *c, in, errors);
  return redirect(c->at < c->items.size() ? address(c->meeting, fmt::format("/case/{}", c->at + 1)) : address(c->meeting, "/minutes"));
}

HttpResponse minutes_page(Visit& visit) {
  auto m = find_meeting(visit);
  if (!m) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  std::vector<AgendaItem> items = agenda_of(*reader, m->id);
  std::vector<Id<Pupil>> ids;
  for (const AgendaItem& item : items) ids.push_back(item.pupil);
  auto pupils = pupils_of(*reader, ids);
  Html content = govuk::heading(1, "Minutes: " + title_of(*m), "l") + (m->attended.empty() ? Html() : govuk::paragraph(text("Present: " + m->attended)));
  std::size_t waiting = 0;
  for (const AgendaItem& item : items) {
    waiting += item.state.value == "waiting";
    std::vector<govuk::SummaryRow> rows = {{"State", text(code_label("agenda_state", item.state.value))}};
    std::string outcomes;
    if (item.referral && m->held_on)
      for (const ReferralOutcome& o : reader->list<ReferralOutcome>({.where = {equals("referral", item.referral.value), equals("decided_on", *m->held_on)}})) outcomes += (outcomes.empty() ? "" : "; ") + std::string(code_label("referral_outcome", o.outcome.value));
    if (!outcomes.empty()) rows.push_back({"Outcomes", text(outcomes)});
    for (const Action& a : reader->list<Action>({.where = {equals("agenda_item", item.id.value)}})) rows.push_back({"Action", text(fmt::format("{}: {}, by {}{}", a.owner, a.task, a.due_on ? long_date(*a.due_on) : "no date", a.done_on ? ", done" : ""))});
    if (item.report_back_on) rows.push_back({"Report back", text(long_date(*item.report_back_on))});
    if (!item.notes.empty()) rows.push_back({"Notes", text(item.notes)});
    content += govuk::heading(2, name_of(pupils, item.pupil), "m") + govuk::summary_list(rows);
  }
  if (m->closed_on) content += govuk::paragraph(text("Closed on " + long_date(*m->closed_on) + "."));
  else if (may_run(visit))
    content += govuk::form(address(*m, "/close"), "post", visit.who->csrf, govuk::textarea("attended", "Who came", m->attended, "One person or school a line") + (waiting ? govuk::warning(fmt::format("{} case{} on the agenda {} not been discussed.", waiting, waiting == 1 ? "" : "s", waiting == 1 ? "has" : "have")) : Html()) + govuk::button("Close the minutes"));
  return show(visit, {.title = "Minutes", .breadcrumbs = crumbs(&*m), .content = content});
}

HttpResponse close_minutes(Visit& visit) {
  auto m = find_meeting(visit);
  if (!m || !may_run(visit)) return not_found(visit);
  Meeting after = *m;
  after.attended = std::string(trim(visit.form("attended")));
  after.closed_on = visit.app.usual_day();
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.update(*m, after); return {}; });
  return done ? redirect(address(*m, "/minutes")) : not_found(visit);
}

}  // namespace waymark
