// The county's figure is the sum of the partnerships', for counts, hours and money; in the same term where headings name terms.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "figures/published/rules.h"

namespace waymark::published {
namespace {

struct Summed {
  std::size_t total = 0;
  std::vector<std::size_t> parts;
  std::string rule;
  bool certain = false;
};

bool same_moment_and_qualifier(const Place& a, const Place& b) { return a.period == b.period && a.qualifier == b.qualifier; }

std::vector<Summed> sums_in(const RecognisedTable& table) {
  std::vector<Summed> sums;
  bool any_term = std::any_of(table.places.begin(), table.places.end(), [](const Place& p) { return p.kind == PlaceKind::partnership && p.period.said(); });
  for (std::size_t total = 0; total < table.places.size(); ++total) {
    const Place& county = table.places[total];
    if (county.qualifier == percent_column) continue;
    Summed across{total, {}, "total = sum of the partnerships", false}, over_terms{total, {}, "total = sum of the terms", false};
    std::set<std::string> codes;
    for (std::size_t p = 0; p < table.places.size(); ++p) {
      const Place& place = table.places[p];
      bool whole_of_county = county.kind == PlaceKind::county && place.kind == PlaceKind::partnership;
      if (whole_of_county && same_moment_and_qualifier(place, county)) {
        across.parts.push_back(p);
        codes.insert(place.code);
      }
      if (p != total && any_term && !county.period.said() && place.period.said() && place.code == county.code && place.qualifier.empty() && county.kind != PlaceKind::other)
        over_terms.parts.push_back(p);
    }
    across.certain = codes.size() == 5 && across.parts.size() == 5;
    if (across.parts.size() >= 2) sums.push_back(across);
    if (over_terms.parts.size() >= 2) sums.push_back(over_terms);
  }
  return sums;
}

// The county's own total over terms may also be printed as one column beside all the partnerships' terms.
void add_sum_of_everything(const RecognisedTable& table, std::vector<Summed>& sums) {
  bool all_qualified = std::none_of(table.places.begin(), table.places.end(), [](const Place& p) { return p.kind == PlaceKind::partnership && p.qualifier.empty(); });
  for (std::size_t total = 0; total < table.places.size(); ++total) {
    const Place& county = table.places[total];
    bool has_sum = std::any_of(sums.begin(), sums.end(), [&](const Summed& sum) { return sum.total == total; });
    if (county.kind != PlaceKind::county || county.period.said() || has_sum) continue;
    Summed all{total, {}, "total = sum of the partnerships' terms", false};
    for (std::size_t p = 0; p < table.places.size(); ++p)
      if (table.places[p].kind == PlaceKind::partnership && (all_qualified ? table.places[p].qualifier != percent_column : table.places[p].qualifier.empty())) all.parts.push_back(p);
    if (all.parts.size() >= 2) sums.push_back(all);
  }
}

bool may_be_a_mean(const Figures& figures, const Constraint& constraint) {
  std::int64_t least = figures.value(constraint.parts[0].slot), most = least;
  for (const Part& part : constraint.parts) {
    least = std::min(least, figures.value(part.slot));
    most = std::max(most, figures.value(part.slot));
  }
  std::int64_t value = figures.value(constraint.subject);
  return value >= least && value <= most;
}

struct Found {
  Constraint constraint;
  bool blanks = false;
};

void add_row(const Figures& figures, std::size_t t, std::size_t m, const Summed& sum, std::vector<Found>& found) {
  const RecognisedTable& table = figures.tables[t];
  const Measure& measure = table.measures[m];
  int subject = figures.at[t][m][sum.total];
  bool known = is_additive(measure.unit);
  if (subject < 0 || (!known && measure.unit != Unit::unknown)) return;
  Found row;
  row.constraint = {.subject = subject, .rule = sum.rule, .group = fmt::format("{}|{}|county {}", table.report, table.name, sum.total), .certain = sum.certain && known, .learned = !sum.certain, .definition = true};
  for (std::size_t p : sum.parts) {
    int slot = figures.at[t][m][p];
    if (slot >= 0) row.constraint.parts.push_back({slot, 1});
    else row.blanks = true;
  }
  if (row.constraint.parts.empty() || (row.blanks && row.constraint.parts.size() * 2 < sum.parts.size() && measure.unit != Unit::money)) return;
  if (!known && !holds(row.constraint, figures) && may_be_a_mean(figures, row.constraint)) return;
  found.push_back(std::move(row));
}

}  // namespace

void add_county_sums(const Figures& figures, std::vector<Constraint>& to) {
  for (std::size_t t = 0; t < figures.tables.size(); ++t) {
    std::vector<Summed> sums = sums_in(figures.tables[t]);
    add_sum_of_everything(figures.tables[t], sums);
    std::vector<Found> found;
    for (const Summed& sum : sums)
      for (std::size_t m = 0; m < figures.tables[t].measures.size(); ++m) add_row(figures, t, m, sum, found);
    auto blank = [](const Found& row) { return row.blanks; };
    auto blanks = std::count_if(found.begin(), found.end(), blank);
    auto held = std::count_if(found.begin(), found.end(), [&](const Found& row) { return row.blanks && holds(row.constraint, figures); });
    bool blank_means_nil = held >= 2 && held * 2 > blanks;
    for (Found& row : found)
      if (!row.blanks || blank_means_nil) to.push_back(std::move(row.constraint));
  }
}

}  // namespace waymark::published
