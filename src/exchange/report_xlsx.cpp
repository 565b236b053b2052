// The report as a workbook: a contents page, a sheet a table with real numbers, native charts beside them, definitions below.
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "exchange/report_out.h"
#include "platform/core/csv.h"

namespace waymark {
namespace {

struct Formats {
  lxw_format *bold, *title, *note, *number[3], *total[3], *heading;
  explicit Formats(lxw_workbook* book) {
    auto make = [&] { return workbook_add_format(book); };
    bold = make(); title = make(); note = make(); heading = make();
    format_set_bold(bold);
    format_set_bold(title);
    format_set_font_size(title, 16);
    format_set_text_wrap(note);
    format_set_align(note, LXW_ALIGN_VERTICAL_TOP);
    format_set_bold(heading);
    format_set_bottom(heading, LXW_BORDER_MEDIUM);
    format_set_text_wrap(heading);
    format_set_align(heading, LXW_ALIGN_RIGHT);
    const char* shapes[] = {"#,##0", "#,##0.0", "#,##0.00"};
    for (int i = 0; i < 3; ++i) {
      number[i] = make();
      format_set_num_format(number[i], shapes[i]);
      total[i] = make();
      format_set_num_format(total[i], shapes[i]);
      format_set_bold(total[i]);
    }
  }
};

// A column chart of the rows that the reader compares: the totals, or all of a short table.
void add_chart(lxw_workbook* book, lxw_worksheet* sheet, const std::string& name, const ReportTable& table) {
  lxw_chart* chart = workbook_add_chart(book, LXW_CHART_COLUMN);
  chart_title_set_name(chart, table.table->title.c_str());
  int series = 0;
  auto last = static_cast<lxw_col_t>(table.columns.size());
  while (last > 1 && table.columns[last - 1].total) --last;
  for (std::size_t r = 0; r < table.rows.size() && series < 12; ++r) {
    auto line = static_cast<lxw_row_t>(r + 4);
    lxw_chart_series* s = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(s, name.c_str(), 3, 1, 3, last);
    chart_series_set_values(s, name.c_str(), line, 1, line, last);
    chart_series_set_name_range(s, name.c_str(), line, 0);
    ++series;
  }
  lxw_chart_options where = {};
  where.description = const_cast<char*>(table.table->title.c_str());
  where.x_scale = 1.4;
  where.y_scale = 1.4;
  worksheet_insert_chart_opt(sheet, 3, static_cast<lxw_col_t>(table.columns.size() + 2), chart, &where);
}

void table_sheet(lxw_workbook* book, const Formats& f, const Report& report, const ReportTable& table) {
  const std::string& name = table.table->name;
  lxw_worksheet* sheet = workbook_add_worksheet(book, name.c_str());
  worksheet_set_column(sheet, 0, 0, 52, nullptr);
  worksheet_set_column(sheet, 1, static_cast<lxw_col_t>(table.columns.size()), 11, nullptr);
  worksheet_write_string(sheet, 0, 0, (name + ": " + table.table->title).c_str(), f.title);
  worksheet_write_string(sheet, 1, 0, fmt::format("{}, as at {}, {}{}", report.county_name, long_date(report.as_at), report.label, report.invented ? ". The children are invented." : "").c_str(), nullptr);
  for (std::size_t c = 0; c < table.columns.size(); ++c) worksheet_write_string(sheet, 3, static_cast<lxw_col_t>(c + 1), table.columns[c].name.c_str(), f.heading);
  lxw_row_t line = 4;
  for (const ReportRow& row : table.rows) {
    worksheet_write_string(sheet, line, 0, row.shown.c_str(), nullptr);
    for (std::size_t c = 0; c < row.cells.size(); ++c)
      if (row.cells[c].value.known())
        worksheet_write_number(sheet, line, static_cast<lxw_col_t>(c + 1), row.cells[c].value.rounded(row.places).approximate(), (table.columns[c].total ? f.total : f.number)[row.places]);
    ++line;
  }
  worksheet_write_string(sheet, ++line, 0, "Definitions", f.bold);
  for (const ReportRow& row : table.rows) {
    std::string words = row.words + (row.note.empty() ? "." : ". " + row.note);
    worksheet_write_string(sheet, ++line, 0, row.shown.c_str(), f.note);
    worksheet_merge_range(sheet, line, 1, line, static_cast<lxw_col_t>(std::max<std::size_t>(table.columns.size(), 6)), words.c_str(), f.note);
    worksheet_set_row(sheet, line, 30, nullptr);
  }
  add_chart(book, sheet, name, table);
}

}  // namespace

Result<std::string> report_xlsx(const Report& report) {
  char path[] = "/tmp/waymark-report-XXXXXX";
  int file = ::mkstemp(path);
  if (file < 0) return problem("a temporary file cannot be made");
  ::close(file);
  lxw_workbook* book = workbook_new(path);
  lxw_doc_properties properties = {};
  std::string title = "Data report " + report.label;
  properties.title = title.data();
  properties.created = 1577836800;
  workbook_set_properties(book, &properties);
  Formats formats(book);
  lxw_worksheet* contents = workbook_add_worksheet(book, "Contents");
  worksheet_set_column(contents, 0, 0, 80, nullptr);
  worksheet_write_string(contents, 0, 0, title.c_str(), formats.title);
  worksheet_write_string(contents, 1, 0, fmt::format("{}, as at {}", report.county_name, long_date(report.as_at)).c_str(), nullptr);
  if (report.invented) worksheet_write_string(contents, 2, 0, "The children and schools in this report are invented.", formats.bold);
  lxw_row_t line = 4;
  for (const ReportTable& table : report.tables)
    worksheet_write_url_opt(contents, line++, 0, fmt::format("internal:'{}'!A1", table.table->name).c_str(), nullptr, (table.table->name + ": " + table.table->title).c_str(), nullptr);
  for (const ReportTable& table : report.tables) table_sheet(book, formats, report, table);
  lxw_error error = workbook_close(book);
  Result<std::string> bytes = error == LXW_NO_ERROR ? read_file(path) : Result<std::string>(problem(std::string("the workbook cannot be written: ") + lxw_strerror(error)));
  ::unlink(path);
  return bytes;
}

}  // namespace waymark
