// Printed against computed figures: cells meet by meaning, numbers at the printed places.
#include "figures/published/compare.h"

#include <gtest/gtest.h>

#include "figures/published/example_reports.h"
#include "figures/published/printed_table.h"

namespace waymark::published {
namespace {

const Grid computed_grid = {{"", "HBEP", "LIP", "Total"}, {"Year 11", "3", "4", "7"}, {"Year 10", "1", "2", "3"}, {"Total active cases", "4", "6", "10"}, {"Total July 2015", "9", "9", "18"}, {"Total Dec 2020", "4", "6", "10"}};

TEST(Compare, findsEveryCellEqualToItself) {
  for (const auto& report : example_reports()) {
    Comparison comparison = compare(report, report);
    EXPECT_EQ(comparison.different, 0) << report[0].report;
    EXPECT_TRUE(comparison.not_found.empty()) << report[0].report << " " << comparison.not_found[0].row << " " << comparison.not_found[0].column;
    EXPECT_EQ(comparison.equal + comparison.unknown_in_print, static_cast<int>(report.size()));
  }
}

TEST(Compare, meetsCellsByMeaningWhateverTheTableNumberAndWording) {
  Grid printed = {{"", "Hinckley and Bosworth", "LNCIP", "County"}, {"Yr 11", "3", "4", "7"}, {"Yr 10", "1", "2", "3"}, {"TOTAL OPEN CASES", "4", "5", "10"}, {"total jul 15", "9", "9", "18"}};
  Comparison comparison = compare(printed_table("Dec 2020", "Table 9", printed), printed_table("Dec 2020", "Table 1", computed_grid));
  EXPECT_EQ(comparison.equal, 11);
  ASSERT_EQ(comparison.differences.size(), 1u);
  EXPECT_EQ(comparison.differences[0].column, "LNCIP");
  EXPECT_EQ(comparison.differences[0].printed, "5");
  EXPECT_EQ(comparison.differences[0].computed, "6");
  EXPECT_EQ(comparison.differences[0].note, "computed is 1 more");
}

TEST(Compare, roundsTheComputedToThePrintedPlaces) {
  Grid printed = {{"", "HBEP", "LIP", "SL", "Total"}, {"Total hours/week purchased", "399.5", "1", "1", "401.5"}, {"Average hours/week*", "20.4", "7", "16.25", "15.5"}};
  Grid computed = {{"", "HBEP", "LIP", "SL", "Total"}, {"Total hours/week purchased", "399.5", "1", "1", "401.5"}, {"Average hours/week*", "20.3827", "7.0", "16.3", "15.44"}};
  Comparison comparison = compare(printed_table("Dec 2020", "T", printed), printed_table("Dec 2020", "T", computed));
  ASSERT_EQ(comparison.differences.size(), 2u);
  EXPECT_EQ(comparison.differences[0].column, "SL");      // more places printed than computed: by value
  EXPECT_EQ(comparison.differences[1].column, "Total");   // 15.44 prints as 15.4
}

TEST(Compare, takesTheUnlabelledTotalForTheTotal) {
  Grid printed = {{"", "HBEP", "LIP", "Total"}, {"Managed Move", "1", "2", "3"}, {"full time programme management", "1", "1", "2"}, {"[unlabelled total]", "", "", "5"}};
  Grid computed = {{"", "HBEP", "LIP", "Total"}, {"Managed Move", "1", "2", "3"}, {"full time programme management", "1", "1", "2"}, {"Total", "2", "3", "5"}};
  Comparison comparison = compare(printed_table("Dec 2020", "Table 5", printed), printed_table("Dec 2020", "Table 5", computed));
  EXPECT_EQ(comparison.equal, 7);
  EXPECT_EQ(comparison.unknown_in_print, 2);
}

TEST(Compare, meetsTheRowOfTheReportsOwnDateWithTheFigureOfNow) {
  Grid undated = computed_grid;
  undated.pop_back();
  Comparison comparison = compare(printed_table("Dec 2020", "Table 1", computed_grid), printed_table("Dec 2020", "Table 1", undated));
  EXPECT_EQ(comparison.equal, 15);
}

TEST(Compare, saysWhatIsNotAmongTheComputed) {
  Grid printed = computed_grid;
  printed.push_back({"Total March 2018", "1", "1", "2"});
  Comparison comparison = compare(printed_table("Dec 2020", "Table 1", printed), printed_table("Dec 2020", "Table 1", computed_grid));
  ASSERT_EQ(comparison.not_found.size(), 3u);
  EXPECT_EQ(comparison.not_found[0].row, "Total March 2018");
  EXPECT_EQ(comparison.different, 0);
}

TEST(Compare, comparesBothNumbersOfACell) {
  Grid printed = {{"", "Student numbers (number achieving 1 or more GCSE )", "Eng GCSE at C+"}, {"HB", "9(5)", "3"}, {"SL", "12(9)", "1"}};
  Grid computed = {{"", "Student numbers (number achieving 1 or more GCSE )", "Eng GCSE at C+"}, {"HB", "9 (4)", "3"}, {"SL", "12 (9)", "1"}};
  Comparison comparison = compare(printed_table("Dec 2014", "Table 4", printed), printed_table("Dec 2014", "Table 4", computed));
  ASSERT_EQ(comparison.differences.size(), 1u);
  EXPECT_EQ(comparison.differences[0].printed, "5");
  EXPECT_TRUE(comparison.differences[0].column.ends_with("[bracketed]"));
  EXPECT_TRUE(differences_csv(comparison.differences).starts_with("report,table,row,column,printed,computed,note\n"));
}

TEST(Compare, readsMoneyWithOrWithoutSeparators) {
  Grid printed = {{"", "HBEP", "LIP", "County"}, {"Total Expenditure", "1,234", "£5", "1,239"}, {"Balance at end of period", "-1", "2", "1"}};
  Grid computed = {{"", "HBEP", "LIP", "TOTAL"}, {"Total Expenditure", "1234.00", "5.40", "1239"}, {"Balance at end of period", "-1", "2", "1"}};
  EXPECT_EQ(compare(printed_table("R", "T", printed), printed_table("R", "T", computed)).different, 0);
}

TEST(Compare, survivesNothing) {
  EXPECT_EQ(compare({}, {}).equal, 0);
  EXPECT_EQ(compare(printed_table("R", "T", computed_grid), {}).not_found.size(), 15u);
}

}  // namespace
}  // namespace waymark::published
