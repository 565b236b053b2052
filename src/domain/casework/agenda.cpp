#include "domain/casework/agenda.h"

#include <algorithm>
#include <set>

#include "domain/casework/reference.h"

namespace waymark {
namespace {

std::set<std::int64_t> discussed_referrals(Reader& reader) {
  std::set<std::int64_t> out;
  reader.each<ForumDiscussion>({}, [&](const ForumDiscussion& d) { out.insert(d.referral.value); });
  reader.each<ReferralOutcome>({}, [&](const ReferralOutcome& o) { out.insert(o.referral.value); });
  return out;
}

// The referral to which a pupil's outcomes belong when nobody said which: the latest.
Id<Referral> latest_referral(Reader& reader, const Meeting& meeting, Id<Pupil> pupil) {
  auto found = reader.list<Referral>({.where = {equals("pupil", pupil.value), equals("partnership", meeting.partnership.value)}, .order_by = "received_on", .descending = true, .limit = 1});
  return found.empty() ? Id<Referral>{} : found[0].id;
}

}  // namespace

std::vector<Candidate> waiting_for_agenda(Reader& reader, const Meeting& meeting) {
  std::vector<Candidate> out;
  if (!meeting.held_on) return out;
  std::set<std::int64_t> taken, discussed = discussed_referrals(reader);
  std::vector<AgendaItem> items = reader.list<AgendaItem>({.where = {equals("partnership", meeting.partnership.value)}});
  for (const AgendaItem& item : items)
    if (item.state.value == "waiting" || item.meeting == meeting.id) taken.insert(item.pupil.value);
  auto put = [&](Candidate candidate) {
    if (taken.insert(candidate.pupil.value).second) out.push_back(std::move(candidate));
  };
  for (const AgendaItem& item : items) {
    if (item.state.value == "discussed" && item.report_back_on && *item.report_back_on <= *meeting.held_on) put({item.pupil, item.referral, "report_back", item.report_back_on});
    if (item.state.value == "deferred") put({item.pupil, item.referral, "first", {}});
  }
  Query recent{.where = {equals("partnership", meeting.partnership.value), {"received_on", Condition::Test::greater_or_equal, {*meeting.held_on - 365}}, {"received_on", Condition::Test::less_or_equal, {*meeting.held_on}}}, .order_by = "received_on"};
  reader.each<Referral>(recent, [&](const Referral& r) {
    if (!discussed.contains(r.id.value)) put({r.pupil, r.id, "first", r.received_on});
  });
  return out;
}

std::vector<AgendaItem> agenda_of(Reader& reader, Id<Meeting> meeting) {
  std::vector<AgendaItem> out = reader.list<AgendaItem>({.where = {equals("meeting", meeting.value)}});
  std::ranges::stable_sort(out, {}, [](const AgendaItem& item) { return item.position.value_or(0); });
  return out;
}

Result<void> put_on_agenda(Transaction& t, const Meeting& meeting, const Candidate& candidate) {
  if (meeting.closed_on) return problem("the minutes of this meeting are closed");
  std::int64_t last = 0;
  for (const AgendaItem& item : agenda_of(t, meeting.id)) {
    if (item.pupil == candidate.pupil) return problem("this child is on the agenda already");
    last = std::max(last, item.position.value_or(0));
  }
  AgendaItem item{.partnership = meeting.partnership, .meeting = meeting.id, .pupil = candidate.pupil, .referral = candidate.referral, .reason = {candidate.reason}, .state = {"waiting"}, .position = last + 1};
  if (!item.referral) item.referral = latest_referral(t, meeting, candidate.pupil);
  t.insert(item);
  // what reported back here, or was put off to here, waits no longer
  for (const AgendaItem& earlier : t.list<AgendaItem>({.where = {equals("pupil", candidate.pupil.value), equals("partnership", meeting.partnership.value)}})) {
    if (earlier.id == item.id || earlier.state.value == "waiting") continue;
    AgendaItem after = earlier;
    after.report_back_on.reset();
    if (after.state.value == "deferred") after.state = {"discussed"};
    t.update(earlier, after);
  }
  return {};
}

Result<void> record_discussion(Transaction& t, const Meeting& meeting, const AgendaItem& item, const Decision& decision) {
  if (meeting.closed_on) return problem("the minutes of this meeting are closed");
  AgendaItem after = item;
  after.notes = decision.notes;
  after.state = {decision.put_off ? "deferred" : "discussed"};
  after.report_back_on = decision.put_off ? std::nullopt : decision.report_back_on;
  if (!decision.put_off && !after.discussion) {
    ForumDiscussion discussion{.partnership = meeting.partnership, .pupil = item.pupil, .discussed_on = meeting.held_on, .meeting = meeting.kind, .referral = item.referral};
    give_reference(t, record_type_of<ForumDiscussion>, &discussion);
    t.insert(discussion);
    after.discussion = discussion.id;
  }
  if (!decision.outcomes.empty() && !item.referral) return problem("this child has no referral to which an outcome could belong: add the referral first");
  for (const std::string& outcome : decision.outcomes) {
    if (t.count(record_type_of<ReferralOutcome>, {.where = {equals("referral", item.referral.value), equals("outcome", outcome)}}) > 0) continue;
    ReferralOutcome fresh{.referral = item.referral, .outcome = {outcome}, .decided_on = meeting.held_on};
    t.insert(fresh);
  }
  for (Action action : decision.actions) {
    action.partnership = meeting.partnership;
    action.pupil = item.pupil;
    action.agenda_item = item.id;
    t.insert(action);
  }
  t.update(item, after);
  return {};
}

}  // namespace waymark
