#include "domain/casework/my_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "domain/exclusion/exclusion.h"
#include "domain/meeting/meeting.h"
#include "domain/move/move.h"
#include "domain/programme/programme.h"
#include "domain/referral/referral_request.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

class Sorter {
 public:
  Sorter(MyWork& work, Date day) : work_(work), day_(day) {}
  void put(WorkItem item) {
    if (!item.due) work_.waiting.push_back(std::move(item));
    else if (*item.due < day_) work_.late.push_back(std::move(item));
    else if (*item.due <= day_ + 7) work_.this_week.push_back(std::move(item));
  }

 private:
  MyWork& work_;
  Date day_;
};

void from_meetings(Reader& reader, Date day, Sorter& sorter) {
  std::map<std::int64_t, int> waiting;
  reader.each<AgendaItem>({}, [&](const AgendaItem& item) {
    if (item.state.value == "waiting") ++waiting[item.meeting.value];
    if (item.report_back_on && item.state.value == "discussed") sorter.put({item.report_back_on, "Report-back to a meeting", item.pupil});
  });
  reader.each<Meeting>({.where = {{"held_on", Condition::Test::greater_or_equal, {day - 60}}}}, [&](const Meeting& m) {
    if (m.closed_on || !m.held_on) return;
    std::string kind(code_label("meeting_kind", m.kind.value));
    if (*m.held_on >= day) sorter.put({m.held_on, fmt::format("{}: {} case{} on the agenda", kind, waiting[m.id.value], waiting[m.id.value] == 1 ? "" : "s"), {}, Place::meeting, m.id.value});
    else sorter.put({m.held_on, fmt::format("{}: minutes not closed", kind), {}, Place::meeting, m.id.value});
  });
  reader.each<Action>({.where = {{"done_on", Condition::Test::empty, {}}}}, [&](const Action& a) { sorter.put({a.due_on, fmt::format("{}: {}", a.owner, a.task), a.pupil}); });
}

// Fewer than 24 hours a week is reported and needs a reason and a review date (figures: programme rows "<24hrs").
void from_programmes(Reader& reader, Date day, Sorter& sorter) {
  std::map<std::int64_t, std::int64_t> weekly;   // hundredths of an hour, by programme
  reader.each<TimetableLine>({}, [&](const TimetableLine& line) {
    if (line.hours && (!line.from_on || *line.from_on <= day) && (!line.to_on || *line.to_on >= day)) weekly[line.programme.value] += line.hours->hundredths;
  });
  reader.each<Programme>({.where = {{"ended_on", Condition::Test::empty, {}}}}, [&](const Programme& p) {
    bool short_week = p.tier.value == "4" && weekly[p.id.value] < 2400;
    if (p.review_on) sorter.put({p.review_on, short_week ? "Review of a week of fewer than 24 hours" : "Programme review", p.pupil});
    else if (short_week) sorter.put({std::nullopt, "A week of fewer than 24 hours has no review date", p.pupil});
  });
}

// Each partnership's county has its own school holidays.
class Calendars {
 public:
  explicit Calendars(Reader& reader) {
    for (const Partnership& p : reader.list<Partnership>()) authority_[p.id.value] = p.authority.value;
    for (const SchoolHoliday& h : reader.list<SchoolHoliday>()) holidays_[h.authority.value].push_back(h);
  }
  SchoolCalendar of(Id<Partnership> partnership) const {
    auto authority = authority_.find(partnership.value);
    auto found = authority == authority_.end() ? holidays_.end() : holidays_.find(authority->second);
    return SchoolCalendar(found == holidays_.end() ? std::vector<SchoolHoliday>() : found->second);
  }

 private:
  std::map<std::int64_t, std::string> authority_;
  std::map<std::string, std::vector<SchoolHoliday>> holidays_;
};

void from_moves(Reader& reader, Date day, Sorter& sorter) {
  Calendars calendars(reader);
  reader.each<Exclusion>({.where = {{"provision_from_on", Condition::Test::empty, {}}, {"from_on", Condition::Test::greater_or_equal, {day - 366}}}}, [&](const Exclusion& e) {
    if (auto sixth = sixth_day(e, calendars.of(e.partnership))) sorter.put({sixth, "Sixth school day of an exclusion: no education arranged", e.pupil});
  });
  reader.each<FairAccess>({.where = {{"allocated_on", Condition::Test::empty, {}}}}, [&](const FairAccess& f) { sorter.put({allocation_due(f, calendars.of(f.partnership)), "Fair Access: no place allocated", f.pupil}); });
  reader.each<Move>({.where = {{"ended_on", Condition::Test::empty, {}}}}, [&](const Move& m) {
    if (m.review_on) sorter.put({m.review_on, fmt::format("{}: review", code_label("move_kind", m.kind.value)), m.pupil});
  });
}

void from_requests(Reader& reader, Sorter& sorter) {
  reader.each<ReferralRequest>({}, [&](const ReferralRequest& r) {
    if (!r.sent_on) return;
    if (r.answer.value.empty()) sorter.put({*r.sent_on + 7, "A referral from a school waits for an answer", {}, Place::request, r.id.value});
    else if (r.answer.value == "more") sorter.put({std::nullopt, "More was asked about a referral", {}, Place::request, r.id.value});
  });
}

}  // namespace

MyWork my_work(Reader& reader, Date day) {
  MyWork work;
  Sorter sorter(work, day);
  from_meetings(reader, day, sorter);
  from_programmes(reader, day, sorter);
  from_moves(reader, day, sorter);
  from_requests(reader, sorter);
  for (auto* list : {&work.late, &work.this_week}) std::ranges::stable_sort(*list, {}, [](const WorkItem& item) { return *item.due; });
  return work;
}

}  // namespace waymark
