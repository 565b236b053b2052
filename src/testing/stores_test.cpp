#include "testing/stores.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "platform/store/database.h"

namespace waymark::testing_support {
namespace {

struct Folders {
  std::vector<std::string> made;
  ~Folders() {
    std::error_code ignored;
    for (const std::string& folder : made) std::filesystem::remove_all(folder, ignored);
  }
} folders;

std::string server() {
  const char* address = std::getenv("WAYMARK_TEST_POSTGRES");
  return address ? address : "";
}

}  // namespace

std::vector<std::string> databases() {
  if (server().empty()) return {"sqlite"};
  return {"sqlite", "postgres"};
}

std::string new_folder() {
  char name[] = "/tmp/waymark-test-XXXXXX";
  folders.made.emplace_back(::mkdtemp(name));
  return folders.made.back();
}

StorePlace::StorePlace(const std::string& database) {
  if (database == "sqlite") {
    address_ = new_folder() + "/store.db";
    return;
  }
  static int n = 0;
  schema_ = fmt::format("test_{}_{}", ::getpid(), ++n);
  connect_postgres(server())->execute("CREATE SCHEMA " + schema_);
  address_ = server() + (server().contains('?') ? "&" : "?") + "options=-csearch_path%3D" + schema_;
}

StorePlace::~StorePlace() {
  if (!schema_.empty()) connect_postgres(server())->execute("DROP SCHEMA " + schema_ + " CASCADE");
}

void StorePlace::execute(const std::string& sql) const { (schema_.empty() ? connect_sqlite(address_, false) : connect_postgres(address_))->execute(sql); }

}  // namespace waymark::testing_support
