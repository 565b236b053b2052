// CSV (RFC 4180) read row by row without copying, and written so that a spreadsheet never runs a cell as a formula.
#pragma once
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/result.h"

namespace waymark {

// Walks one text; cells are views that live until the next call. A quote left open, or more cells than any spreadsheet has columns, ends
// the file with a problem.
class CsvReader {
 public:
  static constexpr std::size_t most_cells = 16'384;
  explicit CsvReader(std::string_view utf8, char separator = ',') : text_(utf8), separator_(separator) {}
  Result<bool> next(std::vector<std::string_view>& cells);   // false: the end
  std::size_t line() const { return row_line_; }              // line on which the last row began, from 1

 private:
  Result<std::string_view> quoted_cell();
  std::string_view plain_cell();
  std::size_t end_of_cell() const;
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_ = 1, row_line_ = 0;
  std::deque<std::string> unquoted_;   // of this row; a deque, so that views into it stay
  std::size_t unquoted_used_ = 0;
};

char csv_separator(std::string_view utf8);   // comma, semicolon or tab: whichever the first line holds most of

// A cell that begins with = + - @ tab or return gets an apostrophe in front (OWASP CSV injection), unless it is a number.
std::string csv_cell(std::string_view text);
std::string csv_row(std::span<const std::string> cells);
std::string csv_row(std::initializer_list<std::string> cells);

// A small file at once: the rows, the first one naming the columns.
struct CsvTable {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  int column(std::string_view heading) const;   // -1: not there
};
Result<CsvTable> read_csv_table(std::string_view bytes);
Result<std::string> read_file(const std::string& path, std::size_t limit = 1u << 30);
Result<void> write_file(const std::string& path, std::string_view bytes);   // whole or not at all

}  // namespace waymark
