#include "figures/published/rules.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace waymark::published {
namespace {

struct Record {
  int judged = 0, held = 0;
};

// The same thing said by two rules counts once.
std::string signature(const Constraint& constraint) {
  std::vector<std::string> parts;
  for (const Part& part : constraint.parts) parts.push_back(fmt::format("{}*{}", part.times, part.slot));
  for (const Part& part : constraint.under) parts.push_back(fmt::format("/{}*{}", part.times, part.slot));
  std::sort(parts.begin(), parts.end());
  std::string text = fmt::format("{} {} {}", static_cast<int>(constraint.relation), constraint.subject, constraint.factor);
  for (const std::string& part : parts) text += " " + part;
  return text;
}

// One disagreement among one or two figures may be an error; more than half of several is a table that means something else.
bool believed(const Record& record, bool learned) { return (record.judged <= 2 && !learned) || (record.held * 2 > record.judged && (record.held >= 2 || !learned)); }

}  // namespace

bool is_current(const RecognisedTable& table, std::size_t measure) {
  const Measure& row = table.measures[measure];
  if (!row.period.dated()) return true;
  if (!one_moment(row.period, table.period)) return false;
  for (std::size_t m = 0; m < table.measures.size(); ++m)
    if (m != measure && table.measures[m].id == row.id && (!table.measures[m].period.dated() || (m < measure && one_moment(table.measures[m].period, table.period)))) return false;
  return true;
}

std::vector<Constraint> constraints_of(const Figures& figures) {
  std::vector<Constraint> all;
  add_definitions(figures, all);
  add_county_sums(figures, all);
  add_totals(figures, all);
  add_parts_of_wholes(figures, all);
  add_learned_quotients(figures, all);
  add_repeated_figures(figures, all);
  std::map<std::string, Record> records;
  for (const Constraint& constraint : all) {
    if (!can_be_judged(constraint, figures)) continue;
    Record& record = records[constraint.group];
    ++record.judged;
    record.held += holds(constraint, figures);
  }
  std::vector<Constraint> kept;
  std::set<std::string> seen;
  for (Constraint& constraint : all)
    if (can_be_judged(constraint, figures) && (constraint.certain || believed(records[constraint.group], constraint.learned)) && seen.insert(signature(constraint)).second)
      kept.push_back(std::move(constraint));
  return kept;
}

}  // namespace waymark::published
