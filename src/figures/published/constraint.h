// One thing that must hold between printed figures, exactly: a sum, a quotient as printed, or a bound. Holds the arithmetic and the
// slack that rounding of the operands allows; which constraints there are is rules.h, who is to blame is diagnosis.h.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "figures/published/recognise.h"

namespace waymark::published {

// A figure at one measure and place of one table.
struct Slot {
  int table = 0, measure = 0, place = 0;
  std::int64_t value = 0;   // millionths
  int decimals = 0;         // as printed
  int row_decimals = 0;     // the most any figure of the measure is printed with
  std::int64_t slack = 0;   // how far rounding may have moved it
};

struct Figures {
  std::span<const PrintedCell> printed;
  std::vector<RecognisedTable> tables;
  std::vector<Slot> slots;
  std::vector<std::vector<std::vector<int>>> at;   // [table][measure][place]: slot, -1 where nothing is printed

  const Measure& measure(int slot) const { const Slot& s = slots[static_cast<std::size_t>(slot)]; return tables[static_cast<std::size_t>(s.table)].measures[static_cast<std::size_t>(s.measure)]; }
  const Place& place(int slot) const { const Slot& s = slots[static_cast<std::size_t>(slot)]; return tables[static_cast<std::size_t>(s.table)].places[static_cast<std::size_t>(s.place)]; }
  std::int64_t& value(int slot) { return slots[static_cast<std::size_t>(slot)].value; }
  std::int64_t value(int slot) const { return slots[static_cast<std::size_t>(slot)].value; }
};
Figures figures_of(std::span<const PrintedCell> cells);

struct Part {
  int slot = 0;
  int times = 1;
};

enum class Relation { equals, at_most, at_least, quotient };

struct Constraint {
  Relation relation = Relation::equals;
  int subject = 0;              // the figure the others give or bound
  std::vector<Part> parts;      // of a quotient: what is divided
  std::vector<Part> under;      // of a quotient: what it is divided by
  int factor = 1;               // 100 for a percentage
  std::string rule;             // in the words of the definition
  std::string group;            // constraints of one rule on one table, judged together
  bool certain = false;         // holds by definition; otherwise only believed where most of its group holds
  bool learned = false;         // from the figures alone: not believed unless it holds at least twice
  bool definition = false;      // where it fails again and again, the subject was worked out wrongly
  bool settles = true;          // what the subject should be is known, so that more may follow from it
  bool aside = false;           // only the subject can be named, and nothing follows from it
  std::string stand_in;         // the row to name in place of the subject
};

std::int64_t expected(const Constraint& constraint, const Figures& figures);   // the subject's value or bound, unrounded for sums
bool can_be_judged(const Constraint& constraint, const Figures& figures);
bool holds(const Constraint& constraint, const Figures& figures);
// The value of one figure with which the constraint would hold, if there is one that could have been printed.
std::optional<std::int64_t> solved(const Constraint& constraint, int slot, Figures& figures);
std::string sentence(const Constraint& constraint, const Figures& figures);   // "The printed 17 is not 7 + 5 + 4 = 16."

}  // namespace waymark::published
