// The tier to which an outcome of a referral belongs (domain: tier 1 the school on its own, 2 advice or support in school, 3 short placements,
// 4 programme management or a specialist placement).
#pragma once
#include <string_view>

namespace waymark {

constexpr int outcome_tier(std::string_view outcome) {
  if (outcome == "part_time_programme" || outcome == "full_time_programme" || outcome == "specialist_placement") return 4;
  if (outcome == "short_term_placement") return 3;
  if (outcome == "school_continues") return 1;
  return 2;
}
// Resources beyond discussion were assigned.
constexpr bool is_additional_support(std::string_view outcome) { return outcome != "school_continues"; }

}  // namespace waymark
