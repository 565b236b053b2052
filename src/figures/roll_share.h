// The share of a school population that is programme managed against its share with free school meals (charts 3 and 4), by partnership and
// by school, at the latest school census on or before the day.
#pragma once
#include "figures/census.h"
#include "figures/number.h"

namespace waymark {

struct RollShare {
  std::string name, partnership;
  std::int64_t roll = 0, managed = 0;
  Number fsm_percent, managed_percent;   // unknown where the school census does not say
};
std::vector<RollShare> shares_by_partnership(const Census& census, std::size_t county);
std::vector<RollShare> shares_by_school(const Census& census, std::size_t county);

}  // namespace waymark
