// A file of sheets (XLSX, ODS, or one CSV) read row by row, never held whole. What a file is, its bytes say, not its name.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "platform/core/result.h"

namespace waymark {

struct SheetCell {
  std::string_view text;                               // UTF-8, trimmed; dates as 2009-03-27; valid during the call only
  enum class Kind { text, number, date } kind = Kind::text;
  int days_before = 0;                                 // to add to a number that is meant as a date: 1462 in workbooks that count from 1904
};

class SheetSink {
 public:
  virtual ~SheetSink() = default;
  virtual void sheet(std::string_view name, bool hidden) = 0;                         // a sheet begins; its rows follow
  virtual void row(std::size_t number, std::span<const SheetCell> cells) = 0;         // number: from 1, as the spreadsheet shows it; rows without a value are left out
};

// The limits beyond which a file is refused rather than read.
struct SheetLimits {
  std::uint64_t unpacked_bytes = 1ull << 30;   // of all parts that are read
  std::uint64_t ratio = 400;                   // unpacked to packed, of a part above ten million bytes
  std::size_t columns = 1'000, cell_bytes = 100'000, rows = 2'000'000;
};

// name: of the file, for messages and as the sheet name of a CSV (without folder and ending).
Result<void> read_sheets(std::string_view bytes, std::string_view name, SheetSink& sink, const SheetLimits& limits = {});
Result<void> read_sheets_file(const std::string& path, SheetSink& sink, const SheetLimits& limits = {});

// The formats behind it, each in a file of its own.
Result<void> read_csv_sheet(std::string_view bytes, std::string_view name, SheetSink& sink, const SheetLimits& limits);
class Archive;
Result<void> read_xlsx(Archive& archive, SheetSink& sink, const SheetLimits& limits);
Result<void> read_ods(Archive& archive, SheetSink& sink, const SheetLimits& limits);

}  // namespace waymark
