#include <gtest/gtest.h>

#include "platform/calendar/school_year.h"
#include "platform/core/csv.h"
#include "platform/core/date.h"
#include "platform/core/hundredths.h"
#include "platform/core/text.h"
#include "domain/pupil/identifiers.h"

namespace waymark {
namespace {

TEST(Date, is_read_as_people_in_england_write_it) {
  for (const char* text : {"2009-03-27", "27/3/2009", "27.03.09", "27 3 2009", "27 Mar 2009", " 27 March 2009 ", "27-03-2009", "2009-03-27 00:00:00"})
    EXPECT_EQ(parse_date(text), Date::of(2009, 3, 27)) << text;
  for (const char* text : {"", "3/27/2009", "31/4/2020", "27/3", "1/1/1850", "soon", "27/3/2009/1"}) EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Date, a_spreadsheets_serial_counts_from_30_December_1899) {
  EXPECT_EQ(excel_serial_date(44148), Date::of(2020, 11, 13));
  EXPECT_FALSE(excel_serial_date(-4));
  EXPECT_FALSE(excel_serial_date(1e12));
}

TEST(Hundredths, are_exact_and_refuse_a_third_place) {
  EXPECT_EQ(parse_hundredths("£1,234.5"), 123450);
  EXPECT_EQ(parse_hundredths("-0.07"), -7);
  EXPECT_EQ(parse_hundredths("12.5%"), 1250);
  for (const char* text : {"", "1.234", "1e5", "abc", "1.2.3", "-", "."}) EXPECT_FALSE(parse_hundredths(text)) << text;
  EXPECT_EQ(format_hundredths(-7), "-0.07");
  EXPECT_EQ(format_money(Money{123456789}), "£1,234,567.89");
}

TEST(Text, windows_1252_and_byte_order_marks_become_utf8) {
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF" "a"), "a");
  EXPECT_EQ(to_utf8("caf\xE9 \x93x\x94"), "café “x”");
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFE" "a\0\xE9\0", 6)), "aé");
  EXPECT_EQ(to_utf8("plain ✓"), "plain ✓");
}

TEST(Csv, reads_quotes_line_ends_and_says_which_quote_is_open) {
  CsvReader reader("a,\"b \"\"c\"\"\nd\",e\r\n\r\n1,,3");
  std::vector<std::string_view> row;
  ASSERT_EQ(reader.next(row), true);
  EXPECT_EQ(row, (std::vector<std::string_view>{"a", "b \"c\"\nd", "e"}));
  ASSERT_EQ(reader.next(row), true);
  ASSERT_EQ(reader.next(row), true);
  EXPECT_EQ(row, (std::vector<std::string_view>{"1", "", "3"}));
  EXPECT_EQ(reader.line(), 4u);
  EXPECT_EQ(reader.next(row), false);
  CsvReader open("x,\"y");
  EXPECT_FALSE(open.next(row));
}

// ASVS 5.0 V1.2.10: cells that a spreadsheet would run as a formula are made harmless.
TEST(Csv, a_cell_that_looks_like_a_formula_is_made_harmless) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("-12.5"), "-12.5");
  EXPECT_EQ(csv_cell("-1+cmd"), "'-1+cmd");
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
}

TEST(SchoolYear, begins_on_1_September) {
  EXPECT_EQ(school_year(Date::of(2020, 8, 31)).begins, 2019);
  EXPECT_EQ(school_year(Date::of(2020, 9, 1)).begins, 2020);
  EXPECT_EQ(curriculum_year(Date::of(2006, 2, 3), Date::of(2020, 11, 13)), 10);
  EXPECT_EQ(curriculum_year(Date::of(2005, 9, 1), Date::of(2020, 11, 13)), 10);
  EXPECT_EQ(curriculum_year(Date::of(2005, 8, 31), Date::of(2020, 11, 13)), 11);
}

TEST(Upn, has_a_check_letter) {
  for (const char* good : {"B801200005001", "X00180001701A", "P207000016049", "L856412313001", "F85541231301A"}) EXPECT_EQ(upn_problem(good), "") << good;
  for (const char* bad : {"A801200005001", "B207000016049", "B80120000500", "B80120000500I", ""}) EXPECT_NE(upn_problem(bad), "") << bad;
}

TEST(Uln, has_a_check_digit) {
  EXPECT_EQ(uln_problem("9276308686"), "");
  EXPECT_NE(uln_problem("9276308687"), "");
  EXPECT_NE(uln_problem("0276308686"), "");
}

}  // namespace
}  // namespace waymark
