// Rows whose values stand under the wrong headings are explained as that, not as a fault a cell.
#include <fmt/format.h>

#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;
class ImportShift : public Importing {
 protected:
  // A cell too many in front of the forename, or the surname missing.
  std::vector<std::string> right(int n) { return {upn(n), "Roe", "", "Jordan", "3/2/2006", "F", "855"}; }
  std::vector<std::string> left(int n) { return {upn(n), "Jordan", "3/2/2006", "F", "855"}; }
};
INSTANTIATE_TEST_SUITE_P(Databases, ImportShift, testing::Values("sqlite"));

TEST_P(ImportShift, one_row_too_far_to_the_right) {
  ImportIssue issue = only_issue(import({{"Pupils", {pupil_headings, pupil_row(1), right(2)}}}, {.dry_run = true}));
  EXPECT_EQ(issue.row, 3u);
  EXPECT_EQ(issue.column, "Forename");
  EXPECT_EQ(issue.value, "Jordan");
  EXPECT_EQ(issue.message, "from column C (Forename) on, the values stand one column too far to the right: move them and the row is sound");
  EXPECT_TRUE(issue.hard);
}

TEST_P(ImportShift, one_row_too_far_to_the_left) {
  ImportIssue issue = only_issue(import({{"Pupils", {pupil_headings, left(1)}}}, {.dry_run = true}));
  EXPECT_NE(issue.message.find("one column too far to the left"), std::string::npos) << issue.message;
}

TEST_P(ImportShift, five_rows_are_named_one_by_one_and_more_of_them_at_once) {
  Grid five = {pupil_headings}, many = {pupil_headings};
  for (int n = 1; n <= 5; ++n) five.push_back(right(n));
  for (int n = 1; n <= 300; ++n) many.push_back(n % 3 ? right(n) : pupil_row(n));
  EXPECT_EQ(import({{"Pupils", five}}, {.dry_run = true}).issues.size(), 5u);
  ImportResult result = import({{"Pupils", many}}, {.dry_run = true});
  ImportIssue issue = only_issue(result);
  EXPECT_EQ(issue.row, 2u);
  EXPECT_EQ(issue.message, "in 200 rows (2, 3, 5, 6, 8 and 195 more) the values stand one column too far to the right from column C (Forename) on: move them and the rows are sound");
  EXPECT_EQ(result.counts.at(0).refused, 200u);
}

TEST_P(ImportShift, other_faults_are_named_as_what_they_are) {
  ImportResult result = import({{"Pupils", {pupil_headings, {upn(1), "Roe", "Jordan", "soon", "Q", "855"}}}}, {.dry_run = true});
  EXPECT_EQ(result.issues.size(), 2u) << issues_csv(result);
  EXPECT_EQ(result.issues[0].value, "soon");
}

TEST_P(ImportShift, many_faulty_rows_are_still_read_in_time) {
  Grid sheet = {pupil_headings};
  for (int n = 1; n <= 50'000; ++n) sheet.push_back({upn(n), "Roe", "Jordan", "soon", "Q", "nowhere"});
  ImportResult result = import({{"Pupils", sheet}}, {.dry_run = true});
  EXPECT_EQ(result.counts.at(0).refused, 50'000u);
  EXPECT_EQ(result.issues.size(), 100'001u);
  EXPECT_EQ(result.issues.back().message, "and 50000 further problems of this kind, which are not listed");
}

TEST_P(ImportShift, a_hidden_sheet_is_refused_by_its_name) {
  ImportResult result = import_file_of(xlsx_bytes({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Referrals old", {{"x"}}, true}}));
  ImportIssue issue = only_issue(result);
  EXPECT_EQ(issue.sheet, "Referrals old");
  EXPECT_TRUE(issue.hard);
  EXPECT_EQ(issue.message, "the sheet “Referrals old” is hidden: show it or delete it, so that everyone sees what is handed in");
  EXPECT_FALSE(result.applied);
}

TEST_P(ImportShift, dates_are_read_as_the_united_kingdom_writes_them_as_iso_and_as_serial_numbers) {
  Grid sheet = {pupil_headings};
  for (const char* born : {"3/2/2006", "03.02.06", "2006-02-03", "3 Feb 2006", "3 February 2006", "38751", "38751.0", "38751.6", "2006-02-03 00:00:00"}) {
    sheet.push_back(pupil_row(static_cast<int>(sheet.size())));
    sheet.back()[3] = born;
  }
  ASSERT_TRUE(import({{"Pupils", sheet}}).applied);
  for (const Pupil& pupil : all<Pupil>()) EXPECT_EQ(pupil.born_on, Date::of(2006, 2, 3)) << pupil.upn;
}

TEST_P(ImportShift, a_year_or_a_wrong_order_is_no_date) {
  for (const char* born : {"2006", "2006.02.03.1", "02/23/2006", "200602", "0"}) {
    auto row = pupil_row(1);
    row[3] = born;
    EXPECT_FALSE(import({{"Pupils", {pupil_headings, row}}}, {.dry_run = true}).issues.empty()) << born;
  }
  auto row = pupil_row(1);
  row[3] = "2006.02.03";
  ASSERT_TRUE(import({{"Pupils", {pupil_headings, row}}}).applied);
  EXPECT_EQ(all<Pupil>().at(0).born_on, Date::of(2006, 2, 3));
}

TEST_P(ImportShift, a_date_without_a_style_in_a_workbook_that_counts_from_1904_is_the_day_it_means) {
  auto text = [](const char* at, const std::string& value) { return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", at, value); };
  std::string rows = R"(<row r="1">)" + text("A1", "UPN") + text("B1", "Date of birth") + R"(</row><row r="2">)" + text("A2", upn(1)) + R"(<c r="B2"><v>37289</v></c></row>)";
  ASSERT_TRUE(import_file_of(raw_xlsx("Pupils", rows, true)).applied);
  EXPECT_EQ(all<Pupil>().at(0).born_on, Date::of(2006, 2, 3));
}

}  // namespace
}  // namespace waymark
