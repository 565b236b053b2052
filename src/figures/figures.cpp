#include "figures/figures.h"

#include "platform/core/text.h"

namespace waymark {

FiguresOfDay::FiguresOfDay(std::shared_ptr<const History> history, Date day) : history_(std::move(history)), census_(take_census(*history_, day)), evaluation_(census_) {}

Result<Report> FiguresOfDay::report(const ReportOptions& options, bool invented) {
  std::scoped_lock lock(mutex_);
  return make_report(evaluation_, options, invented);
}
std::vector<CellRecord> FiguresOfDay::open(const Measure& measure, std::size_t column) {
  std::scoped_lock lock(mutex_);
  return open_cell(evaluation_, measure, column);
}

std::shared_ptr<FiguresOfDay> Figures::on(Date day, const Progress& progress) {
  std::scoped_lock lock(mutex_);
  auto now = static_cast<std::uint64_t>(store_.last_change());
  if (!history_ || history_->version != now) {
    history_ = std::make_shared<const History>(load_history(store_, progress));
    days_.clear();
  }
  if (days_.size() > 24) days_.clear();
  auto& held = days_[day];
  if (!held) held = std::make_shared<FiguresOfDay>(history_, day);
  return held;
}

Result<NamedCell> find_cell(const Report& report, std::string_view table_name, std::string_view row_name, std::string_view column_name) {
  const Table* wanted = find_table(table_name);
  for (const ReportTable& table : report.tables) {
    if (table.table != wanted) continue;
    const ReportRow* row = table.row(row_name);
    if (!row) return problem("there is no row " + quoted(row_name) + " in " + table.table->name);
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      if (same_words(table.columns[c].name, column_name))
        return NamedCell{&table, row, &table.columns[c], row->source ? &row->source->measures[table.columns[c].variant] : nullptr, &row->cells[c]};
    return problem("there is no column " + quoted(column_name) + " in " + table.table->name);
  }
  return problem("there is no table " + quoted(table_name) + " in the report");
}

}  // namespace waymark
