// A frozen return is the register: its workbook, taken into an empty store, gives the figures of the day on which it was frozen.
#include <deque>

#include "demonstration/generator.h"
#include "domain/casework/returns.h"
#include "exchange/register_rows.h"
#include "figures/figures.h"
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;

class FrozenFigures : public testing::TestWithParam<std::string> {
 protected:
  FrozenFigures() : place(GetParam()), store(open_store(place.address(), all_records())) {
    std::vector<PartnershipTarget> targets = december_2020_targets();
    for (int i = 0; i < 2; ++i) take(*store, import_rows("made", made.emplace_back(generate_register(targets.at(static_cast<std::size_t>(i)), i + 1, {}))));
  }
  static void take(Store& into, ImportFile file) {
    auto done = import_register(into, system_session("test"), std::vector{std::move(file)});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_TRUE(done->applied) << issues_csv(*done).substr(0, 2000);
  }
  static Report report_of(Store& s) { return Figures(s).on(demonstration_day)->report({.label = "Dec 2020"}, true).value(); }
  StorePlace place;
  std::unique_ptr<Store> store;
  std::deque<RegisterRows> made;
};
INSTANTIATE_TEST_SUITE_P(Databases, FrozenFigures, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

void close_every_case(Store& store) {
  ASSERT_TRUE(store.write(system_session("test"), [](Transaction& t) -> Result<void> {
    for (const CaseFile& c : t.list<CaseFile>()) {
      CaseFile closed = c;
      closed.closed_on = Date::of(2020, 11, 1);
      t.update(c, closed);
    }
    return {};
  }));
}

TEST_P(FrozenFigures, every_cell_of_the_own_column_equals_that_of_the_workbook_in_an_empty_store) {
  Partnership own = store->read(system_session("test"))->list<Partnership>({.where = {equals("code", std::string("HBEP"))}}).at(0);
  Report before = report_of(*store);
  ASSERT_TRUE(open_returns(*store, system_session("test"), {"Dec 2020", demonstration_day, demonstration_day + 17, ""}));
  RegisterReturn r = store->read(system_session("test"))->list<RegisterReturn>({.where = {equals("partnership", own.id.value)}}).at(0);
  auto frozen = freeze_return(*store, session_as("coordinator", own.id.value), r.id, {"Priya Nair", demonstration_day});
  ASSERT_TRUE(frozen) << frozen.error().message;
  close_every_case(*store);
  ASSERT_EQ(find_cell(report_of(*store), "Table 1", "Total active cases", "HBEP")->cell->text, "0");

  RegisterRows rows = register_rows(frozen_register(*store->read(system_session("test")), *frozen));
  std::string book = register_workbook(&rows).value();
  StorePlace other_place(GetParam());
  auto other = open_store(other_place.address(), all_records());
  take(*other, import_bytes("register.xlsx", book));
  Report after = report_of(*other);
  std::size_t compared = 0;
  for (const ReportTable& table : before.tables)
    for (const ReportRow& row : table.rows)
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (!table.columns[c].name.starts_with("HBEP")) continue;
        auto cell = find_cell(after, table.table->id, row.name, table.columns[c].name);
        ASSERT_TRUE(cell) << cell.error().message;
        EXPECT_EQ(cell->cell->text, row.cells[c].text) << table.table->name << ", " << row.name << ", " << table.columns[c].name;
        EXPECT_TRUE(cell->cell->value == row.cells[c].value || !row.cells[c].value.known());
        ++compared;
      }
  EXPECT_GT(compared, 60u);
}

}  // namespace
}  // namespace waymark
