#include "domain/referral/referral_request.h"

#include "domain/pupil/identifiers.h"

namespace waymark {

void ReferralRequest::check(Remarks& remarks) const {
  if (!upn.empty())
    if (std::string wrong = upn_problem(upn); !wrong.empty()) remarks.hard("upn", wrong);
  if (answer.value == "declined" && answer_reason.empty()) remarks.hard("answer_reason", "say why, so that the school knows");
  if (answer.value == "more" && answer_reason.empty()) remarks.hard("answer_reason", "say what you need");
}

}  // namespace waymark
