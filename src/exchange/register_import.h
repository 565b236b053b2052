// The return: a partnership's register as one workbook or as CSV files, a sheet a record type. Every problem is reported with sheet, row,
// column, value and a plain message; a hard one refuses the row, a soft one stays with the record as a warning.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "exchange/sheets.h"
#include "platform/record/store.h"

namespace waymark {

struct ImportIssue {
  std::string sheet;
  std::size_t row = 0;   // as the spreadsheet shows it; 0: the whole sheet
  std::string column, value, message;
  bool hard = false;
};
struct ImportCount {
  const RecordType* type = nullptr;
  std::size_t rows = 0, added = 0, changed = 0, unchanged = 0, refused = 0, left = 0;
};
struct ImportChange {
  const RecordType* type = nullptr;
  std::string row_name, field, from, to;
};
struct ImportLeft {   // in the store, of this partnership, but no longer in the file: shown, never removed
  const RecordType* type = nullptr;
  std::int64_t id = 0;
  std::string row_name;
};
struct ImportResult {
  std::vector<ImportIssue> issues;
  std::vector<ImportCount> counts;
  std::vector<ImportChange> changes;
  std::vector<ImportLeft> left;
  bool applied = false;
  std::size_t hard() const;
  std::size_t soft() const;
};
struct ImportOptions {
  bool dry_run = false;     // say what would happen, change nothing
  bool good_rows = false;   // take the rows without hard problems; otherwise all or nothing
  Progress progress;
};
struct ImportFile {
  std::string name;
  std::function<Result<void>(SheetSink&)> read;
};

ImportFile import_file(const std::string& path);
ImportFile import_bytes(std::string name, std::string_view bytes);   // bytes must live until the import is over
// The files together are one return. A Problem: a file cannot be read at all, or the store refused; then nothing was changed.
Result<ImportResult> import_register(Store& store, const Session& session, std::span<const ImportFile> files, const ImportOptions& options = {});
std::string issues_csv(const ImportResult& result);

}  // namespace waymark
