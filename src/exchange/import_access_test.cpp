// A co-ordinator's import reaches their own partnership and nothing else, and a pupil whom two partnerships know stays one pupil.
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;
class ImportAccess : public Importing {};
INSTANTIATE_TEST_SUITE_P(Databases, ImportAccess, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

const std::vector<std::string> place_headings = {"UPN", "Care authority", "From"};

TEST_P(ImportAccess, another_partnerships_rows_are_refused_one_by_one) {
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1), pupil_row(2)}}, {"Cases", {case_headings, case_row(1, "A"), case_row(2, "B")}}}, {}, coordinator(a));
  EXPECT_FALSE(result.applied);
  ASSERT_GE(result.issues.size(), 1u);
  EXPECT_TRUE(says(result, "the row belongs to another partnership than yours")) << issues_csv(result);
  EXPECT_TRUE(all<Pupil>().empty());
}

// ASVS 5.0 V8.2.3: what a role may not read it can neither see in a preview nor wipe.
TEST_P(ImportAccess, a_role_that_reads_no_case_notes_neither_sees_nor_wipes_them) {
  Grid referrals = {{"Partnership", "Pupil", "Referral reference", "Date received", "Route", "Category", "Concern"}, {"A", upn(1), "R1", "10/3/2020", "Panel", "SEMH", "Afraid of school"}};
  import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "A")}}, {"Referrals", referrals}});
  referrals[1].back() = "";
  referrals[1][3] = "11/3/2020";
  ImportResult result = import({{"Referrals", referrals}}, {}, session_as("county_consultant", 0, {8}));
  EXPECT_TRUE(result.applied) << issues_csv(result);
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(result.changes[0].field, "Date received");
  EXPECT_EQ(all<Referral>().at(0).concern, "Afraid of school");
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(ImportAccess, a_role_that_reads_no_case_is_told_nothing_of_one) {
  import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "A")}}});
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(2, "A")}}}, {.dry_run = true}, session_as("administrator", 0, {9}));
  EXPECT_EQ(result.hard(), 2u) << issues_csv(result);
  EXPECT_TRUE(result.left.empty());
  EXPECT_TRUE(result.changes.empty());
}

TEST_P(ImportAccess, nothing_of_another_partnership_is_told) {
  import({{"Pupils", {pupil_headings, pupil_row(1, "Secret", "Child")}}, {"Cases", {case_headings, case_row(1, "B")}}});
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "B", "1/9/2020")}}}, {.dry_run = true}, coordinator(a));
  EXPECT_TRUE(result.left.empty());
  EXPECT_TRUE(result.changes.empty());
  EXPECT_EQ(issues_csv(result).find("Secret"), std::string::npos);
}

TEST_P(ImportAccess, a_pupil_known_elsewhere_is_used_again_keeps_its_values_and_the_new_case_comes_in) {
  import({{"Pupils", {pupil_headings, pupil_row(1, "Roe")}}, {"Cases", {case_headings, case_row(1, "B")}}, {"Looked after", {place_headings, {upn(1), "855", "4/6/2019"}}}});
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1, "Row")}}, {"Cases", {case_headings, case_row(1, "A")}}, {"Looked after", {place_headings, {upn(1), "856", "4/6/2019"}}}}, {}, coordinator(a));
  EXPECT_TRUE(result.applied) << issues_csv(result);
  EXPECT_EQ(result.hard(), 0u) << issues_csv(result);
  ASSERT_EQ(result.issues.size(), 2u) << issues_csv(result);
  EXPECT_EQ(result.issues[0].column, "Surname");
  EXPECT_EQ(result.issues[0].value, "Row");
  EXPECT_EQ(result.issues[0].message, "another partnership knows this pupil and holds another value, which was kept: settle it with them");
  EXPECT_EQ(result.issues[1].column, "Care authority");
  ASSERT_EQ(all<Pupil>().size(), 1u);
  EXPECT_EQ(all<Pupil>()[0].surname, "Roe");
  EXPECT_EQ(all<LookedAfter>().at(0).authority.value, "855");
  EXPECT_EQ(all<CaseFile>().size(), 2u);
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(ImportAccess, a_pupil_known_elsewhere_under_a_reference_is_found_by_the_upn) {
  Grid theirs = {{"UPN", "Pupil reference", "Surname", "Forename", "Date of birth", "Sex", "Home authority"}, {upn(1), "B-7", "Roe", "Jordan", "3/2/2006", "F", "855"}};
  import({{"Pupils", theirs}, {"Cases", {case_headings, case_row(1, "B")}}});
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "A")}}}, {}, coordinator(a));
  EXPECT_TRUE(result.applied) << issues_csv(result);
  EXPECT_TRUE(result.issues.empty()) << issues_csv(result);
  EXPECT_EQ(all<Pupil>().size(), 1u);
}

TEST_P(ImportAccess, a_reference_that_another_partnership_uses_is_refused_at_its_row) {
  Grid theirs = {{"Pupil reference", "Surname", "Forename"}, {"X-1", "Roe", "Jordan"}};
  import({{"Pupils", theirs}, {"Cases", {{"Partnership", "Pupil", "Opened"}, {"B", "X-1", "12/3/2020"}}}});
  Grid ours = {{"Pupil reference", "Surname", "Forename"}, {"X-1", "Quite", "Another"}};
  ImportResult result = import({{"Pupils", ours}, {"Cases", {{"Partnership", "Pupil", "Opened"}, {"A", "X-1", "12/3/2020"}}}}, {.good_rows = true}, coordinator(a));
  EXPECT_TRUE(says(result, "another partnership uses this pupil reference: give the pupil one of your own")) << issues_csv(result);
  EXPECT_EQ(all<Pupil>().size(), 1u);
  EXPECT_EQ(all<CaseFile>().size(), 1u);
}

TEST_P(ImportAccess, a_pupil_without_a_case_is_refused_at_its_row) {
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1), pupil_row(2)}}, {"Cases", {case_headings, case_row(1, "A")}}}, {.good_rows = true}, coordinator(a));
  EXPECT_TRUE(result.applied) << issues_csv(result);
  EXPECT_EQ(result.hard(), 1u);
  EXPECT_TRUE(says(result, "has no case with your partnership: add one to the sheet Cases")) << issues_csv(result);
  EXPECT_EQ(all<Pupil>().size(), 1u);
}

TEST_P(ImportAccess, a_coordinator_may_import_the_same_file_twice_and_correct_it) {
  std::vector<SheetText> sheets = {{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "A")}}, {"Looked after", {place_headings, {upn(1), "855", "4/6/2019"}}}};
  ASSERT_TRUE(import(sheets, {}, coordinator(a)).applied);
  std::int64_t sequence = store->last_sequence();
  ASSERT_TRUE(import(sheets, {}, coordinator(a)).applied);
  EXPECT_EQ(store->last_sequence(), sequence);
  sheets[0].rows[1][1] = "Row";
  ASSERT_TRUE(import(sheets, {}, coordinator(a)).applied);
  EXPECT_EQ(all<Pupil>().at(0).surname, "Row");
}

TEST_P(ImportAccess, a_change_that_another_partnership_will_see_is_pointed_out) {
  std::vector<SheetText> both = {{"Pupils", {pupil_headings, pupil_row(1), pupil_row(2)}}, {"Cases", {case_headings, case_row(1, "A"), case_row(1, "B"), case_row(2, "A")}}, {"Looked after", {place_headings, {upn(1), "855", "4/6/2019"}}}};
  import(both);
  std::vector<SheetText> changed = {{"Partnerships", {{"Code", "Name", "County"}, {"A", "Aston", "855"}}}, {"Pupils", {pupil_headings, pupil_row(1, "Row"), pupil_row(2, "Row")}}, {"Looked after", {place_headings, {upn(1), "856", "4/6/2019"}}}};
  for (const Session& session : {system_session("test"), coordinator(a)}) {
    ImportResult result = import({changed[1], changed[2], {"Cases", {case_headings, case_row(1, "A"), case_row(2, "A")}}}, {.dry_run = true}, session);
    ASSERT_EQ(result.issues.size(), 2u) << issues_csv(result);
    EXPECT_EQ(result.issues[0].row, 2u);
    EXPECT_EQ(result.issues[0].message, "another partnership knows this pupil too: what it sees changes from “Roe” to “Row”");
    EXPECT_EQ(result.issues[1].column, "Care authority");
  }
  EXPECT_TRUE(import({changed[1], {"Cases", both[1].rows}}, {.dry_run = true}).issues.empty());   // a file of both speaks for both
}

TEST_P(ImportAccess, a_long_name_that_no_partnership_bears_is_refused_at_its_row) {   // rows matched already hold ids, no words
  std::string nobody(200, '}');
  ImportResult result = import({{"Partnership names", {{"Partnership", "Short name", "Name", "From"}, {nobody, "N", "Nobody", "1/9/2020"}, {"A", "AA", "Aston", "1/9/2020"}}}}, {.dry_run = true});
  EXPECT_TRUE(says(result, "there is no partnership")) << issues_csv(result);
}

TEST_P(ImportAccess, reference_data_that_the_role_does_not_change_is_left_out_with_a_word) {
  ImportResult result = import({{"Partnerships", {{"Code", "Name", "County"}, {"A", "Renamed", "855"}, {"B", "Beeston", "855"}}}, {"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1, "A")}}}, {}, coordinator(a));
  EXPECT_TRUE(result.applied) << issues_csv(result);
  EXPECT_TRUE(says(result, "only an administrator changes records of the kind Partnership")) << issues_csv(result);
  EXPECT_EQ(all<Partnership>().at(0).name, "Aston");
}

}  // namespace
}  // namespace waymark
