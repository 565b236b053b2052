// How a table of the report looks, on its own page, in the whole report, and in the file report.html.
#pragma once
#include <functional>

#include "platform/govuk/components.h"
#include "web/charts.h"

namespace waymark {

// href gives the address that a cell opens to; an empty one leaves the figure plain.
using CellLink = std::function<std::string(const ReportTable&, const ReportRow&, std::size_t column)>;
Html table_view(const ReportTable& table, const CellLink& href, bool caption_hidden = false);
enum class Definitions { folded, plain };               // plain: on paper nothing unfolds
Html section_view(const ReportTable& table, const CellLink& href, Definitions definitions);   // heading, table, chart, definitions
Html findings_view(const Report& report);
Html definitions_view(const ReportTable& table, Definitions definitions);
Html headlines_view(const Report& report);
Html roll_charts_view(const Report& report);   // charts 3 and 4

}  // namespace waymark
