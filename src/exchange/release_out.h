// Freezes a report as it is published: its figures, words and the hash of its definitions are kept, and later reports repeat them from here.
// A correction is a revision beside the one before, never a change.
#pragma once
#include "figures/report.h"
#include "platform/record/store.h"

namespace waymark {

// The returns on which a report of that day may rest, by partnership of the county.
struct ReturnsOfCensus {
  std::vector<std::string> accepted, missing;   // codes
  std::string ids;                              // of the accepted: "id/revision", a space between
};
ReturnsOfCensus returns_of_census(Reader& reader, const std::string& county, Date census);

struct ReleaseWords { std::string narrative, reason; };   // reason: why it is revised
struct Released {
  Id<Release> release;
  std::int64_t revision = 1;
  std::size_t figures = 0;
  std::vector<std::string> without;   // partnerships whose return was not accepted
};
// Refused when a check of the report failed, or when the county has a release of this label and no reason is given.
Result<Released> freeze_report(Store& store, const Session& session, const Report& report, const ReleaseWords& words = {});

}  // namespace waymark
