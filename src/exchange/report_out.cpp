#include "exchange/report_out.h"

#include <nlohmann/json.hpp>

#include "platform/core/csv.h"

namespace waymark {

std::string report_csv(const Report& report) {
  std::string out = csv_row({"report", "table", "row", "column", "value"});
  for (const ReportTable& table : report.tables)
    for (const ReportRow& row : table.rows)
      for (std::size_t c = 0; c < table.columns.size(); ++c) out += csv_row({report.label, table.table->name, row.name, table.columns[c].name, row.cells[c].text});
  return out;
}

std::string report_json(const Report& report) {
  using Json = nlohmann::ordered_json;
  Json tables = Json::array();
  for (const ReportTable& table : report.tables) {
    Json columns = Json::array(), rows = Json::array();
    for (const ReportColumn& column : table.columns) columns.push_back({{"name", column.name}, {"total", column.total}});
    for (const ReportRow& row : table.rows) {
      Json values = Json::array();
      for (const ReportCell& cell : row.cells) values.push_back(cell.value.known() ? Json(cell.value.rounded(row.places).approximate()) : Json());
      rows.push_back({{"name", row.name}, {"shown", row.shown}, {"definition", row.words}, {"note", row.note}, {"decimal_places", row.places}, {"frozen", row.source == nullptr}, {"values", values}});
    }
    tables.push_back({{"id", table.table->id}, {"name", table.table->name}, {"title", table.table->title}, {"columns", columns}, {"rows", rows}});
  }
  Json findings = Json::array();
  for (const ReportFinding& f : report.findings) findings.push_back({{"table", f.table}, {"row", f.row}, {"column", f.column}, {"message", f.message}});
  Json said = Json::array();
  for (const Headline& h : report.headlines) {
    Json cells = Json::array();
    for (const HeadlineCell& c : h.cells) cells.push_back({{"table", c.table}, {"row", c.row}, {"column", c.column}, {"value", c.value.approximate()}});
    said.push_back({{"sentence", h.sentence}, {"cells", cells}});
  }
  Json out = {{"report", report.label}, {"as_at", iso(report.as_at)}, {"county", {{"code", report.county_code}, {"name", report.county_name}}},
              {"invented_children", report.invented}, {"definitions_hash", report.definitions}, {"headlines", said}, {"findings", findings}, {"tables", tables}};
  return out.dump(2) + "\n";
}

}  // namespace waymark
