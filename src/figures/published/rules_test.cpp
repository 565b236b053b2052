// Each kind of contradiction in the smallest table that shows it.
#include "figures/published/rules.h"

#include <gtest/gtest.h>

#include "figures/published/printed_table.h"

namespace waymark::published {
namespace {

using Lines = std::vector<std::string>;
const std::vector<std::string> columns = {"", "HBEP", "LIP", "MSCIP", "SL", "NW", "Total"};

std::vector<PrintedCell> table(const Grid& rows, const std::string& name = "Table 1", const std::string& report = "Dec 2020") {
  Grid grid = {columns};
  grid.insert(grid.end(), rows.begin(), rows.end());
  return printed_table(report, name, grid);
}

const Grid years = {{"Year 11", "3", "4", "5", "6", "7", "25"}, {"Year 10", "1", "2", "3", "4", "5", "15"}, {"Total active cases", "4", "6", "8", "10", "12", "40"}};
const Grid ks4 = {{"Totals", "13", "29", "20", "24", "10", "96"}, {"How many are full time", "12", "26", "17", "24", "8", "87"}, {"How many are CMN", "0", "3", "0", "0", "0", "3"},
                  {"fte of hours in school", "0", "0", "0.4", "0", "0.4", "0.8"}, {"Adjusted total", "13", "26", "19.6", "24", "9.6", "92.2"}, {"Current Yr 10", "4", "12", "8", "11", "1", "36"}};

Grid with(Grid rows, std::size_t row, std::size_t column, const std::string& value) {
  rows[row][column] = value;
  return rows;
}

TEST(Check, isSilentWhereFiguresAgree) {
  EXPECT_EQ(found_in(table(years)), Lines{});
  EXPECT_EQ(found_in(table(ks4)), Lines{});
}

TEST(Check, findsATotalThatIsNotTheSumOfThePartnerships) {
  EXPECT_EQ(found_in(table({{"Top Up currently paid", "1", "2", "3", "4", "5", "16"}})), Lines{"Top Up currently paid / Total: 16 -> 15"});
}

TEST(Check, blamesThePartWhenRowAndColumnBothFail) { EXPECT_EQ(found_in(table(with(years, 0, 3, "8"))), Lines{"Year 11 / MSCIP: 8 -> 5"}); }

TEST(Check, blamesTheCornerOnceWhenBothItsSumsFail) { EXPECT_EQ(found_in(table(with(years, 2, 6, "41"))), Lines{"Total active cases / Total: 41 -> 40"}); }

TEST(Check, leavesAveragesAndPercentagesUnsummed) {
  EXPECT_EQ(found_in(table({{"Average hours/week", "20.4", "7.1", "16.3", "15.9", "22.6", "15.5"}, {"Attendance %", "81", "70", "66", "90", "75", "76"}})), Lines{});
}

TEST(Check, keepsACountyAverageWithinItsPartnerships) {
  EXPECT_EQ(found_in(table({{"Average hours/week", "20.4", "7.1", "16.3", "15.9", "22.6", "25.5"}})), Lines{"Average hours/week / Total: 25.5 -> <= 22.6"});
}

TEST(Check, recomputesTheAdjustedNumber) { EXPECT_EQ(found_in(table(with(ks4, 4, 3, "18.6"))), Lines{"Adjusted total / MSCIP: 18.6 -> 19.6"}); }

TEST(Check, namesWhatFollowsFromACorrectedCell) {
  std::vector<Finding> findings = check(table(with(with(ks4, 1, 2, "27"), 1, 6, "88")));
  EXPECT_EQ(in_short(findings), (Lines{"How many are full time / LIP: 27 -> 26", "How many are full time / Total: 88 -> 87"}));
  EXPECT_EQ(findings[1].rule, "follows from a corrected cell");
  EXPECT_NE(findings[0].why.find("The printed 27 is more than 29 − 3 = 26."), std::string::npos);
}

TEST(Check, boundsAPartByItsWhole) {
  EXPECT_EQ(found_in(table(with(with(ks4, 5, 1, "14"), 5, 6, "46"))), Lines{"Current Yr 10 / HBEP: 14 -> <= 13"});
}

TEST(Check, checksPercentagesOfPreviousReferrals) {
  Grid rows = {{"All Referrals on Reg", "82", "118", "79", "81", "53", "413"}, {"New Referrals this year", "4", "34", "18", "22", "7", "85"}, {"Therefore previous referrals", "78", "84", "61", "59", "46", "328"},
               {"Previous Referrals ending in T4", "13", "22", "21", "19", "19", "94"}, {"% of Referrals ending as T4", "16.7", "26.2", "34.4", "32.2", "41.3", "28.7"}};
  EXPECT_EQ(found_in(table(rows)), Lines{});
  EXPECT_EQ(found_in(table(with(rows, 4, 2, "26.1"))), Lines{"% of Referrals ending as T4 / LIP: 26.1 -> 26.2"});
  EXPECT_EQ(found_in(table(with(rows, 0, 5, "63"))), Lines{"All Referrals on Reg / NW: 63 -> 53"});
}

TEST(Check, learnsAPercentageItWasNotToldOf) {
  Grid rows = {{"Sessions offered", "40", "50", "60", "70", "80", "300"}, {"Sessions taken", "10", "20", "25", "34", "56", "145"}, {"% taken up", "25", "40", "42", "49", "70", "48"}};
  EXPECT_EQ(found_in(table(rows)), Lines{});
  EXPECT_EQ(found_in(table(with(rows, 2, 3, "44"))), Lines{"% taken up / MSCIP: 44 -> 42"});
}

TEST(Check, learnsATotalItWasNotToldOf) {
  Grid rows = {{"Successful", "1", "2", "3", "4", "5", "15"}, {"Failed", "2", "2", "2", "2", "2", "10"}, {"Total moves", "3", "4", "5", "6", "7", "25"}, {"of which at KS3", "1", "2", "3", "4", "8", "18"}};
  EXPECT_EQ(found_in(table(rows)), Lines{"of which at KS3 / NW: 8 -> <= 7"});
  rows.pop_back();
  EXPECT_EQ(found_in(table(with(rows, 2, 1, "4"))), Lines{"Total moves / HBEP: 4 -> 3"});
}

TEST(Check, holdsTheRowOfItsOwnDateAgainstTheFigureAbove) {
  Grid rows = years;
  rows.push_back({"Total Dec 2019", "9", "9", "9", "9", "9", "45"});
  rows.push_back({"Total Dec 2020", "4", "6", "8", "10", "12", "40"});
  EXPECT_EQ(found_in(table(rows)), Lines{});
  EXPECT_EQ(found_in(table(with(rows, 4, 6, "44"))), Lines{"Total Dec 2020 / Total: 44 -> 40"});
}

TEST(Check, holdsTheHistoryOfOneReportAgainstAnother) {
  Grid later = {{"Year 11", "1", "1", "1", "1", "1", "5"}, {"Year 10", "1", "1", "1", "1", "1", "5"}, {"Total active cases", "2", "2", "2", "2", "2", "10"}, {"Total Dec 20", "4", "6", "8", "10", "13", "41"}};
  EXPECT_EQ(found_in(table(years) + table(later, "Table 9", "March 2021")), (Lines{"Total Dec 20 / NW: 13 -> 12", "Total Dec 20 / Total: 41 -> 40"}));
}

TEST(Check, holdsLeaversPrintedTwiceAgainstEachOther) {
  Grid first = {{"No of Leavers", "7", "18", "14", "7", "14", "60"}, {"No of GCSEs entered", "12", "77", "36", "25", "29", "179"}, {"No of GCSEs graded", "12", "72", "35", "25", "27", "171"}};
  Grid second = {{"Number of leavers", "7", "19", "14", "7", "14", "61"}, {"English entry", "6", "17", "11", "7", "7", "48"}, {"English 4+", "0", "2", "0", "2", "2", "6"}, {"Maths entry", "6", "17", "13", "6", "6", "48"}, {"Maths 4+", "2", "2", "1", "3", "1", "9"}};
  Lines found = found_in(table(first, "Table 13") + table(second, "Table 14"));
  EXPECT_EQ(found, (Lines{"Number of leavers / LIP: 19 -> 18", "Number of leavers / Total: 61 -> 60"}));
}

TEST(Check, holdsDestinationsAgainstLeavers) {
  Grid leavers = {{"No of Leavers", "7", "18", "14", "7", "14", "60"}, {"No of GCSEs entered", "12", "77", "36", "25", "29", "179"}, {"No of GCSEs graded", "12", "72", "35", "25", "27", "171"}};
  Grid destinations = {{"Further Education", "6", "15", "12", "5", "13", "51"}, {"NEET", "1", "0", "2", "2", "1", "6"}};
  EXPECT_EQ(found_in(table(leavers, "A") + table(destinations, "B")), (Lines{"[column sum] / LIP: 15 -> 18", "[column sum] / Total: 57 -> 60"}));
}

const Grid accounts = {{"Balance brought forward", "10", "20", "30", "40", "50", "150"}, {"Income from LA", "100", "200", "300", "400", "500", "1500"}, {"Other Income", "1", "2", "3", "4", "5", "15"}, {"Total Income", "101", "202", "303", "404", "505", "1515"},
                       {"Transport", "50", "60", "70", "80", "90", "350"}, {"Other", "10", "10", "10", "10", "10", "50"}, {"Total Expenditure", "60", "70", "80", "90", "100", "400"}, {"Balance at end of period", "51", "152", "253", "354", "455", "1265"}, {"Balance as % of LA Grant", "51.00", "76.00", "84.33", "88.50", "91.00", "84.33"}};

TEST(Check, followsTheMoneyThroughAnAccount) {
  EXPECT_EQ(found_in(table(accounts)), Lines{});
  EXPECT_EQ(found_in(table(with(accounts, 6, 2, "71"))), Lines{"Total Expenditure / LIP: 71 -> 70"});
  EXPECT_EQ(found_in(table(with(accounts, 7, 4, "345"))), Lines{"Balance at end of period / SL: 345 -> 354"});
}

TEST(Check, holdsAPlanAgainstTheAccountsItStartsFrom) {
  Grid plan = {{"Balance brought forward", "51", "152", "253", "354", "555", "1365"}, {"Income from LA Autumn", "1", "1", "1", "1", "1", "5"}, {"Income from LA Spring", "1", "1", "1", "1", "1", "5"}, {"Total Income", "2", "2", "2", "2", "2", "10"},
               {"Transport", "1", "1", "1", "1", "1", "5"}, {"Other", "2", "2", "2", "2", "2", "10"}, {"Total Expenditure", "3", "3", "3", "3", "3", "15"}, {"Contingency", "9", "", "", "", "", "9"}, {"Balance at end of period", "50", "151", "252", "353", "554", "1360"}};
  EXPECT_EQ(found_in(table(accounts, "Table 11") + table(plan, "Table 12")), Lines{"Balance brought forward / NW: 555 -> 455"});
}

TEST(Check, addsUpColumnsWhereThereAreNoPartnerships) {
  Grid grid = {{"", "KS3", "KS4 & Special", "Total"}, {"09-10", "5", "23", "28"}, {"10-11", "6", "17", "23"}, {"11-12", "6", "6", "12"}, {"12-13", "4", "12", "18"}};
  EXPECT_EQ(found_in(printed_table("Dec 2014", "Table 3", grid)), Lines{"12-13 / Total: 18 -> 16"});
}

TEST(Check, addsUpTermsAndTheYearToDate) {
  Grid grid = {{"", "HBEP Aut", "LIP Aut", "COUNTY TOTAL aut20", "HBEP Spr", "LIP Spr", "COUNTY TOTAL sp21"},
               {"Year 11 discussion only", "1", "2", "3", "4", "5", "9"}, {"Year 11 additional support", "1", "1", "2", "2", "2", "4"}, {"Total", "2", "3", "5", "6", "7", "13"}, {"Total with additional support", "1", "1", "2", "2", "2", "4"}, {"Year to date", "2", "3", "5", "8", "10", "18"}};
  EXPECT_EQ(found_in(printed_table("Spring 2021", "T", grid)), Lines{});
  grid[3][4] = "7";
  EXPECT_EQ(found_in(printed_table("Spring 2021", "T", grid)), Lines{"Total / HBEP Spr: 7 -> 6"});
}

TEST(Check, saysWhichFiguresItAdded) {
  EXPECT_EQ(check(table({{"Other", "20", "21", "22", "23", "-3", "84"}})).at(0).why, "The printed 84 is not 20 + 21 + 22 + 23 − 3 = 83.");
  EXPECT_EQ(check(table(with(years, 0, 3, "8"))).at(0).why, "With 5 instead of 8 the rest agrees: The printed 8 is not 8 + 3 = 11.");
}

TEST(Check, readsTermsDownThePageToo) {
  Grid grid = {{"", "Year 11 discussion only", "Year 11 additional support", "Total", "Total additional support", "Year to date"},
               {"HBEP Aut", "1", "2", "3", "2", "3"}, {"HBEP Spr", "4", "1", "5", "1", "8"}, {"LNCIP Aut", "2", "2", "4", "2", "4"}, {"LNCIP Spr", "3", "3", "6", "3", "10"}, {"COUNTY TOTAL aut20", "3", "4", "7", "4", "7"}, {"COUNTY TOTAL sp21", "7", "4", "11", "4", "18"}};
  EXPECT_EQ(found_in(printed_table("Spring 2021", "T", grid)), Lines{});
  grid[4][2] = "2";
  EXPECT_EQ(found_in(printed_table("Spring 2021", "T", grid)), Lines{"LNCIP Spr / Year 11 additional support: 2 -> 3"});
}

TEST(Check, sumsOnlyColumnsOfTheSameKind) {
  Grid grid = {{"", "HBEP No", "HBEP %", "LIP No", "LIP %", "Total No", "Total %"}, {"Successful", "1", "25", "6", "60", "7", "50"}, {"Failed", "3", "75", "4", "40", "7", "50"}, {"Total moves", "4", "100", "10", "100", "14", "100"}};
  EXPECT_EQ(found_in(printed_table("Dec 2022", "T", grid)), Lines{});
  grid[2][5] = "8";
  EXPECT_EQ(found_in(printed_table("Dec 2022", "T", grid)), Lines{"Failed / Total No: 8 -> 7"});
  Grid stages = {{"", "HBEP KS3", "HBEP KS4", "SL KS3", "SL KS4", "Total KS3", "Total KS4"}, {"Referred", "1", "2", "3", "4", "4", "6"}, {"Placed", "1", "1", "2", "3", "3", "4"}, {"Waiting", "0", "1", "1", "1", "1", "3"}};
  EXPECT_EQ(found_in(printed_table("Dec 2022", "T", stages)), Lines{"Waiting / Total KS4: 3 -> 2"});
}

TEST(Check, boundsLookedAfterStudentsOfOtherAuthorities) {
  Grid grid = {{"", "HBEP", "HBEP: of which out of", "LIP", "LIP: of which out of", "Total"}, {"KS3", "1", "0", "2", "1", "3"}, {"KS4", "2", "0", "1", "2", "3"}, {"Total", "3", "0", "3", "3", "6"}};
  EXPECT_EQ(found_in(printed_table("Dec 2020", "Table 10", grid)), Lines{"KS4 / LIP: of which out of: 2 -> <= 1"});
}

TEST(Check, takesAnotherMeaningForOneWhenMostOfATableDisagrees) {
  Grid rows = with(with(with(with(ks4, 4, 1, "1"), 4, 2, "2"), 4, 3, "3"), 4, 4, "4");
  rows[4][5] = "5";
  rows[4][6] = "15";
  EXPECT_EQ(found_in(table(rows)), Lines{});   // this table adjusts in some other way
}

TEST(Check, saysWhenASeparatorIsMisplaced) {
  EXPECT_EQ(found_in(table({{"Transport", "17,8579", "1", "1", "1", "1", "178,583"}})), Lines{"Transport / HBEP: 17,8579 -> 178,579"});
}

}  // namespace
}  // namespace waymark::published
