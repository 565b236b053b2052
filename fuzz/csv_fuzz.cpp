// CSV of any bytes: it is read to the end or refused with a line, and what is written from it reads back the same.
#include <cstdlib>

#include "platform/core/csv.h"
#include "platform/core/text.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string text = to_utf8({reinterpret_cast<const char*>(data), size});
  if (!is_utf8(text)) std::abort();
  CsvReader reader(text, csv_separator(text));
  std::vector<std::string_view> cells, again;
  for (;;) {
    Result<bool> more = reader.next(cells);
    if (!more && more.error().where.empty()) std::abort();
    if (!more || !*more) break;
    std::vector<std::string> row(cells.begin(), cells.end());
    if (row.size() == 1 && row[0].empty()) continue;
    std::string written = csv_row(row);
    CsvReader second(written);
    if (!second.next(again).value_or(false) || again.size() != row.size()) std::abort();
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!again[i].ends_with(row[i])) std::abort();   // a guard may stand in front
  }
  (void)read_csv_table({reinterpret_cast<const char*>(data), size});
  return 0;
}
