// The demonstration's tables are the printed ones of December 2020, but for the five cells in which the report contradicts itself.
#include "demonstration/demonstration.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "domain/all_records.h"
#include "figures/figures.h"
#include "platform/core/csv.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

using namespace testing_support;

TEST(Demonstration, its_tables_are_the_printed_ones_but_for_five_cells) {
  StorePlace place("sqlite");
  auto store = open_store(place.address(), all_records());
  ASSERT_TRUE(make_demonstration(*store, "", {}));
  Report report = Figures(*store).on(demonstration_day)->report({.label = "Dec 2020"}, true).value();
  std::set<std::string> differences;
  std::size_t cells = 0;
  for (int n = 1; n <= 10; ++n) {
    auto bytes = read_file(fmt::format("{}/data/published/2020-dec-table-{:02}.csv", WAYMARK_SOURCE_DIR, n));
    CsvTable printed = read_csv_table(bytes.value()).value();
    for (const auto& line : printed.rows) {
      auto cell = find_cell(report, line[1], line[2], line[3]);
      ASSERT_TRUE(cell) << cell.error().message;
      ++cells;
      Number was = parse_number(line[4]);   // an unprinted one says nothing
      if (was.known() && !(was == cell->cell->value.rounded(cell->row->places))) differences.insert(fmt::format("{}, {}, {}: {} -> {}", line[1], line[2], line[3], line[4], cell->cell->text));
    }
  }
  EXPECT_GT(cells, 400u);
  EXPECT_EQ(differences, (std::set<std::string>{"Table 6, <24hrs, Total: 12 -> 13", "Table 7, How many are full time with P'ship?, LIP: 27 -> 26", "Table 7, How many are full time with P'ship?, Total: 88 -> 87",
                                                "Table 7, How many are CMN, Total: 12 -> 3", "Table 9, Average Hours/week Dec 20, Total: 13.6 -> 15.5"}));
  EXPECT_TRUE(store->verify({}).findings.empty());
}

}  // namespace
}  // namespace waymark
