#include "domain/casework/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "domain/exclusion/exclusion.h"
#include "domain/meeting/meeting.h"
#include "domain/move/move.h"
#include "domain/programme/programme.h"
#include "domain/pupil/note.h"
#include "domain/referral/referral.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

class Collector {
 public:
  Collector(Reader& reader, Id<Pupil> pupil) : reader_(reader), of_pupil_{.where = {equals("pupil", pupil.value)}} {}

  template <class R> void add(const R& row, EventKind kind, const std::optional<Date>& day, std::string title, std::string detail = {}) {
    if (day) events_.push_back({*day, kind, std::move(title), std::move(detail), &record_type_of<R>, row.id.value});
  }
  // A time with a beginning and an end is two events.
  template <class R> void period(const R& row, EventKind kind, const std::optional<Date>& from, const std::optional<Date>& to, const std::string& what, const std::string& detail = {}) {
    add(row, kind, from, what + " began", detail);
    add(row, kind, to, what + " ended", detail);
  }
  template <class R, class F> std::vector<Id<R>> each(F&& f) {
    std::vector<Id<R>> ids;
    reader_.each<R>(of_pupil_, [&](const R& row) {
      ids.push_back(row.id);
      f(row);
    });
    return ids;
  }
  const std::string& school(Id<School> id) {
    auto [at, fresh] = schools_.try_emplace(id.value);
    if (fresh && id)
      if (auto found = reader_.find(id)) at->second = found->name;
    return at->second;
  }
  Reader& reader() { return reader_; }
  std::vector<Event> take() {
    std::ranges::stable_sort(events_, [](const Event& a, const Event& b) { return a.day > b.day; });
    return std::move(events_);
  }

 private:
  Reader& reader_;
  Query of_pupil_;
  std::unordered_map<std::int64_t, std::string> schools_;
  std::vector<Event> events_;
};

std::string label(std::string_view list, const Code& code) { return std::string(code_label(list, code.value)); }

void referrals(Collector& c) {
  auto ids = c.each<Referral>([&](const Referral& r) {
    std::string detail = label("referral_category", r.category);
    if (r.referred_by) detail += (detail.empty() ? "" : ", ") + ("from " + c.school(r.referred_by));
    c.add(r, EventKind::referral, r.received_on, "Referral received", detail);
  });
  if (ids.empty()) return;
  c.reader().each<ReferralOutcome>({.where = {one_of("referral", ids)}}, [&](const ReferralOutcome& o) { c.add(o, EventKind::referral, o.decided_on, "Decided: " + label("referral_outcome", o.outcome)); });
}

void meetings(Collector& c) {
  c.each<ForumDiscussion>([&](const ForumDiscussion& d) { c.add(d, EventKind::meeting, d.discussed_on, "Discussed: " + label("meeting_kind", d.meeting)); });
  c.each<Action>([&](const Action& a) {
    c.add(a, EventKind::meeting, a.done_on ? a.done_on : a.due_on, fmt::format("{} {}", a.done_on ? "Action done:" : "Action due:", a.owner), a.task);
  });
}

void programmes(Collector& c) {
  c.each<Programme>([&](const Programme& p) {
    c.period(p, EventKind::programme, p.started_on, p.ended_on, p.tier.value == "4" ? "Programme management" : "Programme", lower(label("programme_mode", p.mode)));
    if (!p.ended_on) c.add(p, EventKind::programme, p.review_on, "Programme review due");
  });
}

void moves(Collector& c) {
  c.each<Move>([&](const Move& m) {
    std::string what = label("move_kind", m.kind), where = fmt::format("from {} to {}", c.school(m.from_school), c.school(m.to_school));
    c.add(m, EventKind::move, m.started_on, what + " began", where);
    if (!m.outcome.value.empty() && m.outcome.value != "in_process") c.add(m, EventKind::move, m.ended_on, what + ": " + lower(label("move_outcome", m.outcome)), where);
  });
  c.each<Exclusion>([&](const Exclusion& e) {
    std::string what = label("exclusion_kind", e.kind);
    c.add(e, EventKind::move, e.from_on, what + (e.rescinded_on ? " (rescinded)" : ""), label("exclusion_reason", e.reason) + (e.to_on ? ", to " + long_date(*e.to_on) : ""));
    c.add(e, EventKind::move, e.provision_from_on, "Education after the exclusion began", e.provision);
    c.add(e, EventKind::move, e.rescinded_on, what + " rescinded");
  });
  c.each<FairAccess>([&](const FairAccess& f) {
    c.add(f, EventKind::move, f.agreed_on, "Fair Access agreed");
    c.add(f, EventKind::move, f.allocated_on, "Fair Access place allocated", c.school(f.school));
    c.add(f, EventKind::move, f.started_on, "Started after Fair Access", c.school(f.school));
  });
}

void statuses(Collector& c) {
  c.each<CaseFile>([&](const CaseFile& f) {
    c.add(f, EventKind::status, f.opened_on, "Case opened");
    c.add(f, EventKind::status, f.closed_on, "Case closed");
  });
  c.each<SchoolPlace>([&](const SchoolPlace& p) { c.period(p, EventKind::status, p.from_on, p.to_on, "On the roll of " + c.school(p.school)); });
  c.each<LookedAfter>([&](const LookedAfter& l) { c.period(l, EventKind::status, l.from_on, l.to_on, "Looked after", label("authority", l.authority)); });
  c.each<SenStatus>([&](const SenStatus& s) { c.period(s, EventKind::status, s.from_on, s.to_on, s.stage.value.empty() ? label("sen_provision", s.provision) : label("ehc_stage", s.stage)); });
  c.each<MedicalNeed>([&](const MedicalNeed& m) { c.period(m, EventKind::status, m.from_on, m.to_on, "Children's medical needs"); });
}

}  // namespace

std::vector<Event> timeline_of(Reader& reader, Id<Pupil> pupil) {
  Collector c(reader, pupil);
  referrals(c);
  meetings(c);
  programmes(c);
  moves(c);
  statuses(c);
  c.each<Note>([&](const Note& n) { c.add(n, EventKind::note, n.noted_on, label("note_kind", n.kind) + (n.author.empty() ? "" : ", " + n.author), n.words); });
  return c.take();
}

}  // namespace waymark
