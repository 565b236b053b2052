// A register as CSV sheets, through parsing and matching against a small store: each sheet begins with a line "==== name". Every finding
// names its sheet and says something, and a row of the file is counted exactly once.
#include <unistd.h>

#include <cstdlib>
#include <deque>
#include <filesystem>

#include "domain/all_records.h"
#include "domain/partnership/partnership.h"
#include "exchange/register_import.h"
#include "platform/store/store.h"

using namespace waymark;

namespace {

struct Place {
  std::string folder = "/tmp/waymark-fuzz-" + std::to_string(::getpid());
  std::unique_ptr<Store> store;
  Place() {
    std::filesystem::create_directories(folder);
    store = open_store(folder + "/store.db", all_records());
    (void)store->write(system_session("fuzz"), [](Transaction& t) -> Result<void> {
      Partnership a{.code = "A", .name = "Aston", .authority = {"855"}}, b{.code = "B", .name = "Beeston", .authority = {"855"}};
      t.insert(a);
      t.insert(b);
      return {};
    });
  }
  ~Place() {
    store.reset();
    std::filesystem::remove_all(folder);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static Place place;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  if (!rest.starts_with("==== ")) return 0;
  std::vector<ImportFile> files;
  while (!rest.empty()) {
    rest.remove_prefix(5);
    std::size_t line = rest.find('\n'), end = rest.find("\n==== ");
    if (line == std::string_view::npos) break;
    std::string name(rest.substr(0, line));
    std::string_view body = end == std::string_view::npos ? rest.substr(line + 1) : end < line + 1 ? std::string_view() : rest.substr(line + 1, end - line - 1);
    files.push_back(import_bytes(name, body));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  auto result = import_register(*place.store, system_session("fuzz"), files, {.dry_run = true});
  if (!result) return 0;
  for (const ImportIssue& issue : result->issues)
    if (issue.message.empty()) std::abort();
  for (const ImportCount& count : result->counts)
    if (count.rows != count.added + count.changed + count.unchanged + count.refused) std::abort();
  (void)issues_csv(*result);
  return 0;
}
