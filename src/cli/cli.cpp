#include "cli/cli.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "domain/all_records.h"
#include "platform/store/store.h"

namespace waymark {

void CommandLine::add_store_option(CLI::App* command) {
  command->add_option("--store", store, "The store: a file, or a postgresql:// address")->envname("WAYMARK_STORE")->required();
}

std::unique_ptr<Store> CommandLine::open(bool create) { return open_store(store, all_records(), create ? IfMissing::create : IfMissing::refuse); }

int CommandLine::fail(const Problem& problem) const {
  std::cerr << "waymark: " << (problem.where.empty() ? "" : problem.where + ": ") << problem.message << "\n";
  return ExitCode::could_not;
}

int CommandLine::used_wrongly(std::string_view message) const {
  std::cerr << "waymark: " << message << "\n";
  return ExitCode::used_wrongly;
}

Progress terminal_progress() {
  if (!::isatty(STDERR_FILENO)) return {};
  return [](std::string_view what, std::int64_t done, std::int64_t of) {
    std::cerr << "\r\033[K" << what;
    if (done || of) std::cerr << "  " << done << (of ? fmt::format(" of {}", of) : "");
    if (of && done >= of) std::cerr << "\n";
    std::cerr << std::flush;
  };
}

int run_command_line(int argc, char** argv) {
  CommandLine line;
  line.app.require_subcommand(1);
  line.app.set_version_flag("--version", "waymark 0.1.0");
  line.app.get_formatter()->column_width(36);
  add_serve_command(line);
  add_register_commands(line);
  add_figures_commands(line);
  add_store_commands(line);
  try {
    line.app.parse(argc, argv);
    std::cout.flush();
    if (!std::cout) return line.fail({.message = "the output cannot be written"});
    return line.exit_code;
  } catch (const CLI::ParseError& e) {
    int code = line.app.exit(e);
    return code == 0 ? ExitCode::done : ExitCode::used_wrongly;
  } catch (const StoreLost& e) {
    return line.fail({.message = e.what()});
  } catch (const std::bad_alloc&) {
    return line.fail({.message = "there is not enough memory"});
  } catch (const std::exception& e) {
    return line.fail({.message = std::string("an error in the program itself, please report it: ") + e.what()});
  }
}

}  // namespace waymark
