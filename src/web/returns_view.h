// What pages about returns share: where a return stands, and what its partnership's figures are.
#pragma once
#include "domain/casework/findings.h"
#include "domain/casework/returns.h"
#include "web/app.h"

namespace waymark {

Html state_tag(const std::string& state, bool late);
std::string return_address(const RegisterReturn& r, const std::string& rest = {});
// State, dates, who froze and answered it, and why it came back.
Html return_summary(const RegisterReturn& r, Date day);
// The partnership's own column of every table as at the census; nothing for those who see published figures only.
Html own_figures(Visit& visit, const RegisterReturn& r);
// The returns of the person's own partnerships that are to be frozen or answered, with what is missing in each.
Html own_returns(Visit& visit);
Html problems_by_rule(const std::vector<Finding>& findings, const std::string& caption);
std::int64_t id_in(const std::string& text);   // 0: none

}  // namespace waymark
