// Holds printed tables against computed ones, cell by cell. Cells meet by what they mean (kind of table, row, partnership, term), not
// by table number or wording, and numbers are compared at the places that were printed.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "figures/published/tidy.h"

namespace waymark::published {

struct Difference {
  std::string report, table, row, column, printed, computed;
  std::string note;   // "not among the computed figures", "computed is unknown", or by how much it differs
};

struct Comparison {
  std::vector<Difference> differences;   // in the order of the printed cells; not the cells without a computed figure
  std::vector<Difference> not_found;     // printed, and not among the computed
  int equal = 0;
  int different = 0;
  int unknown_in_print = 0;
};

Comparison compare(std::span<const PrintedCell> printed, std::span<const PrintedCell> computed);
std::string differences_csv(std::span<const Difference> differences);

}  // namespace waymark::published
