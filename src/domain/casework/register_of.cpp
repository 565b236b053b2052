#include "domain/casework/register_of.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/all_records.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

class Collector {
 public:
  Collector(Reader& reader, std::int64_t partnership) : reader_(reader), partnership_(partnership) {}

  std::vector<RegisterPart> run() {
    for (const RecordType* type : register_records()) {
      if (type->scope.path == Scope::Path::own_column) take(*type, type->scope.column, {partnership_});
      if (type->scope.path == Scope::Path::through) take(*type, type->scope.column, ids_.at(type->scope.table));
    }
    std::set<std::int64_t> pupils = pupils_;
    for (const RecordType* type : register_records())
      if (type->scope.path == Scope::Path::of_pupil) take(*type, type->scope.column, pupils);
    for (const RecordType* type : register_records())
      if (type->scope.path == Scope::Path::everyone) own_reference_rows(*type);
    while (follow_references()) {}
    std::vector<RegisterPart> out;
    for (const RecordType* type : register_records()) {
      std::ranges::sort(rows_[type], {}, [&](const auto& row) { return type->get_id(row.get()); });
      out.push_back({type, std::move(rows_[type])});
    }
    return out;
  }

 private:
  void take(const RecordType& type, std::string_view column, const std::set<std::int64_t>& values) {
    std::set<std::int64_t>& held = ids_[type.table];
    std::vector<SqlValue> some;
    for (auto at = values.begin(); at != values.end();) {
      for (some.clear(); at != values.end() && some.size() < 512; ++at) some.emplace_back(*at);
      reader_.each(type, {.where = {{std::string(column), Condition::Test::one_of, some}}}, [&](const void* row) {
        if (!held.insert(type.get_id(row)).second) return;
        rows_[&type].push_back(copy_record(type, row));
        remember_references(type, row);
      });
    }
  }
  void remember_references(const RecordType& type, const void* row) {
    for (const FieldInfo& field : type.fields)
      if (std::int64_t to = field.refers_to ? referred_id(field, row) : 0) {
        if (field.name == type.scope.pupil) pupils_.insert(to);
        referred_[field.refers_to()].insert(to);
      }
  }
  // The partnership itself, what names it, and what belongs to that: its schools, and of these the rolls.
  void own_reference_rows(const RecordType& type) {
    ids_[type.table];
    if (type.table == Partnership::table) return take(type, "id", {partnership_});
    for (const FieldInfo& field : type.fields)
      if (field.refers_to && field.identity) return take(type, field.name, std::set(ids_[field.refers_to()]));
    if (type.find("partnership")) take(type, "partnership", {partnership_});
  }
  bool follow_references() {
    bool more = false;
    for (const RecordType* type : register_records()) {
      if (type->scope.path != Scope::Path::everyone) continue;
      std::set<std::int64_t> wanted;
      std::ranges::set_difference(referred_[type->table], ids_[type->table], std::inserter(wanted, wanted.end()));
      if (wanted.empty()) continue;
      std::size_t before = ids_[type->table].size();
      take(*type, "id", wanted);
      more = more || ids_[type->table].size() > before;
    }
    return more;
  }

  Reader& reader_;
  std::int64_t partnership_;
  std::map<std::string_view, std::set<std::int64_t>> ids_, referred_;   // by table
  std::set<std::int64_t> pupils_;
  std::map<const RecordType*, std::vector<std::shared_ptr<void>>> rows_;
};

}  // namespace

std::vector<RegisterPart> register_of(Reader& reader, Id<Partnership> partnership) { return Collector(reader, partnership.value).run(); }

}  // namespace waymark
