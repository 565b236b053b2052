// For tests: small registers of any shape, nasty ones too (ties on a day, overlapping programmes, pupils in two partnerships, missing dates),
// and a store that holds one with its rows in any order.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "domain/meeting/forum_discussion.h"
#include "domain/programme/programme.h"
#include "platform/record/store.h"

namespace waymark::testing_support {

struct RandomRegister {   // ids are 1, 2, 3 ... and stand for other ones in a store
  std::vector<Partnership> partnerships;
  std::vector<School> schools;
  std::vector<SchoolCensus> rolls;
  std::vector<Provider> providers;
  std::vector<Pupil> pupils;
  std::vector<CaseFile> cases;
  std::vector<SenStatus> sen;
  std::vector<LookedAfter> looked_after;
  std::vector<HomeAuthority> homes;
  std::vector<Referral> referrals;
  std::vector<ReferralOutcome> outcomes;
  std::vector<ForumDiscussion> discussions;
  std::vector<Programme> programmes;
  std::vector<TimetableLine> lines;
};

// With ties, several referrals or programmes of a pupil may begin on one day, and references may be the same in two partnerships.
RandomRegister random_register(std::uint64_t seed, bool ties);
void put_register(Store& store, RandomRegister rows, std::uint64_t order);

}  // namespace waymark::testing_support
