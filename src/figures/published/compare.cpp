#include "figures/published/compare.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "figures/published/recognise.h"
#include "figures/published/rules.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

using Key = std::tuple<TableKind, std::string, bool, std::string, std::string>;   // kind, measure, bracketed, place, qualifier

struct Known {
  const RecognisedTable* table = nullptr;
  std::size_t measure = 0, place = 0;
  Period row_period;       // not said: a figure of now
  Period column_period;
};

std::string measure_name(const Measure& measure) {
  if (!measure.id.empty()) return measure.id;
  std::vector<std::string> words = words_of(measure.printed);
  if (measure.period.dated()) take_period(words);
  return join(words, " ");
}

Key key_of(const RecognisedTable& table, std::size_t measure, std::size_t place) {
  return {table.kind, measure_name(table.measures[measure]), table.measures[measure].bracketed, table.places[place].code, table.places[place].qualifier};
}

// A row dated with its own report's label is a row of now.
Period row_period(const RecognisedTable& table, std::size_t measure) {
  Period period = table.measures[measure].period;
  return period.dated() && one_moment(period, table.period) ? Period{} : period;
}

std::map<Key, std::vector<Known>> index_of(const std::vector<RecognisedTable>& tables) {
  std::map<Key, std::vector<Known>> index;
  for (const RecognisedTable& table : tables)
    for (std::size_t m = 0; m < table.measures.size(); ++m)
      for (std::size_t p = 0; p < table.places.size(); ++p)
        if (table.cells[m][p] >= 0) index[key_of(table, m, p)].push_back({&table, m, p, row_period(table, m), table.places[p].period});
  return index;
}

bool may_be_same_term(Period a, Period b) {
  if (!a.said() && !b.said()) return true;
  bool years = a.year == 0 || b.year == 0 || a.year == b.year;
  Term first = a.month != 0 ? term_of_month(a.month) : a.term, second = b.month != 0 ? term_of_month(b.month) : b.term;
  return years && first == second;
}

bool fits_periods(const Known& known, Period row, Period column) {
  bool rows = row.dated() ? one_moment(row, known.row_period) : !known.row_period.dated();
  return rows && may_be_same_term(column, known.column_period);
}

class Computed {
 public:
  Computed(std::span<const PrintedCell> cells) : cells_(cells), tables_(recognise_tables(cells)), index_(index_of(tables_)) {}

  const Known* find(const RecognisedTable& table, std::size_t m, std::size_t p) const {
    Key key = key_of(table, m, p);
    if (const Known* known = among(key, table, m, p)) return known;
    const Known* only = nullptr;   // the same wording in a table of another kind, when there is just one
    for (const RecognisedTable& other : tables_) {
      if (other.kind == std::get<0>(key)) continue;
      std::get<0>(key) = other.kind;
      const Known* known = among(key, table, m, p);
      if (known != nullptr && only != nullptr && known != only) return nullptr;
      if (known != nullptr) only = known;
    }
    return only;
  }
  const PrintedCell& cell(const Known& known) const { return cells_[static_cast<std::size_t>(known.table->cells[known.measure][known.place])]; }
  const Number* number(const Known& known) const { return number_at(*known.table, cells_, known.measure, known.place); }

 private:
  const Known* among(const Key& key, const RecognisedTable& table, std::size_t m, std::size_t p) const {
    auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    const Known* best = nullptr;
    for (const Known& known : found->second) {
      if (!fits_periods(known, row_period(table, m), table.places[p].period)) continue;
      bool same_report = one_moment(known.table->period, table.period) || same_words(known.table->report, table.report);
      if (same_report) return &known;
      if (best == nullptr) best = &known;
    }
    return best;
  }

  std::span<const PrintedCell> cells_;
  std::vector<RecognisedTable> tables_;
  std::map<Key, std::vector<Known>> index_;
};

bool agree(const Number& printed, const Number& computed) {
  return printed.millionths == (computed.decimals > printed.decimals ? rounded(computed.millionths, printed.decimals) : computed.millionths);
}

struct Meeting {
  const PrintedCell& printed;
  std::string value;          // the number at hand, of two in one cell
  const Number* number = nullptr;
  bool bracketed = false, transposed = false;
};

Difference difference_of(const Meeting& meeting, std::string computed, std::string note) {
  const PrintedCell& cell = meeting.printed;
  Difference difference{cell.report, cell.table, cell.row, cell.column, meeting.value, std::move(computed), std::move(note)};
  if (meeting.bracketed) (meeting.transposed ? difference.column : difference.row) += " [bracketed]";
  return difference;
}

void meet(const Meeting& meeting, const Known* known, const Computed& computed, Comparison& to) {
  if (known == nullptr) {
    to.not_found.push_back(difference_of(meeting, "", "not among the computed figures"));
    return;
  }
  const Number* number = computed.number(*known);
  const std::string& text = computed.cell(*known).value;
  bool equal = meeting.number == nullptr ? same_words(meeting.value, text) : number != nullptr && agree(*meeting.number, *number);
  if (equal) {
    ++to.equal;
    return;
  }
  ++to.different;
  std::string note = "the words differ";
  if (meeting.number != nullptr) {
    if (number == nullptr) note = "computed is unknown";
    else {
      std::int64_t by = (number->decimals > meeting.number->decimals ? rounded(number->millionths, meeting.number->decimals) : number->millionths) - meeting.number->millionths;
      note = fmt::format("computed is {} {}", shown(by < 0 ? -by : by, meeting.number->decimals), by < 0 ? "less" : "more");
    }
  }
  to.differences.push_back(difference_of(meeting, number == nullptr ? text : shown(number->millionths, number->decimals), note));
}

struct Spot {
  int cell = 0;
  bool bracketed = false;
  const RecognisedTable* table = nullptr;
  std::size_t measure = 0, place = 0;
};

std::vector<Spot> spots_of(const std::vector<RecognisedTable>& tables) {
  std::vector<Spot> spots;
  for (const RecognisedTable& table : tables)
    for (std::size_t m = 0; m < table.measures.size(); ++m)
      for (std::size_t p = 0; p < table.places.size(); ++p)
        if (table.cells[m][p] >= 0) spots.push_back({table.cells[m][p], table.measures[m].bracketed, &table, m, p});
  std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return std::tuple(a.cell, a.bracketed) < std::tuple(b.cell, b.bracketed); });
  return spots;
}

}  // namespace

Comparison compare(std::span<const PrintedCell> printed, std::span<const PrintedCell> computed_cells) {
  Comparison comparison;
  Computed computed(computed_cells);
  std::vector<RecognisedTable> tables = recognise_tables(printed);
  for (const Spot& spot : spots_of(tables)) {
    const PrintedCell& cell = printed[static_cast<std::size_t>(spot.cell)];
    const Number* number = number_at(*spot.table, printed, spot.measure, spot.place);
    if (trim(cell.value).empty()) {
      ++comparison.unknown_in_print;
      continue;
    }
    bool two = cell.read.bracketed && number != nullptr;
    Meeting meeting{cell, two ? shown(number->millionths, number->decimals) : cell.value, number, spot.bracketed, spot.table->transposed};
    meet(meeting, computed.find(*spot.table, spot.measure, spot.place), computed, comparison);
  }
  return comparison;
}

std::string differences_csv(std::span<const Difference> differences) {
  std::string csv = csv_row({"report", "table", "row", "column", "printed", "computed", "note"});
  for (const Difference& d : differences) csv += csv_row({d.report, d.table, d.row, d.column, d.printed, d.computed, d.note});
  return csv;
}

}  // namespace waymark::published
