#include "domain/casework/requests.h"

#include <algorithm>

#include "domain/casework/reference.h"
#include "domain/referral/case_file.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

bool same_child(const Pupil& p, const ReferralRequest& r) {
  if (!r.upn.empty() && p.upn == r.upn) return true;
  std::string surname = fold(r.surname), forename = fold(r.forename), their_surname = fold(p.surname), their_forename = fold(p.forename);
  return (surname == their_surname && forename == their_forename) || (surname == their_forename && forename == their_surname) || (fold(p.former_names).contains(surname) && forename == their_forename);
}

void open_case(Transaction& t, const ReferralRequest& request, Id<Pupil> pupil, Date day) {
  for (const CaseFile& held : t.list<CaseFile>({.where = {equals("pupil", pupil.value), equals("partnership", request.partnership.value)}}))
    if (!held.closed_on || *held.closed_on >= day) return;
  CaseFile fresh{.partnership = request.partnership, .pupil = pupil, .opened_on = day};
  give_reference(t, record_type_of<CaseFile>, &fresh);
  t.insert(fresh);
}

}  // namespace

std::vector<Pupil> possible_duplicates(Reader& reader, const ReferralRequest& request, const std::vector<Id<Pupil>>& alike) {
  std::vector<Pupil> out;
  if (!alike.empty()) out = reader.list<Pupil>({.where = {one_of("id", alike)}});
  auto ask = [&](Condition condition) {
    reader.each<Pupil>({.where = {std::move(condition)}}, [&](const Pupil& p) {
      if (same_child(p, request) && std::ranges::find(out, p.id, &Pupil::id) == out.end()) out.push_back(p);
    });
  };
  if (!request.upn.empty()) ask(equals("upn", request.upn));
  if (request.born_on) ask(equals("born_on", *request.born_on));
  return out;
}

Result<Id<Referral>> accept_request(Transaction& t, const ReferralRequest& request, const std::optional<Pupil>& known, Date day) {
  if (!request.sent_on) return problem("the form has not been sent");
  if (request.referral) return problem("the form was accepted already");
  Pupil pupil = known.value_or(Pupil{.upn = request.upn, .surname = request.surname, .forename = request.forename, .born_on = request.born_on, .sex = request.sex});
  if (!known) {
    give_reference(t, record_type_of<Pupil>, &pupil);
    pupil.id = {new_id()};
  }
  if (!known) t.insert(pupil);
  open_case(t, request, pupil.id, day);
  if (!known) {
    SchoolPlace place{.pupil = pupil.id, .school = request.school, .from_on = *request.sent_on};
    t.insert(place);
  }
  Referral referral{.partnership = request.partnership, .pupil = pupil.id, .received_on = request.sent_on, .route = {"inclusion_forum"}, .category = request.category, .referred_by = request.school, .concern = request.concern};
  give_reference(t, record_type_of<Referral>, &referral);
  t.insert(referral);
  ReferralRequest after = request;
  after.answer = {"accepted"};
  after.answered_on = day;
  after.referral = referral.id;
  t.update(request, after);
  return referral.id;
}

}  // namespace waymark
