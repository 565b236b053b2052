#include "cli/cli.h"

int main(int argc, char** argv) { return waymark::run_command_line(argc, argv); }
