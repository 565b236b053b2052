// Soft problems stay with their record as warnings until the corrected row arrives.
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;
class ImportWarnings : public Importing {
 protected:
  std::vector<SheetText> with_born(std::string born, std::string partnership = "A") {
    auto row = pupil_row(1);
    row[3] = std::move(born);
    return {{"Pupils", {pupil_headings, row}}, {"Cases", {case_headings, case_row(1, std::move(partnership))}}};
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ImportWarnings, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

TEST_P(ImportWarnings, stay_with_the_record_and_are_not_raised_twice) {
  ASSERT_TRUE(import(with_born("")).applied);
  auto warnings = all<RecordWarning>();
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].record_table, "pupil");
  EXPECT_EQ(warnings[0].field_name, "born_on");
  EXPECT_EQ(warnings[0].partnership, a);
  EXPECT_FALSE(warnings[0].mended_on);
  std::int64_t sequence = store->last_sequence();
  ASSERT_TRUE(import(with_born("")).applied);
  EXPECT_EQ(store->last_sequence(), sequence);
}

TEST_P(ImportWarnings, are_mended_by_the_corrected_row_and_raised_again_by_the_fault) {
  import(with_born(""));
  ASSERT_TRUE(import(with_born("3/2/2006")).applied);
  ASSERT_EQ(all<RecordWarning>().size(), 1u);
  EXPECT_TRUE(all<RecordWarning>()[0].mended_on);
  ASSERT_TRUE(import(with_born("")).applied);
  ASSERT_EQ(all<RecordWarning>().size(), 1u);
  EXPECT_FALSE(all<RecordWarning>()[0].mended_on);
}

TEST_P(ImportWarnings, of_a_row_that_did_not_come_stay_as_they_are) {
  import(with_born(""));
  import({{"Cases", {case_headings, case_row(1)}}});
  EXPECT_FALSE(all<RecordWarning>().at(0).mended_on);
}

TEST_P(ImportWarnings, of_a_pupil_whom_two_partnerships_know_are_raised_once) {
  ASSERT_TRUE(import(with_born("", "A")).applied);
  for (int i = 0; i < 2; ++i) {
    auto result = try_import(with_born("", "B"), {}, coordinator(b));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->applied) << issues_csv(*result);
  }
  EXPECT_EQ(all<RecordWarning>().size(), 1u);
}

TEST_P(ImportWarnings, do_not_change_when_rows_are_sorted_otherwise) {
  Grid headings_first = {{"UPN", "Care authority", "From", "To"}, {upn(1), "855", "1/1/2019", "1/1/2020"}, {upn(1), "855", "1/6/2019", "1/6/2020"}};
  auto sheets = with_born("3/2/2006");
  sheets.push_back({"Looked after", headings_first});
  ASSERT_TRUE(import(sheets).applied);
  ASSERT_EQ(all<RecordWarning>().size(), 1u);
  std::int64_t sequence = store->last_sequence();
  std::swap(sheets[2].rows[1], sheets[2].rows[2]);
  ASSERT_TRUE(import(sheets).applied);
  EXPECT_EQ(store->last_sequence(), sequence);
}

}  // namespace
}  // namespace waymark
