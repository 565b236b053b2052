// Writes the register workbook: a sheet a record type with headings, the hint at each column, drop-down lists of the codes, and a page
// that explains every column. No sheet is hidden.
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>

#include "domain/all_records.h"
#include "exchange/register_parse.h"
#include "exchange/register_rows.h"
#include "platform/core/csv.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

struct Styles {
  lxw_format *heading, *required, *date, *text, *number, *wrap;
  explicit Styles(lxw_workbook* book) {
    auto make = [&] { return workbook_add_format(book); };
    heading = make(), required = make(), date = make(), text = make(), number = make(), wrap = make();
    for (lxw_format* f : {heading, required}) {
      format_set_bold(f);
      format_set_text_wrap(f);
      format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
      format_set_bottom(f, LXW_BORDER_MEDIUM);
    }
    format_set_bg_color(required, 0xF3F3F3);
    format_set_num_format(date, "dd/mm/yyyy");
    format_set_num_format(text, "@");
    format_set_num_format(number, "0.##");
    format_set_text_wrap(wrap);
    format_set_align(wrap, LXW_ALIGN_VERTICAL_TOP);
  }
};

std::string hint_of(const FieldInfo& field) {
  std::string hint(field.hint);
  if (!field.example.empty()) hint += fmt::format("{}For example: {}", hint.empty() ? "" : ". ", field.example);
  if (field.identity && field.name != "reference" && field.name != "partnership") hint += " (must be there)";
  return hint;
}

void read_me(lxw_workbook* book, const Styles& styles) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Read me");
  worksheet_set_column(sheet, 0, 1, 26, nullptr);
  worksheet_set_column(sheet, 2, 2, 90, styles.wrap);
  lxw_row_t row = 0;
  for (const char* line : {"The register of a partnership", "One sheet for each kind of record, one row for each record. Leave the headings as they are; columns may be left out, sheets too.",
                           "A row is found again by its reference (or pupil and date), so that a corrected row replaces the one handed in before.",
                           "Nothing is removed because a row is missing: Waymark shows such rows and asks."}) {
    worksheet_write_string(sheet, row, 0, line, row == 0 ? styles.heading : nullptr);
    ++row;
  }
  for (const RecordType* type : register_records()) {
    ++row;
    worksheet_write_string(sheet, row, 0, std::string(type->plural).c_str(), styles.heading);
    worksheet_write_string(sheet, row++, 2, std::string(type->about).c_str(), styles.wrap);
    for (const FieldInfo& field : type->fields) {
      if (!field.in_return) continue;
      worksheet_write_string(sheet, row, 1, std::string(field.label).c_str(), nullptr);
      worksheet_write_string(sheet, row++, 2, hint_of(field).c_str(), styles.wrap);
    }
  }
}

std::map<std::string, std::string, std::less<>> lists_sheet(lxw_workbook* book, const Styles& styles) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, "Lists");
  std::map<std::string, std::string, std::less<>> ranges;
  lxw_col_t column = 0;
  for (const CodeList& list : all_code_lists()) {
    worksheet_write_string(sheet, 0, column, list.name.c_str(), styles.heading);
    lxw_row_t row = 1;
    for (const CodeItem& item : list.items) worksheet_write_string(sheet, row++, column, item.label.c_str(), nullptr);
    ranges[list.name] = fmt::format("=Lists!${0}$2:${0}${1}", column_letters(column), row);
    worksheet_set_column(sheet, column, column, 30, nullptr);
    ++column;
  }
  return ranges;
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const FieldInfo& field, const std::string& text, const Styles& styles) {
  if (text.empty()) return;
  if (field.kind == Kind::date) {
    if (auto date = parse_date(text)) {
      worksheet_write_number(sheet, row, column, date->days + 25569, styles.date);
      return;
    }
  }
  bool number = field.kind == Kind::integer || field.kind == Kind::hours || field.kind == Kind::money || field.kind == Kind::percent;
  if (number && text.find_first_not_of("0123456789.-") == std::string::npos) worksheet_write_number(sheet, row, column, std::atof(text.c_str()), nullptr);
  else if (field.kind == Kind::code) worksheet_write_string(sheet, row, column, std::string(code_label(field.codes, text)).c_str(), nullptr);
  else worksheet_write_string(sheet, row, column, text.c_str(), nullptr);
}

void record_sheet(lxw_workbook* book, const RecordType& type, const Styles& styles, const std::map<std::string, std::string, std::less<>>& lists, const std::vector<RegisterRows::Row>* rows) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, std::string(type.plural).c_str());
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_col_t column = 0;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const FieldInfo& field = type.fields[i];
    if (!field.in_return) continue;
    worksheet_write_string(sheet, 0, column, std::string(field.label).c_str(), field.required || field.identity ? styles.required : styles.heading);
    worksheet_set_column(sheet, column, column, field.kind == Kind::date ? 13 : 20, field.kind == Kind::date ? styles.date : field.kind == Kind::text || field.kind == Kind::reference ? styles.text : nullptr);
    std::string hint = hint_of(field).substr(0, 250), title = std::string(field.label).substr(0, 31);
    lxw_data_validation rule = {};
    rule.validate = LXW_VALIDATION_TYPE_ANY;
    if (!hint.empty()) { rule.input_title = title.data(); rule.input_message = hint.data(); }
    std::string list;
    if (field.kind == Kind::code) {
      list = lists.find(field.codes)->second;
      rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
      rule.value_formula = list.data();
      rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    }
    if (!hint.empty() || !list.empty()) worksheet_data_validation_range(sheet, 1, column, 20'000, column, &rule);
    if (rows)
      for (std::size_t r = 0; r < rows->size(); ++r) write_cell(sheet, static_cast<lxw_row_t>(r) + 1, column, field, (*rows)[r][i], styles);
    ++column;
  }
  worksheet_autofilter(sheet, 0, 0, rows ? static_cast<lxw_row_t>(rows->size()) : 1, static_cast<lxw_col_t>(column - 1));
}

}  // namespace

Result<std::string> register_workbook(const RegisterRows* rows) {
  char path[] = "/tmp/waymark-workbook-XXXXXX";
  int file = ::mkstemp(path);
  if (file < 0) return problem("a temporary file cannot be made");
  ::close(file);
  lxw_workbook* book = workbook_new(path);
  lxw_doc_properties properties = {};
  properties.title = const_cast<char*>("Register of a partnership");
  properties.created = 1577836800;   // fixed, so that the same rows make the same file
  workbook_set_properties(book, &properties);
  Styles styles(book);
  read_me(book, styles);
  auto lists = lists_sheet(book, styles);
  for (const RecordType* type : register_records()) {
    const std::vector<RegisterRows::Row>* list = nullptr;
    if (rows)
      if (auto found = rows->rows.find(type); found != rows->rows.end()) list = &found->second;
    record_sheet(book, *type, styles, lists, list);
  }
  lxw_error error = workbook_close(book);
  Result<std::string> bytes = error == LXW_NO_ERROR ? read_file(path) : Result<std::string>(problem(std::string("the workbook cannot be written: ") + lxw_strerror(error)));
  ::unlink(path);
  return bytes;
}

}  // namespace waymark
