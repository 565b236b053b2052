// A file that somebody hands in: read or refused in a sentence, never a crash, and every text it gives is UTF-8. The first byte says what
// the rest is: o, the XML inside an OpenDocument spreadsheet; x, the XML parts of an Excel workbook; anything else, the file itself. A sheet
// whose rows are read past the XML parser must give what the parser would have given, which a blank in the tag <sheetData> makes it do.
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

std::string read(std::string_view bytes, const SheetLimits& limits) {
  Checking sink;
  auto done = read_sheets(bytes, "input", sink, limits);
  if (!done && done.error().message.empty()) std::abort();
  return sink.told + (done ? "" : '\n' + done.error().message);
}

void read_both_ways(std::string_view parts) {
  std::string by_events(parts);
  for (std::size_t at = 0; (at = by_events.find("<sheetData>", at)) != std::string::npos; ++at) by_events.replace(at, 11, "<sheetData >");
  if (read(workbook_of(parts), {}) != read(workbook_of(by_events), {})) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  char format = size ? rest.front() : ' ';
  rest.remove_prefix(size ? 1 : 0);
  if (format == 'o') read(zip_of({{"content.xml", rest}}), {.columns = 50, .cell_bytes = 1000});
  else if (format == 'x') read_both_ways(rest);
  else read(rest, {.unpacked_bytes = 20'000'000});
  return 0;
}
