#include "figures/roll_share.h"

namespace waymark {
namespace {

template <class F> void each_managed(const Census& census, std::size_t county, F&& f) {
  const CountyFacts& c = census.history->counties[county];
  const auto& starts = census.starts[static_cast<std::size_t>(Space::students)];
  for (std::uint32_t p = c.first; p < c.last; ++p)
    for (std::uint32_t i = starts[p]; i < starts[p + 1]; ++i)
      if (census.students.managed[i]) f(p, census.students.school[i]);
}

}  // namespace

std::vector<RollShare> shares_by_partnership(const Census& census, std::size_t county) {
  const History& h = *census.history;
  std::vector<std::int64_t> managed(h.partnerships.size());
  each_managed(census, county, [&](std::uint32_t p, std::uint32_t) { ++managed[p]; });
  std::vector<RollShare> out;
  for (std::uint32_t p = h.counties[county].first; p < h.counties[county].last; ++p)
    out.push_back({h.partnerships[p].code, h.partnerships[p].code, census.roll[p], managed[p], Number::fraction(census.fsm_weighted[p], census.roll[p] * 100), Number::fraction(managed[p] * 100, census.roll[p])});
  return out;
}

std::vector<RollShare> shares_by_school(const Census& census, std::size_t county) {
  const History& h = *census.history;
  std::vector<std::int64_t> managed(h.schools.id.size());
  each_managed(census, county, [&](std::uint32_t, std::uint32_t school) { if (school != nothing) ++managed[school]; });
  std::vector<std::uint32_t> newest(h.schools.id.size(), nothing);
  for (std::uint32_t i = 0; i < h.rolls.school.size(); ++i) {
    std::uint32_t& held = newest[h.rolls.school[i]];
    if (h.rolls.day[i] <= census.day.days && (held == nothing || h.rolls.day[i] > h.rolls.day[held])) held = i;
  }
  std::vector<RollShare> out;
  for (std::uint32_t s = 0; s < newest.size(); ++s) {
    std::uint16_t p = h.schools.partnership[s];
    if (newest[s] == nothing || p < h.counties[county].first || p >= h.counties[county].last) continue;
    std::int64_t roll = h.rolls.roll[newest[s]], fsm = h.rolls.fsm_hundredths[newest[s]];
    out.push_back({h.schools.name[s], h.partnerships[p].code, roll, managed[s], fsm < 0 ? Number::unknown() : Number::fraction(fsm, 100), Number::fraction(managed[s] * 100, roll)});
  }
  return out;
}

}  // namespace waymark
