// Whatever is written as CSV is read back as it was, by every separator and line end.
#include "platform/core/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/core/text.h"

namespace waymark {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string write(const Rows& rows, char separator, std::string_view line_end, bool quote_all) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) out += separator;
      bool quotes = quote_all || row[i].find_first_of("\",;\t\r\n") != std::string::npos;
      if (!quotes) { out += row[i]; continue; }
      out += '"';
      for (char c : row[i]) out += c == '"' ? "\"\"" : std::string(1, c);
      out += '"';
    }
    out += line_end;
  }
  return out;
}

Rows read(std::string_view text, char separator) {
  CsvReader reader(text, separator);
  std::vector<std::string_view> cells;
  Rows out;
  while (reader.next(cells).value()) out.emplace_back(cells.begin(), cells.end());
  return out;
}

RC_GTEST_PROP(CsvProperty, reads_what_a_plain_writer_writes, ()) {
  auto cell = rc::gen::container<std::string>(rc::gen::element('a', 'b', ' ', ',', ';', '\t', '"', '\n', '\r', '=', '-', '\'', '0'));
  Rows rows = *rc::gen::container<Rows>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell)));
  char separator = *rc::gen::element(',', ';', '\t');
  std::string_view line_end = *rc::gen::element<std::string_view>("\n", "\r\n");
  bool quote_all = *rc::gen::arbitrary<bool>();
  RC_ASSERT(read(write(rows, separator, line_end, quote_all), separator) == rows);
}

RC_GTEST_PROP(CsvProperty, what_the_program_writes_reads_back_but_for_the_guard_against_formulas, ()) {
  auto cell = rc::gen::container<std::string>(rc::gen::element('a', ' ', ',', '"', '\n', '=', '+', '-', '@', '\'', '1', '.'));
  auto row = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell));
  std::string written = csv_row(row);
  Rows back = read(written, ',');
  RC_ASSERT(back.size() == 1u);
  RC_ASSERT(back[0].size() == row.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    bool guarded = back[0][i].size() == row[i].size() + 1 && back[0][i].front() == '\'' && std::string_view("=+-@").contains(row[i].front());
    RC_ASSERT((guarded ? back[0][i].substr(1) : back[0][i]) == row[i]);
    RC_ASSERT((guarded || row[i].empty() || !std::string_view("=+@").contains(row[i].front())));
  }
}

RC_GTEST_PROP(CsvProperty, any_bytes_are_read_or_refused, (const std::string& bytes)) {
  std::string text = to_utf8(bytes);
  RC_ASSERT(is_utf8(text));
  CsvReader reader(text, csv_separator(text));
  std::vector<std::string_view> cells;
  std::size_t rows = 0;
  for (auto more = reader.next(cells); more && *more; more = reader.next(cells)) ++rows;
  RC_ASSERT(rows <= text.size());
}

}  // namespace
}  // namespace waymark
