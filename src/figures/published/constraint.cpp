#include "figures/published/constraint.h"

#include <algorithm>
#include <fmt/format.h>

namespace waymark::published {
namespace {

Wide sum(std::span<const Part> parts, const Figures& figures) {
  Wide total = 0;
  for (const Part& part : parts) total += static_cast<Wide>(part.times) * figures.value(part.slot);
  return total;
}

Wide slack(std::span<const Part> parts, const Figures& figures) {
  Wide total = 0;
  for (const Part& part : parts) total += static_cast<Wide>(std::abs(part.times)) * figures.slots[static_cast<std::size_t>(part.slot)].slack;
  return total;
}

const Slot& slot_of(const Constraint& constraint, const Figures& figures) { return figures.slots[static_cast<std::size_t>(constraint.subject)]; }

bool quotient_holds(const Constraint& constraint, const Figures& figures) {
  const Slot& subject = slot_of(constraint, figures);
  Wide above = sum(constraint.parts, figures), below = sum(constraint.under, figures);
  Wide above_slack = slack(constraint.parts, figures), below_slack = slack(constraint.under, figures);
  if (below - below_slack <= 0) return true;   // nothing can be said
  Wide low = above - above_slack, high = above + above_slack;
  std::int64_t least = divided(low * constraint.factor, low < 0 ? below - below_slack : below + below_slack, subject.decimals);
  std::int64_t most = divided(high * constraint.factor, high < 0 ? below + below_slack : below - below_slack, subject.decimals);
  return subject.value >= least && subject.value <= most;
}

// Undoes the quotient for a figure above or below the line, to the places it is printed with.
std::optional<std::int64_t> from_quotient(const Constraint& constraint, int slot, const Figures& figures) {
  Wide result = figures.value(constraint.subject);
  int decimals = figures.slots[static_cast<std::size_t>(slot)].row_decimals;
  auto in = [&](std::span<const Part> parts) { return std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.slot == slot; }); };
  auto above = in(constraint.parts);
  auto below = in(constraint.under);
  bool is_above = above != std::span<const Part>(constraint.parts).end(), is_below = below != std::span<const Part>(constraint.under).end();
  if (is_above && is_below) {   // 100 * (leavers - none) / leavers
    Wide rest = sum(constraint.parts, figures) - static_cast<Wide>(above->times) * figures.value(slot);
    Wide share = static_cast<Wide>(constraint.factor) * one - result;
    if (share == 0 || above->times != 1 || constraint.under.size() != 1) return std::nullopt;
    return divided(-rest * constraint.factor * one, share, decimals);
  }
  if (is_above) {
    Wide rest = sum(constraint.parts, figures) - static_cast<Wide>(above->times) * figures.value(slot);
    std::int64_t whole = divided(result * sum(constraint.under, figures), static_cast<Wide>(constraint.factor) * one * one, places);
    return divided(whole - rest, static_cast<Wide>(above->times) * one, decimals);
  }
  if (!is_below || result == 0) return std::nullopt;
  Wide rest = sum(constraint.under, figures) - static_cast<Wide>(below->times) * figures.value(slot);
  std::int64_t whole = divided(sum(constraint.parts, figures) * constraint.factor, result, places);
  return divided(whole - rest, static_cast<Wide>(below->times) * one, decimals);
}

// The exact value that makes a sum or bound an equality.
std::optional<std::int64_t> from_sum(const Constraint& constraint, int slot, const Figures& figures) {
  if (slot == constraint.subject) return static_cast<std::int64_t>(sum(constraint.parts, figures));
  for (const Part& part : constraint.parts) {
    if (part.slot != slot || part.times == 0) continue;
    Wide rest = sum(constraint.parts, figures) - static_cast<Wide>(part.times) * figures.value(slot);
    Wide wanted = static_cast<Wide>(figures.value(constraint.subject)) - rest;
    if (wanted % part.times == 0) return static_cast<std::int64_t>(wanted / part.times);
  }
  return std::nullopt;
}

bool could_be_printed(std::int64_t value, int slot, const Figures& figures) {
  Unit unit = figures.measure(slot).unit;
  if (value < 0 && unit != Unit::money) return false;
  int decimals = figures.slots[static_cast<std::size_t>(slot)].row_decimals;
  return unit != Unit::count || value % unit_of(decimals) == 0;
}

std::string listed(std::span<const Part> parts, const Figures& figures) {
  std::string out;
  for (const Part& part : parts) {
    const Slot& slot = figures.slots[static_cast<std::size_t>(part.slot)];
    bool minus = (part.times < 0) != (slot.value < 0) && slot.value != 0;
    if (out.empty()) out = minus ? "−" : "";
    else out += minus || (part.times < 0 && slot.value == 0) ? " − " : " + ";
    if (std::abs(part.times) != 1) out += fmt::format("{} × ", std::abs(part.times));
    out += shown(slot.value < 0 ? -slot.value : slot.value, slot.decimals);
  }
  return out.empty() ? "0" : out;
}

std::string bracketed(std::span<const Part> parts, const Figures& figures) {
  return parts.size() == 1 ? listed(parts, figures) : "(" + listed(parts, figures) + ")";
}

}  // namespace

Figures figures_of(std::span<const PrintedCell> cells) {
  Figures figures{.printed = cells, .tables = recognise_tables(cells), .slots = {}, .at = {}};
  for (std::size_t t = 0; t < figures.tables.size(); ++t) {
    RecognisedTable& table = figures.tables[t];
    auto& at = figures.at.emplace_back(table.measures.size(), std::vector<int>(table.places.size(), -1));
    for (std::size_t m = 0; m < table.measures.size(); ++m) {
      std::size_t first = figures.slots.size();
      int decimals = 0;
      for (std::size_t p = 0; p < table.places.size(); ++p) {
        const Number* number = number_at(table, cells, m, p);
        if (number == nullptr) continue;
        bool percent = cells[static_cast<std::size_t>(table.cells[m][p])].value.find('%') != std::string::npos;
        if (percent && table.measures[m].unit == Unit::unknown) table.measures[m].unit = Unit::percent;
        at[m][p] = static_cast<int>(figures.slots.size());
        figures.slots.push_back({static_cast<int>(t), static_cast<int>(m), static_cast<int>(p), number->millionths, number->decimals, 0, 0});
        decimals = std::max(decimals, number->decimals);
      }
      for (std::size_t s = first; s < figures.slots.size(); ++s) {
        figures.slots[s].row_decimals = decimals;
        figures.slots[s].slack = decimals > 0 || table.measures[m].unit == Unit::rounded_count ? unit_of(decimals) / 2 : 0;
      }
    }
  }
  return figures;
}

bool can_be_judged(const Constraint& constraint, const Figures& figures) {
  return constraint.relation != Relation::quotient || sum(constraint.under, figures) > slack(constraint.under, figures);
}

std::int64_t expected(const Constraint& constraint, const Figures& figures) {
  if (constraint.relation != Relation::quotient) return static_cast<std::int64_t>(sum(constraint.parts, figures));
  Wide under = sum(constraint.under, figures);
  if (under == 0) return 0;
  return divided(sum(constraint.parts, figures) * constraint.factor, under, slot_of(constraint, figures).row_decimals);
}

bool holds(const Constraint& constraint, const Figures& figures) {
  if (constraint.relation == Relation::quotient) return quotient_holds(constraint, figures);
  Wide difference = static_cast<Wide>(figures.value(constraint.subject)) - sum(constraint.parts, figures);
  Wide allowed = slack(constraint.parts, figures) + slot_of(constraint, figures).slack;
  if (constraint.relation == Relation::at_most) return difference <= allowed;
  if (constraint.relation == Relation::at_least) return -difference <= allowed;
  return difference <= allowed && -difference <= allowed;
}

std::optional<std::int64_t> solved(const Constraint& constraint, int slot, Figures& figures) {
  bool quotient = constraint.relation == Relation::quotient;
  std::optional<std::int64_t> value;
  if (quotient && slot == constraint.subject) value = expected(constraint, figures);
  else value = quotient ? from_quotient(constraint, slot, figures) : from_sum(constraint, slot, figures);
  if (!value || *value == figures.value(slot) || !could_be_printed(*value, slot, figures)) return std::nullopt;
  std::int64_t printed = std::exchange(figures.value(slot), *value);
  int decimals = std::exchange(figures.slots[static_cast<std::size_t>(slot)].decimals, figures.slots[static_cast<std::size_t>(slot)].row_decimals);
  bool good = holds(constraint, figures);
  figures.value(slot) = printed;
  figures.slots[static_cast<std::size_t>(slot)].decimals = decimals;
  return good ? value : std::nullopt;
}

std::string sentence(const Constraint& constraint, const Figures& figures) {
  const Slot& subject = slot_of(constraint, figures);
  std::string printed = shown(subject.value, subject.decimals), right = shown(expected(constraint, figures), subject.row_decimals);
  std::string working = listed(constraint.parts, figures);
  if (constraint.relation == Relation::quotient)
    working = fmt::format("{}{} / {}", constraint.factor == 1 ? "" : fmt::format("{} × ", constraint.factor), bracketed(constraint.parts, figures), bracketed(constraint.under, figures));
  if (constraint.parts.size() > 1 || constraint.relation == Relation::quotient || std::abs(constraint.parts[0].times) != 1) working += " = " + right;
  if (constraint.relation == Relation::at_most) return fmt::format("The printed {} is more than {}.", printed, working);
  if (constraint.relation == Relation::at_least) return fmt::format("The printed {} is fewer than {}.", printed, working);
  return working.find('=') == std::string::npos ? fmt::format("The printed {} should equal {}.", printed, working) : fmt::format("The printed {} is not {}.", printed, working);
}

}  // namespace waymark::published
