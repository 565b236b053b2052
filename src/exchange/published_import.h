// Published figures of earlier reports, from tidy CSV (report,table,row,column,value): kept as frozen releases.
#pragma once
#include <string>
#include <vector>

#include "platform/record/store.h"

namespace waymark {

// Optional further columns: county, as_at, series, consistent, printed_later_as. county: of lines that name none; it may be left empty where
// the store knows one county only. Gives the number of figures.
Result<std::size_t> import_published(Store& store, const Session& session, const std::vector<std::string>& paths, const std::string& county = {});

}  // namespace waymark
