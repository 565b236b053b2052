// The report as a page of its own: contents, tables with charts beside them, definitions; and the same printed to PDF by Chromium.
#pragma once
#include "figures/report.h"

namespace waymark {

Result<void> write_report_page(const Report& report, const std::string& folder);   // report.html and its report-files
Result<void> write_report_pdf(const Report& report, const std::string& folder);    // problem.field "chromium": it is not installed

}  // namespace waymark
