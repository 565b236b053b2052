// The report in the browser: all tables on a day, one table, and the records behind a cell.
#include <fmt/format.h>

#include <algorithm>

#include "domain/referral/case_file.h"
#include "exchange/explanation.h"
#include "exchange/report_out.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "web/app.h"
#include "web/report_view.h"

namespace waymark {
namespace {

struct Loaded { std::shared_ptr<FiguresOfDay> day; Report report; };

Result<Loaded> load(Visit& visit, const ReportAddress& a) {
  Loaded out{visit.app.figures().on(a.day), {}};
  std::string county = a.county;
  if (county.empty() && !visit.session().partnerships().empty())   // a co-ordinator's own county
    for (const PartnershipFacts& p : out.day->history().partnerships)
      if (p.id == visit.session().partnerships()[0]) county = p.county;
  auto report = out.day->report({.label = a.label, .county = county}, visit.app.demonstration());
  if (!report) return std::unexpected(report.error());
  out.report = std::move(*report);
  if (visit.session().grant(record_type_of<CaseFile>).read != Reach::all)   // schools of other partnerships are not named
    for (RollShare& school : out.report.schools) {
      bool own = false;
      for (const PartnershipFacts& p : out.day->history().partnerships) own = own || (p.code == school.partnership && visit.session().holds(Circle::partnership, p.id));
      if (!own) school.name.clear();
    }
  return out;
}

std::string cell_address(const ReportAddress& a, const ReportTable& table, const ReportRow& row, std::size_t column) {
  return fmt::format("/report/cell?{}&table={}&row={}&column={}", a.query(), percent_encoded(table.table->id), percent_encoded(row.name), percent_encoded(table.columns[column].name));
}

Html day_form(const ReportAddress& a, const std::string& action, const std::string& problem) {
  return element("div", "waymark-filter", govuk::form(action, "get", {}, element("div", "waymark-actions", {
    govuk::input({.name = "as_at", .label = "As at", .value = form_date(a.day), .hint = "For example, 13/11/2020", .error = problem, .width = 10}),
    govuk::input({.name = "label", .label = "Report label", .value = a.label, .width = 10}), govuk::button("Show")})));
}

HttpResponse problem_page(const Visit& visit, const std::string& message, int status = 404) {
  return show(visit, {.title = "No report", .content = govuk::heading(1, "There is nothing to show", "l") + govuk::paragraph(text(message)), .error = true}, status);
}

std::vector<govuk::FieldError> errors_of(const std::string& problem) {
  std::vector<govuk::FieldError> out;
  if (!problem.empty()) out.push_back({"as_at", problem});
  return out;
}

}  // namespace

HttpResponse report_pages(Visit& visit) {
  ReportAddress a = report_address(visit);
  auto loaded = load(visit, a);
  if (!loaded) return problem_page(visit, loaded.error().message);
  const Report& report = loaded->report;
  std::string problem = day_problem(visit);
  std::vector<Html> contents;
  for (const ReportTable& t : report.tables) contents.push_back(govuk::link(t.table->name + ": " + t.table->title, "#" + t.table->id));
  Html downloads = element("div", "waymark-actions", {govuk::link_button("Excel", "/report/download/xlsx?" + a.query()), govuk::link_button("CSV", "/report/download/csv?" + a.query()), govuk::link_button("JSON", "/report/download/json?" + a.query())});
  if (visit.session().grant(record_type_of<Release>).add != Reach::none) downloads += govuk::paragraph(govuk::link("Release this report", "/releases/new?" + a.query()));
  Html content = govuk::error_summary(errors_of(problem)) + govuk::heading(1, fmt::format("Data report {}", report.label), "xl") +
                 govuk::paragraph(text(fmt::format("{}, as at {}. Every figure opens to the records behind it.", report.county_name, long_date(report.as_at)))) + day_form(a, "/report", problem) + downloads +
                 govuk::heading(2, "Contents", "m") + govuk::list(contents) + headlines_view(report) + findings_view(report);
  for (const ReportTable& table : report.tables)
    content += section_view(table, [&](const ReportTable& t, const ReportRow& r, std::size_t c) { return cell_address(a, t, r, c); }, Definitions::folded) + govuk::paragraph(govuk::link("Open " + table.table->name + " on a page of its own", "/report/table/" + table.table->id + "?" + a.query()));
  content += roll_charts_view(report);
  return show(visit, {.title = "Data report " + report.label, .content = content, .error = !problem.empty(), .charts = true, .wide = true}, problem.empty() ? 200 : 400);
}

HttpResponse table_page(Visit& visit) {
  ReportAddress a = report_address(visit);
  auto loaded = load(visit, a);
  if (!loaded) return problem_page(visit, loaded.error().message);
  for (const ReportTable& table : loaded->report.tables) {
    if (table.table->id != visit.parts[0]) continue;
    std::string problem = day_problem(visit);
    Html content = govuk::error_summary(errors_of(problem)) + govuk::heading(1, table.table->name + ": " + table.table->title, "l") +
                   govuk::paragraph(text(fmt::format("{}, as at {}", loaded->report.county_name, long_date(a.day)))) + day_form(a, "/report/table/" + table.table->id, problem) +
                   element("div", "waymark-beside", {element("div", "", table_view(table, [&](const ReportTable& t, const ReportRow& r, std::size_t c) { return cell_address(a, t, r, c); }, true)), chart_place(table_chart(table), "Chart of " + table.table->title)}) +
                   definitions_view(table, Definitions::folded);
    return show(visit, {.title = table.table->title, .breadcrumbs = {{"Report", "/report?" + a.query()}}, .content = content, .error = !problem.empty(), .charts = true, .wide = true});
  }
  return problem_page(visit, "The report of this day has no such table.");
}

namespace {

// The records behind a figure, to look at or as a file; either is noted in the audit first.
HttpResponse records_behind(Visit& visit, bool csv) {
  ReportAddress a = report_address(visit);
  auto loaded = load(visit, a);
  if (!loaded) return problem_page(visit, loaded.error().message);
  auto cell = find_cell(loaded->report, visit.query("table"), visit.query("row"), visit.query("column"));
  if (!cell) return problem_page(visit, cell.error().message);
  auto noted = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    t.note(csv ? "exported" : "opened figure", nullptr, 0, fmt::format("{}, {}, {}, as at {}", cell->table->table->name, cell->row->name, cell->column->name, iso(a.day)));
    return {};
  });
  if (!noted) return problem_page(visit, "The opening could not be noted in the audit, so the records are not shown.", 500);
  if (csv) return download(explanation_csv(visit.app.store(), visit.session(), *loaded->day, *cell), "text/csv; charset=utf-8", "figure.csv");
  Explanation e = explain_cell(visit.app.store(), visit.session(), *loaded->day, *cell);
  bool hours = std::ranges::any_of(e.records, [](const ExplainedRecord& r) { return !r.hours.empty(); });
  std::string sort = visit.query("sort"), here = fmt::format("/report/cell?{}&table={}&row={}&column={}", a.query(), percent_encoded(cell->table->table->id), percent_encoded(cell->row->name), percent_encoded(cell->column->name));
  std::ranges::stable_sort(e.records, [&](const ExplainedRecord& x, const ExplainedRecord& y) {
    if (sort == "year") return std::pair(x.year.size(), x.year) < std::pair(y.year.size(), y.year);
    if (sort == "upn") return x.upn < y.upn;
    return std::pair(x.surname, x.forename) < std::pair(y.surname, y.forename);
  });
  std::vector<govuk::Column> columns = {{"Name", false, here + "&sort=name", sort.empty() || sort == "name" ? "ascending" : "none"}, {"UPN", false, here + "&sort=upn", sort == "upn" ? "ascending" : "none"}, {"Year", true, here + "&sort=year", sort == "year" ? "ascending" : "none"}};
  if (hours) columns.push_back({"Hours a week", true});
  bool details = std::ranges::any_of(e.records, [](const ExplainedRecord& r) { return !r.detail.empty(); });
  if (details) columns.push_back({"Record"});
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ExplainedRecord& r : e.records) {
    std::vector<govuk::Cell> row = {{govuk::link(r.surname + ", " + r.forename, fmt::format("/pupil/{}", r.pupil)), true}, {text(r.upn)}, {text(r.year)}};
    if (hours) row.push_back({text(r.hours)});
    if (details) row.push_back({text(r.detail)});
    rows.push_back(std::move(row));
  }
  Html content = govuk::heading(1, fmt::format("{}, {}: {}", cell->row->shown, cell->column->name, cell->cell->text.empty() ? "not known" : cell->cell->text), "l") +
                 govuk::paragraph(text(fmt::format("{}: {}, as at {}", cell->table->table->name, cell->table->table->title, long_date(a.day)))) + govuk::inset(text(cell->row->words + ". " + cell->row->note));
  if (!cell->measure) content += govuk::paragraph(text("This is a frozen figure of an earlier report: its records are not kept here."));
  if (e.unseen) content += govuk::paragraph(text(fmt::format("{} of the records belong to partnerships that your role does not show.", e.unseen)));
  if (!rows.empty()) content += element("div", "waymark-actions", govuk::link_button("Export as CSV", "/report/cell/export" + here.substr(here.find('?')))) + govuk::table(fmt::format("{} record{}", rows.size(), rows.size() == 1 ? "" : "s"), columns, rows);
  return show(visit, {.title = cell->row->shown + ", " + cell->column->name, .breadcrumbs = {{"Report", "/report?" + a.query()}, {cell->table->table->name, "/report/table/" + cell->table->table->id + "?" + a.query()}}, .content = content});
}

}  // namespace

HttpResponse cell_page(Visit& visit) { return records_behind(visit, false); }
HttpResponse cell_export(Visit& visit) { return records_behind(visit, true); }

HttpResponse report_download(Visit& visit) {
  auto loaded = load(visit, report_address(visit));
  if (!loaded) return problem_page(visit, loaded.error().message);
  const std::string& format = visit.parts[0];
  if (format == "csv") return download(report_csv(loaded->report), "text/csv; charset=utf-8", "report.csv");
  if (format == "json") return download(report_json(loaded->report), "application/json", "report.json");
  if (format == "xlsx")
    if (auto bytes = report_xlsx(loaded->report)) return download(std::move(*bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "report.xlsx");
  return not_found(visit);
}

}  // namespace waymark
