// The definitions of the published figures, written as equations between row ids, and their constraints at every place where all
// their rows are printed. A row is looked for in the subject's own table first, then in the same report's others.
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <map>

#include "figures/published/rules.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

enum Trait : unsigned {
  none = 0,
  certain = 1,      // holds by definition
  otherwise = 2,    // only where the definition before it could not be applied
  unsettled = 4,    // a bound that does not tell the value
  recomputed = 8    // where it fails again and again, the subject was worked out wrongly
};

struct Definition {
  std::string_view equation;
  std::string_view rule;
  unsigned traits = none;
};

// "a = b + c", "a = 100 * b / c + d", "a <= b - c", "a = *": all the rows of its table above it.
constexpr Definition definitions[] = {
    {"open.total = *", "total active cases = sum of the year groups"},
    {"forum.total = *", "total = sum of the year groups"},
    {"outcomes.total = *", "total = sum of the outcomes"},
    {"destinations.total = *", "total = sum of the destinations", certain},
    {"categories.total = *", "total = sum of the categories"},
    {"ehc.total = ehc.top-up + ehc.without-funding + ehc.with-funding + ehc.package", "total = top-up and plans, without formal assessments"},
    {"ehc.total <= open.total", "students with an EHC status are on the register", unsettled},
    {"referrals.previous = referrals.all - referrals.new", "previous referrals = all - new"},
    {"referrals.tier-4 <= referrals.previous", "previous referrals ending in Tier 4 are previous referrals", unsettled},
    {"referrals.percent-tier-4 = 100 * referrals.tier-4 / referrals.previous", "% = referrals ending in Tier 4 / previous referrals"},
    {"ks3.full-time <= ks3.heads - ks3.cmn", "full time + CMN cannot exceed heads", certain},
    {"ks4.full-time <= ks4.heads - ks4.cmn", "full time + CMN cannot exceed heads", certain},
    {"ks3.adjusted = ks3.heads - ks3.cmn - ks3.fte-in-school", "adjusted = heads - CMN - fte in school"},
    {"ks4.adjusted = ks4.heads - ks4.cmn - ks4.fte-in-school", "adjusted = heads - CMN - fte in school"},
    {"ks3.fte-in-school <= ks3.heads - ks3.full-time - ks3.cmn", "fte in school cannot exceed the part-time students", unsettled},
    {"ks4.fte-in-school <= ks4.heads - ks4.full-time - ks4.cmn", "fte in school cannot exceed the part-time students", unsettled},
    {"ks3.heads = ks3.full-time + ks3.part-time + ks3.cmn", "heads = full time + part time + CMN"},
    {"ks4.heads = ks4.full-time + ks4.part-time + ks4.cmn", "heads = full time + part time + CMN"},
    {"ks3.under-24 <= ks3.heads", "students under 24 hours are among the heads", unsettled},
    {"ks4.under-24 <= ks4.heads", "students under 24 hours are among the heads", unsettled},
    {"ks3.ehc <= ks3.heads", "students with EHC support are among the heads", unsettled},
    {"ks4.ehc <= ks4.heads", "students with EHC support are among the heads", unsettled},
    {"ks3.package <= ks3.ehc", "fully funded students are among those with EHC support", unsettled},
    {"ks4.package <= ks4.ehc", "fully funded students are among those with EHC support", unsettled},
    {"ks3.package <= ks3.heads", "fully funded students are among the heads", unsettled},
    {"ks4.package <= ks4.heads", "fully funded students are among the heads", unsettled},
    {"ks4.year-10 <= ks4.heads", "current Year 10 is part of Key Stage 4", unsettled},
    {"ks4.year-10 <= open.year-10", "programme managed students are open cases", unsettled},
    {"ks3.heads <= open.year-7 + open.year-8 + open.year-9", "programme managed students are open cases", unsettled},
    {"ks4.heads <= open.year-10 + open.year-11", "programme managed students are open cases", unsettled},
    {"ks4.both-stages = ks3.heads + ks4.heads", "both key stages = KS3 + KS4"},
    {"city.pm = city.ks3 + city.ks4", "total = KS3 + KS4"},
    {"city.pm <= city.register", "programme managed city students are on the register", unsettled},
    {"city.register <= open.total", "city students are open cases", unsettled},
    {"city.ks3 <= ks3.heads", "city students are among the heads", unsettled},
    {"city.ks4 <= ks4.heads", "city students are among the heads", unsettled},
    {"lac.pm = lac.ks3 + lac.ks4", "total = KS3 + KS4"},
    {"lac.pm <= lac.register", "programme managed looked-after students are on the register", unsettled},
    {"lac.register <= open.total", "looked-after students are open cases", unsettled},
    {"lac.ks3 <= ks3.heads", "looked-after students are among the heads", unsettled},
    {"lac.ks4 <= ks4.heads", "looked-after students are among the heads", unsettled},
    {"hours.pm = ks3.adjusted + ks4.adjusted", "PM students = adjusted KS3 + KS4, rounded"},
    {"hours.average-purchased = hours.purchased / ks3.adjusted + ks4.adjusted", "average = hours / adjusted students"},
    {"hours.average-purchased = hours.purchased / hours.pm", "average = hours / students", otherwise},
    {"hours.average-staff = hours.staff / ks3.adjusted + ks4.adjusted", "average = hours / adjusted students"},
    {"hours.average-staff = hours.staff / hours.pm", "average = hours / students", otherwise},
    {"term-forum.total = term-forum.total-discussion + term-forum.total-support", "total = discussion only + additional support"},
    {"actual.closing = actual.brought-forward + actual.total-income - actual.total-expenditure", "balance = brought forward + income - expenditure"},
    {"actual.balance-percent = 100 * actual.closing / actual.la", "% = balance / LA grant"},
    {"actual.balance-percent = 100 * actual.closing / actual.la-autumn + actual.la-spring + actual.la-summer", "% = balance / LA grant", otherwise},
    {"plan.closing = plan.brought-forward + plan.total-income - plan.total-expenditure", "balance = brought forward + income - expenditure"},
    {"plan.balance-percent = 100 * plan.closing / plan.la", "% = balance / LA grant"},
    {"plan.balance-percent = 100 * plan.closing / plan.la-autumn + plan.la-spring + plan.la-summer", "% = balance / LA grant", otherwise},
    {"gcse.entry-average = gcse.entry / leavers.count", "average = GCSEs entered / leavers"},
    {"gcse.graded-average = gcse.graded / leavers.count", "average = GCSEs graded / leavers"},
    {"gcse.good-average = gcse.good / leavers.count", "average = GCSEs at 4+ / leavers"},
    {"gcse.percent-graded = 100 * leavers.count - gcse.students-none / leavers.count", "% = (leavers - no GCSE outcome) / leavers"},
    {"gcse.percent-four-plus = 100 * gcse.students-four / leavers.count", "% = students with four or more / leavers"},
    {"gcse.graded <= gcse.entry", "graded GCSEs were entered", unsettled},
    {"gcse.good <= gcse.graded", "GCSEs at 4+ were graded", unsettled},
    {"gcse.graded >= leavers.count - gcse.students-none", "each student with an outcome has at least one graded GCSE", unsettled},
    {"gcse.graded >= 4 * gcse.students-four", "four or more each for the students with four or more", unsettled},
    {"gcse.students-good <= gcse.good", "each student with a 4+ has at least one", unsettled},
    {"gcse.students-good <= leavers.count - gcse.students-none", "students with a 4+ have an outcome", unsettled},
    {"gcse.students-four <= leavers.count - gcse.students-none", "students with four or more have an outcome", unsettled},
    {"gcse.students-none <= leavers.count", "students with no outcome are leavers", unsettled},
    {"gcse.entry >= english.entry + maths.entry", "English and maths are among the entries", unsettled},
    {"gcse.good >= english.good + maths.good", "English and maths are among the 4+", unsettled},
    {"english.entry <= leavers.count", "a leaver enters English once", unsettled},
    {"maths.entry <= leavers.count", "a leaver enters maths once", unsettled},
    {"english.good <= english.entry", "4+ in English were entered", unsettled},
    {"maths.good <= maths.entry", "4+ in maths were entered", unsettled},
    {"english.entry-percent = 100 * english.entry / leavers.count", "% = English entry / leavers"},
    {"english.good-percent = 100 * english.good / leavers.count", "% = English 4+ / leavers"},
    {"maths.entry-percent = 100 * maths.entry / leavers.count", "% = maths entry / leavers"},
    {"maths.good-percent = 100 * maths.good / leavers.count", "% = maths 4+ / leavers"},
    {"quals.english-total = quals.english-entry + quals.english-1 + quals.english-2", "total FS English = Entry + L1 + L2", certain},
    {"quals.maths-total = quals.maths-entry + quals.maths-1 + quals.maths-2", "total FS maths = Entry + L1 + L2", certain},
    {"quals.additional = quals.english-total + quals.maths-total + quals.other-entry + quals.other-1 + quals.other-2", "additional = FS English + FS maths + other Entry/L1/L2, each award once", certain | recomputed},
    {"quals.average = quals.additional / leavers.count", "average = additional qualifications / leavers"},
    {"quals.students-none <= gcse.students-none", "students with no qualification at all have no GCSE", certain | unsettled},
    {"destinations.total = leavers.count", "destinations add up to the leavers", certain},
    {"destinations.total = year11.students", "destinations add up to the leavers", certain | otherwise},
    {"heads.income = heads.income-la + heads.income-schools", "income = LA + schools", certain},
    {"heads.expenditure = heads.staffing + heads.administration + heads.transport + heads.provision", "expenditure = the four heads", certain},
    {"heads.cost-per-pupil = heads.expenditure / heads.pm", "cost per pupil = expenditure / programme managed pupils", certain},
    {"heads.pm = supported.pm", "programme managed pupils, printed twice", certain},
    {"supported.pm = supported.ks3-pm + supported.ks4-pm", "total = KS3 + KS4", certain},
    {"supported.ag = supported.ks3-ag + supported.ks4-ag", "total = KS3 + KS4", certain},
    {"year11.with-gcse <= year11.students", "students with a GCSE are among the students", unsettled},
    {"year11.with-gcse >= year11.english-good + year11.english-below", "a student holds one English GCSE", certain | unsettled},
    {"year11.with-gcse >= year11.maths-good + year11.maths-below", "a student holds one maths GCSE", certain | unsettled},
    {"year11.without-quals <= year11.students - year11.with-gcse", "students without a qualification have no GCSE", unsettled},
    {"year11.mean-points = year11.points / year11.students", "mean = points / students", certain},
    {"exclusions.total = exclusions.ks3 + exclusions.ks4", "total = KS3 + KS4", certain}};

struct Signed {
  std::string id;
  int times = 1;
};

struct Equation {
  Relation relation = Relation::equals;
  std::string subject;
  std::vector<Signed> parts, under;
  int factor = 1;
};

std::vector<Signed> read_sum(std::string_view text) {
  std::vector<Signed> terms;
  int sign = 1, times = 1;
  for (const std::string& word : split(text, ' ')) {
    int number = 0;
    if (word == "+") sign = 1;
    else if (word == "-") sign = -1;
    else if (std::from_chars(word.data(), word.data() + word.size(), number).ptr == word.data() + word.size()) times = number;
    else if (word != "*" || times == 1) {   // the star of "4 * id" is no row
      terms.push_back({word, sign * times});
      times = 1;
    }
  }
  return terms;
}

Equation read_equation(std::string_view text) {
  Equation equation;
  std::size_t sign = text.find_first_of("<>=");
  equation.relation = text[sign] == '<' ? Relation::at_most : text[sign] == '>' ? Relation::at_least : Relation::equals;
  equation.subject = std::string(trim(text.substr(0, sign)));
  std::string_view right = trim(text.substr(text.find('=') + 1));
  if (std::size_t line = right.find(" / "); line != std::string_view::npos) {
    equation.relation = Relation::quotient;
    equation.under = read_sum(right.substr(line + 3));
    right = right.substr(0, line);
    if (right.starts_with("100 * ")) {
      equation.factor = 100;
      right.remove_prefix(6);
    }
  }
  equation.parts = read_sum(right);
  return equation;
}

struct Line {
  int table = 0, measure = 0;
};

// Every current row by report and id.
class Rows {
 public:
  explicit Rows(const Figures& figures) : figures_(figures) {
    for (std::size_t t = 0; t < figures.tables.size(); ++t)
      for (std::size_t m = 0; m < figures.tables[t].measures.size(); ++m)
        if (const std::string& id = figures.tables[t].measures[m].id; !id.empty() && is_current(figures.tables[t], m))
          lines_[{figures.tables[t].report, id}].push_back({static_cast<int>(t), static_cast<int>(m)});
  }
  const std::vector<Line>& find(const std::string& report, const std::string& id) const {
    static const std::vector<Line> nowhere;
    auto found = lines_.find({report, id});
    return found == lines_.end() ? nowhere : found->second;
  }
  int slot(const std::string& report, const std::string& id, int own_table, const Place& place) const {
    const std::vector<Line>& lines = find(report, id);
    auto own = std::find_if(lines.begin(), lines.end(), [&](Line line) { return line.table == own_table; });
    if (lines.empty()) return -1;
    Line line = own == lines.end() ? lines.front() : *own;
    const auto& places_there = figures_.tables[static_cast<std::size_t>(line.table)].places;
    for (std::size_t p = 0; p < places_there.size(); ++p)
      if (places_there[p].key() == place.key()) return figures_.at[static_cast<std::size_t>(line.table)][static_cast<std::size_t>(line.measure)][p];
    return -1;
  }

 private:
  const Figures& figures_;
  std::map<std::pair<std::string, std::string>, std::vector<Line>> lines_;
};

// "*": every row of counts above the subject.
std::vector<Part> rows_above(const Figures& figures, Line line, std::size_t place) {
  std::vector<Part> parts;
  const RecognisedTable& table = figures.tables[static_cast<std::size_t>(line.table)];
  for (int m = 0; m < line.measure; ++m) {
    int slot = figures.at[static_cast<std::size_t>(line.table)][static_cast<std::size_t>(m)][place];
    const Measure& measure = table.measures[static_cast<std::size_t>(m)];
    if (measure.period.dated() || !(is_additive(measure.unit) || measure.unit == Unit::unknown) || measure.id == "leavers.count" || words_of(measure.printed).front() == "of") continue;
    if (slot < 0) return {};
    parts.push_back({slot, 1});
  }
  return parts.size() < 2 ? std::vector<Part>{} : parts;
}

bool find_parts(const Rows& rows, const RecognisedTable& table, int own, const Place& place, const std::vector<Signed>& ids, std::vector<Part>& to) {
  for (const Signed& term : ids) {
    int slot = rows.slot(table.report, term.id, own, place);
    if (slot < 0) return false;
    to.push_back({slot, term.times});
  }
  return true;
}

Constraint constraint_of(const Definition& definition, const Equation& equation, const RecognisedTable& table) {
  Constraint constraint;
  constraint.relation = equation.relation;
  constraint.factor = equation.factor;
  constraint.rule = definition.rule;
  constraint.group = fmt::format("{}|{}|{}", table.report, table.name, definition.equation);
  constraint.certain = definition.traits & certain;
  constraint.definition = definition.traits & recomputed;
  constraint.settles = (definition.traits & unsettled) == 0;
  return constraint;
}

bool apply(const Definition& definition, const Equation& equation, const Figures& figures, const Rows& rows, const std::string& report, std::vector<Constraint>& to) {
  bool applied = false;
  for (Line line : rows.find(report, equation.subject)) {
    const RecognisedTable& table = figures.tables[static_cast<std::size_t>(line.table)];
    for (std::size_t p = 0; p < table.places.size(); ++p) {
      int subject = figures.at[static_cast<std::size_t>(line.table)][static_cast<std::size_t>(line.measure)][p];
      if (subject < 0 || table.places[p].qualifier == percent_column) continue;
      Constraint constraint = constraint_of(definition, equation, table);
      constraint.subject = subject;
      bool all = equation.parts[0].id == "*";
      if (all) constraint.parts = rows_above(figures, line, p);
      else if (!find_parts(rows, table, line.table, table.places[p], equation.parts, constraint.parts)) continue;
      if (!find_parts(rows, table, line.table, table.places[p], equation.under, constraint.under) || constraint.parts.empty()) continue;
      applied = true;
      to.push_back(std::move(constraint));
    }
  }
  return applied;
}

// Destinations without a total of their own: their sum is what must equal the leavers.
void add_destination_sums(const Figures& figures, const Rows& rows, std::vector<Constraint>& to) {
  for (std::size_t t = 0; t < figures.tables.size(); ++t) {
    const RecognisedTable& table = figures.tables[t];
    if (table.kind != TableKind::destinations || !rows.find(table.report, "destinations.total").empty()) continue;
    for (std::size_t p = 0; p < table.places.size(); ++p) {
      Constraint constraint{.rule = "the sum of the destinations = the number of leavers", .certain = true, .aside = true, .stand_in = "[column sum]"};
      constraint.group = fmt::format("{}|{}|destinations", table.report, table.name);
      constraint.subject = rows.slot(table.report, "leavers.count", static_cast<int>(t), table.places[p]);
      if (constraint.subject < 0) constraint.subject = rows.slot(table.report, "year11.students", static_cast<int>(t), table.places[p]);
      for (std::size_t m = 0; m < table.measures.size(); ++m)
        if (int slot = figures.at[t][m][p]; slot >= 0 && table.measures[m].unit == Unit::count && table.measures[m].id != "leavers.count") constraint.parts.push_back({slot, 1});
      if (constraint.subject >= 0 && constraint.parts.size() >= 2) to.push_back(std::move(constraint));
    }
  }
}

// What a plan starts from is what the year before ended with. Asked only where at least one partnership's agrees, so that a plan of
// another year is not held against these accounts; a difference may have a reason, so nothing is made to follow from it.
void add_opening_balances(const Figures& figures, const Rows& rows, const std::string& report, std::vector<Constraint>& to) {
  std::vector<Constraint> found;
  bool any_agrees = false;
  for (Line line : rows.find(report, "plan.brought-forward")) {
    const RecognisedTable& table = figures.tables[static_cast<std::size_t>(line.table)];
    for (std::size_t p = 0; p < table.places.size(); ++p) {
      Constraint constraint{.rule = "balance brought forward = closing balance of the year before", .certain = true, .aside = true};
      constraint.group = fmt::format("{}|{}|opening", table.report, table.name);
      constraint.subject = figures.at[static_cast<std::size_t>(line.table)][static_cast<std::size_t>(line.measure)][p];
      int closing = rows.slot(report, "actual.closing", line.table, table.places[p]);
      if (constraint.subject < 0 || closing < 0 || table.places[p].kind != PlaceKind::partnership) continue;
      constraint.parts = {{closing, 1}};
      any_agrees = any_agrees || (holds(constraint, figures) && figures.value(closing) != 0);
      found.push_back(std::move(constraint));
    }
  }
  if (any_agrees) to.insert(to.end(), found.begin(), found.end());
}

}  // namespace

void add_definitions(const Figures& figures, std::vector<Constraint>& to) {
  static const std::vector<Equation> equations = [] {
    std::vector<Equation> read;
    for (const Definition& definition : definitions) read.push_back(read_equation(definition.equation));
    return read;
  }();
  Rows rows(figures);
  std::vector<std::string> reports;
  for (const RecognisedTable& table : figures.tables)
    if (std::find(reports.begin(), reports.end(), table.report) == reports.end()) reports.push_back(table.report);
  for (const std::string& report : reports) {
    bool before_applied = false;
    for (std::size_t i = 0; i < equations.size(); ++i) {
      bool skip = (definitions[i].traits & otherwise) != 0 && before_applied;
      if (!skip) before_applied = apply(definitions[i], equations[i], figures, rows, report, to);
    }
    add_opening_balances(figures, rows, report, to);
  }
  add_destination_sums(figures, rows, to);
}

}  // namespace waymark::published
