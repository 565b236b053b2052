// Data quality: the same is found in the store as in a file, and what is mended is gone.
#include "domain/casework/findings.h"

#include <algorithm>

#include "domain/casework/contradictions.h"
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;

class Findings : public Importing {
 protected:
  RegisterQuality quality(const Session& session, Id<Partnership> p) { return quality_of(*store->read(session), session, p, Date::of(2020, 11, 13)); }
  static bool finds(const RegisterQuality& q, std::string_view rule) {
    return std::ranges::any_of(q.findings, [&](const Finding& f) { return f.rule.find(rule) != std::string::npos; });
  }
  void two_overlapping_programmes() {
    Grid programmes = {{"Partnership", "Pupil", "Programme reference", "Started", "Ended", "Mode", "Tier"},
                       {"A", upn(1), "P1", "1/9/2020", "", "Full time", "4"}, {"A", upn(1), "P2", "1/10/2020", "", "Full time", "4"}, {"A", upn(1), "P3", "1/3/2019", "1/4/2019", "Full time", "4"}};
    ASSERT_TRUE(import({{"Pupils", {pupil_headings, pupil_row(1)}}, {"Cases", {case_headings, case_row(1)}}, {"Programmes", programmes}}).applied);
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, Findings, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

TEST_P(Findings, contradictions_of_the_store_are_those_of_the_import) {
  two_overlapping_programmes();
  RegisterQuality q = quality(coordinator(a), a);
  EXPECT_TRUE(finds(q, "Programme, Started: overlaps with the one that began on …"));
  EXPECT_TRUE(finds(q, "no case of this pupil was open on that day"));
  for (const RecordWarning& w : all<RecordWarning>())
    EXPECT_EQ(std::ranges::count_if(q.findings, [&](const Finding& f) { return f.record_id == w.record_id && f.message == w.message && f.raised_on == w.raised_on; }), 1) << w.record_table << " " << w.message;
}

TEST_P(Findings, an_empty_required_field_leads_to_its_record_and_is_gone_once_it_is_filled) {
  auto row = pupil_row(1);
  row[3] = "";
  ASSERT_TRUE(import({{"Pupils", {pupil_headings, row}}, {"Cases", {case_headings, case_row(1)}}}).applied);
  RegisterQuality q = quality(coordinator(a), a);
  auto found = std::ranges::find_if(q.findings, [](const Finding& f) { return f.field && f.field->name == "born_on"; });
  ASSERT_NE(found, q.findings.end());
  EXPECT_EQ(found->record_id, all<Pupil>().at(0).id.value);
  EXPECT_EQ(q.pupils.at(found->pupil), "Jordan Roe");
  EXPECT_LT(q.sound, q.records);
  ASSERT_TRUE(import({{"Pupils", {pupil_headings, pupil_row(1)}}}).applied);
  EXPECT_FALSE(finds(quality(coordinator(a), a), "Date of birth"));
}

TEST_P(Findings, another_partnership_finds_nothing_here) {
  two_overlapping_programmes();
  EXPECT_FALSE(finds(quality(coordinator(b), a), "Programme"));
  EXPECT_FALSE(finds(quality(session_as("county_consultant"), b), "Programme"));
  EXPECT_TRUE(finds(quality(session_as("county_consultant"), a), "Programme"));
}

TEST_P(Findings, rules_are_counted_most_first) {
  std::vector<Finding> found(3);
  found[0].rule = "one", found[1].rule = "two", found[2].rule = "two";
  auto counts = by_rule(found);
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].rule, "two");
  EXPECT_EQ(counts[0].count, 2u);
}

}  // namespace
}  // namespace waymark
