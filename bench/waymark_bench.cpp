// The measuring program: files to measure with, and Waymark's own times and cells. bench/run drives it beside the others.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <iostream>

#include "domain/all_records.h"
#include "figures_bench.h"
#include "find_bench.h"
#include "platform/store/store.h"
#include "register_files.h"

namespace waymark {
namespace {

int run(int argc, char** argv) {
  CLI::App app("Measures Waymark");
  app.require_subcommand(1);
  std::string folder, store, as_at = "2020-11-13", earlier = "2010-11-12";
  std::size_t rows = 100'000;
  std::int64_t pupils = 1'000'000;
  int find_repetitions = 1000;
  FiguresBench settings;
  auto* files = app.add_subcommand("register-files", "Write a register as CSV files and as a workbook");
  files->add_option("folder", folder)->required();
  files->add_option("--rows", rows)->capture_default_str();
  auto* figures = app.add_subcommand("figures", "Time history, census and tables; write columns and cells");
  figures->add_option("folder", settings.folder)->required();
  figures->add_option("--store", store)->required();
  figures->add_option("--as-at", as_at)->capture_default_str();
  figures->add_option("--earlier", earlier)->capture_default_str();
  figures->add_option("--live", settings.live)->capture_default_str();
  figures->add_option("--repetitions", settings.repetitions)->capture_default_str();
  auto* find = app.add_subcommand("find", "Time finding a child through the store");
  find->add_option("--store", store)->required();
  find->add_option("--repetitions", find_repetitions)->capture_default_str();
  auto* find_names = app.add_subcommand("find-names", "Time the index alone, over invented names");
  find_names->add_option("--pupils", pupils)->capture_default_str();
  find_names->add_option("--repetitions", find_repetitions)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (*files) {
    auto written = write_register_files(folder, rows);
    if (!written) { std::cerr << written.error().message << "\n"; return 3; }
    fmt::print("register rows\t{}\n", *written);
    return 0;
  }
  if (*find_names) {
    measure_find_names(pupils, find_repetitions);
    return 0;
  }
  if (*find) {
    measure_find(*open_store(store, all_records(), IfMissing::refuse), find_repetitions);
    return 0;
  }
  settings.as_at = parse_date(as_at).value();
  settings.earlier = parse_date(earlier).value();
  auto held = open_store(store, all_records(), IfMissing::refuse);
  measure_figures(*held, settings);
  return 0;
}

}  // namespace
}  // namespace waymark

int main(int argc, char** argv) { return waymark::run(argc, argv); }
