// Files of data/ and assets/ that the build puts into the program, so that one file is all there is to install.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

namespace waymark {

struct EmbeddedFile {
  std::string_view name;   // path below the project's folder, for example "data/codes.csv"
  std::string_view bytes;
};

std::vector<EmbeddedFile> embedded_files();
std::optional<std::string_view> embedded_file(std::string_view name);

}  // namespace waymark
