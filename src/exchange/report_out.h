// A report in the formats that are data: tidy CSV, JSON, and an XLSX workbook with real numbers and native charts. Pages are in web.
#pragma once
#include "figures/report.h"

namespace waymark {

std::string report_csv(const Report& report);    // report,table,row,column,value
std::string report_json(const Report& report);
Result<std::string> report_xlsx(const Report& report);

}  // namespace waymark
