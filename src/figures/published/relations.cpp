// Shapes that bind rows and columns of any table: "of which" and its whole, a percentage or average that is the quotient of two
// other rows, the running total of terms, and the same figure printed twice, in one report or in two.
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "figures/published/rules.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

void bound(const Figures& figures, int part, int whole, const std::string& group, std::vector<Constraint>& to) {
  if (part < 0 || whole < 0) return;
  const RecognisedTable& table = figures.tables[static_cast<std::size_t>(figures.slots[static_cast<std::size_t>(part)].table)];
  to.push_back({.relation = Relation::at_most, .subject = part, .parts = {{whole, 1}}, .rule = "a part cannot exceed its whole",
                .group = fmt::format("{}|{}|of which {}", table.report, table.name, group), .settles = false});
}

bool says_of_which(const Measure& measure) { return fold(measure.printed).find("of which") != std::string::npos; }

void add_of_which_rows(const Figures& figures, std::size_t t, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  for (std::size_t m = 1; m < table.measures.size(); ++m) {
    std::size_t whole = m;
    while (whole > 0 && says_of_which(table.measures[whole])) --whole;
    if (whole == m || says_of_which(table.measures[whole]) || !(is_additive(table.measures[whole].unit) || table.measures[whole].unit == Unit::unknown)) continue;
    if (table.measures[m].unit == Unit::percent || table.measures[m].unit == Unit::average) continue;
    for (std::size_t p = 0; p < table.places.size(); ++p) bound(figures, figures.at[t][m][p], figures.at[t][whole][p], fmt::format("row {}", m), to);
  }
}

void add_of_which_columns(const Figures& figures, std::size_t t, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  for (std::size_t part = 0; part < table.places.size(); ++part) {
    if (table.places[part].qualifier != "of which") continue;
    Place base = table.places[part];
    base.qualifier.clear();
    auto whole = std::find_if(table.places.begin(), table.places.end(), [&](const Place& place) { return place.key() == base.key(); });
    if (whole == table.places.end()) continue;
    for (std::size_t m = 0; m < table.measures.size(); ++m)
      bound(figures, figures.at[t][m][part], figures.at[t][m][static_cast<std::size_t>(whole - table.places.begin())], fmt::format("column {}", part), to);
  }
}

struct Ratio {
  std::vector<Constraint> constraints;
  int held = 0;
  std::set<std::int64_t> values;   // different values that agree: one value agreeing everywhere may be chance
};

Ratio try_ratio(const Figures& figures, std::size_t t, std::size_t result, std::size_t above, std::size_t below) {
  const RecognisedTable& table = figures.tables[t];
  Ratio ratio;
  int failed = 0;
  bool percent = table.measures[result].unit == Unit::percent;
  for (std::size_t p = 0; p < table.places.size(); ++p) {
    int subject = figures.at[t][result][p], over = figures.at[t][above][p], under = figures.at[t][below][p];
    if (subject < 0 || over < 0 || under < 0) continue;
    Constraint constraint{.relation = Relation::quotient, .subject = subject, .parts = {{over, 1}}, .under = {{under, 1}}, .factor = percent ? 100 : 1};
    if (!can_be_judged(constraint, figures)) continue;
    bool held = holds(constraint, figures);
    if (held && figures.value(over) != 0) {
      ++ratio.held;
      ratio.values.insert(figures.value(subject));
    }
    failed += !held;
    if (failed > 2 && failed > ratio.held) return {};   // nearly every pair of rows ends here
    ratio.constraints.push_back(std::move(constraint));
  }
  return ratio;
}

void learn_ratio(const Figures& figures, std::size_t t, std::size_t result, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  Ratio best;
  auto usable = [&](std::size_t m) { return m != result && (is_additive(table.measures[m].unit) || table.measures[m].unit == Unit::unknown); };
  std::size_t first = result > 40 ? result - 40 : 0, last = std::min(table.measures.size(), result + 8);
  for (std::size_t above = first; above < last; ++above)
    for (std::size_t below = first; below < last; ++below) {
      if (!usable(above) || !usable(below) || above == below) continue;
      Ratio ratio = try_ratio(figures, t, result, above, below);
      bool convincing = ratio.held >= 4 && ratio.values.size() >= 4 && ratio.held * 3 > static_cast<int>(ratio.constraints.size()) * 2;
      if (convincing && ratio.held > best.held) best = std::move(ratio);
    }
  for (Constraint& constraint : best.constraints) {
    constraint.rule = table.measures[result].unit == Unit::percent ? "% = one row / another, as elsewhere in the table" : "average = one row / another, as elsewhere in the table";
    constraint.group = fmt::format("{}|{}|ratio {}", table.report, table.name, result);
    to.push_back(std::move(constraint));
  }
}

// The county's average lies between the lowest and the highest of the partnerships', whatever it is an average of.
void bound_mean(const Figures& figures, std::size_t t, std::size_t m, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  int county = -1, least = -1, most = -1, partnerships = 0;
  Wide sum = 0;
  for (std::size_t p = 0; p < table.places.size(); ++p) {
    int slot = figures.at[t][m][p];
    if (!table.places[p].qualifier.empty() || table.places[p].period.said()) continue;
    if (table.places[p].kind == PlaceKind::county) county = slot;
    if (table.places[p].kind != PlaceKind::partnership || slot < 0) continue;
    ++partnerships;
    sum += figures.value(slot);
    if (least < 0 || figures.value(slot) < figures.value(least)) least = slot;
    if (most < 0 || figures.value(slot) > figures.value(most)) most = slot;
  }
  if (county < 0 || partnerships < 5 || figures.value(county) == 100 * one || figures.value(county) == sum) return;   // shares of a whole, or no average
  std::string group = fmt::format("{}|{}|mean {}", table.report, table.name, m);
  to.push_back({.relation = Relation::at_most, .subject = county, .parts = {{most, 1}}, .rule = "a county average cannot exceed every partnership's", .group = group, .settles = false});
  to.push_back({.relation = Relation::at_least, .subject = county, .parts = {{least, 1}}, .rule = "a county average cannot be below every partnership's", .group = group, .settles = false});
}

// One printing of a figure: the row that holds it, and when it is of.
struct Printing {
  std::size_t table = 0, measure = 0;
  Period when;
  bool repeats = false;   // a row of an earlier census, or dated although an undated one exists
};

std::map<std::string, std::vector<Printing>> printings(const Figures& figures) {
  std::map<std::string, std::vector<Printing>> by_id;
  for (std::size_t t = 0; t < figures.tables.size(); ++t)
    for (std::size_t m = 0; m < figures.tables[t].measures.size(); ++m) {
      const RecognisedTable& table = figures.tables[t];
      const Measure& measure = table.measures[m];
      if (measure.id.empty()) continue;
      bool dated = measure.period.dated(), current = is_current(table, m);
      by_id[measure.id + (measure.bracketed ? "()" : "")].push_back({t, m, dated && !current ? measure.period : table.period, dated && !current});
    }
  return by_id;
}

void equal_rows(const Figures& figures, const Printing& subject, const Printing& other, const std::string& rule, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[subject.table];
  const RecognisedTable& there = figures.tables[other.table];
  std::string group = fmt::format("{}|{}|repeat {} {} {}", table.report, table.name, subject.measure, other.table, other.measure);
  for (std::size_t p = 0; p < table.places.size(); ++p)
    for (std::size_t q = 0; q < there.places.size(); ++q) {
      int one_slot = figures.at[subject.table][subject.measure][p], other_slot = figures.at[other.table][other.measure][q];
      if (one_slot < 0 || other_slot < 0 || table.places[p].key() != there.places[q].key()) continue;
      if (figures.slots[static_cast<std::size_t>(one_slot)].decimals != figures.slots[static_cast<std::size_t>(other_slot)].decimals && table.report != there.report) continue;
      to.push_back({.subject = one_slot, .parts = {{other_slot, 1}}, .rule = rule, .group = group});
    }
}

// The row repeating a figure is held against the row it repeats: the report's own, else the one printed first.
void compare_printings(const Figures& figures, const std::vector<Printing>& all, std::vector<Constraint>& to) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Printing* origin = nullptr;
    const std::string& report = figures.tables[all[i].table].report;
    for (std::size_t j = 0; j < all.size() && origin == nullptr; ++j) {
      bool same_report = figures.tables[all[j].table].report == report;
      bool one_time = same_report && !all[i].repeats && !all[j].repeats ? j < i : one_moment(all[i].when, all[j].when);
      bool another_meaning = same_report && j != i && all[j].table != all[i].table && figures.tables[all[j].table].kind == figures.tables[all[i].table].kind;
      if (j == i || !one_time || another_meaning || (all[j].repeats && (j > i || !all[i].repeats)) || (!all[i].repeats && j > i)) continue;
      origin = &all[j];
    }
    if (origin == nullptr) continue;
    bool same_report = figures.tables[origin->table].report == report;
    equal_rows(figures, all[i], *origin, same_report ? "the same figure is printed twice" : "the same figure is printed in another report", to);
  }
}

// The dated row of this report's own census equals the undated one, as in "Average hours/week" and "Average hours/week Dec 20".
void add_own_history(const Figures& figures, std::size_t t, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  for (std::size_t m = 0; m < table.measures.size(); ++m) {
    const Measure& row = table.measures[m];
    if (row.id.empty() || !row.period.dated() || is_current(table, m) || !one_moment(row.period, table.period)) continue;
    for (std::size_t now = 0; now < table.measures.size(); ++now)
      if (table.measures[now].id == row.id && !table.measures[now].period.dated())
        equal_rows(figures, {t, m, {}, true}, {t, now, {}, false}, "the row of this report's own date = the figure above", to);
  }
}

// A year's accounts open with what the year before closed with, where two reports a year apart print both.
void add_opening_of_next_year(const Figures& figures, const std::vector<Printing>& openings, const std::vector<Printing>& closings, std::vector<Constraint>& to) {
  for (const Printing& opening : openings)
    for (const Printing& closing : closings)
      if (opening.when.dated() && order_of(opening.when) - order_of(closing.when) == 12)
        equal_rows(figures, opening, closing, "balance brought forward = closing balance of the year before", to);
}

// "Year to date" is the sum of the terms so far.
void add_running_totals(const Figures& figures, std::size_t t, std::vector<Constraint>& to) {
  const RecognisedTable& table = figures.tables[t];
  auto to_date = std::find_if(table.measures.begin(), table.measures.end(), [](const Measure& m) { return fits(words_of(m.printed), "date year|term|total"); });
  if (to_date == table.measures.end()) return;
  std::size_t row = static_cast<std::size_t>(to_date - table.measures.begin());
  std::vector<Constraint> best;
  int best_held = 1;
  for (std::size_t m = 0; m < table.measures.size(); ++m) {
    if (m == row || !fits(words_of(table.measures[m].printed), "total|all")) continue;
    std::vector<Constraint> found;
    for (std::size_t p = 0; p < table.places.size(); ++p) {
      Constraint constraint{.subject = figures.at[t][row][p], .rule = "year to date = sum of the terms so far", .group = fmt::format("{}|{}|to date", table.report, table.name)};
      for (std::size_t q = 0; q < table.places.size(); ++q)
        if (table.places[q].code == table.places[p].code && table.places[q].qualifier == table.places[p].qualifier && table.places[q].period.said() &&
            order_of(table.places[q].period) % 12 != 0 && q <= p && figures.at[t][m][q] >= 0)
          constraint.parts.push_back({figures.at[t][m][q], 1});
      if (constraint.subject >= 0 && !constraint.parts.empty()) found.push_back(std::move(constraint));
    }
    int held = static_cast<int>(std::count_if(found.begin(), found.end(), [&](const Constraint& c) { return holds(c, figures); }));
    if (held * 2 > static_cast<int>(found.size()) && held > best_held) {
      best_held = held;
      best = std::move(found);
    }
  }
  to.insert(to.end(), best.begin(), best.end());
}

}  // namespace

void add_parts_of_wholes(const Figures& figures, std::vector<Constraint>& to) {
  for (std::size_t t = 0; t < figures.tables.size(); ++t) {
    add_of_which_rows(figures, t, to);
    add_of_which_columns(figures, t, to);
    add_running_totals(figures, t, to);
  }
}

void add_learned_quotients(const Figures& figures, std::vector<Constraint>& to) {
  std::set<int> defined;
  for (const Constraint& constraint : to)
    if (constraint.relation == Relation::quotient) defined.insert(constraint.subject);
  for (std::size_t t = 0; t < figures.tables.size(); ++t)
    for (std::size_t m = 0; m < figures.tables[t].measures.size(); ++m) {
      const auto& slots = figures.at[t][m];
      bool already = std::any_of(slots.begin(), slots.end(), [&](int slot) { return defined.contains(slot); });
      Unit unit = figures.tables[t].measures[m].unit;
      if (already || (unit != Unit::percent && unit != Unit::average)) continue;
      if (is_current(figures.tables[t], m)) learn_ratio(figures, t, m, to);
      bound_mean(figures, t, m, to);
    }
}

void add_repeated_figures(const Figures& figures, std::vector<Constraint>& to) {
  for (std::size_t t = 0; t < figures.tables.size(); ++t) add_own_history(figures, t, to);
  std::map<std::string, std::vector<Printing>> by_id = printings(figures);
  for (const auto& [id, all] : by_id) compare_printings(figures, all, to);
  add_opening_of_next_year(figures, by_id["actual.brought-forward"], by_id["actual.closing"], to);
}

}  // namespace waymark::published
