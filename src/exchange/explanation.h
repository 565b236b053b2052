// The records behind a figure as CSV, a line a record: of those that the session may see.
#pragma once
#include "figures/figures.h"

namespace waymark {

struct ExplainedRecord {
  std::string kind, key, upn, surname, forename, year, detail, hours;
  std::int64_t id = 0, pupil = 0;
};
struct Explanation {
  std::vector<ExplainedRecord> records;
  std::size_t unseen = 0;   // counted in the figure, but outside what the session may see
};
Explanation explain_cell(Store& store, const Session& session, FiguresOfDay& figures, const NamedCell& cell);
std::string explanation_csv(Store& store, const Session& session, FiguresOfDay& figures, const NamedCell& cell);

}  // namespace waymark
