// First half of an import: the sheets' cells become records, with the references still as text. Says what is wrong with headings, values
// and shifted columns.
#pragma once
#include <compare>
#include <deque>
#include <map>
#include <memory>
#include <unordered_map>

#include "exchange/register_import.h"

namespace waymark {

struct ParsedRow {
  std::size_t number = 0;
  std::shared_ptr<void> record;
  std::vector<std::string> references;   // in the order of the type's reference fields
  bool refused = false;
  std::int64_t id = 0;                   // once matched
  std::shared_ptr<void> held;            // what the store has, when it has it
  bool elsewhere = false;                // held by another partnership, whose values stay as they are
};
struct ParsedSheet {
  const RecordType* type = nullptr;
  std::string name;
  std::vector<const FieldInfo*> columns;    // by position; null: not taken
  std::vector<std::size_t> reference_fields;
  std::deque<ParsedRow> rows;
  bool unusable = false;                    // a column is missing without which no row can be taken
};

std::string column_letters(std::size_t column);   // 0: "A"

class RegisterParser final : public SheetSink {
 public:
  explicit RegisterParser(std::vector<ImportIssue>& issues) : issues_(issues) {}
  void sheet(std::string_view name, bool hidden) override;
  void row(std::size_t number, std::span<const SheetCell> cells) override;
  void finish();   // after the last sheet
  std::deque<ParsedSheet>& sheets() { return sheets_; }

 private:
  static constexpr std::size_t most_issues = 100'000;   // more help nobody, and fill the memory
  struct Fault { std::size_t column; std::string value, message; };
  struct Shift { std::size_t from = 0; int by = 0; friend auto operator<=>(const Shift&, const Shift&) = default; };   // by 1: too far to the right
  struct Shifted { std::vector<std::size_t> rows; std::vector<std::string> values; };
  void headings(std::size_t number, std::span<const SheetCell> cells);
  std::vector<Fault> fill(ParsedRow& row, std::span<const SheetCell> cells, std::size_t from = 0, int shift = 0);
  int missing_after(const Shift& shift, std::span<const SheetCell> cells);   // -1: the row is no better for it
  bool explain_shift(const ParsedRow& row, std::span<const SheetCell> cells);
  void tell_shifts();
  Result<void> set_value(ParsedRow& row, const FieldInfo& field, const SheetCell& cell);
  void issue(std::size_t row, std::size_t column, std::string_view value, std::string message, bool hard);

  std::vector<ImportIssue>& issues_;
  std::deque<ParsedSheet> sheets_;
  ParsedSheet* now_ = nullptr;
  bool waiting_for_headings_ = false;
  std::map<Shift, Shifted> shifts_;   // of the sheet at hand
  Shift last_shift_;
  int unexplained_ = 0;               // rows of the sheet at hand whose faults no shift explains
  std::string sheet_name_;
  std::size_t untold_ = 0;
  struct TextHash : std::hash<std::string_view> { using is_transparent = void; };
  using CodeOf = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;
  std::unordered_map<const FieldInfo*, CodeOf> codes_;   // text -> code, since labels are slow to compare
};

}  // namespace waymark
