// Published tables as a tidy CSV: report, table, row, column, value, one printed cell a line, an empty value an unknown one.
// Keeps what was printed and reads the number in it; what the rows and columns mean is recognise.h.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "figures/published/number.h"

namespace waymark::published {

struct PrintedCell {
  std::string report, table, row, column, value;   // as printed
  PrintedValue read;
};

Result<PrintedCell> printed_cell(std::string report, std::string table, std::string row, std::string column, std::string value);
Result<std::vector<PrintedCell>> read_tidy(std::string_view bytes, std::string_view file_name = {});
Result<std::vector<PrintedCell>> read_tidy_files(const std::vector<std::string>& paths);   // one after the other

}  // namespace waymark::published
