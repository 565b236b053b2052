#include "platform/core/embedded.h"

namespace waymark {

std::optional<std::string_view> embedded_file(std::string_view name) {
  static const std::vector<EmbeddedFile> files = embedded_files();
  for (const EmbeddedFile& file : files)
    if (file.name == name) return file.bytes;
  return std::nullopt;
}

}  // namespace waymark
