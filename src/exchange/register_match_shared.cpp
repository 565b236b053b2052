// Matching across partnerships: a pupil whom another partnership knows already is the same pupil, whose record is used and not made again,
// and whose values are the other partnership's to change; and what a session may not reach is refused at its row.
#include <fmt/format.h>

#include <algorithm>

#include "domain/all_records.h"
#include "domain/referral/case_file.h"
#include "platform/record/record_copy.h"
#include "exchange/register_match.h"
#include "platform/core/text.h"

namespace waymark {

void RegisterMatch::load_elsewhere(const RecordType& type, std::string field, const std::vector<SqlValue>& values) {
  auto reader = store_.read(system_session("import"));
  bool any = false;
  reader->each(type, {.limit = 1}, [&](const void*) { any = true; });
  for (std::size_t from = 0; any && from < values.size(); from += 512) {
    std::vector<SqlValue> some(values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), from + 512)));
    reader->each(type, {.where = {{field, Condition::Test::one_of, std::move(some)}}}, [&](const void* record) {
      std::string key = key_of(type, record);
      if (held_.contains(key)) return;
      auto held = elsewhere_.emplace(std::move(key), copy_record(type, record)).first->second;
      if (&type != &record_type_of<Pupil>) return;
      const auto& pupil = *static_cast<const Pupil*>(record);
      pupils_elsewhere_.insert(pupil.id.value);
      if (!pupil.upn.empty()) pupil_by_upn_.emplace(pupil.upn, held);
      if (!own_only(type)) add_names(type, record, pupil.id.value);   // to others only once a row of theirs names the pupil
    });
  }
}

void RegisterMatch::load_pupils_known_elsewhere() {
  std::unordered_set<std::string> wanted;
  const auto& known = names_[Pupil::table];
  auto want = [&](const std::string& name) { if (!name.empty() && !known.contains(lower(name))) wanted.insert(name); };
  for (const ParsedSheet& sheet : sheets_)
    for (const ParsedRow& row : sheet.rows) {
      if (sheet.type == &record_type_of<Pupil>) {
        want(static_cast<const Pupil*>(row.record.get())->upn);
        want(static_cast<const Pupil*>(row.record.get())->reference);
      }
      for (std::size_t i = 0; i < sheet.reference_fields.size(); ++i)
        if (sheet.type->fields[sheet.reference_fields[i]].refers_to() == Pupil::table) want(row.references[i]);
    }
  std::vector<SqlValue> values(wanted.begin(), wanted.end());
  for (const char* field : {"upn", "reference"}) load_elsewhere(record_type_of<Pupil>, field, values);
}

void RegisterMatch::load_statuses_known_elsewhere(const RecordType& type) {
  std::unordered_set<std::int64_t> pupils;
  const FieldInfo& pupil = *type.find("pupil");
  for (const ParsedSheet& sheet : sheets_)
    if (sheet.type == &type)
      for (const ParsedRow& row : sheet.rows)
        if (std::int64_t id = referred_id(pupil, row.record.get()); pupils_elsewhere_.contains(id)) pupils.insert(id);
  load_elsewhere(type, "pupil", std::vector<SqlValue>(pupils.begin(), pupils.end()));
}

// The record that the row is about: by its key, a pupil also by the UPN, who then has the key of the one held. A reference alone does not make two partnerships' pupils one.
void RegisterMatch::find_held(ParsedSheet& sheet, ParsedRow& row, std::string& key) {
  const RecordType& type = *sheet.type;
  auto own = held_.find(key), other = elsewhere_.find(key);
  row.held = own != held_.end() ? own->second : other != elsewhere_.end() ? other->second : nullptr;
  if (&type == &record_type_of<Pupil>) {
    auto& pupil = *static_cast<Pupil*>(row.record.get());
    auto by_upn = pupil.upn.empty() ? pupil_by_upn_.end() : pupil_by_upn_.find(pupil.upn);
    if (own == held_.end() && by_upn != pupil_by_upn_.end()) {
      row.held = by_upn->second;
      pupil.reference = static_cast<const Pupil*>(row.held.get())->reference;
      key = key_of(type, &pupil);
    } else if (own == held_.end() && row.held && own_only(type)) {
      row.held = nullptr;
      return refuse(sheet, row, type.find("reference")->label, pupil.reference, "another partnership uses this pupil reference: give the pupil one of your own");
    }
  }
  row.id = row.held ? type.get_id(row.held.get()) : new_id();
  row.elsewhere = row.held && own_only(type) && elsewhere_.contains(key);
}

void RegisterMatch::keep_what_others_hold(ParsedSheet& sheet, ParsedRow& row) {
  for (const FieldChange& change : changes(*sheet.type, row.held.get(), row.record.get())) {
    if (change.to.empty()) continue;
    issues_.push_back({sheet.name, row.number, std::string(change.field->label), change.field->refers_to ? std::string() : change.to,
                       "another partnership knows this pupil and holds another value, which was kept: settle it with them", false});
  }
  row.record = copy_record(*sheet.type, row.held.get());
}

std::unordered_set<std::int64_t> RegisterMatch::known_to_others(std::span<const std::int64_t> pupils) const {
  std::unordered_set<std::int64_t> out;
  auto reader = store_.read(system_session("import"));
  for (std::size_t from = 0; from < pupils.size(); from += 512) {
    auto some = pupils.subspan(from, std::min<std::size_t>(512, pupils.size() - from));
    reader->each<CaseFile>({.where = {{"pupil", Condition::Test::one_of, {some.begin(), some.end()}}}}, [&](const CaseFile& c) {
      if (std::ranges::find(partnerships_, c.partnership.value) == partnerships_.end()) out.insert(c.pupil.value);
    });
  }
  return out;
}

// The store lets a partnership write of a pupil only what one of its own cases leads to.
void RegisterMatch::refuse_beyond_reach() {
  for (ParsedSheet& sheet : sheets_) {
    const RecordType& type = *sheet.type;
    if (type.scope.path != Scope::Path::of_pupil || !own_only(type)) continue;
    const FieldInfo* reference = type.find("pupil");
    for (ParsedRow& row : sheet.rows) {
      std::int64_t pupil = reference ? referred_id(*reference, row.record.get()) : row.id;
      if (row.refused || pupils_with_case_.contains(pupil)) continue;
      refuse(sheet, row, reference ? reference->label : type.find("upn")->label, called_[pupil], "the pupil has no case with your partnership: add one to the sheet Cases");
    }
  }
}

void RegisterMatch::refuse_what_refers_to_refused() {
  std::unordered_map<std::int64_t, const RecordType*> gone;
  for (const RecordType* type : register_records())
    for (ParsedSheet& sheet : sheets_) {
      if (sheet.type != type) continue;
      for (ParsedRow& row : sheet.rows) {
        for (std::size_t i = 0; i < sheet.reference_fields.size() && !row.refused; ++i) {
          const FieldInfo& field = type->fields[sheet.reference_fields[i]];
          auto found = gone.find(referred_id(field, row.record.get()));
          if (found != gone.end()) refuse(sheet, row, field.label, called_[found->first], fmt::format("the {} {} stands in this file, but was refused", lower(found->second->title), quoted(called_[found->first])));
        }
        if (row.refused && !row.held && row.id) gone.emplace(row.id, type);
      }
    }
}

}  // namespace waymark
