// The command line. Exit codes: 0 done, 1 finished and found problems, 2 used wrongly, 3 could not.
#pragma once
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "platform/record/store.h"

namespace waymark {

int run_command_line(int argc, char** argv);

enum ExitCode { done = 0, found_problems = 1, used_wrongly = 2, could_not = 3 };

// What each file of commands adds to the program; the command sets `exit_code`.
struct CommandLine {
  CLI::App app{"Waymark: the register, figures and casework of inclusion partnerships", "waymark"};
  int exit_code = ExitCode::done;
  std::string store;   // the option --store, or WAYMARK_STORE
  void add_store_option(CLI::App* command);
  std::unique_ptr<Store> open(bool create);
  int fail(const Problem& problem) const;   // prints it; gives could_not
  int used_wrongly(std::string_view message) const;
};
void add_register_commands(CommandLine& line);   // import, template, demo
void add_figures_commands(CommandLine& line);    // report, explain, check, compare
void add_store_commands(CommandLine& line);      // verify, migrate, backup, restore, user, dictionary
void add_serve_command(CommandLine& line);

Progress terminal_progress();                    // empty in a pipe

}  // namespace waymark
