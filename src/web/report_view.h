// How a table of the report looks, on its own page, in the whole report, and in the file report.html.
#pragma once
#include <functional>

#include "platform/govuk/components.h"
#include "web/charts.h"

namespace waymark {

// href gives the address that a cell opens to; an empty one leaves the figure plain.
using CellLink = std::function<std::string(const ReportTable&, const ReportRow&, std::size_t column)>;
Html table_view(const ReportTable& table, const CellLink& href);
Html definitions_view(const ReportTable& table);
Html section_view(const ReportTable& table, const CellLink& href);   // heading, table, chart, definitions
Html findings_view(const Report& report);
std::vector<SchoolPoint> school_points(const Census& census, std::size_t county, bool by_school);   // charts 3 and 4
Html roll_charts_view(const Census& census, std::size_t county, bool name_schools);

}  // namespace waymark
