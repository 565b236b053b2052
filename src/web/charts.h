// Charts of the report as Vega-Lite specifications, drawn in the browser beside the table that says the same.
#pragma once
#include <string>

#include "figures/report.h"
#include "platform/govuk/html.h"

namespace waymark {

std::string table_chart(const ReportTable& table);   // JSON; empty where a table has none
std::string share_chart(const std::vector<RollShare>& points, const std::string& x, const std::string& y, bool named);   // FSM % against PM %
Html chart_place(const std::string& specification, const std::string& label);

}  // namespace waymark
