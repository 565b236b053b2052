// The XML inside an OpenDocument spreadsheet.
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
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string bytes = zip_of({{"content.xml", {reinterpret_cast<const char*>(data), size}}});
  Checking sink;
  (void)read_sheets(bytes, "input.ods", sink, {.columns = 50, .cell_bytes = 1000});
  return 0;
}
