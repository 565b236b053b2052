// The figures of a store, kept in memory and following its changes: the history once, the census of each day asked for. Safe to share.
#pragma once
#include <map>
#include <mutex>

#include "figures/report.h"

namespace waymark {

// One day of one history; everything in it stays as it is. Sets are evaluated as they are asked for, one caller at a time.
class FiguresOfDay {
 public:
  FiguresOfDay(std::shared_ptr<const History> history, Date day);
  const Census& census() const { return census_; }
  Result<Report> report(const ReportOptions& options, bool invented);
  std::vector<CellRecord> open(const Measure& measure, std::size_t column);
  const History& history() const { return *history_; }

 private:
  std::shared_ptr<const History> history_;
  Census census_;
  std::mutex mutex_;
  Evaluation evaluation_;
};

class Figures {
 public:
  explicit Figures(Store& store) : store_(store) {}
  std::shared_ptr<FiguresOfDay> on(Date day, const Progress& progress = {});

 private:
  Store& store_;
  std::mutex mutex_;
  std::shared_ptr<const History> history_;
  std::map<Date, std::shared_ptr<FiguresOfDay>> days_;
};

// The cell named by table, row and column, as files name them.
struct NamedCell { const ReportTable* table; const ReportRow* row; const ReportColumn* column; const Measure* measure; const ReportCell* cell; };
Result<NamedCell> find_cell(const Report& report, std::string_view table, std::string_view row, std::string_view column);

}  // namespace waymark
