#include "figures/published/check.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

#include "figures/published/diagnosis.h"
#include "figures/published/rules.h"
#include "platform/core/csv.h"

namespace waymark::published {
namespace {

struct Placed {
  std::tuple<int, int, int, int> order;   // report, table, row, column as they first appear
  Finding finding;
};

// Where each name first appears, so that findings follow the file.
class Order {
 public:
  int of(const std::string& name) { return index_.emplace(name, static_cast<int>(index_.size())).first->second; }

 private:
  std::map<std::string, int> index_;
};

struct Orders {
  Order reports, tables, rows, columns;
  std::tuple<int, int, int, int> of(const PrintedCell& cell) {
    std::string table = cell.report + '\n' + cell.table;
    return {reports.of(cell.report), tables.of(table), rows.of(table + '\n' + cell.row), columns.of(table + '\n' + cell.column)};
  }
};

const PrintedCell& cell_of(const Figures& figures, int slot) {
  const Slot& at = figures.slots[static_cast<std::size_t>(slot)];
  const RecognisedTable& table = figures.tables[static_cast<std::size_t>(at.table)];
  return figures.printed[static_cast<std::size_t>(table.cells[static_cast<std::size_t>(at.measure)][static_cast<std::size_t>(at.place)])];
}

std::string consistent_value(const Constraint& constraint, const Correction& correction, const Figures& figures) {
  std::string value = shown(correction.value, figures.slots[static_cast<std::size_t>(correction.slot)].decimals);
  if (constraint.relation == Relation::quotient || constraint.settles || correction.slot != constraint.subject) return value;
  return constraint.relation == Relation::at_most ? "<= " + value : constraint.relation == Relation::at_least ? ">= " + value : value;
}

Finding finding_of(const Constraint& constraint, const Correction& correction, const Figures& figures) {
  const PrintedCell& cell = cell_of(figures, correction.slot);
  Finding finding{cell.report, cell.table, cell.row, cell.column, cell.value, consistent_value(constraint, correction, figures),
                  correction.follows ? "follows from a corrected cell" : constraint.rule, correction.why};
  const Slot& slot = figures.slots[static_cast<std::size_t>(correction.slot)];
  if (correction.follows) finding.why += " (" + constraint.rule + ")";
  if (correction.slot != constraint.subject) finding.why = fmt::format("With {} instead of {} the rest agrees: {}", finding.consistent, shown(slot.value, slot.decimals), finding.why);
  const RecognisedTable& table = figures.tables[static_cast<std::size_t>(slot.table)];
  if (cell.read.bracketed) finding.printed = shown(slot.value, slot.decimals);
  if (figures.measure(correction.slot).bracketed) (table.transposed ? finding.column : finding.row) += " [bracketed]";
  return finding;
}

// A sum that no printed row holds is named by the row that would.
Placed stand_in_finding(const Constraint& constraint, const Correction& correction, const Figures& figures, Orders& orders) {
  Wide sum = 0;
  std::string working;
  for (const Part& part : constraint.parts) {
    sum += figures.value(part.slot);
    working += (working.empty() ? "" : " + ") + shown(figures.value(part.slot), 0);
  }
  const PrintedCell& last = cell_of(figures, constraint.parts.back().slot);
  std::string total = shown(static_cast<std::int64_t>(sum), 0), wanted = shown(correction.value, 0);
  auto order = orders.of(last);
  std::get<2>(order) = static_cast<int>(figures.slots.size());
  return {order, {last.report, last.table, constraint.stand_in, last.column, total, wanted, constraint.rule, fmt::format("{} = {}, but there are {} leavers.", working, total, wanted)}};
}

void add_typing_mistakes(std::span<const PrintedCell> cells, Orders& orders, std::vector<Placed>& to) {
  for (const PrintedCell& cell : cells) {
    if (!cell.read.separator_misplaced || !cell.read.number) continue;
    std::string right = with_separators(cell.read.number->millionths, cell.read.number->decimals);
    to.push_back({orders.of(cell), {cell.report, cell.table, cell.row, cell.column, cell.value, right, "thousands separator misplaced",
                                    fmt::format("{} is printed; the same digits in groups of three are {}.", cell.value, right)}});
  }
}

}  // namespace

std::vector<Finding> check(std::span<const PrintedCell> cells) {
  Figures figures = figures_of(cells);
  std::vector<Constraint> constraints = constraints_of(figures);
  Orders orders;
  for (const PrintedCell& cell : cells) orders.of(cell);
  std::vector<Placed> placed;
  for (const Correction& correction : diagnose(figures, constraints)) {
    const Constraint& constraint = constraints[correction.constraint];
    if (!constraint.stand_in.empty() && correction.slot == constraint.subject) placed.push_back(stand_in_finding(constraint, correction, figures, orders));
    else placed.push_back({orders.of(cell_of(figures, correction.slot)), finding_of(constraint, correction, figures)});
  }
  add_typing_mistakes(cells, orders, placed);
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.order < b.order; });
  std::vector<Finding> findings;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> named;
  for (Placed& one_found : placed) {
    const Finding& f = one_found.finding;
    if (named.insert({f.report, f.table, f.row, f.column}).second) findings.push_back(std::move(one_found.finding));
  }
  return findings;
}

std::string findings_csv(std::span<const Finding> findings) {
  std::string csv = csv_row({"report", "table", "row", "column", "printed", "consistent", "rule", "why"});
  for (const Finding& f : findings) csv += csv_row({f.report, f.table, f.row, f.column, f.printed, f.consistent, f.rule, f.why});
  return csv;
}

}  // namespace waymark::published
