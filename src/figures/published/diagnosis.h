// Which printed figures are most likely wrong, given the constraints that fail: the fewest changes that make the rest agree. A figure
// that takes part in several failures, and whose change breaks nothing that held, is blamed first.
#pragma once
#include <string>
#include <vector>

#include "figures/published/constraint.h"

namespace waymark::published {

struct Correction {
  int slot = 0;
  std::size_t constraint = 0;   // the one that shows it
  std::int64_t value = 0;       // what it should be, or the bound
  bool follows = false;         // what shows it held until another figure was corrected
  std::string why;
};

// In the order found; the figures are returned as printed.
std::vector<Correction> diagnose(Figures figures, const std::vector<Constraint>& constraints);

}  // namespace waymark::published
