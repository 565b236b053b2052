// For tests: small spreadsheets made by hand, part by part, so that a test can say exactly what stands in the file.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark::testing_support {

using Grid = std::vector<std::vector<std::string>>;
struct SheetText {
  std::string name;
  Grid rows;
  bool hidden = false;
};

std::string csv_bytes(const Grid& rows);
std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& parts);
std::string xlsx_bytes(const std::vector<SheetText>& sheets);   // every cell as inline text
std::string ods_bytes(const std::vector<SheetText>& sheets);
// One sheet of raw rows, for example R"(<row r="2"><c r="A2"><v>1</v></c></row>)". Cell format 1 is a date, 2 a quoted "d" that is none.
std::string raw_xlsx(std::string_view sheet_name, std::string_view rows, bool since_1904 = false);
// A ZIP whose part xl/workbook.xml unpacks to so many zeros, made without ever holding them.
std::string zip_bomb(std::uint64_t bytes);

std::string upn(int n);   // a sound one for every number

}  // namespace waymark::testing_support
