// Reading printed numbers and tidy files, as they come and as they go wrong.
#include "figures/published/tidy.h"

#include <gtest/gtest.h>

namespace waymark::published {
namespace {

std::int64_t millionths(std::string_view text) { return read_value(text)->number->millionths; }

TEST(PrintedValue, isReadExactlyWithItsDecimals) {
  EXPECT_EQ(*read_value("13.60")->number, (Number{13'600'000, 2}));
  EXPECT_EQ(*read_value(" 1,234,567 ")->number, (Number{1'234'567 * one, 0}));
  EXPECT_EQ(millionths("£5"), 5 * one);
  EXPECT_EQ(millionths("43%"), 43 * one);
  EXPECT_EQ(millionths("-97980"), -97980 * one);
  EXPECT_EQ(millionths("(97,980)"), -97980 * one);
  EXPECT_EQ(millionths("12*"), 12 * one);
  EXPECT_EQ(millionths(".6"), 600'000);
  EXPECT_EQ(millionths("6.571428571"), 6'571'429);
}

TEST(PrintedValue, keepsASecondNumberInBrackets) {
  EXPECT_EQ(read_value("9(5)")->number->millionths, 9 * one);
  EXPECT_EQ(read_value("9(5)")->bracketed->millionths, 5 * one);
  EXPECT_EQ(read_value("40 (1)")->bracketed->millionths, one);
}

TEST(PrintedValue, noticesAMisplacedSeparator) {
  EXPECT_TRUE(read_value("17,8579")->separator_misplaced);
  EXPECT_EQ(millionths("17,8579"), 178579 * one);
  EXPECT_FALSE(read_value("178,579")->separator_misplaced);
  EXPECT_TRUE(read_value("1234,567")->separator_misplaced);
}

TEST(PrintedValue, isNoNumberWhenItIsWords) {
  for (const char* text : {"", "-", "n/a", "MISSING", "Mr R. Coles", "2 x .6 fte teachers (UPS)", "1.2.3", "09-10", "Grade 10", "(", ")", "()", "%", "£", ",", "1 (a)"})
    EXPECT_FALSE(read_value(text)->number) << text;
}

TEST(PrintedValue, refusesNumbersTooLongToHold) {
  EXPECT_FALSE(read_value("123456789012345678901234567890"));
  EXPECT_TRUE(read_value("00000000000000000000000000000012"));
}

TEST(Number, roundsHalfAwayFromZero) {
  EXPECT_EQ(rounded(2'500'000, 0), 3 * one);
  EXPECT_EQ(rounded(-2'500'000, 0), -3 * one);
  EXPECT_EQ(divided(2, 3, 2), 670'000);
  EXPECT_EQ(shown(-1'050'000, 1), "-1.05");
  EXPECT_EQ(shown(15'000'000, 2), "15.00");
  EXPECT_EQ(with_separators(1'234'567 * one, 0), "1,234,567");
  EXPECT_EQ(with_separators(-123 * one, 0), "-123");
}

TEST(TidyFile, givesCellsAsPrinted) {
  auto cells = read_tidy("value,report,table,row,column\n\"1,234\",Dec 2020,Table 1,Year 11,HBEP\n,Dec 2020,Table 1,Year 11,LIP\n");
  ASSERT_TRUE(cells);
  ASSERT_EQ(cells->size(), 2u);
  EXPECT_EQ((*cells)[0].value, "1,234");
  EXPECT_EQ((*cells)[0].read.number->millionths, 1234 * one);
  EXPECT_FALSE((*cells)[1].read.number);
}

TEST(TidyFile, saysWhatIsWrongWithIt) {
  EXPECT_EQ(read_tidy("").error().message, "the file is empty");
  EXPECT_EQ(read_tidy("report,table,row,column\na,b,c,d\n").error().field, "value");
  EXPECT_EQ(read_tidy("report,table,row,column,value\nR,T,a,b,1\nR,T,a,b,2\n", "f.csv").error().where, "f.csv, row 3");
  EXPECT_EQ(read_tidy("report,table,row,column,value\nR,,a,b,1\n").error().field, "table");
  EXPECT_EQ(read_tidy("report,table,row,column,value\nR,T,a,b,9999999999999999\n").error().field, "value");
  EXPECT_FALSE(read_tidy("report,table,row,column,value\nR,T,\"a,b,1\n"));
  EXPECT_FALSE(read_tidy_files({"/nowhere/at/all.csv"}));
}

}  // namespace
}  // namespace waymark::published
