#include "exchange/explanation.h"

#include <fmt/format.h>

#include <set>
#include <unordered_map>

#include "domain/all_records.h"
#include "domain/pupil/pupil.h"
#include "domain/referral/referral.h"
#include "platform/calendar/school_year.h"
#include "platform/core/csv.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

std::string detail_of(const RecordType& type, const void* record) {
  std::string out;
  for (const FieldInfo& field : type.fields) {
    if (field.refers_to || field.privacy.level >= Level::case_note || field.empty(record) || field.name == "reference") continue;
    std::string text = field.get(record);
    if (field.kind == Kind::code) text = code_label(field.codes, text);
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", field.label, text);
  }
  return out;
}

}  // namespace

Explanation explain_cell(Store& store, const Session& session, FiguresOfDay& figures, const NamedCell& cell) {
  Explanation out;
  if (!cell.measure) return out;
  std::vector<CellRecord> cells = figures.open(*cell.measure, cell.column->index);
  auto reader = store.read(session);
  std::unordered_map<std::int64_t, Pupil> pupils;
  std::unordered_map<std::int64_t, std::string> details, keys;
  std::set<std::int64_t> seen;
  for (std::size_t from = 0; from < cells.size(); from += 500) {
    Condition these{"id", Condition::Test::one_of, {}}, those{"id", Condition::Test::one_of, {}};
    for (std::size_t i = from; i < std::min(cells.size(), from + 500); ++i) {
      these.values.emplace_back(cells[i].pupil);
      those.values.emplace_back(cells[i].id);
    }
    reader->each<Pupil>({.where = {these}}, [&](const Pupil& p) { pupils.emplace(p.id.value, p); });
    const RecordType& type = *cells[from].type;
    reader->each(type, {.where = {those}}, [&](const void* record) {
      std::int64_t id = type.get_id(record);
      seen.insert(id);
      const FieldInfo* reference = type.find("reference");
      keys[id] = reference ? reference->get(record) : std::to_string(id);
      if (&type != &record_type_of<Pupil>) details[id] = detail_of(type, record);
    });
  }
  for (const CellRecord& c : cells) {
    auto pupil = pupils.find(c.pupil);
    if (!seen.contains(c.id) || pupil == pupils.end()) { ++out.unseen; continue; }
    const Pupil& p = pupil->second;
    std::string year = p.born_on ? std::to_string(curriculum_year(*p.born_on, figures.census().day) + p.year_offset.value_or(0)) : "";
    out.records.push_back({std::string(c.type->title), keys[c.id], p.upn, p.surname, p.forename, year, details[c.id], c.hundredths ? format_hundredths(*c.hundredths) : "", c.id, c.pupil});
  }
  return out;
}

std::string explanation_csv(Store& store, const Session& session, FiguresOfDay& figures, const NamedCell& cell) {
  Explanation e = explain_cell(store, session, figures, cell);
  std::string out = csv_row({"record", "reference", "upn", "surname", "forename", "year group", "hours a week", "detail"});
  for (const ExplainedRecord& r : e.records) out += csv_row({r.kind, r.key, r.upn, r.surname, r.forename, r.year, r.hours, r.detail});
  return out;
}

}  // namespace waymark
