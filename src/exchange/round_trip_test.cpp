// What the program writes it reads back as the same, and a register of any size comes in whole.
#include <algorithm>
#include <chrono>

#include "demonstration/generator.h"
#include "exchange/register_rows.h"
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;
class RoundTrip : public Importing {};
INSTANTIATE_TEST_SUITE_P(Databases, RoundTrip, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

TEST_P(RoundTrip, a_register_written_as_a_workbook_and_read_back_changes_nothing_and_makes_the_same_store) {
  RegisterRows made = generate_register(december_2020_targets().at(1), 2, {});
  std::vector<ImportFile> files = {import_rows("made", made)};
  auto first = import_register(*store, system_session("test"), files);
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_TRUE(first->applied) << issues_csv(*first);

  RegisterRows out = export_register(*store, system_session("test"));
  auto book = register_workbook(&out);
  ASSERT_TRUE(book) << book.error().message;
  std::int64_t sequence = store->last_sequence();
  ImportResult again = import_file_of(*book);
  EXPECT_TRUE(again.applied) << issues_csv(again);
  EXPECT_TRUE(again.changes.empty()) << again.changes[0].field << ": " << again.changes[0].from << " -> " << again.changes[0].to;
  EXPECT_TRUE(again.left.empty());
  EXPECT_EQ(store->last_sequence(), sequence);

  StorePlace other_place(GetParam());
  auto other = open_store(other_place.address(), all_records());
  std::vector<ImportFile> book_file = {import_bytes("register.xlsx", *book)};
  auto copied = import_register(*other, system_session("test"), book_file);
  ASSERT_TRUE(copied && copied->applied);
  RegisterRows copy = export_register(*other, system_session("test"));
  for (auto& [type, rows] : out.rows) {
    auto theirs = copy.rows[type];
    std::ranges::sort(rows);
    std::ranges::sort(theirs);
    EXPECT_EQ(rows, theirs) << type->table;
  }
}

TEST_P(RoundTrip, texts_that_spreadsheets_like_to_change_stay_as_they_are) {
  Grid pupils = {{"UPN", "Pupil reference", "Surname", "Forename", "Former names"}, {"", "0012", "=HYPERLINK(\"x\")", "1e5", "+44 1509"}, {"", "3/4", "O'Neil", "Zoë “Zo”", "two\nlines"}};
  ASSERT_TRUE(import({{"Pupils", pupils}, {"Cases", {{"Partnership", "Pupil", "Opened"}, {"A", "0012", "12/3/2020"}, {"A", "3/4", "12/3/2020"}}}}).applied);
  EXPECT_EQ(all<Pupil>().at(0).surname, "=HYPERLINK(\"x\")");
  RegisterRows out = export_register(*store, system_session("test"));
  std::int64_t sequence = store->last_sequence();
  ImportResult again = import_file_of(register_workbook(&out).value());
  EXPECT_TRUE(again.applied) << issues_csv(again);
  EXPECT_TRUE(again.changes.empty());
  EXPECT_EQ(store->last_sequence(), sequence);
}

TEST_P(RoundTrip, two_hundred_thousand_rows_come_in) {
  if (GetParam() != "sqlite") GTEST_SKIP() << "once is enough";
  constexpr int n = 100'000;
  std::string pupils = "UPN,Surname,Forename,Date of birth,Sex,Home authority\n", cases = "Partnership,UPN,Case reference,Opened\n";
  for (int i = 0; i < n; ++i) {
    pupils += upn(i) + ",Roe,Jordan,3/2/2006,F,855\n";
    cases += "A," + upn(i) + ",C" + std::to_string(i) + ",12/3/2020\n";
  }
  std::vector<ImportFile> files = {import_bytes("Pupils.csv", pupils), import_bytes("Cases.csv", cases)};
  auto start = std::chrono::steady_clock::now();
  auto result = import_register(*store, system_session("test"), files);
  ASSERT_TRUE(result && result->applied);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
  EXPECT_EQ(store->read(system_session("test"))->count(record_type_of<CaseFile>, {}), n);
}

}  // namespace
}  // namespace waymark
