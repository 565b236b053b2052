// Makes the registers of the demonstration: invented children in invented schools whose register adds up to the report of December 2020.
// The same seed makes the same registers everywhere.
#pragma once
#include "demonstration/targets.h"
#include "exchange/register_rows.h"

namespace waymark {

inline constexpr Date demonstration_day = Date::of(2020, 11, 13);

struct GeneratorSettings {
  std::string county = "855", code_prefix;   // of the partnership codes
  int county_number = 0;                     // 0 to 149: keeps school numbers and UPNs apart
  int closed_cases = 0;                      // history: cases that have ended, over ten years, in each partnership
};
RegisterRows generate_register(const PartnershipTarget& target, int position, const GeneratorSettings& settings);

}  // namespace waymark
