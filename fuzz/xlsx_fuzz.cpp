// The XML inside an Excel workbook: workbook, styles, shared text and one sheet, divided by a line of its own "====". A sheet whose rows are
// read past the XML parser must give what the parser would have given, which a blank in the tag <sheetData> makes it do.
#include <cstdlib>
#include <string>

#include "exchange/sheets.h"
#include "platform/core/text.h"
#include "zip_of.h"

using namespace waymark;

namespace {
struct Checking final : SheetSink {
  std::string told;
  void sheet(std::string_view name, bool) override { told += name; }
  void row(std::size_t number, std::span<const SheetCell> cells) override {
    if (number == 0) std::abort();
    told += '\n' + std::to_string(number);
    for (const SheetCell& cell : cells) {
      if (!is_utf8(cell.text)) std::abort();
      (told += '|') += cell.text;
    }
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
  auto told = [&](std::string_view sheet) {
    std::string bytes = zip_of({{"xl/workbook.xml", parts[0]}, {"xl/_rels/workbook.xml.rels", relations}, {"xl/styles.xml", parts[1]}, {"xl/sharedStrings.xml", parts[2]}, {"xl/worksheets/sheet1.xml", sheet}});
    Checking sink;
    auto done = read_sheets(bytes, "input.xlsx", sink);
    return sink.told + (done ? "" : '\n' + done.error().message);
  };
  std::string by_events(parts[3]);
  for (std::size_t at = 0; (at = by_events.find("<sheetData>", at)) != std::string::npos; ++at) by_events.replace(at, 11, "<sheetData >");
  if (told(parts[3]) != told(by_events)) std::abort();
  return 0;
}
