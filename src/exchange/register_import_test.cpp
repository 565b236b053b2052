// What importing a register does to the store: rows found again, changed, reported, refused; all of them or the good ones.
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;
class RegisterImport : public Importing {};
INSTANTIATE_TEST_SUITE_P(Databases, RegisterImport, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

std::vector<SheetText> two_pupils() {
  return {{"Pupils", {pupil_headings, pupil_row(1), pupil_row(2, "Lee", "Sam")}}, {"Cases", {case_headings, case_row(1), case_row(2)}}};
}

TEST_P(RegisterImport, the_same_file_twice_changes_nothing) {
  ASSERT_TRUE(import(two_pupils()).applied);
  std::int64_t sequence = store->last_sequence();
  ImportResult again = import(two_pupils());
  EXPECT_TRUE(again.applied);
  EXPECT_TRUE(again.changes.empty());
  EXPECT_EQ(again.counts.at(0).unchanged, 2u);
  EXPECT_EQ(store->last_sequence(), sequence);
}

TEST_P(RegisterImport, a_pupil_handed_in_under_a_reference_first_and_a_upn_later_is_pointed_out) {
  Grid by_reference = {{"Pupil reference", "Surname", "Forename", "Date of birth", "Sex", "Home authority"}, {"A-7", "Roe", "Jordan", "3/2/2006", "F", "855"}};
  Grid its_case = {{"Partnership", "Pupil", "Case reference", "Opened"}, {"A", "A-7", "C1", "12/3/2020"}};
  ASSERT_TRUE(import({{"Pupils", by_reference}, {"Cases", its_case}}).applied);
  ImportResult later = import({{"Pupils", {pupil_headings, pupil_row(1, "ROE"), pupil_row(2, "Roe", "Alex")}}, {"Cases", {case_headings, case_row(1), case_row(2)}}}, {.dry_run = true});
  ImportIssue issue = only_issue(later);
  EXPECT_EQ(issue.row, 2u);
  EXPECT_FALSE(issue.hard);
  EXPECT_EQ(issue.message, "a pupil of the same name and birth date is held already, under the reference “A-7”: hand in both UPN and reference to join them");
  Grid joined = {{"UPN", "Pupil reference", "Surname", "Forename", "Date of birth", "Sex", "Home authority"}, {upn(1), "A-7", "Roe", "Jordan", "3/2/2006", "F", "855"}};
  EXPECT_TRUE(import({{"Pupils", joined}, {"Cases", {case_headings, case_row(1)}}}).issues.empty());
  EXPECT_EQ(all<Pupil>().size(), 1u);
  by_reference[1][0] = "A-8";
  EXPECT_TRUE(says(import({{"Pupils", by_reference}, {"Cases", {its_case[0], {"A", "A-8", "C2", "12/3/2020"}}}}, {.dry_run = true}), "under the reference “A-7”"));
}

TEST_P(RegisterImport, a_corrected_row_updates_its_record_and_the_audit_says_from_what_to_what) {
  import(two_pupils());
  auto sheets = two_pupils();
  sheets[0].rows[1][1] = "Row";
  ImportResult result = import(sheets);
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(result.changes[0].from, "Roe");
  EXPECT_EQ(result.changes[0].to, "Row");
  auto pupils = all<Pupil>();
  ASSERT_EQ(pupils.size(), 2u);
  auto audit = store->audit_of(system_session("test"), record_type_of<Pupil>, pupils[0].id.value);
  ASSERT_EQ(audit.size(), 2u);
  EXPECT_EQ(audit[1].detail, R"({"surname":["Roe","Row"]})");
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(RegisterImport, rows_that_left_the_register_are_reported_and_kept) {
  import(two_pupils());
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1)}}});
  ASSERT_EQ(result.left.size(), 2u);
  EXPECT_EQ(result.left[0].row_name, upn(2));
  EXPECT_EQ(result.left[1].row_name, "C2");
  EXPECT_EQ(all<Pupil>().size(), 2u);
  EXPECT_EQ(all<CaseFile>().size(), 2u);
}

TEST_P(RegisterImport, a_row_with_an_error_has_not_left_the_register) {
  std::vector<std::string> headings = {"UPN", "SEN provision", "From"};
  auto with_status = [&](std::string provision) {
    auto sheets = two_pupils();
    sheets.push_back({"SEN statuses", {headings, {upn(1), std::move(provision), "14/1/2020"}}});
    return sheets;
  };
  ASSERT_TRUE(import(with_status("K")).applied);
  EXPECT_TRUE(import(with_status("nonsense"), {.good_rows = true}).left.empty());
}

TEST_P(RegisterImport, headings_go_by_label_name_and_alias_in_any_case) {
  Grid pupils = {{"unique pupil number", "LAST  NAME", "forename", "DOB", "Gender", "home_authority"}, pupil_row(1)};
  Grid cases = {{"partnership", "upn", "REFERENCE", "opened_on"}, {"A", upn(1), "C1", "12/3/2020"}};
  ImportResult result = import({{"pupil", pupils}, {"case_file", cases}});
  EXPECT_TRUE(result.applied) << issues_csv(result);
  EXPECT_TRUE(result.issues.empty()) << issues_csv(result);
  ASSERT_EQ(all<Pupil>().size(), 1u);
  EXPECT_EQ(all<Pupil>()[0].born_on, Date::of(2006, 2, 3));
}

TEST_P(RegisterImport, a_csv_whose_name_says_nothing_is_known_by_its_headings) {
  EXPECT_TRUE(import({{"export (3)", {pupil_headings, pupil_row(1)}}}).applied);
  EXPECT_EQ(all<Pupil>().size(), 1u);
}

TEST_P(RegisterImport, an_unknown_heading_is_named_and_its_column_left_out) {
  Grid sheet = {pupil_headings, pupil_row(1)};
  sheet[0].emplace_back("Shoe size");
  sheet[1].emplace_back("38");
  ImportResult result = import({{"Pupils", sheet}});
  ImportIssue issue = only_issue(result);
  EXPECT_EQ(issue.row, 1u);
  EXPECT_EQ(issue.column, "G");
  EXPECT_EQ(issue.value, "Shoe size");
  EXPECT_FALSE(issue.hard);
  EXPECT_TRUE(result.applied);
}

TEST_P(RegisterImport, a_missing_identity_column_is_said_once) {
  Grid sheet = {{"Partnership", "Case reference", "Opened"}, {"A", "C1", "12/3/2020"}, {"A", "C2", "12/3/2020"}};
  ImportResult result = import({{"Cases", sheet}});
  ImportIssue issue = only_issue(result);
  EXPECT_EQ(issue.sheet, "Cases");
  EXPECT_TRUE(issue.hard);
  EXPECT_NE(issue.message.find("“Pupil”"), std::string::npos) << issue.message;
  EXPECT_FALSE(result.applied);
}

TEST_P(RegisterImport, a_problem_has_sheet_row_column_value_message_and_weight) {
  auto sheets = two_pupils();
  sheets[0].rows[2][3] = "31/2/2006";
  ImportResult result = import(sheets, {.dry_run = true});
  const ImportIssue& issue = result.issues.at(0);
  EXPECT_EQ(issue.sheet, "Pupils");
  EXPECT_EQ(issue.row, 3u);
  EXPECT_EQ(issue.column, "Date of birth");
  EXPECT_EQ(issue.value, "31/2/2006");
  EXPECT_EQ(issue.message, "“31/2/2006” is not a real date: use day, month, year, for example 27/3/2009");
  EXPECT_TRUE(issue.hard);
  EXPECT_TRUE(issues_csv(result).starts_with("sheet,row,column,value,message,kind\nPupils,3,Date of birth,31/2/2006,")) << issues_csv(result);
}

TEST_P(RegisterImport, it_is_all_or_nothing_unless_good_rows_are_asked_for) {
  auto sheets = two_pupils();
  sheets[0].rows[2][4] = "Q";
  std::int64_t sequence = store->last_sequence();
  EXPECT_FALSE(import(sheets).applied);
  EXPECT_EQ(store->last_sequence(), sequence);
  ImportResult good = import(sheets, {.good_rows = true});
  EXPECT_TRUE(good.applied);
  ASSERT_EQ(all<Pupil>().size(), 1u);
  EXPECT_EQ(all<CaseFile>().size(), 1u);
}

TEST_P(RegisterImport, a_row_that_refers_to_a_refused_row_is_refused_with_it) {
  auto sheets = two_pupils();
  sheets[0].rows[2][4] = "Q";
  ImportResult result = import(sheets, {.good_rows = true});
  ASSERT_EQ(result.issues.size(), 2u) << issues_csv(result);
  EXPECT_EQ(result.issues[1].sheet, "Cases");
  EXPECT_EQ(result.issues[1].row, 3u);
  EXPECT_EQ(result.issues[1].message, "the pupil “" + upn(2) + "” stands in this file, but was refused");
}

TEST_P(RegisterImport, a_dry_run_says_what_would_happen_and_changes_nothing) {
  std::int64_t sequence = store->last_sequence();
  ImportResult result = import(two_pupils(), {.dry_run = true});
  EXPECT_FALSE(result.applied);
  EXPECT_EQ(result.counts.at(0).added, 2u);
  EXPECT_EQ(store->last_sequence(), sequence);
  EXPECT_TRUE(all<Pupil>().empty());
}

TEST_P(RegisterImport, duplicate_headings_are_refused) {
  Grid sheet = {pupil_headings, pupil_row(1)};
  sheet[0].emplace_back("Last name");
  sheet[1].emplace_back("Other");
  ImportIssue issue = only_issue(import({{"Pupils", sheet}}));
  EXPECT_EQ(issue.message, "the heading stands twice");
  EXPECT_TRUE(issue.hard);
}

TEST_P(RegisterImport, the_same_key_twice_in_a_file_is_refused_with_the_first_row_named) {
  Grid sheet = {pupil_headings, pupil_row(1), pupil_row(1, "Doe")};
  ImportIssue issue = only_issue(import({{"Pupils", sheet}}));
  EXPECT_EQ(issue.row, 3u);
  EXPECT_EQ(issue.message, "the same pupil stands in row 2 already");
}

TEST_P(RegisterImport, the_same_upn_under_two_references_is_refused) {
  Grid sheet = {{"UPN", "Pupil reference", "Surname"}, {upn(1), "X-1", "Roe"}, {upn(1), "X-2", "Roe"}};
  ImportResult result = import({{"Pupils", sheet}}, {.dry_run = true});
  EXPECT_EQ(result.hard(), 1u);
  EXPECT_TRUE(says(result, "the same pupil stands in row 2 already")) << issues_csv(result);
}

TEST_P(RegisterImport, what_a_broken_formula_leaves_is_not_a_value) {
  Grid sheet = {pupil_headings, pupil_row(1, "#REF!")};
  ImportIssue issue = only_issue(import({{"Pupils", sheet}}, {.dry_run = true}));
  EXPECT_EQ(issue.column, "Surname");
  EXPECT_EQ(issue.message, "is the error of a formula, not a value");
}

TEST_P(RegisterImport, a_reference_to_a_missing_pupil_is_refused) {
  ImportIssue issue = only_issue(import({{"Cases", {case_headings, case_row(9)}}}));
  EXPECT_EQ(issue.column, "Pupil");
  EXPECT_EQ(issue.value, upn(9));
  EXPECT_TRUE(issue.hard);
}

TEST_P(RegisterImport, a_reference_is_made_from_the_pupil_however_the_pupil_is_named) {
  auto file = [](std::string pupil) {
    return std::vector<SheetText>{{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {{"Partnership", "Pupil", "Opened"}, {"A", std::move(pupil), "12/3/2020"}}}};
  };
  ASSERT_TRUE(import(file(upn(1))).applied);
  EXPECT_EQ(all<CaseFile>().at(0).reference, upn(1) + "/2020-03-12");
  std::string small = upn(1);
  small[0] = static_cast<char>(small[0] + 32);
  EXPECT_TRUE(import(file(small)).applied);
  EXPECT_EQ(all<CaseFile>().size(), 1u);
}

TEST_P(RegisterImport, a_sheet_that_speaks_of_no_partnership_may_come_alone_and_again) {
  import(two_pupils());
  Grid places = {{"UPN", "Care authority", "From"}, {upn(1), "855", "4/6/2019"}};
  ASSERT_TRUE(import({{"Looked after", places}}).applied);
  std::int64_t sequence = store->last_sequence();
  EXPECT_TRUE(import({{"Looked after", places}}).applied);
  EXPECT_EQ(store->last_sequence(), sequence);
  Grid without_upn = {{"Pupil reference", "Surname", "Forename", "Date of birth", "Sex", "Home authority"}, {"X-1", "Roe", "Jo", "3/2/2006", "F", "855"}};
  ASSERT_TRUE(import({{"Pupils", without_upn}}).applied);
  ASSERT_TRUE(import({{"Pupils", without_upn}}).applied);
  EXPECT_EQ(all<Pupil>().size(), 3u);
}

TEST_P(RegisterImport, a_pupil_keeps_the_reference_they_were_known_by_when_the_upn_comes) {
  Grid both = {{"UPN", "Pupil reference", "Surname", "Forename", "Date of birth", "Sex", "Home authority"}, {upn(1), "A-0012", "Roe", "Jordan", "3/2/2006", "F", "855"}};
  ASSERT_TRUE(import({{"Pupils", both}, {"Cases", {case_headings, case_row(1)}}}).applied);
  ImportResult result = import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1)}}});
  EXPECT_TRUE(result.changes.empty());
  ASSERT_EQ(all<Pupil>().size(), 1u);
  EXPECT_EQ(all<Pupil>()[0].reference, "A-0012");
}

TEST_P(RegisterImport, columns_that_are_left_out_leave_what_is_held_and_empty_cells_do_not) {
  Grid whole = {{"UPN", "Surname", "Forename", "ULN", "Former names"}, {upn(1), "Roe", "Jordan", "", "Hart"}};
  ASSERT_TRUE(import({{"Pupils", whole}}).applied);
  ImportResult result = import({{"Pupils", {{"UPN", "Surname"}, {upn(1), "Row"}}}});
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(all<Pupil>().at(0).forename, "Jordan");
  EXPECT_EQ(all<Pupil>().at(0).former_names, "Hart");
  whole[1][4] = "";
  ASSERT_TRUE(import({{"Pupils", whole}}).applied);
  EXPECT_EQ(all<Pupil>().at(0).former_names, "");
}

TEST_P(RegisterImport, a_school_stays_with_its_partnership_when_another_return_names_it) {
  ASSERT_TRUE(import({{"Schools", {{"Partnership", "URN", "School name"}, {"B", "900101", "Greenfield"}}}}).applied);
  auto sheets = two_pupils();
  sheets.push_back({"Schools", {{"Partnership", "URN", "School name"}, {"", "900101", "Greenfield"}, {"", "900102", "Hilltop"}}});
  ASSERT_TRUE(import(sheets).applied);
  auto schools = all<School>();
  ASSERT_EQ(schools.size(), 2u);
  EXPECT_EQ(schools[0].partnership, b);
  EXPECT_EQ(schools[1].partnership, a);
}

TEST_P(RegisterImport, a_register_comes_in_from_excel_and_from_opendocument_alike) {
  EXPECT_TRUE(import_file_of(xlsx_bytes(two_pupils())).applied);
  std::int64_t sequence = store->last_sequence();
  EXPECT_TRUE(import_file_of(ods_bytes(two_pupils()), "register.ods").applied);
  EXPECT_EQ(store->last_sequence(), sequence);
}

TEST_P(RegisterImport, blank_lines_and_blanks_around_values_do_not_matter) {
  std::string text = "\nUPN , Surname,Forename,Date of birth,Sex,Home authority\r\n,,,,,\r\n  \r\n" + upn(1) + "  , Roe\xC2\xA0,Jordan, 3/2/2006 ,F,855\r\n\r\n";
  std::vector<ImportFile> files = {import_bytes("Pupils.csv", text)};
  auto result = import_register(*store, system_session("test"), files);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->applied) << issues_csv(*result);
  EXPECT_EQ(all<Pupil>().at(0).surname, "Roe");
}

TEST_P(RegisterImport, a_file_with_nothing_of_the_register_is_an_error) {
  ImportResult result = import({{"notes", {{"Dear colleague"}, {"please find attached"}}}});
  EXPECT_FALSE(result.applied);
  EXPECT_GT(result.hard(), 0u);
}

}  // namespace
}  // namespace waymark
