// A report: the tables of a county on a day, with what their checks found, ready for any outside format.
#pragma once
#include "figures/headline.h"
#include "figures/roll_share.h"
#include "figures/table.h"

namespace waymark {

struct ReportFinding { std::string table, row, column, message; };
struct Report {
  std::string label, county_code, county_name, definitions;
  Date as_at;
  bool invented = false;            // the children are made up: every page says so
  std::vector<ReportTable> tables;
  std::vector<Headline> headlines;
  std::vector<RollShare> partnerships, schools;   // charts 3 and 4
  std::vector<ReportFinding> findings;   // checks that failed: it must not be released so
};
Result<Report> make_report(Evaluation& evaluation, const ReportOptions& options, bool invented);
std::vector<ReportFinding> check_report(Evaluation& evaluation, const Report& report, std::size_t county);

}  // namespace waymark
