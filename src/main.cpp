#include "cli/cli.h"
#ifdef WAYMARK_MIMALLOC
#include <mimalloc.h>

#include <string_view>
#endif

int main(int argc, char** argv) {
#ifdef WAYMARK_MIMALLOC
  // A server gives back at once what a large return took; elsewhere that would only cost time.
  if (argc > 1 && std::string_view(argv[1]) == "serve") mi_option_set(mi_option_decommit_delay, 0);
#endif
  return waymark::run_command_line(argc, argv);
}
