#include "domain/casework/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/all_records.h"
#include "domain/casework/contradictions.h"
#include "domain/quality/warning.h"
#include "domain/pupil/statuses.h"
#include "platform/core/text.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

// "Programme, Started: overlaps with the one that began on ...": dates, names and numbers of one row left out.
std::string rule_of(const RecordType& type, const FieldInfo* field, const std::string& message) {
  std::string same(trim(message.substr(0, message.find_first_of("0123456789"))));
  while (same.ends_with('(') || same.ends_with(' ')) same.pop_back();
  if (same.size() < message.size() && !message.contains("£")) same += " …";
  else same = message;
  return fmt::format("{}{}: {}", type.title, field ? ", " + std::string(field->label) : "", same);
}

class Examiner {
 public:
  Examiner(Reader& reader, const Session& session, Id<Partnership> partnership, Date day) : reader_(reader), session_(session), partnership_(partnership), day_(day), parts_(register_of(reader, partnership)) {}

  RegisterQuality run() {
    know_children();
    for (const RegisterPart& part : parts_)
      for (const auto& row : part.rows)
        if (is_own(*part.type, row.get())) examine(*part.type, row.get());
    compare();
    add_warnings();
    std::set<std::int64_t> unsound;
    for (const Finding& f : out_.findings) unsound.insert(f.record_id);
    out_.sound = out_.records - std::min(out_.records, unsound.size());
    return std::move(out_);
  }

 private:
  // Other partnerships' schools are in the register because a child goes there; theirs to mend.
  bool is_own(const RecordType& type, const void* row) const {
    if (type.scope.path != Scope::Path::everyone) return true;
    if (type.table == Partnership::table) return type.get_id(row) == partnership_.value;
    const FieldInfo* partnership = type.find("partnership");
    return !partnership || referred_id(*partnership, row) == partnership_.value;
  }
  std::int64_t pupil_of(const RecordType& type, const void* row) const {
    if (type.table == Pupil::table) return type.get_id(row);
    if (const FieldInfo* pupil = type.find("pupil")) return referred_id(*pupil, row);
    if (type.scope.path != Scope::Path::through) return 0;
    auto parent = pupil_by_record_.find(referred_id(*type.find(type.scope.column), row));
    return parent == pupil_by_record_.end() ? 0 : parent->second;
  }
  void know_children() {
    std::map<std::int64_t, Date> since;
    for (const RegisterPart& part : parts_)
      for (const auto& row : part.rows) {
        if (std::int64_t pupil = pupil_of(*part.type, row.get())) pupil_by_record_[part.type->get_id(row.get())] = pupil;
        if (part.type == &record_type_of<Pupil>) {
          const Pupil& p = *static_cast<const Pupil*>(row.get());
          out_.pupils[p.id.value] = p.forename + " " + p.surname;
        }
        if (part.type->table == "school") out_.schools[part.type->get_id(row.get())] = part.type->find("name")->get(row.get());
        if (part.type != &record_type_of<SchoolPlace>) continue;
        const SchoolPlace& place = *static_cast<const SchoolPlace*>(row.get());
        if (!place.from_on || *place.from_on > day_ || (place.to_on && *place.to_on < day_)) continue;
        if (auto [at, fresh] = since.try_emplace(place.pupil.value, *place.from_on); fresh || at->second <= *place.from_on) {
          at->second = *place.from_on;
          school_of_[place.pupil.value] = place.school.value;
        }
      }
  }
  void add(const RecordType& type, std::int64_t id, std::int64_t pupil, std::string_view field_name, std::string message, std::optional<Date> raised = {}) {
    if (!seen_.insert(fmt::format("{}\n{}\n{}", id, field_name, message)).second) return;
    const FieldInfo* field = type.find(field_name);
    if (field && !session_.grant(type).shows(*field)) return;   // what is not shown looks empty
    auto school = type.table == "school" ? id : pupil && school_of_.contains(pupil) ? school_of_.at(pupil) : 0;
    std::string rule = rule_of(type, field, message);
    out_.findings.push_back({&type, id, pupil, school, field, std::move(message), std::move(rule), raised});
  }
  void examine(const RecordType& type, const void* row) {
    ++out_.records;
    examined_.insert(type.get_id(row));
    for (Remark& remark : remarks_on(type, row)) add(type, type.get_id(row), pupil_of(type, row), remark.field, std::move(remark.message));
  }
  void compare() {
    std::vector<RowsOfType> lists;
    for (const RegisterPart& part : parts_) {
      lists.push_back({part.type, {}});
      for (const auto& row : part.rows) lists.back().rows.push_back(row.get());
    }
    for (Contradiction& c : contradictions(lists)) {
      const void* row = lists[c.list].rows[c.row];
      add(*lists[c.list].type, lists[c.list].type->get_id(row), pupil_of(*lists[c.list].type, row), c.field, std::move(c.message));
    }
  }
  void add_warnings() {
    std::map<std::tuple<std::int64_t, std::string, std::string>, Date> raised;
    reader_.each<RecordWarning>({.where = {equals("partnership", partnership_.value), {"mended_on", Condition::Test::empty, {}}}}, [&](const RecordWarning& w) {
      std::int64_t id = w.record_id.value_or(0);
      const RecordType* type = find_record(w.record_table);
      if (!type) return;
      if (!examined_.contains(id)) add(*type, id, 0, w.field_name, w.message);   // of an examined record the checks above know better: a mended one is no longer found
      if (w.raised_on) raised[{id, w.field_name, w.message}] = *w.raised_on;
    });
    for (Finding& f : out_.findings)
      if (auto at = raised.find({f.record_id, std::string(f.field ? f.field->name : ""), f.message}); at != raised.end()) f.raised_on = at->second;
  }

  Reader& reader_;
  const Session& session_;
  Id<Partnership> partnership_;
  Date day_;
  std::vector<RegisterPart> parts_;
  std::unordered_map<std::int64_t, std::int64_t> pupil_by_record_, school_of_;
  std::set<std::string> seen_;
  std::set<std::int64_t> examined_;
  RegisterQuality out_;
};

}  // namespace

RegisterQuality quality_of(Reader& reader, const Session& session, Id<Partnership> partnership, Date day) { return Examiner(reader, session, partnership, day).run(); }

std::vector<RuleCount> by_rule(const std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> counts;
  for (const Finding& f : findings) ++counts[f.rule];
  std::vector<RuleCount> out;
  for (const auto& [rule, n] : counts) out.push_back({rule, n});
  std::ranges::stable_sort(out, std::ranges::greater{}, &RuleCount::count);
  return out;
}

}  // namespace waymark
