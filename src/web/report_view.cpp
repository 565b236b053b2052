#include "web/report_view.h"

#include <fmt/format.h>

namespace waymark {

Html table_view(const ReportTable& table, const CellLink& href) {
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
  return govuk::table(table.table->name + ": " + table.table->title, columns, rows);
}

Html definitions_view(const ReportTable& table) {
  std::vector<govuk::SummaryRow> rows;
  for (const ReportRow& row : table.rows) {
    std::string places = row.places == 0 ? "whole number" : fmt::format("{} decimal place{}", row.places, row.places == 1 ? "" : "s");
    rows.push_back({row.shown, text(row.words + ". " + row.note + (row.note.empty() ? "" : " ") + "Shown to: " + places + ".")});
  }
  return govuk::details("How each row is defined", govuk::summary_list(rows));
}

Html section_view(const ReportTable& table, const CellLink& href) {
  std::string chart = table_chart(table);
  return element("section", {{"class", "waymark-section"}, {"id", table.table->id}},
                 govuk::heading(2, table.table->name + ": " + table.table->title, "m") + element("div", "waymark-beside", {element("div", "", table_view(table, href)), chart_place(chart, "Chart of " + table.table->title)}) + definitions_view(table));
}

Html findings_view(const Report& report) {
  if (report.findings.empty()) return govuk::inset(text("The checks before release found nothing: parts lie within their wholes, and the partnerships add up to the county."));
  std::vector<Html> items;
  for (const ReportFinding& f : report.findings) items.push_back(text((f.table.empty() ? "" : f.table + ", ") + (f.row.empty() ? "" : f.row + ", ") + f.column + ": " + f.message));
  return govuk::warning("The checks before release found problems. Mend the register before you publish.") + govuk::list(items);
}

std::vector<SchoolPoint> school_points(const Census& census, std::size_t county, bool by_school) {
  const History& h = *census.history;
  const CountyFacts& c = h.counties[county];
  std::vector<SchoolPoint> out;
  std::vector<std::int64_t> managed(h.schools.id.size()), managed_of(h.partnerships.size());
  const auto& starts = census.starts[static_cast<std::size_t>(Space::students)];
  for (std::uint32_t p = c.first; p < c.last; ++p)
    for (std::uint32_t i = starts[p]; i < starts[p + 1]; ++i) {
      if (!census.students.managed[i]) continue;
      ++managed_of[p];
      if (census.students.school[i] != nothing) ++managed[census.students.school[i]];
    }
  if (!by_school) {
    for (std::uint32_t p = c.first; p < c.last; ++p)
      if (census.roll[p] > 0)
        out.push_back({h.partnerships[p].code, h.partnerships[p].code, static_cast<double>(census.fsm_weighted[p]) / static_cast<double>(census.roll[p]) / 100, 100.0 * static_cast<double>(managed_of[p]) / static_cast<double>(census.roll[p])});
    return out;
  }
  std::vector<std::uint32_t> newest(h.schools.id.size(), nothing);
  for (std::uint32_t i = 0; i < h.rolls.school.size(); ++i)
    if (h.rolls.day[i] <= census.day.days && (newest[h.rolls.school[i]] == nothing || h.rolls.day[i] > h.rolls.day[newest[h.rolls.school[i]]])) newest[h.rolls.school[i]] = i;
  for (std::uint32_t s = 0; s < newest.size(); ++s) {
    std::uint16_t p = h.schools.partnership[s];
    if (newest[s] == nothing || p < c.first || p >= c.last || h.rolls.roll[newest[s]] <= 0 || h.rolls.fsm_hundredths[newest[s]] < 0) continue;
    out.push_back({h.schools.name[s], h.partnerships[p].code, h.rolls.fsm_hundredths[newest[s]] / 100.0, 100.0 * static_cast<double>(managed[s]) / h.rolls.roll[newest[s]]});
  }
  return out;
}

Html roll_charts_view(const Census& census, std::size_t county, bool name_schools) {
  std::vector<SchoolPoint> partnerships = school_points(census, county, false), schools = school_points(census, county, true);
  if (partnerships.empty()) return {};
  auto rows_of = [](const std::vector<SchoolPoint>& points) {
    std::vector<std::vector<govuk::Cell>> rows;
    for (const SchoolPoint& p : points) rows.push_back({{text(p.name), true}, {text(p.partnership)}, {text(fmt::format("{:.1f}", p.fsm))}, {text(fmt::format("{:.2f}", p.managed))}});
    return rows;
  };
  std::vector<govuk::Column> columns = {{"Name"}, {"Partnership"}, {"FSM %", true}, {"Programme managed %", true}};
  Html out = govuk::heading(2, "Chart 3: programme managed share of the school population against free school meals, by partnership", "m", "chart-3") +
             element("div", "waymark-beside", {element("div", "", govuk::table("Chart 3 as a table", columns, rows_of(partnerships))), chart_place(share_chart(partnerships, "Free school meals %", "Programme managed % of roll 11-16", true), "Chart 3")});
  if (name_schools)
    out += govuk::heading(2, "Chart 4: the same by school", "m", "chart-4") + chart_place(share_chart(schools, "Free school meals %", "Programme managed % of roll 11-16", true), "Chart 4, by school") +
           govuk::details("Chart 4 as a table", govuk::table("Schools", columns, rows_of(schools)));
  return out;
}

}  // namespace waymark
