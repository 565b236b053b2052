// A pupil to read: who the child is, and everything the register holds, made from the declarations. Opening it is noted in the audit first.
#include <fmt/format.h>

#include <unordered_map>

#include "domain/all_records.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/people/user.h"
#include "domain/programme/programme.h"
#include "domain/quality/warning.h"
#include "platform/calendar/school_year.h"
#include "platform/core/clock.h"
#include "platform/record/codes.h"
#include "web/app.h"

namespace waymark {
namespace {

std::string shown(const FieldInfo& field, const void* record, const std::unordered_map<std::int64_t, std::string>& names) {
  std::string value = field.get(record);
  if (value.empty()) return value;
  if (field.kind == Kind::code) return std::string(code_label(field.codes, value));
  if (field.kind == Kind::date) return long_date(parse_iso_date(value).value());
  if (field.kind == Kind::money) return "£" + value;
  if (field.refers_to) {
    auto found = names.find(std::stoll(value));
    return found == names.end() ? "" : found->second;
  }
  return value;
}

// Names of what the rows refer to: partnerships, schools and providers.
std::unordered_map<std::int64_t, std::string> reference_names(Reader& reader) {
  std::unordered_map<std::int64_t, std::string> names;
  for (const Partnership& p : reader.list<Partnership>()) names[p.id.value] = p.code;
  reader.each<School>({}, [&](const School& s) { names[s.id.value] = s.name; });
  for (const Provider& p : reader.list<Provider>()) names[p.id.value] = p.name;
  return names;
}

Html section_table(Reader& reader, const RecordType& type, const Query& query, const std::unordered_map<std::int64_t, std::string>& names, std::vector<std::int64_t>& ids) {
  std::vector<govuk::Column> columns;
  std::vector<const FieldInfo*> fields;
  for (const FieldInfo& field : type.fields) {
    if (field.name == "pupil" || field.name == "referral" || field.name == "programme") continue;
    fields.push_back(&field);
    columns.push_back({std::string(field.label), field.kind == Kind::hours || field.kind == Kind::money || field.kind == Kind::integer});
  }
  std::vector<std::vector<govuk::Cell>> rows;
  reader.each(type, query, [&](const void* record) {
    std::vector<govuk::Cell> row;
    for (const FieldInfo* field : fields) row.push_back({text(shown(*field, record, names))});
    rows.push_back(std::move(row));
    ids.push_back(type.get_id(record));
  });
  if (rows.empty()) return {};
  return govuk::table(std::string(type.plural), columns, rows);
}

Html identity(const Visit& visit, const Pupil& p) {
  int year = p.born_on ? curriculum_year(*p.born_on, visit.app.usual_day()) + static_cast<int>(p.year_offset.value_or(0)) : 0;
  std::string line = year > 0 ? fmt::format("Year {}", year) : "";
  if (int stage = key_stage(year); stage) line += fmt::format(", KS{}", stage);
  if (p.born_on) line += fmt::format("{}born {}", line.empty() ? "" : ", ", long_date(*p.born_on));
  return element("div", "waymark-identity", govuk::heading(1, p.forename + " " + p.surname, "l") + govuk::paragraph(text(line + (p.upn.empty() ? ", no UPN yet" : ", UPN " + p.upn))));
}

Html audit_section(const Visit& visit, std::int64_t pupil) {
  std::unordered_map<std::string, std::string> people;
  auto users = visit.app.store().read(system_session("names of the audit"));
  for (const User& u : users->list<User>()) people[fmt::format("user {}", u.id.value)] = u.name;
  std::vector<std::vector<govuk::Cell>> rows;
  auto entries = visit.app.store().audit_of(visit.session(), record_type_of<Pupil>, pupil);
  for (auto e = entries.rbegin(); e != entries.rend() && rows.size() < 20; ++e) {
    auto who = people.find(e->actor);
    rows.push_back({{text(short_date(Date{static_cast<std::int32_t>(e->at_ms / 86'400'000)}) + " " + utc_text(e->at_ms).substr(11, 5))}, {text(who == people.end() ? e->actor : who->second)}, {text(e->action)}, {text(e->detail)}});
  }
  return govuk::table("Who changed or opened this page, latest first", {{"When (UTC)"}, {"Who"}, {"What"}, {"From and to"}}, rows);
}

}  // namespace

HttpResponse pupil_page(Visit& visit) {
  const std::string& part = visit.parts[0];
  if (part.size() > 19 || part.find_first_not_of("0123456789") != std::string::npos) return not_found(visit);
  Id<Pupil> id{std::atoll(part.c_str())};
  std::optional<Pupil> pupil;
  {
    auto reader = visit.app.store().read(visit.session());
    pupil = reader->find(id);
  }
  if (!pupil) return not_found(visit);   // not there, or not within reach: the same words
  if (auto noted = visit.app.store().opened(visit.session(), record_type_of<Pupil>, id.value); !noted)
    return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The opening could not be noted in the audit, so the page is not shown."};
  auto reader = visit.app.store().read(visit.session());
  auto names = reference_names(*reader);
  std::vector<govuk::SummaryRow> about;
  for (const FieldInfo& field : record_type_of<Pupil>.fields)
    if (std::string value = shown(field, &*pupil, names); !value.empty()) about.push_back({std::string(field.label), text(value)});
  Html content = emergency_banner(visit, id) + identity(visit, *pupil) + seal_links(visit, id) + govuk::summary_list(about);
  std::vector<std::int64_t> ids, referrals, programmes;
  Query of_pupil{.where = {equals("pupil", id.value)}};
  for (const RecordType* type : {&record_type_of<CaseFile>, &record_type_of<SchoolPlace>, &record_type_of<SenStatus>, &record_type_of<LookedAfter>, &record_type_of<MedicalNeed>, &record_type_of<HomeAuthority>})
    content += section_table(*reader, *type, of_pupil, names, ids);
  content += section_table(*reader, record_type_of<Referral>, of_pupil, names, referrals);
  auto within = [](const char* field, const std::vector<std::int64_t>& list) { return Query{.where = {{field, Condition::Test::one_of, {list.begin(), list.end()}}}}; };
  if (!referrals.empty()) content += section_table(*reader, record_type_of<ReferralOutcome>, within("referral", referrals), names, ids);
  content += section_table(*reader, record_type_of<ForumDiscussion>, of_pupil, names, ids);
  content += section_table(*reader, record_type_of<Programme>, of_pupil, names, programmes);
  if (!programmes.empty()) content += section_table(*reader, record_type_of<TimetableLine>, within("programme", programmes), names, ids);
  ids.insert(ids.end(), referrals.begin(), referrals.end());
  ids.insert(ids.end(), programmes.begin(), programmes.end());
  ids.push_back(id.value);
  std::vector<Html> warnings;
  reader->each<RecordWarning>(within("record_id", ids), [&](const RecordWarning& w) {
    if (!w.mended_on) {
      const RecordType* type = find_record(w.record_table);
      const FieldInfo* field = type ? type->find(w.field_name) : nullptr;
      warnings.push_back(text(fmt::format("{}, {}: {}", type ? type->title : w.record_table, field ? field->label : w.field_name, w.message)));
    }
  });
  if (!warnings.empty()) content += govuk::heading(2, "To be checked", "m") + govuk::list(warnings);
  content += audit_section(visit, id.value);
  return show(visit, {.title = "Pupil", .breadcrumbs = {{"Register", "/register"}}, .content = content});   // no name in the title: it would stay in the browser's history
}

}  // namespace waymark
