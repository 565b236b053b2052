// Documentation made by the program and kept in tests/golden: a change shows in the diff. ./dev goldens refreshes them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "domain/all_records.h"
#include "domain/people/access.h"
#include "exchange/dictionary.h"
#include "platform/core/csv.h"
#include "platform/store/schema.h"
#include "testing/stores.h"
#include "web/app.h"

namespace waymark {
namespace {

void compare_with_golden(const std::string& name, const std::string& now) {
  std::string path = std::string(WAYMARK_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("WAYMARK_REFRESH_GOLDENS")) {
    ASSERT_TRUE(write_file(path, now));
    return;
  }
  auto held = read_file(path);
  ASSERT_TRUE(held) << path;
  EXPECT_EQ(*held, now) << "if the change is meant: ./dev goldens";
}

TEST(Documentation, the_schema_is_the_golden_one) {
  std::string out;
  auto dialect = connect_sqlite(testing_support::new_folder() + "/empty.db", true);
  for (const RecordType* type : all_records())
    for (const std::string& sql : table_statements(*dialect, *type)) out += sql + ";\n";
  compare_with_golden("schema.sql", out);
}

TEST(Documentation, the_dictionary_is_the_golden_one) { compare_with_golden("dictionary.csv", dictionary_csv()); }

TEST(Documentation, the_routes_are_the_golden_ones) {
  std::string out;
  for (const Route& r : all_routes()) out += fmt::format("{:4} {:30} {:51} {}{}\n", r.method, r.path, r.about, words_of(r.needs), r.fresh ? ", password or code given lately" : "");
  compare_with_golden("routes.txt", out);
}

TEST(Documentation, the_access_table_is_the_golden_one) {
  auto say = [](Reach r) { return r == Reach::all ? "all" : r == Reach::own ? "own" : "none"; };
  std::string out = fmt::format("{:18} {:18} {:5} {:5} {:6} {:10} {}\n", "role", "record", "read", "add", "change", "case notes", "fields");
  for (const AccessRow& r : access_table())
    out += fmt::format("{:18} {:18} {:5} {:5} {:6} {:10} {}\n", r.role, r.record, say(r.read), say(r.add), say(r.change), r.case_notes ? "yes" : "no", r.fields.empty() ? "all" : r.fields);
  compare_with_golden("access.txt", out);
}

}  // namespace
}  // namespace waymark
