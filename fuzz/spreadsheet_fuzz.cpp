// Any bytes as a file that somebody hands in: read or refused in a sentence, never a crash, and every text it gives is UTF-8.
#include <cstdlib>

#include "exchange/sheets.h"
#include "platform/core/text.h"

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
  Checking sink;
  auto done = read_sheets({reinterpret_cast<const char*>(data), size}, "input", sink, {.unpacked_bytes = 20'000'000});
  if (!done && done.error().message.empty()) std::abort();
  return 0;
}
