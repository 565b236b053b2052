// Total rows and what they are the sum of, found from the figures: the block above, all rows above, earlier totals, or the rows that
// share the total's words. Columns of tables without partnerships are treated the same way.
#include <algorithm>
#include <fmt/format.h>

#include "figures/published/rules.h"

namespace waymark::published {
namespace {

// A table seen along one axis: lines to be added up, and positions at which they are.
struct View {
  const Figures* figures = nullptr;
  std::size_t table = 0;
  bool columns = false;

  const RecognisedTable& recognised() const { return figures->tables[table]; }
  std::size_t lines() const { return columns ? recognised().places.size() : recognised().measures.size(); }
  std::size_t positions() const { return columns ? recognised().measures.size() : recognised().places.size(); }
  int slot(std::size_t line, std::size_t position) const { return columns ? figures->at[table][position][line] : figures->at[table][line][position]; }
  const std::string& printed(std::size_t line) const { return columns ? recognised().places[line].printed : recognised().measures[line].printed; }
};

struct Line {
  std::vector<std::string> words;
  bool summable = false, total = false;
};

std::vector<Line> lines_of(const View& view) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < view.lines(); ++i) {
    Line line{.words = words_of(view.printed(i))};
    line.total = fits(line.words, "total|overall|all !referrals|register") || fits(line.words, "total");
    if (view.columns) line.summable = true;
    else {
      const Measure& measure = view.recognised().measures[i];
      bool counts = is_additive(measure.unit) || measure.unit == Unit::unknown;
      line.summable = counts && !measure.bracketed && (!measure.period.dated() || is_current(view.recognised(), i));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

using Block = std::vector<std::size_t>;
constexpr std::size_t longest_block = 60;

bool shares_words(const Line& part, const Line& total) {
  return std::all_of(total.words.begin(), total.words.end(), [&](const std::string& word) {
    static constexpr const char* glue = "total|of|no|all|the|for|with|in|and|students|a";
    return fits({word}, glue) || std::find(part.words.begin(), part.words.end(), word) != part.words.end();
  });
}

std::vector<Block> candidates(const std::vector<Line>& lines, std::size_t total) {
  std::vector<Block> blocks;
  std::size_t start = total;
  while (start > 0 && total - start < longest_block && lines[start - 1].summable && !lines[start - 1].total) --start;
  for (std::size_t from = start; from + 2 <= total; ++from) {
    Block block;
    for (std::size_t i = from; i < total; ++i) block.push_back(i);
    blocks.push_back(block);
  }
  Block parts, totals, sharing, loose;
  for (std::size_t i = total > 4 * longest_block ? total - 4 * longest_block : 0; i < total; ++i) {
    if (!lines[i].summable) continue;
    (lines[i].total ? totals : parts).push_back(i);
    if (!lines[i].total && shares_words(lines[i], lines[total])) sharing.push_back(i);
  }
  loose = totals;
  for (std::size_t i = start; i < total; ++i) loose.push_back(i);
  for (const Block& block : {parts, totals, loose, sharing})
    if (block.size() >= 2) blocks.push_back(block);
  return blocks;
}

struct Judged {
  std::vector<Constraint> constraints;
  int held = 0, telling = 0;   // telling: more than one part is not nought
};

Judged judge(const View& view, std::size_t total, const Block& block) {
  Judged judged;
  std::vector<Constraint> failed_with_blanks;
  int blanks = 0, blanks_held = 0;
  const RecognisedTable& table = view.recognised();
  for (std::size_t position = 0; position < view.positions(); ++position) {
    int subject = view.slot(total, position);
    if (subject < 0 || (!view.columns && table.places[position].qualifier == percent_column)) continue;
    if (view.columns && !(is_additive(table.measures[position].unit) || table.measures[position].unit == Unit::unknown)) continue;
    Constraint constraint{.subject = subject, .rule = "total = sum of its parts", .group = fmt::format("{}|{}|total {} {}", table.report, table.name, view.columns, total)};
    int above_nought = 0;
    bool blank = false;
    for (std::size_t line : block) {
      int slot = view.slot(line, position);
      if (slot < 0) { blank = true; continue; }
      constraint.parts.push_back({slot, 1});
      above_nought += view.figures->value(slot) != 0;
    }
    if (constraint.parts.empty()) continue;
    bool held = holds(constraint, *view.figures);
    blanks += blank;
    blanks_held += blank && held;
    if (blank && !held) {
      failed_with_blanks.push_back(std::move(constraint));
      continue;
    }
    judged.held += held;
    judged.telling += held && above_nought >= 2;
    judged.constraints.push_back(std::move(constraint));
  }
  if (blanks_held >= 2 && blanks_held * 2 > blanks)   // a blank means nil here
    judged.constraints.insert(judged.constraints.end(), failed_with_blanks.begin(), failed_with_blanks.end());
  return judged;
}

bool believed(const Judged& judged) { return judged.held * 2 > static_cast<int>(judged.constraints.size()) && judged.telling >= 2; }

void add_total(const View& view, const std::vector<Line>& lines, std::size_t total, std::vector<Constraint>& to) {
  Judged best;
  for (const Block& block : candidates(lines, total)) {
    Judged judged = judge(view, total, block);
    if (believed(judged) && (judged.telling > best.telling || (judged.telling == best.telling && judged.held > best.held))) best = std::move(judged);
  }
  to.insert(to.end(), best.constraints.begin(), best.constraints.end());
}

void add_totals_of(const View& view, std::vector<Constraint>& to) {
  std::vector<Line> lines = lines_of(view);
  for (std::size_t i = 2; i < lines.size(); ++i)
    if (lines[i].total && lines[i].summable) add_total(view, lines, i, to);
}

}  // namespace

void add_totals(const Figures& figures, std::vector<Constraint>& to) {
  for (std::size_t t = 0; t < figures.tables.size(); ++t) {
    add_totals_of({&figures, t, false}, to);
    if (!figures.tables[t].has_places) add_totals_of({&figures, t, true}, to);
  }
}

}  // namespace waymark::published
