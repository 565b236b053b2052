// import, template, demo: what brings registers in.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/cli.h"
#include "demonstration/demonstration.h"
#include "exchange/published_import.h"
#include "exchange/register_rows.h"
#include "platform/core/csv.h"

namespace waymark {
namespace {

void print_result(const ImportResult& result, std::size_t most) {
  for (const ImportCount& c : result.counts) {
    std::string line = fmt::format("{}: {} rows, {} new, {} changed, {} unchanged", c.type->plural, c.rows, c.added, c.changed, c.unchanged);
    if (c.refused) line += fmt::format(", {} refused", c.refused);
    if (c.left) line += fmt::format(", {} in the store but not in the file (kept)", c.left);
    std::cout << line << "\n";
  }
  std::size_t shown = 0;
  for (bool hard : {true, false})
    for (const ImportIssue& i : result.issues) {
      if (i.hard != hard || shown++ >= most) continue;
      std::cout << (i.hard ? "error: " : "warning: ") << i.sheet << (i.row ? fmt::format(", row {}", i.row) : "") << (i.column.empty() ? "" : ", " + i.column) << (i.value.empty() ? "" : " “" + i.value + "”") << ": "
                << i.message << "\n";
    }
  if (shown > most) std::cout << fmt::format("and {} more; --errors FILE lists them all\n", shown - most);
}

struct ImportArguments {
  std::string format, errors, county;
  std::vector<std::string> files;
  bool dry_run = false, good_rows = false;
};

using Returns = std::vector<std::vector<ImportFile>>;

// A workbook is a return of its own; CSV files given together are the sheets of one.
Returns returns_of(const std::vector<std::string>& paths) {
  Returns out;
  std::vector<ImportFile> sheets;
  for (const std::string& path : paths) {
    std::string ending = path.substr(std::min(path.size(), path.find_last_of('.')));
    if (ending == ".xlsx" || ending == ".ods" || ending == ".xlsm") out.push_back({import_file(path)});
    else sheets.push_back(import_file(path));
  }
  if (!sheets.empty()) out.push_back(std::move(sheets));
  return out;
}

bool sound(const Result<ImportResult>& result) { return result && result->hard() == 0; }

// The returns in turn. Unless the good rows are wanted, none after one that failed.
std::vector<Result<ImportResult>> take(Store& store, const Returns& returns, const ImportOptions& options) {
  std::vector<Result<ImportResult>> out;
  for (const auto& files : returns) {
    try {
      out.push_back(import_register(store, system_session("command line"), files, options));
    } catch (const StoreLost& e) {
      out.push_back(problem(e.what()));
    }
    if (!options.dry_run && !options.good_rows && !sound(out.back())) break;
  }
  return out;
}

ImportResult all_issues(const std::vector<Result<ImportResult>>& results) {
  ImportResult all;
  for (const auto& result : results)
    if (result) all.issues.insert(all.issues.end(), result->issues.begin(), result->issues.end());
    else all.issues.push_back({result.error().where, 0, "", "", result.error().message, true});
  return all;
}

int print_results(const CommandLine& line, const ImportArguments& a, const Returns& returns, const std::vector<Result<ImportResult>>& results) {
  int code = ExitCode::done;
  bool any = false;
  for (std::size_t i = 0; i < returns.size(); ++i) {
    if (a.files.size() > 1) std::cout << returns[i][0].name << "\n" << std::flush;
    if (i >= results.size()) { std::cout << "Not imported, since one before it could not be.\n"; continue; }
    if (!results[i]) { code = line.fail(results[i].error()); continue; }
    print_result(*results[i], 50);
    if (results[i]->applied) std::cout << "Imported.\n";
    any = any || results[i]->applied;
    if (!sound(results[i]) && code == ExitCode::done) code = ExitCode::found_problems;
  }
  if (a.dry_run) std::cout << "Nothing was changed: this was a dry run.\n";
  else if (!any && (code == ExitCode::found_problems || returns.size() > 1)) std::cout << "Nothing was changed: mend the errors, or take the good rows with --good-rows.\n";
  return code;
}

int import_registers(CommandLine& line, const ImportArguments& a) {
  auto store = line.open(true);
  Returns returns = returns_of(a.files);
  bool first_look = returns.size() > 1 && !a.dry_run && !a.good_rows;   // all of them are taken, or none
  ImportOptions options{.dry_run = a.dry_run || first_look, .good_rows = a.good_rows, .progress = terminal_progress()};
  auto results = take(*store, returns, options);
  if (first_look && std::ranges::all_of(results, sound)) {
    options.dry_run = false;
    results = take(*store, returns, options);
  }
  int code = print_results(line, a, returns, results);
  if (!a.errors.empty())
    if (auto done = write_file(a.errors, issues_csv(all_issues(results))); !done) return line.fail(done.error());
  return code;
}

int write_template(CommandLine& line, const std::string& format, std::string out) {
  if (format != "register") return line.fail({.message = "there is no template for " + format});
  auto bytes = register_workbook();
  if (!bytes) return line.fail(bytes.error());
  if (out.empty() && ::isatty(STDOUT_FILENO)) out = "register.xlsx";
  if (out.empty() || out == "-") {
    std::cout.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    return ExitCode::done;
  }
  if (auto done = write_file(out, *bytes); !done) return line.fail(done.error());
  std::cout << "Written to " << out << "\n";
  return ExitCode::done;
}

}  // namespace

void add_register_commands(CommandLine& line) {
  auto* import = line.app.add_subcommand("import", "Bring in a register or published figures");
  auto a = std::make_shared<ImportArguments>();
  import->add_option("format", a->format, "register, or published (tidy CSV of earlier reports)")->required()->check(CLI::IsMember({"register", "published"}));
  import->add_option("files", a->files, "XLSX, ODS or CSV files: a workbook stands by itself, CSV files are sheets of one return")->required()->check(CLI::ExistingFile);
  import->add_flag("--dry-run", a->dry_run, "Say what would happen and change nothing");
  import->add_flag("--good-rows", a->good_rows, "Take the rows without errors; otherwise all the files or nothing");
  import->add_option("--errors", a->errors, "Write every problem to this CSV file");
  import->add_option("--county", a->county, "LA code of published figures whose file has no column county");
  line.add_store_option(import);
  import->callback([&line, a] {
    if (a->format == "register" && !a->county.empty()) { line.exit_code = line.used_wrongly("--county is for published figures"); return; }
    if (a->format == "register") { line.exit_code = import_registers(line, *a); return; }
    if (a->dry_run || a->good_rows || !a->errors.empty()) {
      line.exit_code = line.used_wrongly("--dry-run, --good-rows and --errors are for registers");
      return;
    }
    auto store = line.open(true);
    auto n = import_published(*store, system_session("command line"), a->files, a->county);
    if (!n) { line.exit_code = line.fail(n.error()); return; }
    std::cout << fmt::format("{} published figures imported.\n", *n);
  });

  auto* template_command = line.app.add_subcommand("template", "An empty file to fill in");
  auto format = std::make_shared<std::string>(), out = std::make_shared<std::string>();
  template_command->add_option("format", *format, "register")->required()->check(CLI::IsMember({"register"}));
  template_command->add_option("--out", *out, "File to write; - for standard output. Without it: register.xlsx, or standard output in a pipe");
  template_command->callback([&line, format, out] { line.exit_code = write_template(line, *format, *out); });

  auto* demo = line.app.add_subcommand("demo", "Fill an empty store with the demonstration county");
  auto england = std::make_shared<bool>(false);
  auto counties = std::make_shared<int>(150), closed = std::make_shared<int>(1250);
  auto workbooks = std::make_shared<std::string>();
  demo->add_flag("--england", *england, "150 counties of the same shape with ten years of history, for measuring");
  demo->add_option("--counties", *counties, "With --england: how many")->check(CLI::Range(1, 150));
  demo->add_option("--closed-cases", *closed, "With --england: closed cases in each partnership")->check(CLI::Range(0, 100000));
  demo->add_option("--workbooks", *workbooks, "Write the five register workbooks into this folder as well");
  line.add_store_option(demo);
  demo->callback([&line, england, counties, closed, workbooks] {
    auto store = line.open(true);
    if (is_demonstration(*store)) { std::cout << "The store holds the demonstration already.\n"; return; }
    if (store->last_sequence() > 0) { line.exit_code = line.fail({.message = "the store is not empty: the demonstration goes into a store of its own"}); return; }
    auto made = *england ? make_england(*store, *counties, *closed, terminal_progress()) : make_demonstration(*store, *workbooks, terminal_progress());
    if (!made) { line.exit_code = line.fail(made.error()); return; }
    std::cout << "The demonstration is ready. Its children and schools are invented.\n";
  });
}

}  // namespace waymark
