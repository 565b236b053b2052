// Building a meeting's agenda from what waits, and recording what a discussion of a case ended in.
#pragma once
#include <vector>

#include "domain/meeting/meeting.h"
#include "platform/record/store.h"

namespace waymark {

struct Candidate {
  Id<Pupil> pupil;
  Id<Referral> referral;
  std::string reason;   // a code of agenda_reason
  std::optional<Date> since;
};
// Referrals of the last year that no meeting has discussed and that have no outcome, and report-backs due by the day of the meeting; without
// those on a waiting agenda. Longest waiting first.
std::vector<Candidate> waiting_for_agenda(Reader& reader, const Meeting& meeting);

std::vector<AgendaItem> agenda_of(Reader& reader, Id<Meeting> meeting);   // in the order of their positions
Result<void> put_on_agenda(Transaction& t, const Meeting& meeting, const Candidate& candidate);

struct Decision {
  bool put_off = false;
  std::vector<std::string> outcomes;   // codes of referral_outcome
  std::vector<Action> actions;         // owner, task and due_on
  std::optional<Date> report_back_on;
  std::string notes;
};
// Keeps the discussion, its outcomes and actions with the item. Outcomes kept before stay. Refused when the meeting's minutes are closed, and
// when there are outcomes but no referral to which they belong.
Result<void> record_discussion(Transaction& t, const Meeting& meeting, const AgendaItem& item, const Decision& decision);

}  // namespace waymark
