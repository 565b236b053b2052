// Rows, columns and tables known by their wording, in the wordings of different years.
#include "figures/published/recognise.h"

#include <gtest/gtest.h>

#include "figures/published/example_reports.h"
#include "figures/published/printed_table.h"

namespace waymark::published {
namespace {

TEST(Place, isThePartnershipByAnyOfItsNames) {
  for (const char* name : {"HBEP", "HB", "Hinckley and Bosworth", "hbep ", "Hinckley & Bosworth"}) EXPECT_EQ(recognise_place(name).code, "HBEP") << name;
  for (const char* name : {"LIP", "LNCIP", "NCLIP", "North Charnwood (Loughborough Inclusion Partnership)", "North Charnwood"}) EXPECT_EQ(recognise_place(name).code, "LIP") << name;
  for (const char* name : {"MSCIP", "MSC", "CIP", "Melton & South Charnwood"}) EXPECT_EQ(recognise_place(name).code, "MSCIP") << name;
  for (const char* name : {"NW", "NWLLIP", "NWLIP", "North West"}) EXPECT_EQ(recognise_place(name).code, "NWLLIP") << name;
  for (const char* name : {"SL", "SLIP", "South Leicestershire"}) EXPECT_EQ(recognise_place(name).code, "SLIP") << name;
}

TEST(Place, isTheCountyByAnyOfItsNames) {
  for (const char* name : {"Total", "TOTAL", "Totals", "County", "All", "Leicestershire Totals", "COUNTY TOTAL", "County Total"}) EXPECT_EQ(recognise_place(name).kind, PlaceKind::county) << name;
}

TEST(Place, keepsTheTermAndYearOfItsHeading) {
  Place place = recognise_place("COUNTY TOTAL sp21");
  EXPECT_EQ(place.kind, PlaceKind::county);
  EXPECT_EQ(place.period, (Period{2021, 0, Term::spring}));
  EXPECT_EQ(recognise_place("Total Spring 21").key(), place.key());
  EXPECT_EQ(recognise_place("HBEP Aut").period.term, Term::autumn);
}

TEST(Place, keepsWhatQualifiesIt) {
  for (const char* name : {"SL of which out of county", "SL: of which out of", "SLIP out of county"}) {
    EXPECT_EQ(recognise_place(name).code, "SLIP") << name;
    EXPECT_EQ(recognise_place(name).qualifier, "of which") << name;
  }
}

TEST(Place, isKnownWithWordsAroundItsShortName) {
  for (const char* name : {"NW Leics", "NWLLIP partnership", "NW (NWLLIP)", "NW No"}) EXPECT_EQ(recognise_place(name).key(), recognise_place("NW").key()) << name;
  EXPECT_EQ(recognise_place("HBEP %").qualifier, percent_column);
  EXPECT_EQ(recognise_place("HBEP KS3").code, "HBEP");
  EXPECT_EQ(recognise_place("HBEP KS3").qualifier, "ks 3");
  EXPECT_EQ(recognise_place("LIP and SL together").kind, PlaceKind::other);
}

TEST(Place, isAnotherWhenItsNameIsUnknown) {
  for (const char* name : {"", "Chair", "KS3", "2019", "Slippery", "Notes"}) EXPECT_EQ(recognise_place(name).kind, PlaceKind::other) << name;
}

TEST(Measure, isKnownWhateverItsSpelling) {
  auto id = [](const char* text, TableKind kind) { return recognise_measure(text, kind).id; };
  for (const char* text : {"<24hrs", "Less than 24 hours", "No of students < 24 hrs", "Under 24 hours"}) EXPECT_EQ(id(text, TableKind::programme_ks4), "ks4.under-24") << text;
  for (const char* text : {"How many are full time with P'ship?", "Full time with partnership", "No. full-time"}) EXPECT_EQ(id(text, TableKind::programme_ks3), "ks3.full-time") << text;
  for (const char* text : {"No of Eng FS at L1", "Number of English functional skills at Level 1"}) EXPECT_EQ(id(text, TableKind::other_qualifications), "quals.english-1") << text;
  for (const char* text : {"% of students achieving 4 or more GCSE's", "Percentage of pupils achieving 4+ GCSEs"}) EXPECT_EQ(id(text, TableKind::gcse), "gcse.percent-four-plus") << text;
  EXPECT_EQ(id("Av hours/per week by d.e.s", TableKind::hours), "hours.average-staff");
  EXPECT_EQ(id("Payments to schools \"Tier 3\"", TableKind::finance_actual), "actual.tier-3");
  EXPECT_EQ(id("something else altogether", TableKind::hours), "");
}

TEST(Measure, keepsTheCensusOfARowThatRepeatsOne) {
  EXPECT_EQ(recognise_measure("Total July 2015", TableKind::open_cases).key(), "open.total@2015-7");
  EXPECT_EQ(recognise_measure("Average Hours/week Nov 19", TableKind::hours).key(), "hours.average-purchased@2019-11");
  EXPECT_EQ(recognise_measure("Total referrals Sep-Dec 20", TableKind::forums).key(), "forum.total@2020-12");
  EXPECT_FALSE(recognise_measure("Income from LA Autumn", TableKind::finance_intentions).period.dated());
}

TEST(Table, isKnownByItsRowsWhateverItsNumber) {
  Grid grid = {{"", "HBEP", "LNCIP", "MSCIP", "SL", "NW", "Total"},
               {"Formal assessment under way", "1", "1", "1", "1", "1", "5"},
               {"Top-up currently paid", "1", "1", "1", "1", "1", "5"},
               {"EHCP without additional funding", "1", "1", "1", "1", "1", "5"},
               {"EHCP with additional funding", "1", "1", "1", "1", "1", "5"},
               {"EHCP £25.5k package", "1", "1", "1", "1", "1", "5"},
               {"Total (formal not included)", "4", "4", "4", "4", "4", "20"}};
  EXPECT_EQ(recognise_tables(printed_table("Spring 2030", "Table 17b", grid))[0].kind, TableKind::ehc_status);
}

TEST(Table, isTurnedWhenPartnershipsAreItsRows) {
  auto tables = recognise_tables(printed_table("Dec 2014", "T", {{"", "Number of pupils at KS4 who are Programme Managed", "Number of pupils at KS4 who have Advice and Guidance"}, {"HB", "1", "2"}, {"SL", "3", "4"}, {"TOTALS", "4", "6"}}));
  EXPECT_TRUE(tables[0].transposed);
  EXPECT_EQ(tables[0].kind, TableKind::pupils_supported);
  EXPECT_EQ(tables[0].measures[0].id, "supported.ks4-pm");
}

TEST(Table, ofEachInventedReportIsKnown) {
  for (const auto& report : example_reports())
    for (const RecognisedTable& table : recognise_tables(report)) {
      bool novel = table.measures[0].printed == "Successful";
      EXPECT_EQ(table.kind == TableKind::unknown, novel) << table.report << ", " << table.name;
      EXPECT_TRUE(table.has_places);
    }
}

TEST(Period, isOneMomentAcrossWaysOfWritingIt) {
  EXPECT_TRUE(one_moment(period_of("Dec 2020"), period_of("Total Dec 20")));
  EXPECT_TRUE(one_moment(period_of("Autumn 2021"), period_of("aut21")));
  EXPECT_TRUE(one_moment(period_of("Autumn Term 2021"), period_of("Total Autumn 21")));
  EXPECT_FALSE(one_moment(period_of("Nov 19"), period_of("Dec 19")));
  EXPECT_FALSE(one_moment(period_of("Dec"), period_of("Dec 2020")));
  EXPECT_FALSE(period_of("Year 11").said());
}

}  // namespace
}  // namespace waymark::published
