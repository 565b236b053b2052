// Headlines: sentences whose figures are cells and whose claim is a test. One that does not hold is not written; like is compared with like
// (the same season, heads with heads).
#pragma once
#include <optional>

#include "figures/table.h"

namespace waymark {

struct HeadlineCell { std::string table, row, column; Number value; };
struct Headline { std::string sentence; std::vector<HeadlineCell> cells; };

enum class Claim { rose, fell, stable, most, all, highest };
// stable: within `band` per cent of the earlier figure; most: more than half of the second cell; highest: above every other.
bool holds(Claim claim, const std::vector<HeadlineCell>& cells, int band = 5);
std::vector<Headline> headlines(const std::vector<ReportTable>& tables, Date as_at);

}  // namespace waymark
