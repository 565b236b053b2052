// The register on one day, as columns whose rows lie sorted by partnership: pupils with an open case or a programme, the year's and the
// register's referrals, the year's meetings, and the outcomes of latest referrals. Definitions are those of the termly report.
#pragma once
#include <array>

#include "figures/history.h"
#include "platform/calendar/school_year.h"

namespace waymark {

enum class Space : std::uint8_t { students, referrals, discussions, outcomes };
inline constexpr std::size_t spaces = 4;

struct Students {   // one row a pupil; the partnership is that of the live programme, else of the open case begun last
  std::vector<std::uint32_t> pupil, school, programme;   // positions in the history
  std::vector<std::uint8_t> year, open, managed, mode, ehc, looked_after, out_of_county, city;
  std::vector<std::int32_t> bought, own, at_school, weekly;   // hundredths of hours; online hours count as bought from a provider, else as own staff's
};
struct Referrals {
  std::vector<std::uint32_t> referral;
  std::vector<std::uint8_t> fresh, previous, tier_4_before, category, term;
};
struct Discussions {
  std::vector<std::uint32_t> discussion;
  std::vector<std::uint8_t> year, counts, additional, term;   // counts: as an inclusion forum case
};
struct Outcomes {
  std::vector<std::uint32_t> outcome;
  std::vector<std::uint8_t> code;
};

struct Census {
  const History* history = nullptr;
  Date day;
  SchoolYear year;
  Students students;
  Referrals referrals;
  Discussions discussions;
  Outcomes outcomes;
  std::array<std::size_t, spaces> size{};
  std::array<std::vector<std::uint32_t>, spaces> starts;   // starts[space][p] .. [p + 1] belong to partnership p
  std::vector<std::int64_t> roll;                          // by partnership: latest school census on or before the day
  std::vector<std::int64_t> fsm_weighted;                  // roll times hundredths of per cent, where known
  std::size_t size_of(Space s) const { return size[static_cast<std::size_t>(s)]; }
};

Census take_census(const History& history, Date day);

}  // namespace waymark
