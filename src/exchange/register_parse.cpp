#include "exchange/register_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "domain/all_records.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

const RecordType* type_named(std::string_view sheet) {
  for (const RecordType* type : register_records())
    if (same_words(sheet, type->plural) || same_words(sheet, type->title) || same_words(sheet, type->table)) return type;
  return nullptr;
}

const FieldInfo* field_named(const RecordType& type, std::string_view heading) {
  std::string folded = fold(heading);
  for (const FieldInfo& field : type.fields)
    if (field.in_return && (fold(field.label) == folded || fold(field.name) == folded)) return &field;
  for (const FieldInfo& field : type.fields)
    if (field.in_return)
      for (std::string_view alias : field.aliases)
        if (!alias.empty() && fold(alias) == folded) return &field;
  return nullptr;
}

// A CSV whose name says nothing is known by its headings: the type most of whose fields they name.
const RecordType* type_with_headings(std::span<const SheetCell> cells) {
  const RecordType* best = nullptr;
  std::size_t most = 1;
  for (const RecordType* type : register_records()) {
    std::size_t n = 0;
    for (const SheetCell& cell : cells) n += field_named(*type, cell.text) != nullptr;
    if (n > most) { most = n; best = type; }
  }
  return most * 2 >= cells.size() ? best : nullptr;
}

bool is_formula_error(std::string_view text) {
  for (std::string_view error : {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})
    if (text == error) return true;
  return false;
}

// A date as spreadsheets count it, from 1927 on: "2009" is a year and "27.03.09" a date already.
bool is_serial_date(std::string_view text) {
  std::string_view whole = text.substr(0, text.find('.'));
  std::string_view part = text.substr(std::min(text.size(), whole.size() + 1));
  return whole.size() == 5 && whole.find_first_not_of("0123456789") == std::string_view::npos && part.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string column_letters(std::size_t column) {
  std::string out;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / 26) out.insert(out.begin(), static_cast<char>('A' + (n - 1) % 26));
  return out;
}

void RegisterParser::issue(std::size_t row, std::size_t column, std::string_view value, std::string message, bool hard) {
  if (issues_.size() >= most_issues) { ++untold_; return; }
  std::string name;
  if (now_ && column < now_->columns.size() && now_->columns[column]) name = now_->columns[column]->label;
  else if (column != SIZE_MAX) name = column_letters(column);
  issues_.push_back({sheet_name_, row, std::move(name), std::string(value.substr(0, 200)), std::move(message), hard});
}

void RegisterParser::finish() {
  tell_shifts();
  if (untold_ > 0) issues_.push_back({sheet_name_, 0, "", "", fmt::format("and {} further problems of this kind, which are not listed", untold_), true});
}

void RegisterParser::sheet(std::string_view name, bool hidden) {
  tell_shifts();
  now_ = nullptr;
  sheet_name_ = name;
  waiting_for_headings_ = false;
  if (hidden) {
    issue(0, SIZE_MAX, {}, fmt::format("the sheet {} is hidden: show it or delete it, so that everyone sees what is handed in", quoted(name)), true);
    return;
  }
  if (same_words(name, "Read me") || same_words(name, "Lists")) return;
  waiting_for_headings_ = true;
}

void RegisterParser::headings(std::size_t number, std::span<const SheetCell> cells) {
  waiting_for_headings_ = false;
  const RecordType* type = type_named(sheet_name_);
  if (!type) type = type_with_headings(cells);
  if (!type) {
    issue(0, SIZE_MAX, {}, fmt::format("the sheet {} is not part of the register and was left out", quoted(sheet_name_)), false);
    return;
  }
  sheets_.push_back({.type = type, .name = sheet_name_});
  now_ = &sheets_.back();
  for (std::size_t i = 0; i < type->fields.size(); ++i)
    if (type->fields[i].refers_to) now_->reference_fields.push_back(i);
  std::vector<const FieldInfo*> columns;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const FieldInfo* field = cells[i].text.empty() ? nullptr : field_named(*type, cells[i].text);
    if (field && std::ranges::find(columns, field) != columns.end()) {
      issue(number, i, cells[i].text, "the heading stands twice", true);
      field = nullptr;
    } else if (!field && !cells[i].text.empty()) {
      issue(number, i, cells[i].text, "the heading is not known, and its column was left out", false);
    }
    columns.push_back(field);
  }
  now_->columns = std::move(columns);
  for (const FieldInfo& field : type->fields) {
    bool there = std::ranges::find(now_->columns, &field) != now_->columns.end();
    bool made_up = field.name == "reference" || field.name == "partnership";   // made from other fields, or the file's own
    if (field.identity && !there && !made_up) {
      issue(number, SIZE_MAX, {}, fmt::format("the column {} is missing", quoted(field.label)), true);
      now_->unusable = true;
    }
  }
}

Result<void> RegisterParser::set_value(ParsedRow& row, const FieldInfo& field, const SheetCell& cell) {
  void* record = row.record.get();
  if (cell.text.front() == '#' && is_formula_error(cell.text)) return problem("is the error of a formula, not a value");
  if (field.refers_to) {
    for (std::size_t i = 0; i < now_->reference_fields.size(); ++i)
      if (&now_->type->fields[now_->reference_fields[i]] == &field) row.references[i] = cell.text;
    return {};
  }
  if (field.kind == Kind::date && is_serial_date(cell.text)) {
    if (auto date = excel_serial_date(std::strtod(std::string(cell.text).c_str(), nullptr) + cell.days_before)) return field.set(record, iso(*date), field);
  }
  if (field.kind == Kind::code) {
    CodeOf& codes = codes_[&field];
    auto found = codes.find(cell.text);
    if (found == codes.end()) {
      const CodeItem* item = find_code_list(field.codes)->find(cell.text);
      if (!item) return field.set(record, cell.text, field);   // says what is wrong
      found = codes.emplace(cell.text, item->code).first;
    }
    HeldValue value;
    value.text(found->second);
    field.read(record, value, 0);
    return {};
  }
  return field.set(record, cell.text, field);
}

std::vector<RegisterParser::Fault> RegisterParser::fill(ParsedRow& row, std::span<const SheetCell> cells, std::size_t from, int shift) {
  std::vector<Fault> faults;
  row.record = now_->type->make();
  row.references.assign(now_->reference_fields.size(), {});
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (cells[c].text.empty()) continue;
    std::size_t to = c;
    if (c >= from && shift != 0) {
      if (shift > 0 && c == from) continue;   // the cell too many
      to = shift > 0 ? c - 1 : c + 1;
    }
    const FieldInfo* field = to < now_->columns.size() ? now_->columns[to] : nullptr;
    if (!field) {
      if (to >= now_->columns.size()) faults.push_back({c, std::string(cells[c].text), "stands beyond the last heading"});
      continue;
    }
    if (auto done = set_value(row, *field, cells[c]); !done) faults.push_back({c, std::string(cells[c].text), done.error().message});
  }
  return faults;
}

int RegisterParser::missing_after(const Shift& shift, std::span<const SheetCell> cells) {
  ParsedRow trial;
  if (!fill(trial, cells, shift.from, shift.by).empty()) return -1;
  Remarks remarks;
  now_->type->check(trial.record.get(), remarks);
  if (std::ranges::any_of(remarks.list, &Remark::hard)) return -1;
  bool drops_a_value = shift.by > 0 && !cells[shift.from].text.empty();
  return static_cast<int>(missing_fields(*now_->type, trial.record.get()).size()) + (drops_a_value ? 100 : 0);
}

// Several faults that all vanish when the cells from some column on are moved by one: say that, instead of each fault. Of several columns
// that would do, the one is named that leaves least missing.
bool RegisterParser::explain_shift(const ParsedRow& row, std::span<const SheetCell> cells) {
  constexpr int enough_tries = 200;
  if (cells.size() > now_->columns.size() + 4 || unexplained_ > enough_tries) return false;
  Shift best;
  int least = -1;
  if (last_shift_.by != 0 && last_shift_.from < cells.size()) least = missing_after(last_shift_, cells);
  bool as_before = least >= 0;
  if (as_before) best = last_shift_;
  for (int by : {1, -1})
    for (std::size_t from = 0; from < cells.size() && !as_before; ++from)
      if (int missing = missing_after({from, by}, cells); missing >= 0 && (least < 0 || missing <= least)) { least = missing; best = {from, by}; }
  if (best.by == 0) { ++unexplained_; return false; }
  last_shift_ = best;
  Shifted& shifted = shifts_[best];
  shifted.rows.push_back(row.number);
  auto first = std::ranges::find_if(cells.subspan(best.from), [](const SheetCell& c) { return !c.text.empty(); });
  if (shifted.values.size() < 5) shifted.values.emplace_back(first == cells.end() ? std::string_view() : first->text);
  return true;
}

// Each shifted row of a few; of more than five one line for all.
void RegisterParser::tell_shifts() {
  for (const auto& [shift, shifted] : shifts_) {
    const FieldInfo* field = shift.from < now_->columns.size() ? now_->columns[shift.from] : nullptr;
    std::string column = column_letters(shift.from) + (field ? fmt::format(" ({})", field->label) : ""), side = shift.by > 0 ? "right" : "left";
    if (shifted.rows.size() > 5) {
      std::vector<std::string> first;
      for (std::size_t i = 0; i < 5; ++i) first.push_back(std::to_string(shifted.rows[i]));
      issue(shifted.rows[0], shift.from, {}, fmt::format("in {} rows ({} and {} more) the values stand one column too far to the {} from column {} on: move them and the rows are sound",
                                                          shifted.rows.size(), join(first, ", "), shifted.rows.size() - 5, side, column), true);
      continue;
    }
    for (std::size_t i = 0; i < shifted.rows.size(); ++i)
      issue(shifted.rows[i], shift.from, shifted.values[i], fmt::format("from column {} on, the values stand one column too far to the {}: move them and the row is sound", column, side), true);
  }
  shifts_.clear();
  last_shift_ = {};
  unexplained_ = 0;
}

void RegisterParser::row(std::size_t number, std::span<const SheetCell> cells) {
  if (waiting_for_headings_) return headings(number, cells);
  if (!now_) return;
  if (std::ranges::all_of(cells, [](const SheetCell& c) { return c.text.empty(); })) return;
  ParsedRow& row = now_->rows.emplace_back();
  row.number = number;
  row.refused = now_->unusable;
  std::vector<Fault> faults = fill(row, cells);
  if (row.refused) return;
  if (faults.empty()) return;
  row.refused = true;
  if (faults.size() >= 2 && explain_shift(row, cells)) return;
  for (const Fault& fault : faults) issue(number, fault.column, fault.value, fault.message, true);
}

}  // namespace waymark
