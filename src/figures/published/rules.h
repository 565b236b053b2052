// Which constraints bind the figures of some recognised tables: the declared definitions, the shapes any table has (a total beside
// its parts, "of which", percentages of other rows) and figures printed twice. A shape is believed only where most of it holds.
#pragma once
#include <string_view>
#include <vector>

#include "figures/published/constraint.h"

namespace waymark::published {

std::vector<Constraint> constraints_of(const Figures& figures);   // believed ones only, each once

// The kinds of rule, each adding its own.
void add_definitions(const Figures& figures, std::vector<Constraint>& to);
void add_county_sums(const Figures& figures, std::vector<Constraint>& to);
void add_totals(const Figures& figures, std::vector<Constraint>& to);
void add_parts_of_wholes(const Figures& figures, std::vector<Constraint>& to);
void add_learned_quotients(const Figures& figures, std::vector<Constraint>& to);
void add_repeated_figures(const Figures& figures, std::vector<Constraint>& to);

// A row of now, not of an earlier census: undated, or dated with the report's own label where no undated row says the same.
bool is_current(const RecognisedTable& table, std::size_t measure);

}  // namespace waymark::published
