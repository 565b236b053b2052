// For tests: a printed table written as a grid, and the findings in it as short lines.
#pragma once
#include <fmt/format.h>
#include <string>
#include <vector>

#include "figures/published/check.h"

namespace waymark::published {

using Grid = std::vector<std::vector<std::string>>;   // the first line: an empty corner and the columns; then a row and its values

inline std::vector<PrintedCell> printed_table(const std::string& report, const std::string& table, const Grid& grid) {
  std::vector<PrintedCell> cells;
  for (std::size_t r = 1; r < grid.size(); ++r)
    for (std::size_t c = 1; c < grid[r].size(); ++c) cells.push_back(*printed_cell(report, table, grid[r][0], grid[0][c], grid[r][c]));
  return cells;
}

inline std::vector<PrintedCell> operator+(std::vector<PrintedCell> a, const std::vector<PrintedCell>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline std::vector<std::string> in_short(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& f : findings) lines.push_back(fmt::format("{} / {}: {} -> {}", f.row, f.column, f.printed, f.consistent));
  return lines;
}

inline std::vector<std::string> found_in(const std::vector<PrintedCell>& cells) { return in_short(check(cells)); }

}  // namespace waymark::published
