#include "domain/people/emergency_opening.h"

#include "platform/core/clock.h"
#include "platform/core/text.h"

namespace waymark {

Result<Id<Pupil>> open_in_emergency(Store& store, const Session& session, const EmergencyRequest& request) {
  if (session.grant(record_type_of<EmergencyOpening>).add == Reach::none || session.grant(record_type_of<Pupil>).read == Reach::none) return problem("your role does not open children elsewhere");
  std::string reason(trim(request.reason));
  if (reason.size() < 20) return problem("Say why you need to see this child now, in at least 20 characters", "reason");
  std::string upn(trim(request.upn));
  for (char& c : upn)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  std::vector<Pupil> found;
  if (!upn.empty() && request.born_on) found = store.read(system_session("emergency"))->list<Pupil>({.where = {equals("upn", upn), equals("born_on", *request.born_on)}});
  Session opened = session;
  for (const Pupil& p : found) opened.opened.push_back(p.id.value);
  if (found.size() != 1 || !store.read(opened)->find(found[0].id)) return problem("There is no child with this UPN and this date of birth", "upn");   // a seal holds
  Id<Pupil> pupil = found[0].id;
  if (store.read(session)->find(pupil)) return pupil;   // within reach as it is
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    EmergencyOpening opening{.person = {session.user}, .pupil = pupil, .reason = reason, .opened_at = now_ms(), .ends_at = now_ms() + EmergencyOpening::lasts_ms};
    t.insert(opening);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return pupil;
}

}  // namespace waymark
