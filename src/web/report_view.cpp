#include "web/report_view.h"

#include <fmt/format.h>

namespace waymark {

Html table_view(const ReportTable& table, const CellLink& href, bool caption_hidden) {
  std::vector<govuk::Column> columns = {{""}};
  columns[0].label = "Row";
  for (const ReportColumn& c : table.columns) columns.push_back({c.name, true});
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ReportRow& row : table.rows) {
    std::vector<govuk::Cell> cells = {{row.source ? text(row.shown) : element("span", "waymark-frozen", text(row.shown)), true}};
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      std::string to = row.cells[c].opens && href ? href(table, row, c) : std::string();
      Html value = row.cells[c].text.empty() ? element("span", "govuk-visually-hidden", text("not known")) : to.empty() ? text(row.cells[c].text) : element("a", {{"class", "govuk-link govuk-link--no-visited-state"}, {"href", to}}, text(row.cells[c].text) + element("span", "govuk-visually-hidden", text(", " + row.shown + ", " + table.columns[c].name)));
      cells.push_back({value, false, table.columns[c].total});
    }
    rows.push_back(std::move(cells));
  }
  return govuk::table(table.table->name + ": " + table.table->title, columns, rows, caption_hidden);
}

Html definitions_view(const ReportTable& table, Definitions how) {
  std::vector<govuk::SummaryRow> rows;
  for (const ReportRow& row : table.rows) {
    std::string places = row.places == 0 ? "whole number" : fmt::format("{} decimal place{}", row.places, row.places == 1 ? "" : "s");
    rows.push_back({row.shown, text(row.words + ". " + row.note + (row.note.empty() ? "" : " ") + "Shown to: " + places + ".")});
  }
  if (how == Definitions::plain) return govuk::heading(3, "How each row is defined", "s") + govuk::summary_list(rows);
  return govuk::details("How each row is defined", govuk::summary_list(rows));
}

Html section_view(const ReportTable& table, const CellLink& href, Definitions definitions) {
  std::string chart = table_chart(table);
  return element("section", {{"class", "waymark-section"}, {"id", table.table->id}},
                 govuk::heading(2, table.table->name + ": " + table.table->title, "m") +
                     element("div", "waymark-beside", {element("div", "", table_view(table, href, true)), chart_place(chart, "Chart of " + table.table->title)}) + definitions_view(table, definitions));
}

Html headlines_view(const Report& report) {
  if (report.headlines.empty()) return {};
  std::vector<Html> items;
  for (const Headline& h : report.headlines) items.push_back(text(h.sentence));
  return govuk::heading(2, "Headlines", "m") + govuk::paragraph(text("Each follows from the tables below; one that they contradict is not written.")) + govuk::list(items);
}

Html findings_view(const Report& report) {
  if (report.findings.empty()) return govuk::inset(text("The checks before release found nothing: parts lie within their wholes, and the partnerships add up to the county."));
  std::vector<Html> items;
  for (const ReportFinding& f : report.findings) items.push_back(text((f.table.empty() ? "" : f.table + ", ") + (f.row.empty() ? "" : f.row + ", ") + f.column + ": " + f.message));
  return govuk::warning("The checks before release found problems. Mend the register before you publish.") + govuk::list(items);
}

Html roll_charts_view(const Report& report) {
  if (report.partnerships.empty() || !report.partnerships[0].managed_percent.known()) return {};
  auto rows_of = [](const std::vector<RollShare>& points) {
    std::vector<std::vector<govuk::Cell>> rows;
    for (const RollShare& p : points)
      if (!p.name.empty()) rows.push_back({{text(p.name), true}, {text(p.partnership)}, {text(std::to_string(p.roll))}, {text(std::to_string(p.managed))}, {text(p.fsm_percent.text(1))}, {text(p.managed_percent.text(2))}});
    return rows;
  };
  std::vector<govuk::Column> columns = {{"Name"}, {"Partnership"}, {"Roll 11-16", true}, {"Programme managed", true}, {"FSM %", true}, {"Programme managed %", true}};
  auto chart = [](const std::vector<RollShare>& points, const char* label) { return chart_place(share_chart(points, "Free school meals %", "Programme managed % of roll 11-16", true), label); };
  return govuk::heading(2, "Chart 3: programme managed share of the school population against free school meals, by partnership", "m", "chart-3") +
         element("div", "waymark-beside", {element("div", "", govuk::table("Chart 3 as a table", columns, rows_of(report.partnerships), true)), chart(report.partnerships, "Chart 3")}) +
         govuk::heading(2, "Chart 4: the same by school", "m", "chart-4") + chart(report.schools, "Chart 4, by school") +
         (rows_of(report.schools).empty() ? govuk::paragraph(text("Schools are named to those who work with them only.")) : govuk::details("Chart 4 as a table", govuk::table("Schools", columns, rows_of(report.schools), true)));
}

}  // namespace waymark
