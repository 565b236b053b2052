// Freezes a report as it is published: its figures and the hash of its definitions are kept, and later reports repeat them from here.
#pragma once
#include "figures/report.h"
#include "platform/record/store.h"

namespace waymark {

// Refused when a check of the report failed, or when the county has a release of this label: a release is never changed.
Result<std::size_t> freeze_report(Store& store, const Session& session, const Report& report);

}  // namespace waymark
