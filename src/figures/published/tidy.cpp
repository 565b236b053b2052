#include "figures/published/tidy.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "platform/core/csv.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

constexpr std::array<const char*, 5> headings = {"report", "table", "row", "column", "value"};

std::string place(std::string_view file_name, std::size_t row) {
  return file_name.empty() ? fmt::format("row {}", row) : fmt::format("{}, row {}", file_name, row);
}

Result<std::array<std::size_t, 5>> find_columns(const CsvTable& table, std::string_view file_name) {
  std::array<std::size_t, 5> columns{};
  for (std::size_t i = 0; i < headings.size(); ++i) {
    int at = table.column(headings[i]);
    if (at < 0)
      return problem(fmt::format("the file has no column named “{}”; its columns must be report, table, row, column and value", headings[i]), headings[i], std::string(file_name));
    columns[i] = static_cast<std::size_t>(at);
  }
  return columns;
}

}  // namespace

Result<PrintedCell> printed_cell(std::string report, std::string table, std::string row, std::string column, std::string value) {
  Result<PrintedValue> read = read_value(value);
  if (!read) return std::unexpected(read.error());
  return PrintedCell{std::move(report), std::move(table), std::move(row), std::move(column), std::move(value), *read};
}

Result<std::vector<PrintedCell>> read_tidy(std::string_view bytes, std::string_view file_name) {
  Result<CsvTable> table = read_csv_table(bytes);
  if (!table) return problem(table.error().message, {}, std::string(file_name));
  if (table->headings.empty()) return problem("the file is empty", {}, std::string(file_name));
  auto columns = find_columns(*table, file_name);
  if (!columns) return std::unexpected(columns.error());
  std::vector<PrintedCell> cells;
  std::set<std::array<std::string, 4>> seen;
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    auto at = [&](std::size_t heading) { return table->rows[i][(*columns)[heading]]; };
    std::string where = place(file_name, i + 2);
    if (at(1).empty()) return problem("the row does not say which table it belongs to", "table", where);
    Result<PrintedCell> cell = printed_cell(at(0), at(1), at(2), at(3), at(4));
    if (!cell) return problem(cell.error().message, "value", where);
    if (!seen.insert({cell->report, cell->table, cell->row, cell->column}).second)
      return problem(fmt::format("{}, {}, {}, {} is given twice", cell->report, cell->table, quoted(cell->row), quoted(cell->column)), "row", where);
    cells.push_back(std::move(*cell));
  }
  return cells;
}

Result<std::vector<PrintedCell>> read_tidy_files(const std::vector<std::string>& paths) {
  std::vector<PrintedCell> all;
  for (const std::string& path : paths) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    Result<std::vector<PrintedCell>> cells = read_tidy(*bytes, path);
    if (!cells) return cells;
    all.insert(all.end(), std::make_move_iterator(cells->begin()), std::make_move_iterator(cells->end()));
  }
  return all;
}

}  // namespace waymark::published
