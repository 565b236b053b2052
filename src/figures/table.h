// Tables of the termly report, declared as rows of measures, and what computing one for a county on a day gives.
#pragma once
#include <optional>

#include "figures/measure.h"

namespace waymark {

struct TableRow {
  std::string name;                 // as in files: {label}, {short label} and {window} are filled in
  std::string shown;                // on pages, where it differs
  std::vector<Measure> measures;    // one a variant of the columns
  int places = 0;
  std::optional<Date> since;        // first census that has the row
  std::string history;              // series of frozen figures whose earlier reports come before this row, each a row of its own
  std::string series;               // under which a release keeps the row, for the history of later reports
  bool same_season_only = false;    // of the history only the report a year earlier
  std::string note;                 // said with the definition
};
struct ColumnVariant {
  std::string suffix;               // after the partnership's name, for example ": of which out of"
  bool for_total = true;
  int term = -1;                    // only once this term has begun
};
struct Table {
  std::string id, name, title;      // "ks3-programme", "Table 6", "KS3 programme managed students"
  std::vector<ColumnVariant> variants = {{}};
  std::optional<Date> since;
  std::vector<TableRow> rows;
};

std::span<const Table* const> all_tables();   // in the order of the report
const Table* find_table(std::string_view id_or_name);

struct ReportColumn {
  std::string name;          // as in files
  std::size_t index = 0;     // of the evaluation's columns
  std::size_t variant = 0;
  bool total = false;
};
struct ReportCell {
  Number value;
  std::string text;          // rounded to the row's places; empty: unknown
  bool opens = false;        // there are records behind it
};
struct ReportRow {
  std::string name, shown, words, note;
  int places = 0;
  const TableRow* source = nullptr;   // null: a frozen figure
  std::optional<Date> as_at;          // of a frozen figure: its report's census
  std::vector<ReportCell> cells;
};
struct ReportTable {
  const Table* table = nullptr;
  std::vector<ReportColumn> columns;
  std::vector<ReportRow> rows;
  const ReportRow* row(std::string_view name) const;
};

struct ReportOptions {
  std::string label;          // "Dec 2020"
  std::string county;         // LA code; empty: the only one
};
std::vector<ReportTable> compute_tables(Evaluation& evaluation, const ReportOptions& options);
std::size_t county_index(const History& history, std::string_view county);   // SIZE_MAX: not there
std::string default_label(Date as_at);            // "Nov 2020"
std::string short_label(std::string_view label);  // "Nov 20"
std::string definitions_hash();

// What a cell opens to: the records, and for sums how much each adds.
struct CellRecord {
  const RecordType* type = nullptr;
  std::int64_t id = 0, pupil = 0;
  std::optional<std::int64_t> hundredths;
};
std::vector<CellRecord> open_cell(Evaluation& evaluation, const Measure& measure, std::size_t column);

}  // namespace waymark
