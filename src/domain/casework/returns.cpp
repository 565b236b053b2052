#include "domain/casework/returns.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "domain/all_records.h"
#include "platform/core/text.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

bool kept(const FieldInfo& field) { return field.privacy.level < Level::case_note; }

std::string content_of(const RecordType& type, const void* row) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const FieldInfo& field : type.fields)
    if (kept(field) && !field.empty(row)) out[std::string(field.name)] = field.get(row);
  return out.dump();
}

std::shared_ptr<void> record_from(const RecordType& type, const ReturnRow& frozen) {
  std::shared_ptr<void> row = type.make();
  type.set_id(row.get(), frozen.record_id.value_or(0));
  auto content = nlohmann::ordered_json::parse(frozen.content, nullptr, false);
  if (!content.is_object()) return row;
  for (const auto& [name, value] : content.items())   // fields that are no longer declared are left out
    if (const FieldInfo* field = type.find(name); field && value.is_string()) (void)field->set(row.get(), value.get<std::string>(), *field);
  return row;
}

// Whom a row is about, so that a seal on the pupil hides its frozen copy as well.
class PupilOf {
 public:
  std::int64_t operator()(const RecordType& type, const void* row) {
    std::int64_t out = 0;
    if (type.table == Pupil::table) out = type.get_id(row);
    else if (const FieldInfo* pupil = type.find("pupil")) out = referred_id(*pupil, row);
    else if (type.scope.path == Scope::Path::through) out = of_[referred_id(*type.find(type.scope.column), row)];
    return of_[type.get_id(row)] = out;
  }

 private:
  std::unordered_map<std::int64_t, std::int64_t> of_;   // ids are unique over all tables
};

std::vector<ReturnRow> rows_to_freeze(Reader& reader, const RegisterReturn& r) {
  std::vector<ReturnRow> out;
  PupilOf pupil_of;
  for (const RegisterPart& part : register_of(reader, r.partnership))
    for (const auto& row : part.rows)
      out.push_back({.register_return = r.id, .revision = r.revision, .partnership = r.partnership, .pupil = {pupil_of(*part.type, row.get())}, .record_table = std::string(part.type->table), .record_id = part.type->get_id(row.get()),
                     .content = content_of(*part.type, row.get())});
  return out;
}

Result<void> wrong_in(const ReturnsToOpen& asked) {
  if (trim(asked.label).empty()) return problem("say how the report will be called", "label");
  if (!asked.census_on) return problem("say the census date", "census_on");
  if (!asked.due_on) return problem("say when the returns are due", "due_on");
  if (*asked.due_on < *asked.census_on) return problem("is before the census", "due_on");
  return {};
}

}  // namespace

bool may_answer_returns(const Session& session) { return session.grant(record_type_of<RegisterReturn>).change == Reach::all; }
bool may_hand_in(const Session& session, Id<Partnership> partnership) {
  if (session.system) return true;
  return std::ranges::any_of(session.holdings, [&](const Holding& h) {
    Reach change = session.rules ? session.rules->grant(h.role, record_type_of<RegisterReturn>).change : Reach::none;
    return change == Reach::all || (change == Reach::own && h.circle == Circle::partnership && h.id == partnership.value);
  });
}
bool can_be_frozen(const RegisterReturn& r) { return r.state.value == "open" || r.state.value == "sent_back"; }
bool is_late(const RegisterReturn& r, Date day) { return can_be_frozen(r) && r.due_on && *r.due_on < day; }

Result<std::size_t> open_returns(Store& store, const Session& session, const ReturnsToOpen& asked) {
  if (auto sound = wrong_in(asked); !sound) return std::unexpected(sound.error());
  if (!may_answer_returns(session)) return problem("your role does not open returns");
  std::size_t made = 0;
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    made = 0;
    std::vector<RegisterReturn> held = t.list<RegisterReturn>({.where = {equals("label", std::string(trim(asked.label)))}});
    for (const Partnership& p : t.list<Partnership>()) {
      if ((!asked.county.empty() && p.authority.value != asked.county) || std::ranges::find(held, p.id, &RegisterReturn::partnership) != held.end()) continue;
      RegisterReturn fresh{.partnership = p.id, .label = std::string(trim(asked.label)), .census_on = asked.census_on, .due_on = asked.due_on, .state = {"open"}};
      t.set_county(p.authority.value);
      t.insert(fresh);
      ++made;
    }
    if (made == 0) return problem("every partnership has a return of this label already", "label");
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return made;
}

Result<RegisterReturn> freeze_return(Store& store, const Session& session, Id<RegisterReturn> id, const Hand& hand) {
  RegisterReturn after;
  // Rows about a sealed pupil count in the figures, so the program itself copies them, in the person's name.
  auto done = store.write(system_session(session.actor), [&](Transaction& t) -> Result<void> {
    auto before = t.find(id);
    if (!before || !may_hand_in(session, before->partnership)) return problem("your role does not hand in this return");
    if (!can_be_frozen(*before)) return problem("the return is frozen already");
    auto partnership = t.find(before->partnership);
    after = *before;
    after.state = {"frozen"};
    after.revision = before->revision.value_or(0) + 1;
    after.frozen_on = hand.day;
    after.frozen_by = hand.name;
    after.answered_on.reset();
    after.answered_by.clear();
    std::vector<ReturnRow> rows = rows_to_freeze(t, after);
    after.row_count = static_cast<std::int64_t>(rows.size());
    t.set_county(partnership ? partnership->authority.value : std::string());
    t.insert(rows);
    t.update(*before, after);
    t.note("froze", &record_type_of<RegisterReturn>, id.value, fmt::format("revision {}, {} rows", *after.revision, rows.size()));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return after;
}

Result<void> answer_return(Store& store, const Session& session, Id<RegisterReturn> id, Answer answer, const std::string& reason, const Hand& hand) {
  if (!may_answer_returns(session)) return problem("your role does not answer returns");
  if (answer == Answer::send_back && trim(reason).empty()) return problem("say what is to be corrected", "reason");
  return store.write(session, [&](Transaction& t) -> Result<void> {
    auto before = t.find(id);
    if (!before) return problem("there is no such return");
    bool again = answer == Answer::send_back && before->state.value == "accepted";   // an error may come to light later
    if (before->state.value != "frozen" && !again) return problem("only a frozen return is answered");
    RegisterReturn after = *before;
    after.state = {answer == Answer::accept ? "accepted" : "sent_back"};
    after.reason = answer == Answer::accept ? before->reason : std::string(trim(reason));
    after.answered_on = hand.day;
    after.answered_by = hand.name;
    t.update(*before, after);
    return {};
  });
}

std::vector<RegisterPart> frozen_register(Reader& reader, const RegisterReturn& r) {
  std::map<std::string_view, std::vector<std::shared_ptr<void>>> rows;
  reader.each<ReturnRow>({.where = {equals("register_return", r.id.value), equals("revision", r.revision.value_or(0))}}, [&](const ReturnRow& frozen) {
    if (const RecordType* type = find_record(frozen.record_table)) rows[type->table].push_back(record_from(*type, frozen));
  });
  std::vector<RegisterPart> out;
  for (const RecordType* type : register_records()) out.push_back({type, std::move(rows[type->table])});
  return out;
}

std::vector<Standing> standings(Store& store, Date day) {
  auto reader = store.read(system_session("returns"));
  std::unordered_map<std::int64_t, Partnership> partnerships;
  reader->each<Partnership>({}, [&](const Partnership& p) { partnerships.emplace(p.id.value, p); });
  std::vector<std::pair<std::tuple<Date, std::string, std::string, std::int64_t, std::string>, Standing>> sorted;
  reader->each<RegisterReturn>({}, [&](const RegisterReturn& r) {
    const Partnership& p = partnerships[r.partnership.value];
    sorted.push_back({{Date{-r.census_on.value_or(Date{}).days}, r.label, p.authority.value, p.position.value_or(1'000'000), p.code}, {p.code, p.authority.value, r.label, r.state.value, r.census_on, r.due_on, is_late(r, day)}});
  });
  std::ranges::sort(sorted, {}, [](const auto& s) { return s.first; });
  std::vector<Standing> out;
  for (auto& [key, standing] : sorted) out.push_back(std::move(standing));
  return out;
}

}  // namespace waymark
