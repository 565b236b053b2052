#include "exchange/register_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "domain/all_records.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/people/access.h"
#include "domain/programme/programme.h"
#include "platform/record/record_copy.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

// What the store holds of the file's own partnerships and of what belongs to none.
Session within(std::span<const std::int64_t> partnerships) {
  Session session = system_session("import");
  static const AccessRules reads_all_of_its_own = {[](std::string_view, const RecordType&) { return Grant{.read = Reach::own, .case_notes = true}; }, {{}, access_rules().from_pupil[1], {}, {}}, {}, {}};
  session.system = false;
  session.rules = &reads_all_of_its_own;
  session.holdings.push_back({"import", Circle::partnership, 0});   // what belongs to no partnership is read in any case
  for (std::int64_t id : partnerships) session.holdings.push_back({"import", Circle::partnership, id});
  return session;
}

// A key's values one after the other as bytes: texts with their length before them, so that no two keys look the same.
class KeyWriter final : public ValueWriter {
 public:
  void null() override { text({}); }
  void integer(std::int64_t value) override { bytes(&value, sizeof value); }
  void text(std::string_view value) override {
    auto size = static_cast<std::uint32_t>(value.size());
    bytes(&size, sizeof size);
    key += value;
  }
  void date(Date value) override { bytes(&value.days, sizeof value.days); }
  std::string key;

 private:
  void bytes(const void* from, std::size_t size) { key.append(static_cast<const char*>(from), size); }
};

// Empty when it is too little to tell persons apart.
std::string person_of(const Pupil& pupil) {
  if (pupil.surname.empty() || pupil.forename.empty() || !pupil.born_on) return {};
  return fmt::format("{}\n{}\n{}\n{}", lower(pupil.surname), lower(pupil.forename), pupil.born_on->days, pupil.sex.value);
}

}  // namespace

std::string RegisterMatch::key_of(const RecordType& type, const void* record) const {
  KeyWriter writer;
  for (std::string_view name : type.key) type.find(name)->write(record, writer);
  return std::move(writer.key);
}

void RegisterMatch::refuse(ParsedSheet& sheet, ParsedRow& row, std::string_view column, std::string_view value, std::string message) {
  if (row.refused) return;   // one reason is enough
  row.refused = true;
  issues_.push_back({sheet.name, row.number, std::string(column), std::string(value), std::move(message), true});
}

void RegisterMatch::add_names(const RecordType& type, const void* record, std::int64_t id) {
  std::string_view named = type.table;
  if (!type.name_of.empty()) {
    const FieldInfo* field = type.find(type.name_of);
    named = field->refers_to();
    if (id != refused) id = referred_id(*field, record);
  }
  for (std::string_view lookup : type.lookups) {
    std::string said = type.find(lookup)->get(record), name = lower(trim(said));
    if (name.empty() || id == 0) continue;
    auto [at, fresh] = names_[named].emplace(name, id);
    if (!fresh && at->second == refused) at->second = id;
    else if (!fresh && at->second != id && id != refused) at->second = several;
    if (id > 0 && type.name_of.empty()) called_.emplace(id, std::move(said));
  }
}

void RegisterMatch::load_held(const RecordType& type) {
  held_.clear();
  elsewhere_.clear();
  auto reader = store_.read(within(partnerships_));
  reader->each(type, {}, [&](const void* record) {
    auto held = held_.emplace(key_of(type, record), copy_record(type, record)).first->second;
    add_names(type, record, type.get_id(record));
    if (&type == &record_type_of<Pupil>) {
      const auto& pupil = *static_cast<const Pupil*>(record);
      if (!pupil.upn.empty()) pupil_by_upn_.emplace(pupil.upn, held);
      if (pupil.upn.empty()) person_without_upn_.emplace(person_of(pupil), pupil.reference);
      else if (rows_without_upn_) person_with_upn_.emplace(person_of(pupil), pupil.reference);
    }
    if (&type == &record_type_of<CaseFile>) pupils_with_case_.insert(static_cast<const CaseFile*>(record)->pupil.value);
  });
}

void RegisterMatch::find_targets(const ParsedSheet& sheet) {
  targets_.clear();
  for (std::size_t field : sheet.reference_fields) {
    const RecordType* type = target_of(sheet.type->fields[field]);
    targets_.push_back({type, &names_[type->table]});
  }
}

void RegisterMatch::resolve(ParsedSheet& sheet, ParsedRow& row) {
  for (std::size_t i = 0; i < sheet.reference_fields.size(); ++i) {
    const FieldInfo& field = sheet.type->fields[sheet.reference_fields[i]];
    const std::string& text = row.references[i];
    const RecordType* target = targets_[i].type;
    std::int64_t id = 0;
    if (text.empty()) {
      if (target == &record_type_of<Partnership> && default_partnership_) id = default_partnership_;
      else if (field.identity) { refuse(sheet, row, field.label, "", fmt::format("is missing: the {} must be named", lower(target->title))); continue; }
      else continue;
    } else {
      const NameIndex& index = *targets_[i].names;
      auto found = index.find(lower(text));
      if (found == index.end()) { refuse(sheet, row, field.label, text, fmt::format("there is no {} {} in this file or in the store", lower(target->title), quoted(text))); continue; }
      if (found->second == several) { refuse(sheet, row, field.label, text, fmt::format("more than one {} goes by {}", lower(target->title), quoted(text))); continue; }
      if (found->second == refused) { refuse(sheet, row, field.label, text, fmt::format("the {} {} stands in this file, but was refused", lower(target->title), quoted(text))); continue; }
      id = found->second;
    }
    HeldValue value;
    value.integer(id);
    field.read(row.record.get(), value, 0);
  }
}

// The same record makes the same reference, however the row names those that it refers to.
void RegisterMatch::give_reference(ParsedSheet& sheet, ParsedRow& row) {
  const FieldInfo* reference = sheet.type->find("reference");
  if (!reference || !reference->empty(row.record.get())) return;
  std::string made;
  for (std::string_view name : sheet.type->reference_from) {
    const FieldInfo& field = *sheet.type->find(name);
    std::string part = field.refers_to ? called_[referred_id(field, row.record.get())] : field.get(row.record.get());
    if (part.empty()) continue;
    made += (made.empty() ? "" : "/") + part;
  }
  if (made.empty()) return refuse(sheet, row, reference->label, "", "is missing, and there is nothing to make one from");
  (void)reference->set(row.record.get(), made, *reference);
  if (sheet.type->reference_from.size() == 1) return;   // a pupil with this UPN is this pupil, not another one
  for (int n = 2; in_file_.contains(key_of(*sheet.type, row.record.get())); ++n) (void)reference->set(row.record.get(), fmt::format("{}#{}", made, n), *reference);
}

// Rows of a kind that the role does not change are taken when they say what the store says, and pointed out when not.
bool RegisterMatch::may_write(ParsedSheet& sheet, ParsedRow& row) {
  if (row.refused) return false;
  if (session_.grant(*sheet.type).change == Reach::none) {
    if (row.held && changes(*sheet.type, row.held.get(), row.record.get()).empty()) return true;
    issues_.push_back({sheet.name, row.number, "", "", fmt::format("only an administrator changes records of the kind {}: the row was left out", sheet.type->title), false});
    row.refused = true;
    return false;
  }
  const FieldInfo* partnership = sheet.type->find("partnership");
  if (partnership && sheet.type->scope.path == Scope::Path::own_column && own_only(*sheet.type)) {
    std::int64_t id = referred_id(*partnership, row.record.get());
    if (!session_.holds(Circle::partnership, id)) {
      refuse(sheet, row, partnership->label, "", "the row belongs to another partnership than yours");
      return false;
    }
  }
  return true;
}

void RegisterMatch::find_partnerships() {
  const auto& known = names_[Partnership::table];
  auto add = [&](std::int64_t id) {
    if (id > 0 && std::ranges::find(partnerships_, id) == partnerships_.end()) partnerships_.push_back(id);
  };
  for (ParsedSheet& sheet : sheets_) {
    for (std::size_t i = 0; i < sheet.reference_fields.size(); ++i) {
      if (sheet.type->fields[sheet.reference_fields[i]].refers_to() != Partnership::table) continue;
      const FieldInfo& field = sheet.type->fields[sheet.reference_fields[i]];
      for (ParsedRow& row : sheet.rows) {
        if (row.references.empty()) add(referred_id(field, row.record.get()));   // matched already: said in ids
        else if (auto found = known.find(lower(row.references[i])); found != known.end()) add(found->second);
      }
    }
    if (sheet.type == &record_type_of<Partnership>)
      for (ParsedRow& row : sheet.rows) add(row.id);
  }
  if (own_only(record_type_of<CaseFile>)) partnerships_ = session_.partnerships();   // whatever the file speaks of
  if (partnerships_.size() == 1) default_partnership_ = partnerships_[0];
  for (ParsedSheet& sheet : sheets_)
    if (sheet.type == &record_type_of<Partnership> && county_.empty() && !sheet.rows.empty())
      county_ = static_cast<const Partnership*>(sheet.rows.front().record.get())->authority.value;
  if (county_.empty() && default_partnership_)
    if (auto p = store_.read(system_session("import"))->find(Id<Partnership>{default_partnership_})) county_ = p->authority.value;
}

// Columns may be left out of a return: what they would say stays as it is. So does a school's partnership where none is named.
void RegisterMatch::keep_what_is_not_said(ParsedSheet& sheet, ParsedRow& row) {
  for (const FieldInfo& field : sheet.type->fields) {
    bool said = std::ranges::find(sheet.columns, &field) != sheet.columns.end();
    if (field.privacy.level == Level::case_note && !session_.grant(*sheet.type).case_notes) said = false;   // who may not read it cannot replace it
    if (said && field.refers_to && field.refers_to() == Partnership::table)
      for (std::size_t i = 0; i < sheet.reference_fields.size(); ++i)
        if (&sheet.type->fields[sheet.reference_fields[i]] == &field) said = !row.references[i].empty();
    if (!said) copy_field(field, row.held.get(), row.record.get());
  }
}

// Of kinds that the role does not read nothing is looked up, so that neither what is held nor what differs can be told from the answer.
void RegisterMatch::leave_out(const RecordType& type) {
  for (ParsedSheet& sheet : sheets_) {
    if (sheet.type != &type || sheet.rows.empty()) continue;
    issues_.push_back({sheet.name, 0, "", "", fmt::format("your role does not hand in records of the kind {}", type.title), true});
    for (ParsedRow& row : sheet.rows) row.refused = true;
  }
}

// One pupil handed in under a reference of their own first and a UPN later, or the other way round, would become two.
void RegisterMatch::look_for_same_person(const ParsedSheet& sheet, const ParsedRow& row) {
  if (person_without_upn_.empty() && person_with_upn_.empty()) return;
  const auto& pupil = *static_cast<const Pupil*>(row.record.get());
  std::string person = person_of(pupil);
  if (person.empty()) return;
  auto found = person_without_upn_.find(person);
  if (found == person_without_upn_.end()) {
    found = person_with_upn_.find(person);
    if (!pupil.upn.empty() || found == person_with_upn_.end()) return;
  }
  issues_.push_back({sheet.name, row.number, std::string(sheet.type->find("reference")->label), pupil.reference,
                     fmt::format("a pupil of the same name and birth date is held already, under the reference {}: hand in both UPN and reference to join them", quoted(found->second)), false});
}

void RegisterMatch::match_row(ParsedSheet& sheet, ParsedRow& row) {
  const RecordType& type = *sheet.type;
  give_reference(sheet, row);
  std::string key = key_of(type, row.record.get());
  if (row.refused) {   // named as refused: it has not left the register
    held_.erase(key);
    return add_names(type, row.record.get(), refused);
  }
  find_held(sheet, row, key);
  if (!row.refused) {
    auto [first, fresh] = in_file_.emplace(key, row.number);
    if (const auto* pupil = &type == &record_type_of<Pupil> ? static_cast<const Pupil*>(row.record.get()) : nullptr; fresh && pupil && !pupil->upn.empty())
      std::tie(first, fresh) = in_file_.emplace("upn\n" + pupil->upn, row.number);
    if (!fresh) return refuse(sheet, row, type.find(type.key.back())->label, type.find(type.key.back())->get(row.record.get()), fmt::format("the same {} stands in row {} already", lower(type.title), first->second));
    held_.erase(key);
  }
  type.set_id(row.record.get(), row.id);
  if (!row.held && &type == &record_type_of<Pupil>) look_for_same_person(sheet, row);
  if (row.held) keep_what_is_not_said(sheet, row);
  if (row.elsewhere) keep_what_others_hold(sheet, row);
  bool sound = may_write(sheet, row) || row.held;
  add_names(type, row.record.get(), sound ? row.id : refused);
  if (!row.refused && &type == &record_type_of<CaseFile>) pupils_with_case_.insert(static_cast<const CaseFile*>(row.record.get())->pupil.value);
}

void RegisterMatch::match_type(const RecordType& type) {
  if (session_.grant(type).read == Reach::none) return leave_out(type);
  if (&type == &record_type_of<Pupil>)
    for (const ParsedSheet& sheet : sheets_)
      rows_without_upn_ = rows_without_upn_ || (sheet.type == &type && std::ranges::any_of(sheet.rows, [](const ParsedRow& row) { return static_cast<const Pupil*>(row.record.get())->upn.empty(); }));
  load_held(type);
  in_file_.clear();
  if (&type == &record_type_of<Pupil>) load_pupils_known_elsewhere();
  bool any = false;
  for (ParsedSheet& sheet : sheets_) {
    if (sheet.type != &type) continue;
    any = true;
    in_file_.reserve(in_file_.size() + sheet.rows.size());
    if (type.name_of.empty() && !type.lookups.empty()) names_[type.table].reserve(names_[type.table].size() + sheet.rows.size() * type.lookups.size());
    find_targets(sheet);
    for (ParsedRow& row : sheet.rows) resolve(sheet, row);
  }
  if (any && type.scope.path == Scope::Path::of_pupil && type.find("pupil")) load_statuses_known_elsewhere(type);
  for (ParsedSheet& sheet : sheets_)
    if (sheet.type == &type)
      for (ParsedRow& row : sheet.rows) {
        match_row(sheet, row);
        row.references = {};   // said in ids from here on
      }
  if (any && type.scope.path != Scope::Path::everyone)
    for (auto& [key, record] : held_) left_[&type].push_back(record);
}

void RegisterMatch::run() {
  for (const RecordType* type : register_records()) {
    if (type == &record_type_of<School>) find_partnerships();
    match_type(*type);
  }
  refuse_beyond_reach();
  refuse_what_refers_to_refused();
}

}  // namespace waymark
