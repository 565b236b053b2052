// The figures that the demonstration's registers must add up to: the tables of December 2020 in data/published, with the corrected value
// where a printed cell contradicts others.
#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

namespace waymark {

struct KeyStageTarget {
  int heads = 0, full_time = 0, medical = 0, school_hundredths = 0, short_week = 0, year_10 = 0;
};
struct PartnershipTarget {
  std::string code, name, short_names;
  int schools = 0, roll = 0;
  std::string fsm, quota;
  bool merged_panel = false;
  std::array<int, 12> open{};                  // by year group, 7 to 11
  std::map<std::string, int> ehc, outcomes;    // by code
  int new_referrals = 0, previous = 0, previous_tier_4 = 0;
  std::array<int, 12> forums{};
  KeyStageTarget ks3, ks4;
  int city = 0, city_ks4 = 0;
  int bought_hundredths = 0, own_hundredths = 0;
  int looked_after_ks3 = 0, looked_after_ks4 = 0, out_of_county_ks3 = 0, out_of_county_ks4 = 0;
};

std::vector<PartnershipTarget> december_2020_targets();

}  // namespace waymark
