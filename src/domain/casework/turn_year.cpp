#include "domain/casework/turn_year.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/all_records.h"
#include "domain/referral/case_file.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

bool is_open(const std::optional<Date>& from, const std::optional<Date>& to, Date day) { return from && *from <= day && (!to || *to > day); }

class Closing {
 public:
  Closing(Transaction& t, Id<YearTurn> turn, Date on) : t_(t), turn_(turn), on_(on) {}
  // The rows of a pupil, or of a programme, whose field is still empty.
  void close(const RecordType& type, std::string_view by, std::int64_t id, std::string_view until) {
    const FieldInfo &field = *type.find(until), &began = *type.find(type.find("from_on") ? "from_on" : type.find("opened_on") ? "opened_on" : "started_on");
    std::vector<std::shared_ptr<void>> open;
    t_.each(type, {.where = {equals(std::string(by), id), {std::string(until), Condition::Test::empty, {}}}}, [&](const void* row) {
      HeldValue from;
      began.write(row, from);
      if (from.is_null() || from.date() <= on_) open.push_back(copy_record(type, row));
    });
    for (const auto& before : open) {
      auto after = copy_record(type, before.get());
      (void)field.set(after.get(), iso(on_), field);
      t_.update(type, before.get(), after.get());
      changes_.push_back({.turn = turn_, .record_table = std::string(type.table), .field_name = std::string(until), .record_id = type.get_id(before.get())});
    }
  }
  void keep() { if (!changes_.empty()) t_.insert(changes_); }

 private:
  Transaction& t_;
  Id<YearTurn> turn_;
  Date on_;
  std::vector<YearTurnChange> changes_;
};

}  // namespace

TurnPlan plan_turn(Reader& reader, Id<Partnership> partnership, SchoolYear ended) {
  TurnPlan plan{.ended = ended, .leaving = {}, .carried_over = {}};
  Date last = ended.last();
  std::set<std::int64_t> open;
  reader.each<CaseFile>({.where = {equals("partnership", partnership.value)}}, [&](const CaseFile& c) {
    if (is_open(c.opened_on, c.closed_on, last)) open.insert(c.pupil.value);
  });
  std::map<std::int64_t, Programme> programmes;
  reader.each<Programme>({.where = {equals("partnership", partnership.value)}}, [&](const Programme& p) {
    if (is_open(p.started_on, p.ended_on, last)) programmes[p.pupil.value] = p;
  });
  reader.each<Pupil>({.order_by = "surname"}, [&](const Pupil& p) {
    if (!p.born_on) return;
    bool leaves = curriculum_year(*p.born_on, last) + p.year_offset.value_or(0) >= 11;
    auto programme = programmes.find(p.id.value);
    if (leaves && open.contains(p.id.value)) plan.leaving.push_back(p);
    else if (!leaves && programme != programmes.end()) plan.carried_over.emplace_back(p, programme->second);
  });
  return plan;
}

Result<YearTurn> turn_year(Transaction& t, const TurnPlan& plan, Id<Partnership> partnership, Date day) {
  if (day <= plan.ended.last()) return problem("the school year has not ended yet");
  for (const YearTurn& earlier : t.list<YearTurn>({.where = {equals("partnership", partnership.value), equals("year", std::int64_t{plan.ended.begins})}}))
    if (!earlier.undone_on) return problem("this year was turned already, on " + long_date(*earlier.done_on));
  YearTurn turn{.partnership = partnership, .year = plan.ended.begins, .done_on = day};
  t.insert(turn);
  Closing closing(t, turn.id, plan.ended.last());
  for (const Pupil& pupil : plan.leaving) {
    for (const Programme& p : t.list<Programme>({.where = {equals("pupil", pupil.id.value), equals("partnership", partnership.value)}})) closing.close(record_type_of<TimetableLine>, "programme", p.id.value, "to_on");
    closing.close(record_type_of<Programme>, "pupil", pupil.id.value, "ended_on");
    closing.close(record_type_of<SchoolPlace>, "pupil", pupil.id.value, "to_on");
    closing.close(record_type_of<CaseFile>, "pupil", pupil.id.value, "closed_on");
  }
  closing.keep();
  return turn;
}

Result<void> take_back_turn(Transaction& t, const YearTurn& turn, Date day) {
  if (turn.undone_on) return problem("it was taken back already");
  if (turn.done_on != day) return problem("it can be taken back only on the day it was done");
  Date closed = SchoolYear{static_cast<int>(turn.year.value_or(0))}.last();
  for (const YearTurnChange& change : t.list<YearTurnChange>({.where = {equals("turn", turn.id.value)}})) {
    const RecordType& type = *find_record(change.record_table);
    const FieldInfo& field = *type.find(change.field_name);
    std::shared_ptr<void> before;
    t.each(type, {.where = {equals("id", *change.record_id)}}, [&](const void* row) { before = copy_record(type, row); });
    if (!before || field.get(before.get()) != iso(closed)) continue;
    auto after = copy_record(type, before.get());
    copy_field(field, type.make().get(), after.get());
    t.update(type, before.get(), after.get());
  }
  YearTurn after = turn;
  after.undone_on = day;
  t.update(turn, after);
  return {};
}

}  // namespace waymark
