// Finds printed figures that contradict others of the same tables, says which is more likely wrong, what would agree, and why.
// Judges figures only; whether the printed and the computed agree is compare.h.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "figures/published/tidy.h"

namespace waymark::published {

struct Finding {
  std::string report, table, row, column;
  std::string printed;      // as printed
  std::string consistent;   // "26", "<= 0", ">= 2"
  std::string rule;
  std::string why;          // a sentence with the numbers in it
};

std::vector<Finding> check(std::span<const PrintedCell> cells);   // in the order of the cells
std::string findings_csv(std::span<const Finding> findings);

}  // namespace waymark::published
