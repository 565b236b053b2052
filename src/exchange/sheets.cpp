#include "exchange/sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "exchange/archive.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"

namespace waymark {

Result<void> read_csv_sheet(std::string_view bytes, std::string_view name, SheetSink& sink, const SheetLimits& limits) {
  std::string converted;
  std::string_view text = bytes;
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") || !is_utf8(bytes)) {
    converted = to_utf8(bytes);
    text = converted;
  }
  if (text.find('\0') != std::string_view::npos) return problem("the file is neither a spreadsheet nor text");
  CsvReader reader(text, csv_separator(text));
  std::vector<std::string_view> row;
  std::vector<SheetCell> cells;
  sink.sheet(name, false);
  for (;;) {
    Result<bool> more = reader.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    cells.clear();
    bool any = false;
    for (std::string_view cell : row) {
      std::string_view trimmed = trim(cell);
      if (trimmed.size() > limits.cell_bytes) return problem(fmt::format("line {} holds a cell of more than {} bytes", reader.line(), limits.cell_bytes));
      if (trimmed.size() > 1 && trimmed.front() == '\'' && std::string_view("=+-@").contains(trimmed[1])) trimmed.remove_prefix(1);   // our own guard against formulas
      any = any || !trimmed.empty();
      if (cells.size() < limits.columns) cells.push_back({trimmed});
    }
    if (any) sink.row(reader.line(), cells);
  }
}

namespace {

// Repeated rows cost nothing in a file: what a reader hands on is counted, and beyond the limit dropped.
class CountedRows final : public SheetSink {
 public:
  CountedRows(SheetSink& sink, std::size_t limit) : sink_(sink), left_(limit) {}
  void sheet(std::string_view name, bool hidden) override { if (!too_many_) sink_.sheet(name, hidden); }
  void row(std::size_t number, std::span<const SheetCell> cells) override {
    if (left_ > 0) { --left_; sink_.row(number, cells); }
    else too_many_ = true;
  }
  bool too_many() const { return too_many_; }

 private:
  SheetSink& sink_;
  std::size_t left_;
  bool too_many_ = false;
};

Result<void> read_any(std::string_view bytes, std::string_view name, SheetSink& sink, const SheetLimits& limits) {
  if (bytes.empty()) return problem("the file is empty");
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return problem("the file is an old Excel file (.xls), or a workbook with a password: save it as .xlsx without a password");
  if (bytes.starts_with("%PDF")) return problem("the file is a PDF, not a spreadsheet");
  if (!bytes.starts_with("PK")) {
    std::size_t slash = name.find_last_of('/'), from = slash == std::string_view::npos ? 0 : slash + 1, dot = name.find_last_of('.');
    return read_csv_sheet(bytes, name.substr(from, dot == std::string_view::npos || dot < from ? dot : dot - from), sink, limits);
  }
  Result<Archive> archive = Archive::open(bytes, limits);
  if (!archive) return std::unexpected(archive.error());
  if (archive->has("xl/workbook.xml")) return read_xlsx(*archive, sink, limits);
  if (archive->has("content.xml")) return read_ods(*archive, sink, limits);
  return problem("the file is a ZIP archive, but neither an Excel nor an OpenDocument spreadsheet");
}

}  // namespace

Result<void> read_sheets(std::string_view bytes, std::string_view name, SheetSink& sink, const SheetLimits& limits) {
  CountedRows counted(sink, limits.rows);
  Result<void> done = read_any(bytes, name, counted, limits);
  if (done && counted.too_many()) return problem(fmt::format("the file holds more than {} rows, far more than a register can have", limits.rows));
  return done;
}

Result<void> read_sheets_file(const std::string& path, SheetSink& sink, const SheetLimits& limits) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return std::unexpected(bytes.error());
  return read_sheets(*bytes, path, sink, limits);
}

}  // namespace waymark
