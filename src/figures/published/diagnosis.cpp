#include "figures/published/diagnosis.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace waymark::published {
namespace {

struct Candidate {
  int slot = -1;
  std::size_t constraint = 0;
  std::int64_t value = 0;
  int net = 0;               // constraints it mends less those it breaks
  bool is_subject = false;   // it is the figure that was worked out from others
  bool is_total = false;
  bool applied = true;       // the figures go on with the corrected value
  auto rank() const { return std::tuple(net, is_subject, is_total, -slot); }
};

class Diagnosis {
 public:
  Diagnosis(Figures& figures, const std::vector<Constraint>& constraints)
      : figures_(figures), constraints_(constraints), touching_(figures.slots.size()), fails_(constraints.size()), closed_(constraints.size()), locked_(figures.slots.size()), stale_(constraints.size(), true), best_of_(constraints.size()) {
    for (std::size_t c = 0; c < constraints.size(); ++c) {
      touch(constraints[c].subject, c);
      for (const Part& part : constraints[c].parts) touch(part.slot, c);
      for (const Part& part : constraints[c].under) touch(part.slot, c);
      fails_[c] = !holds(constraints[c], figures);
    }
    failed_as_printed_ = fails_;
  }

  std::vector<Correction> run() {
    blame_repeated_mistakes();
    for (Candidate best = best_candidate(); best.slot >= 0; best = best_candidate()) take(best);
    return std::move(corrections_);
  }

 private:
  void touch(int slot, std::size_t constraint) {
    std::vector<std::size_t>& list = touching_[static_cast<std::size_t>(slot)];
    if (list.empty() || list.back() != constraint) list.push_back(constraint);
  }

  // A total line or a definition that fails again and again in one table was worked out wrongly each time.
  void blame_repeated_mistakes() {
    std::map<std::string, std::pair<int, int>> groups;
    for (std::size_t c = 0; c < constraints_.size(); ++c)
      if (constraints_[c].definition) {
        auto& [failed, all] = groups[constraints_[c].group];
        failed += fails_[c];
        ++all;
      }
    std::vector<Candidate> taken;
    for (std::size_t c = 0; c < constraints_.size(); ++c) {
      auto group = groups.find(constraints_[c].group);
      if (!constraints_[c].definition || !fails_[c] || group->second.first < 3 || group->second.first * 2 < group->second.second) continue;
      auto value = solved(constraints_[c], constraints_[c].subject, figures_);
      if (value) taken.push_back({constraints_[c].subject, c, *value, 0, true, false, true});
    }
    for (const Candidate& candidate : taken)
      if (!locked_[static_cast<std::size_t>(candidate.slot)]) take(candidate);
  }

  int net_of(int slot, std::int64_t value) {
    Slot& changed = figures_.slots[static_cast<std::size_t>(slot)];
    Slot before = changed;
    changed.value = value;
    changed.decimals = std::max(changed.decimals, changed.row_decimals);
    int net = 0;
    for (std::size_t c : touching_[static_cast<std::size_t>(slot)]) {
      if (closed_[c]) continue;
      bool now = !holds(constraints_[c], figures_);
      net += static_cast<int>(fails_[c]) - static_cast<int>(now);
    }
    changed = before;
    return net;
  }

  void consider(std::size_t c, int slot, Candidate& best) {
    const Constraint& constraint = constraints_[c];
    bool subject = slot == constraint.subject;
    if (locked_[static_cast<std::size_t>(slot)] && !(constraint.aside && subject)) return;
    Candidate candidate{.slot = slot, .constraint = c, .is_subject = subject, .is_total = figures_.place(slot).kind == PlaceKind::county, .applied = subject ? constraint.settles : true};
    if (constraint.aside) {
      if (!subject) return;
      candidate.value = constraint.stand_in.empty() ? expected(constraint, figures_) : figures_.value(slot);
      candidate.net = 1;
      candidate.applied = false;
    } else {
      std::optional<std::int64_t> value = solved(constraint, slot, figures_);
      if (!value) return;
      candidate.value = *value;
      candidate.net = net_of(slot, *value);
    }
    if (best.slot < 0 || candidate.rank() > best.rank()) best = candidate;
  }

  template <class Visit>
  void each_slot(std::size_t c, Visit visit) const {
    visit(constraints_[c].subject);
    for (const Part& part : constraints_[c].parts) visit(part.slot);
    for (const Part& part : constraints_[c].under) visit(part.slot);
  }

  Candidate best_candidate() {
    Candidate best;
    for (std::size_t c = 0; c < constraints_.size(); ++c) {
      if (!fails_[c] || closed_[c]) continue;
      if (stale_[c]) {
        best_of_[c] = Candidate{};
        each_slot(c, [&](int slot) { consider(c, slot, best_of_[c]); });
        stale_[c] = false;
      }
      if (best_of_[c].slot >= 0 && (best.slot < 0 || best_of_[c].rank() > best.rank())) best = best_of_[c];
    }
    return best;
  }

  // What was thought best near a figure must be thought over when the figure changes.
  void forget_around(std::size_t slot) {
    for (std::size_t c : touching_[slot])
      each_slot(c, [&](int near) {
        for (std::size_t also : touching_[static_cast<std::size_t>(near)]) stale_[also] = true;
      });
  }

  void take(const Candidate& candidate) {
    std::size_t slot = static_cast<std::size_t>(candidate.slot);
    corrections_.push_back({candidate.slot, candidate.constraint, candidate.value, !failed_as_printed_[candidate.constraint], sentence(constraints_[candidate.constraint], figures_)});
    closed_[candidate.constraint] = true;
    forget_around(slot);
    if (constraints_[candidate.constraint].aside) return;
    locked_[slot] = true;
    Slot before = figures_.slots[slot];
    figures_.slots[slot].value = candidate.value;
    figures_.slots[slot].decimals = std::max(before.decimals, before.row_decimals);
    for (std::size_t c : touching_[slot]) {
      bool now = !holds(constraints_[c], figures_);
      if (candidate.applied) fails_[c] = now;
      else if (fails_[c] && !now) closed_[c] = true;   // told by this correction; nothing follows from it
    }
    if (!candidate.applied) figures_.slots[slot] = before;
  }

  Figures& figures_;
  const std::vector<Constraint>& constraints_;
  std::vector<std::vector<std::size_t>> touching_;   // [slot]: constraints
  std::vector<bool> fails_, closed_, locked_, failed_as_printed_, stale_;
  std::vector<Candidate> best_of_;   // [constraint]: while it fails
  std::vector<Correction> corrections_;
};

}  // namespace

std::vector<Correction> diagnose(Figures figures, const std::vector<Constraint>& constraints) { return Diagnosis(figures, constraints).run(); }

}  // namespace waymark::published
