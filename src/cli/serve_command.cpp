#include "cli/cli.h"
namespace waymark { void add_serve_command(CommandLine&) {} }
