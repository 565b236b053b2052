// report, explain, check, compare: what goes out, what is behind it, and what was printed.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "cli/cli.h"
#include "demonstration/demonstration.h"
#include "exchange/explanation.h"
#include "exchange/release_out.h"
#include "exchange/report_out.h"
#include "figures/figures.h"
#include "figures/published/check.h"
#include "figures/published/compare.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "web/report_page.h"

namespace waymark {
namespace {

const std::vector<std::string> report_formats = {"html", "xlsx", "csv", "json", "pdf"};
struct ReportArguments { std::string kind = "termly", as_at, label, out, county, narrative, reason; std::vector<std::string> formats; bool release = false; };   // formats: none said, all of them

Result<Date> day_of(const std::string& text) {
  auto day = parse_date(text);
  if (!day) return problem("--as-at: " + day.error().message);
  return day;
}

Result<void> write_format(const Report& report, const std::string& format, const std::string& folder) {
  std::string path = folder + "/report." + format;
  if (format == "csv") return write_file(path, report_csv(report));
  if (format == "json") return write_file(path, report_json(report));
  if (format == "html") return write_report_page(report, folder);
  if (format == "pdf") return write_report_pdf(report, folder);
  auto bytes = report_xlsx(report);
  return bytes ? write_file(path, *bytes) : std::unexpected(bytes.error());
}

int write_report(CommandLine& line, const ReportArguments& a) {
  auto day = day_of(a.as_at);
  if (!day) return line.used_wrongly(day.error().message);
  auto store = line.open(false);
  Figures figures(*store);
  Progress progress = terminal_progress();
  auto report = figures.on(*day, progress)->report({.label = a.label.empty() ? default_label(*day) : a.label, .county = a.county}, is_demonstration(*store));
  if (!report) return line.fail(report.error());
  std::error_code failed;
  std::filesystem::create_directories(a.out, failed);
  if (failed) return line.fail({.message = fmt::format("the folder {} cannot be made: {}", a.out, failed.message())});
  for (const std::string& format : a.formats.empty() ? report_formats : a.formats) {
    if (progress) progress("report." + format, 0, 0);
    auto done = write_format(*report, format, a.out);
    if (done) std::cout << a.out << "/report." << format << "\n";
    else if (a.formats.empty() && done.error().field == "chromium") std::cout << "report.pdf was left out: " << done.error().message << "\n";
    else return line.fail(done.error());
  }
  if (a.release) {
    auto frozen = freeze_report(*store, system_session("command line"), *report, {.narrative = a.narrative, .reason = a.reason});
    if (!frozen) return line.fail(frozen.error());
    std::cout << fmt::format("Released as {}{}: {} figures are frozen.\n", report->label, frozen->revision > 1 ? fmt::format(", revision {}", frozen->revision) : "", frozen->figures);
    if (!frozen->without.empty()) std::cout << fmt::format("Without an accepted return: {}.\n", join(frozen->without, ", "));
  }
  for (const ReportFinding& f : report->findings) std::cout << "check: " << f.table << (f.row.empty() ? "" : ", " + f.row) << (f.column.empty() ? "" : ", " + f.column) << ": " << f.message << "\n";
  return report->findings.empty() ? ExitCode::done : ExitCode::found_problems;
}

struct ExplainArguments { std::string as_at, label, table, row, column, county; };

int explain(CommandLine& line, const ExplainArguments& a) {
  auto day = day_of(a.as_at);
  if (!day) return line.used_wrongly(day.error().message);
  auto store = line.open(false);
  Figures figures(*store);
  auto that_day = figures.on(*day);
  auto report = that_day->report({.label = a.label.empty() ? default_label(*day) : a.label, .county = a.county}, false);
  if (!report) return line.fail(report.error());
  auto cell = find_cell(*report, a.table, a.row, a.column);
  if (!cell) return line.fail(cell.error());
  auto noted = store->write(system_session("command line"), [&](Transaction& t) -> Result<void> {
    t.note("exported", nullptr, 0, fmt::format("{}, {}, {}, as at {}", a.table, a.row, a.column, iso(*day)));
    return {};
  });
  if (!noted) return line.fail(noted.error());
  std::cout << explanation_csv(*store, system_session("command line"), *that_day, *cell);
  return ExitCode::done;
}

int check_published(CommandLine& line, const std::vector<std::string>& files) {
  auto cells = published::read_tidy_files(files);
  if (!cells) return line.fail(cells.error());
  auto findings = published::check(*cells);
  std::cout << published::findings_csv(findings);
  return findings.empty() ? ExitCode::done : ExitCode::found_problems;
}

int compare_published(CommandLine& line, const std::vector<std::string>& files, const std::string& folder) {
  auto printed = published::read_tidy_files(files), computed = published::read_tidy_files({folder + "/report.csv"});
  if (!printed) return line.fail(printed.error());
  if (!computed) return line.fail(computed.error());
  published::Comparison c = published::compare(*printed, *computed);
  std::cout << published::differences_csv(c.differences);
  std::cerr << fmt::format("{} cells equal, {} different, {} not among the computed, {} unknown in print\n", c.equal, c.different, c.not_found.size(), c.unknown_in_print);
  return c.differences.empty() ? ExitCode::done : ExitCode::found_problems;
}

}  // namespace

void add_figures_commands(CommandLine& line) {
  auto* report = line.app.add_subcommand("report", "The report of a county on a day, in every format");
  auto r = std::make_shared<ReportArguments>();
  report->add_option("kind", r->kind, "termly")->required()->check(CLI::IsMember({"termly"}));
  report->add_option("--as-at", r->as_at, "The census date, for example 2020-11-13")->required();
  report->add_option("--label", r->label, "What the report is called, for example \"Dec 2020\"");
  report->add_option("--out", r->out, "The folder to write into")->required();
  report->add_option("--format", r->formats, "Any of html,xlsx,csv,json,pdf; all of them unless said")->delimiter(',')->allow_extra_args(false)->check(CLI::IsMember(report_formats));
  report->add_flag("--release", r->release, "Freeze the figures as published: later reports repeat them from here");
  report->add_option("--narrative", r->narrative, "What the figures say, kept with the release")->needs("--release");
  report->add_option("--reason", r->reason, "Why a report that was released is released again, as a revision")->needs("--release");
  report->add_option("--county", r->county, "LA code, where the store holds more than one county");
  line.add_store_option(report);
  report->callback([&line, r] { line.exit_code = write_report(line, *r); });

  auto* explain_command = line.app.add_subcommand("explain", "The records behind a figure, as CSV");
  auto e = std::make_shared<ExplainArguments>();
  explain_command->add_option("--as-at", e->as_at, "The census date")->required();
  explain_command->add_option("--label", e->label, "The report's label, where a row carries it");
  explain_command->add_option("--table", e->table, "Table name or number")->required();
  explain_command->add_option("--row", e->row, "Row name")->required();
  explain_command->add_option("--column", e->column, "Column name")->required();
  explain_command->add_option("--county", e->county, "LA code, where the store holds more than one county");
  line.add_store_option(explain_command);
  explain_command->callback([&line, e] { line.exit_code = explain(line, *e); });

  auto* check = line.app.add_subcommand("check", "Contradictions in published tables (tidy CSV), as CSV");
  auto files = std::make_shared<std::vector<std::string>>();
  check->add_option("files", *files, "report,table,row,column,value")->required()->check(CLI::ExistingFile);
  check->callback([&line, files] { line.exit_code = check_published(line, *files); });

  auto* compare = line.app.add_subcommand("compare", "Printed figures against computed ones, cell by cell, as CSV");
  auto printed = std::make_shared<std::vector<std::string>>();
  auto folder = std::make_shared<std::string>();
  compare->add_option("--published", *printed, "Tidy CSV files of what was printed")->required()->check(CLI::ExistingFile);
  compare->add_option("--report", *folder, "The folder that waymark report wrote")->required()->check(CLI::ExistingDirectory);
  compare->callback([&line, printed, folder] { line.exit_code = compare_published(line, *printed, *folder); });
}

}  // namespace waymark
