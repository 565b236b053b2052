// The XML inside an Excel workbook: workbook, styles, shared text and one sheet, divided by a line of its own "====".
#include <cstdlib>

#include "exchange/sheets.h"
#include "platform/core/text.h"
#include "zip_of.h"

using namespace waymark;

namespace {
struct Checking final : SheetSink {
  void sheet(std::string_view, bool) override {}
  void row(std::size_t number, std::span<const SheetCell> cells) override {
    if (number == 0) std::abort();
    for (const SheetCell& cell : cells)
      if (!is_utf8(cell.text)) std::abort();
  }
};
constexpr std::string_view relations = R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)";
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size), parts[4];
  for (auto& part : parts) {
    std::size_t end = rest.find("\n====\n");
    part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 6);
  }
  std::string bytes = zip_of({{"xl/workbook.xml", parts[0]}, {"xl/_rels/workbook.xml.rels", relations}, {"xl/styles.xml", parts[1]}, {"xl/sharedStrings.xml", parts[2]}, {"xl/worksheets/sheet1.xml", parts[3]}});
  Checking sink;
  (void)read_sheets(bytes, "input.xlsx", sink);
  return 0;
}
