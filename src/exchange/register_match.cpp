#include "exchange/register_match.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/all_records.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/programme/programme.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

// What the store holds of the file's own partnerships and of what belongs to none.
Session within(std::span<const std::int64_t> partnerships) {
  Session session = system_session("import");
  session.access = [](std::string_view, const RecordType&) { return Grant{Reach::own, Reach::none, true}; };
  session.partnerships.assign(partnerships.begin(), partnerships.end());
  return session;
}

std::shared_ptr<void> copy(const RecordType& type, const void* record) {
  HeldValue hold;
  std::shared_ptr<void> out = type.make();
  type.set_id(out.get(), type.get_id(record));
  for (const FieldInfo& field : type.fields) {
    field.write(record, hold);
    field.read(out.get(), hold, 0);
  }
  return out;
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

std::int64_t number_in(const FieldInfo& field, const void* record) {   // 0: none
  HeldValue value;
  field.write(record, value);
  return value.is_null() ? 0 : value.integer();
}

void lower_into(std::string& out, std::string_view text) {
  out = text;
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

}  // namespace

std::string RegisterMatch::key_of(const void* record) const {
  KeyWriter writer;
  for (const FieldInfo* field : key_fields_) field->write(record, writer);
  return std::move(writer.key);
}

void RegisterMatch::refuse(ParsedSheet& sheet, ParsedRow& row, std::string_view column, std::string_view value, std::string message) {
  row.refused = true;
  issues_.push_back({sheet.name, row.number, std::string(column), std::string(value), std::move(message), true});
}

void RegisterMatch::add_names(const RecordType& type, const void* record, std::int64_t id) {
  std::string_view named = type.table;
  if (!type.name_of.empty()) {
    const FieldInfo* field = type.find(type.name_of);
    named = field->refers_to();
    id = number_in(*field, record);
  }
  if (id == 0 || type.lookups.empty()) return;
  NameIndex& index = names_[named];
  for (std::string_view lookup : type.lookups) {
    lower_into(lowered_, trim(type.find(lookup)->get(record)));
    if (lowered_.empty()) continue;
    auto [at, fresh] = index.try_emplace(lowered_, id);
    if (!fresh && at->second != id) at->second = -1;
  }
}

void RegisterMatch::load_held(const RecordType& type) {
  held_.clear();
  key_fields_.clear();
  for (std::string_view name : type.key) key_fields_.push_back(type.find(name));
  auto reader = store_.read(within(partnerships_));
  reader->each(type, {}, [&](const void* record) {
    held_.emplace(key_of(record), copy(type, record));
    add_names(type, record, type.get_id(record));
  });
}

// A pupil whom another partnership knows already is the same pupil: the record is used, not made again.
void RegisterMatch::load_pupils_known_elsewhere(ParsedSheet& sheet) {
  std::vector<SqlValue> wanted;
  auto ask = [&] {
    if (wanted.empty()) return;
    auto reader = store_.read(system_session("import"));
    reader->each(*sheet.type, {.where = {{"upn", Condition::Test::one_of, wanted}}}, [&](const void* record) {
      held_.emplace(key_of(record), copy(*sheet.type, record));
      add_names(*sheet.type, record, sheet.type->get_id(record));
    });
    wanted.clear();
  };
  const auto& known = names_[sheet.type->table];
  for (ParsedRow& row : sheet.rows) {
    const std::string& upn = static_cast<const Pupil*>(row.record.get())->upn;
    if (!upn.empty() && !known.contains(lower(upn))) wanted.emplace_back(upn);
    if (wanted.size() == 512) ask();
  }
  ask();
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
      else if (field.identity) return refuse(sheet, row, field.label, "", fmt::format("is missing: the {} must be named", lower(target->title)));
      else continue;
    } else {
      lower_into(lowered_, text);
      const NameIndex& index = *targets_[i].names;
      auto found = index.find(lowered_);
      if (found == index.end()) return refuse(sheet, row, field.label, text, fmt::format("there is no {} {} in this file or in the store", lower(target->title), quoted(text)));
      if (found->second < 0) return refuse(sheet, row, field.label, text, fmt::format("more than one {} goes by {}", lower(target->title), quoted(text)));
      id = found->second;
    }
    HeldValue value;
    value.integer(id);
    field.read(row.record.get(), value, 0);
  }
}

void RegisterMatch::give_reference(ParsedSheet& sheet, ParsedRow& row) {
  const FieldInfo* reference = sheet.type->find("reference");
  if (!reference || !reference->empty(row.record.get())) return;
  std::string made;
  for (std::string_view name : sheet.type->reference_from) {
    std::size_t index = sheet.type->index_of(name);
    std::string part = sheet.type->fields[index].get(row.record.get());
    auto at = std::ranges::find(sheet.reference_fields, index);
    if (at != sheet.reference_fields.end()) part = row.references[static_cast<std::size_t>(at - sheet.reference_fields.begin())];
    if (part.empty()) continue;
    made += (made.empty() ? "" : "/") + part;
  }
  if (made.empty()) return refuse(sheet, row, reference->label, "", "is missing, and there is nothing to make one from");
  (void)reference->set(row.record.get(), made, *reference);
  for (int n = 2; in_file_.contains(key_of(row.record.get())); ++n) (void)reference->set(row.record.get(), fmt::format("{}#{}", made, n), *reference);
}

// Rows of a kind that the role does not change are taken when they say what the store says, and pointed out when not.
bool RegisterMatch::may_write(ParsedSheet& sheet, ParsedRow& row) {
  if (session_.grant(*sheet.type).write == Reach::none) {
    if (row.held && changes(*sheet.type, row.held.get(), row.record.get()).empty()) return true;
    issues_.push_back({sheet.name, row.number, "", "", fmt::format("only an administrator changes records of the kind {}: the row was left out", sheet.type->title), false});
    row.refused = true;
    return false;
  }
  const FieldInfo* partnership = sheet.type->find("partnership");
  if (partnership && sheet.type->scope.path == Scope::Path::own_column && session_.grant(*sheet.type).write == Reach::own) {
    std::int64_t id = number_in(*partnership, row.record.get());
    if (std::ranges::find(session_.partnerships, id) == session_.partnerships.end()) {
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
      for (ParsedRow& row : sheet.rows)
        if (auto found = known.find(lower(row.references[i])); found != known.end()) add(found->second);
    }
    if (sheet.type == &record_type_of<Partnership>)
      for (ParsedRow& row : sheet.rows) add(row.id);
  }
  if (partnerships_.empty() && session_.partnerships.size() == 1) add(session_.partnerships[0]);
  if (partnerships_.size() == 1) default_partnership_ = partnerships_[0];
  for (ParsedSheet& sheet : sheets_)
    if (sheet.type == &record_type_of<Partnership> && county_.empty() && !sheet.rows.empty())
      county_ = static_cast<const Partnership*>(sheet.rows.front().record.get())->authority.value;
  if (county_.empty() && default_partnership_)
    if (auto p = store_.read(system_session("import"))->find(Id<Partnership>{default_partnership_})) county_ = p->authority.value;
}

void RegisterMatch::match_type(const RecordType& type) {
  load_held(type);
  in_file_.clear();
  bool any = false;
  for (ParsedSheet& sheet : sheets_) {
    if (sheet.type != &type) continue;
    any = true;
    if (&type == &record_type_of<Pupil>) load_pupils_known_elsewhere(sheet);
    find_targets(sheet);
    in_file_.reserve(in_file_.size() + sheet.rows.size());
    if (type.name_of.empty() && !type.lookups.empty()) names_[type.table].reserve(names_[type.table].size() + sheet.rows.size() * type.lookups.size());
    for (ParsedRow& row : sheet.rows) {
      if (!row.refused) resolve(sheet, row);
      if (!row.refused) give_reference(sheet, row);
      row.references = {};   // said in ids from here on
      std::string key = key_of(row.record.get());
      auto held = held_.find(key);
      if (row.refused) {   // named as refused: it has not left the register
        if (held != held_.end()) held_.erase(held);
        continue;
      }
      auto [first, fresh] = in_file_.try_emplace(std::move(key), row.number);
      if (!fresh) { refuse(sheet, row, type.find(type.key.back())->label, type.find(type.key.back())->get(row.record.get()), fmt::format("the same {} stands in row {} already", lower(type.title), first->second)); continue; }
      if (held != held_.end()) {
        row.held = held->second;
        row.id = type.get_id(row.held.get());
        held_.erase(held);
      } else {
        row.id = new_id();
      }
      type.set_id(row.record.get(), row.id);
      if (may_write(sheet, row) || row.held) add_names(type, row.record.get(), row.id);
    }
  }
  if (any && type.scope.path != Scope::Path::everyone)
    for (auto& [key, record] : held_) left_[&type].push_back(record);
}

void RegisterMatch::run() {
  for (const RecordType* type : register_records()) {
    if (type == &record_type_of<School>) find_partnerships();
    match_type(*type);
  }
}

}  // namespace waymark
