// The clocks of exclusions and Fair Access in school days, worked out by hand from a calendar.
#include "domain/exclusion/exclusion.h"

#include <gtest/gtest.h>

#include "domain/move/move.h"
#include "platform/calendar/bank_holidays.h"

namespace waymark {
namespace {

const SchoolCalendar calendar({{.authority = {"855"}, .name = "Autumn half term", .from_on = Date::of(2020, 10, 26), .to_on = Date::of(2020, 10, 30)},
                               {.authority = {"855"}, .name = "Christmas", .from_on = Date::of(2020, 12, 21), .to_on = Date::of(2021, 1, 1)}});

Exclusion permanent(Date from) { return {.kind = {"permanent"}, .decided_on = from, .from_on = from}; }
Exclusion suspension(Date from, Date to) { return {.kind = {"suspension"}, .decided_on = from, .from_on = from, .to_on = to}; }

std::vector<std::string> hard_remarks(const auto& record) {
  Remarks remarks;
  record.check(remarks);
  std::vector<std::string> out;
  for (const Remark& r : remarks.list)
    if (r.hard) out.emplace_back(r.field);
  return out;
}

TEST(BankHolidays, those_of_england_with_their_substitutes_and_the_one_offs) {
  EXPECT_TRUE(is_bank_holiday(Date::of(2020, 5, 8)));     // moved to VE day
  EXPECT_FALSE(is_bank_holiday(Date::of(2020, 5, 4)));
  EXPECT_TRUE(is_bank_holiday(Date::of(2021, 12, 28)));   // Boxing Day was a Sunday
  EXPECT_TRUE(is_bank_holiday(Date::of(2022, 9, 19)));
  EXPECT_TRUE(is_bank_holiday(Date::of(2026, 4, 3)));     // Good Friday
  EXPECT_EQ(working_days_after(Date::of(2020, 12, 24), 1), Date::of(2020, 12, 29));
}

TEST(SchoolCalendar, counts_weekdays_outside_holidays) {
  EXPECT_EQ(calendar.between(Date::of(2020, 10, 19), Date::of(2020, 11, 6)), 10);
  EXPECT_EQ(calendar.after(Date::of(2020, 10, 23), 1), Date::of(2020, 11, 2));
  EXPECT_FALSE(calendar.is_school_day(Date::of(2020, 11, 14)));
}

TEST(Exclusion, the_sixth_day_of_a_permanent_exclusion_skips_weekends_and_half_term) {
  EXPECT_EQ(sixth_day(permanent(Date::of(2020, 11, 9)), calendar), Date::of(2020, 11, 16));
  EXPECT_EQ(sixth_day(permanent(Date::of(2020, 10, 22)), calendar), Date::of(2020, 11, 5));
}

TEST(Exclusion, a_suspension_has_a_sixth_day_only_when_it_is_longer_than_five) {
  EXPECT_FALSE(sixth_day(suspension(Date::of(2020, 11, 9), Date::of(2020, 11, 13)), calendar));
  EXPECT_EQ(sixth_day(suspension(Date::of(2020, 11, 9), Date::of(2020, 11, 16)), calendar), Date::of(2020, 11, 16));
}

TEST(Exclusion, one_that_was_rescinded_asks_for_nothing_more) {
  Exclusion e = permanent(Date::of(2020, 11, 9));
  e.rescinded_on = Date::of(2020, 11, 11);
  EXPECT_FALSE(sixth_day(e, calendar));
}

TEST(Exclusion, suspended_days_of_a_school_year_leave_out_the_rescinded) {
  std::vector<Exclusion> all = {suspension(Date::of(2020, 11, 9), Date::of(2020, 11, 11)), suspension(Date::of(2020, 10, 22), Date::of(2020, 11, 3)), suspension(Date::of(2020, 3, 2), Date::of(2020, 3, 6)), permanent(Date::of(2020, 11, 12))};
  EXPECT_EQ(suspended_days(all, calendar, Date::of(2020, 11, 13)), 3 + 4);
  all[0].rescinded_on = Date::of(2020, 11, 10);
  EXPECT_EQ(suspended_days(all, calendar, Date::of(2020, 11, 13)), 4);
}

TEST(Exclusion, a_permanent_one_has_no_last_day) {
  Exclusion e = permanent(Date::of(2020, 11, 9));
  EXPECT_TRUE(hard_remarks(e).empty());
  e.to_on = Date::of(2020, 11, 20);
  EXPECT_EQ(hard_remarks(e), std::vector<std::string>{"to_on"});
}

// Statutory guidance in force on 26 July 2026: a managed move may not be a trial.
TEST(Move, a_trial_may_begin_until_25_july_2026_and_no_later) {
  Move move{.kind = {"trial_move"}, .from_school = {1}, .to_school = {2}, .started_on = Date::of(2026, 7, 25)};
  EXPECT_TRUE(hard_remarks(move).empty());
  move.started_on = Date::of(2026, 7, 26);
  EXPECT_EQ(hard_remarks(move), std::vector<std::string>{"kind"});
  move.kind = {"managed_move"};
  EXPECT_TRUE(hard_remarks(move).empty());
}

TEST(Move, an_outcome_has_its_day) {
  Move move{.kind = {"managed_move"}, .from_school = {1}, .to_school = {2}, .started_on = Date::of(2020, 11, 2), .outcome = {"failed"}};
  EXPECT_EQ(hard_remarks(move), std::vector<std::string>{"ended_on"});
}

// School Admissions Code 2021, 3.21.
TEST(FairAccess, a_place_is_due_within_20_school_days_of_the_agreement) {
  EXPECT_EQ(allocation_due({.agreed_on = Date::of(2020, 10, 23)}, calendar), Date::of(2020, 11, 27));
  EXPECT_EQ(allocation_due({.agreed_on = Date::of(2020, 12, 11)}, calendar), Date::of(2021, 1, 22));
}

}  // namespace
}  // namespace waymark
