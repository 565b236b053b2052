// What becomes of a school's referral form: who the child may be already, and taking the referral up.
#pragma once
#include "domain/referral/referral_request.h"
#include "platform/record/store.h"

namespace waymark {

// Children within reach who may be the one on the form: the same UPN, or the same birth date with the same names, also swapped; and those
// that the index takes for alike (Finder::alike).
std::vector<Pupil> possible_duplicates(Reader& reader, const ReferralRequest& request, const std::vector<Id<Pupil>>& alike);

// Makes the pupil (unless it is one known already), an open case, the place on the school's roll and the referral, and marks the form as accepted.
// known: the pupil that it is; none: a new one.
Result<Id<Referral>> accept_request(Transaction& t, const ReferralRequest& request, const std::optional<Pupil>& known, Date day);

}  // namespace waymark
