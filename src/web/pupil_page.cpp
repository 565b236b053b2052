// The child's page: who the child is, what is next, the week, everything that happened, every record, and who has looked. Each opening is
// noted in the audit before the page is shown.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "domain/all_records.h"
#include "domain/casework/my_work.h"
#include "domain/casework/timeline.h"
#include "domain/exclusion/exclusion.h"
#include "domain/meeting/meeting.h"
#include "domain/move/move.h"
#include "domain/people/user.h"
#include "domain/programme/programme.h"
#include "domain/pupil/note.h"
#include "domain/quality/warning.h"
#include "platform/calendar/school_year.h"
#include "platform/core/clock.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/app.h"
#include "web/record_view.h"

namespace waymark {
namespace {

struct Child {
  Pupil pupil;
  std::unique_ptr<Reader> reader;
  Date day;
};

// Not there and not within reach are the same words. The opening is durable before anything is shown (ASVS 5.0 V16.3.2).
std::optional<Child> open_child(Visit& visit, HttpResponse& otherwise) {
  const std::string& part = visit.parts[0];
  otherwise = not_found(visit);
  if (part.size() > 18 || part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  Id<Pupil> id{std::atoll(part.c_str())};
  std::optional<Pupil> pupil = visit.app.store().read(visit.session())->find(id);
  if (!pupil) return std::nullopt;
  if (!visit.app.store().opened(visit.session(), record_type_of<Pupil>, id.value)) {
    otherwise = {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The opening could not be noted in the audit, so the page is not shown."};
    return std::nullopt;
  }
  return Child{*pupil, visit.app.store().read(visit.session()), visit.app.usual_day()};
}

template <class R> bool holds_on(const R& r, Date day) { return (!r.from_on || *r.from_on <= day) && (!r.to_on || *r.to_on >= day); }

Html tags(Child& c) {
  Html out;
  Query mine{.where = {equals("pupil", c.pupil.id.value)}};
  bool open = false;
  c.reader->each<CaseFile>(mine, [&](const CaseFile& f) { open = open || !f.closed_on || *f.closed_on >= c.day; });
  out += govuk::tag(open ? "Case open" : "No open case", open ? "blue" : "grey") + text(" ");
  c.reader->each<Programme>(mine, [&](const Programme& p) {
    if (p.started_on && *p.started_on <= c.day && (!p.ended_on || *p.ended_on >= c.day)) out += govuk::tag(std::string(p.tier.value == "4" ? "Programme managed: " : "Programme: ") + lower(code_label("programme_mode", p.mode.value)), "purple") + text(" ");
  });
  c.reader->each<SenStatus>(mine, [&](const SenStatus& s) {
    if (holds_on(s, c.day) && !s.stage.value.empty()) out += govuk::tag(std::string(code_label("ehc_stage", s.stage.value)), "green") + text(" ");
  });
  c.reader->each<LookedAfter>(mine, [&](const LookedAfter& l) {
    if (holds_on(l, c.day)) out += govuk::tag("Looked after", "orange") + text(" ");
  });
  return out;
}

Html identity(Child& c, const std::string& here) {
  const Pupil& p = c.pupil;
  int year = p.born_on ? curriculum_year(*p.born_on, c.day) + static_cast<int>(p.year_offset.value_or(0)) : 0;
  std::string line = year > 0 ? fmt::format("Year {}", year) : "";
  if (int stage = key_stage(year); stage) line += fmt::format(", KS{}", stage);
  if (p.born_on) line += fmt::format("{}born {}", line.empty() ? "" : ", ", long_date(*p.born_on));
  c.reader->each<SchoolPlace>({.where = {equals("pupil", p.id.value)}}, [&](const SchoolPlace& s) {
    if (!holds_on(s, c.day)) return;
    if (auto school = c.reader->find(s.school)) line += fmt::format(", on roll at {}{}", school->name, s.from_on ? fmt::format(" since {}", short_date(*s.from_on)) : "");
  });
  std::string base = fmt::format("/pupil/{}", p.id.value);
  std::vector<govuk::Link> parts = {{"Overview", base, here.empty()}, {"Everything held", base + "/records", here == "records"}, {"Who has looked", base + "/looked", here == "looked"}};
  return element("div", "waymark-identity", {govuk::heading(1, p.forename + " " + p.surname, "l"), govuk::paragraph(text(line + (p.upn.empty() ? ", no UPN yet" : ", UPN " + p.upn))), element("p", "govuk-body waymark-tags", tags(c))}) +
         govuk::sub_navigation("About this child", parts);
}

Html add_menu(const Visit& visit, Id<Pupil> pupil) {
  std::vector<Html> links;
  for (const RecordType* type : {&record_type_of<Note>, &record_type_of<Referral>, &record_type_of<Programme>, &record_type_of<Action>, &record_type_of<Exclusion>, &record_type_of<Move>, &record_type_of<FairAccess>, &record_type_of<ForumDiscussion>, &record_type_of<SchoolPlace>, &record_type_of<SenStatus>,
                                 &record_type_of<LookedAfter>, &record_type_of<MedicalNeed>, &record_type_of<HomeAuthority>, &record_type_of<CaseFile>})
    if (visit.session().grant(*type).add != Reach::none) links.push_back(govuk::link(std::string(type->title), fmt::format("/pupil/{}/add/{}", pupil.value, type->table)));
  return links.empty() ? Html() : govuk::details("Add to this child's record", govuk::list(links));
}

Html next_steps(Child& c) {
  MyWork work = my_work(*c.reader, c.day);
  std::vector<Html> items;
  for (auto* list : {&work.late, &work.this_week, &work.waiting})
    for (const WorkItem& item : *list) {
      if (item.pupil != c.pupil.id) continue;
      bool late = item.due && *item.due < c.day;
      items.push_back(text(item.what + (item.due ? ", by " + long_date(*item.due) : "")) + (late ? element("span", "waymark-late", text(" late")) : Html()));
    }
  return items.empty() ? Html() : govuk::heading(2, "Next", "m") + govuk::list(items);
}

// The week as it is on the day, against the 25 hours of a full week and the 24 below which a week is reported.
Html week(Visit& visit, Child& c) {
  Html out;
  ReferenceNames names = reference_names(*c.reader);
  c.reader->each<Programme>({.where = {equals("pupil", c.pupil.id.value)}}, [&](const Programme& p) {
    if (!p.started_on || *p.started_on > c.day || (p.ended_on && *p.ended_on < c.day)) return;
    std::vector<std::vector<govuk::Cell>> rows;
    std::int64_t hours = 0, cost = 0;
    visit.app.store().read(visit.session())->each<TimetableLine>({.where = {equals("programme", p.id.value)}, .order_by = "day"}, [&](const TimetableLine& l) {
      if (!holds_on(l, c.day)) return;
      hours += l.hours ? l.hours->hundredths : 0;
      cost += (l.cost ? l.cost->hundredths : 0) + (l.transport_cost ? l.transport_cost->hundredths : 0);
      std::string who = l.provider ? names[l.provider.value] : std::string(code_label("timetable_source", l.source.value));
      rows.push_back({{text(l.day.value.empty() ? "Over the week" : code_label("weekday", l.day.value)), true}, {text(who)}, {text(l.hours ? Value<std::optional<Hours>>::text(l.hours) : "")}, {text(l.cost ? "£" + Value<std::optional<Money>>::text(l.cost) : "")}});
    });
    out += govuk::table("The week", {{"Day"}, {"With"}, {"Hours", true}, {"Cost a week", true}}, rows);
    std::string sum = fmt::format("{}.{:02} of 25 hours", hours / 100, hours % 100);
    if (hours < 2400) sum += p.review_on ? fmt::format(": fewer than 24, reviewed next on {}", long_date(*p.review_on)) : ": fewer than 24, and no review date is set";
    if (cost) sum += fmt::format(", £{}.{:02} a week", cost / 100, cost % 100);
    out += govuk::paragraph(text(sum + "."));
    std::vector<Html> links;
    if (visit.session().grant(record_type_of<TimetableLine>).add != Reach::none) links.push_back(govuk::link("Add a line to the week", fmt::format("/pupil/{}/add/timetable_line?parent={}", c.pupil.id.value, p.id.value)));
    if (visit.session().grant(record_type_of<Programme>).change != Reach::none) links.push_back(govuk::link("Change or end the programme", fmt::format("/record/programme/{}", p.id.value)));
    for (const Html& l : links) out += govuk::paragraph(l);
  });
  return out;
}

const std::pair<const char*, EventKind> event_kinds[] = {{"Referrals", EventKind::referral}, {"Meetings", EventKind::meeting}, {"Programmes", EventKind::programme}, {"Moves", EventKind::move}, {"Statuses", EventKind::status}, {"Notes", EventKind::note}};

Html timeline(Visit& visit, Child& c) {
  std::string base = fmt::format("/pupil/{}", c.pupil.id.value), wanted = visit.query("show");
  std::vector<Html> filter = {wanted.empty() ? text("All") : govuk::link("All", base)};
  for (const auto& [label, kind] : event_kinds) filter.push_back(wanted == label ? text(label) : govuk::link(label, base + "?show=" + label + "#timeline"));
  std::vector<govuk::TimelineEvent> events;
  for (const Event& e : timeline_of(*c.reader, c.pupil.id)) {
    if (!wanted.empty() && std::ranges::none_of(event_kinds, [&](const auto& k) { return wanted == k.first && k.second == e.kind; })) continue;
    events.push_back({e.title, long_date(e.day) + (e.day > c.day ? " (to come)" : ""), e.detail.empty() ? Html() : govuk::paragraph(text(e.detail))});
  }
  Html links;
  for (const Html& l : filter) links += l + text(" ");
  return govuk::heading(2, "Timeline", "m", "timeline") + element("p", {{"class", "govuk-body waymark-actions"}}, links) + (events.empty() ? govuk::paragraph(text("Nothing of this kind.")) : govuk::timeline(events));
}

Query within(const char* field, const std::vector<std::int64_t>& list) { return Query{.where = {{field, Condition::Test::one_of, {list.begin(), list.end()}}}}; }

Html section_table(const Visit& visit, Reader& reader, const RecordType& type, const Query& query, const ReferenceNames& names, std::vector<std::int64_t>& ids) {
  Grant grant = visit.session().grant(type);
  std::vector<govuk::Column> columns;
  std::vector<const FieldInfo*> fields;
  for (const FieldInfo& field : type.fields) {
    bool implied = field.name == "pupil" || field.name == "referral" || field.name == "programme" || field.name == "agenda_item" || field.name == "meeting";
    if ((implied && field.refers_to) || !grant.shows(field)) continue;
    fields.push_back(&field);
    columns.push_back({std::string(field.label), field.kind == Kind::hours || field.kind == Kind::money || field.kind == Kind::integer});
  }
  bool may_change = grant.change != Reach::none && type.table != "record_warning";
  if (may_change) columns.push_back({"Change"});
  std::vector<std::vector<govuk::Cell>> rows;
  reader.each(type, query, [&](const void* record) {
    std::vector<govuk::Cell> row;
    for (const FieldInfo* field : fields) row.push_back({text(shown(*field, record, names))});
    std::int64_t id = type.get_id(record);
    if (may_change) row.push_back({element("a", {{"class", "govuk-link"}, {"id", fmt::format("r{}", id)}, {"href", fmt::format("/record/{}/{}", type.table, id)}}, text("Change") + element("span", "govuk-visually-hidden", text(fmt::format(" {} {}", lower(type.title), rows.size() + 1))))});
    rows.push_back(std::move(row));
    ids.push_back(id);
  });
  if (rows.empty()) return {};
  for (std::size_t i = columns.size(); i-- > 0;)   // a column in which nothing is held only takes room
    if (std::ranges::all_of(rows, [&](const auto& row) { return row[i].content.empty(); })) {
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
      for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
    }
  return govuk::table(std::string(type.plural), columns, rows);
}

Html to_be_checked(Reader& reader, const std::vector<std::int64_t>& ids) {
  std::vector<Html> warnings;
  reader.each<RecordWarning>(within("record_id", ids), [&](const RecordWarning& w) {
    if (w.mended_on) return;
    const RecordType* type = find_record(w.record_table);
    const FieldInfo* field = type ? type->find(w.field_name) : nullptr;
    warnings.push_back(text(fmt::format("{}, {}: {}", type ? type->title : w.record_table, field ? field->label : w.field_name, w.message)));
  });
  return warnings.empty() ? Html() : govuk::heading(2, "To be checked", "m") + govuk::list(warnings);
}

}  // namespace

HttpResponse pupil_page(Visit& visit) {
  HttpResponse otherwise;
  auto c = open_child(visit, otherwise);
  if (!c) return otherwise;
  Html content = emergency_banner(visit, c->pupil.id) + identity(*c, "") + seal_links(visit, c->pupil.id) + add_menu(visit, c->pupil.id) + next_steps(*c) + week(visit, *c) + timeline(visit, *c);
  return show(visit, {.title = "Child", .breadcrumbs = {{"Children", "/register"}}, .content = content});   // no name in the title: it would stay in the browser's history
}

HttpResponse pupil_records_page(Visit& visit) {
  HttpResponse otherwise;
  auto c = open_child(visit, otherwise);
  if (!c) return otherwise;
  Reader& reader = *c->reader;
  ReferenceNames names = reference_names(reader);
  Grant grant = visit.session().grant(record_type_of<Pupil>);
  std::vector<govuk::SummaryRow> about;
  for (const FieldInfo& field : record_type_of<Pupil>.fields)
    if (std::string value = shown(field, &c->pupil, names); !value.empty()) about.push_back({std::string(field.label), text(value)});
  Html content = emergency_banner(visit, c->pupil.id) + identity(*c, "records") + govuk::summary_list(about);
  if (grant.change != Reach::none) content += govuk::paragraph(govuk::link("Change the child's details", fmt::format("/record/pupil/{}", c->pupil.id.value)));
  std::vector<std::int64_t> ids = {c->pupil.id.value}, referrals, programmes;
  Query of_pupil{.where = {equals("pupil", c->pupil.id.value)}};
  auto section = [&](const RecordType& type, const Query& query, std::vector<std::int64_t>& found) {
    if (visit.session().grant(type).read != Reach::none) content += section_table(visit, reader, type, query, names, found);
  };
  for (const RecordType* type : {&record_type_of<CaseFile>, &record_type_of<SchoolPlace>, &record_type_of<SenStatus>, &record_type_of<LookedAfter>, &record_type_of<MedicalNeed>, &record_type_of<HomeAuthority>}) section(*type, of_pupil, ids);
  section(record_type_of<Referral>, of_pupil, referrals);
  if (!referrals.empty()) section(record_type_of<ReferralOutcome>, within("referral", referrals), ids);
  section(record_type_of<ForumDiscussion>, of_pupil, ids);
  section(record_type_of<Programme>, of_pupil, programmes);
  if (!programmes.empty()) section(record_type_of<TimetableLine>, within("programme", programmes), ids);
  for (const RecordType* type : {&record_type_of<Exclusion>, &record_type_of<Move>, &record_type_of<FairAccess>, &record_type_of<Action>, &record_type_of<Note>}) section(*type, of_pupil, ids);
  ids.insert(ids.end(), referrals.begin(), referrals.end());
  ids.insert(ids.end(), programmes.begin(), programmes.end());
  content += to_be_checked(reader, ids);
  return show(visit, {.title = "Everything held", .breadcrumbs = {{"Children", "/register"}, {"Child", fmt::format("/pupil/{}", c->pupil.id.value)}}, .content = content, .wide = true});
}

HttpResponse pupil_looked_page(Visit& visit) {
  HttpResponse otherwise;
  auto c = open_child(visit, otherwise);
  if (!c) return otherwise;
  std::unordered_map<std::string, std::string> people;
  auto users = visit.app.store().read(system_session("names of the audit"));
  for (const User& u : users->list<User>()) people[fmt::format("user {}", u.id.value)] = u.name;
  std::vector<std::vector<govuk::Cell>> rows;
  auto entries = visit.app.store().audit_of(visit.session(), record_type_of<Pupil>, c->pupil.id.value);
  for (auto e = entries.rbegin(); e != entries.rend() && rows.size() < 200; ++e) {
    auto who = people.find(e->actor);
    rows.push_back({{text(short_date(Date{static_cast<std::int32_t>(e->at_ms / 86'400'000)}) + " " + utc_text(e->at_ms).substr(11, 5))}, {text(who == people.end() ? e->actor : who->second)}, {text(e->action)}, {text(e->detail)}});
  }
  Html content = emergency_banner(visit, c->pupil.id) + identity(*c, "looked") + govuk::table("Who changed or opened this page, latest first", {{"When (UTC)"}, {"Who"}, {"What"}, {"From and to"}}, rows);
  return show(visit, {.title = "Who has looked", .breadcrumbs = {{"Children", "/register"}, {"Child", fmt::format("/pupil/{}", c->pupil.id.value)}}, .content = content});
}

}  // namespace waymark
