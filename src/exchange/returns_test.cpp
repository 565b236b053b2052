// Returns, from opening to acceptance: what is frozen, who may do what, and that nothing frozen changes.
#include "domain/casework/returns.h"

#include <algorithm>

#include "domain/people/seal.h"
#include "testing/importing.h"

namespace waymark {
namespace {

using namespace testing_support;

class Returns : public Importing {
 protected:
  Returns() {
    Grid pupils = {pupil_headings, pupil_row(1), pupil_row(2), pupil_row(3)};
    Grid cases = {case_headings, case_row(1), case_row(2), case_row(3, "B")};
    Grid referrals = {{"Partnership", "Pupil", "Date received", "Category", "Concern"}, {"A", upn(1), "12/3/2020", "SEMH", "Hits other children"}};
    EXPECT_TRUE(import({{"Pupils", pupils}, {"Cases", cases}, {"Referrals", referrals}}).applied);
    auto opened = open_returns(*store, session_as("county_officer"), {"Dec 2020", Date::of(2020, 11, 13), Date::of(2020, 11, 30), ""});
    EXPECT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(*opened, 2u);
  }
  RegisterReturn of(Id<Partnership> p) { return store->read(system_session("test"))->list<RegisterReturn>({.where = {equals("partnership", p.value)}}).at(0); }
  Result<RegisterReturn> freeze(Id<Partnership> p) { return freeze_return(*store, coordinator(p), of(p).id, {"Priya Nair", Date::of(2020, 11, 20)}); }
  Result<void> answer(Answer answer, std::string reason = {}) { return answer_return(*store, session_as("county_officer"), of(a).id, answer, reason, {"Ingrid Vale", Date::of(2020, 11, 21)}); }
  std::vector<std::string> surnames(const RegisterReturn& r, const Session& session = system_session("test")) {
    std::vector<std::string> out;
    for (const RegisterPart& part : frozen_register(*store->read(session), r))
      if (part.type == &record_type_of<Pupil>)
        for (const auto& row : part.rows) out.push_back(static_cast<const Pupil*>(row.get())->surname);
    return out;
  }
  void rename(int n, std::string surname) { EXPECT_TRUE(import({{"Pupils", {pupil_headings, pupil_row(n, std::move(surname))}}}).applied); }
};
INSTANTIATE_TEST_SUITE_P(Databases, Returns, testing::ValuesIn(databases()), [](const auto& each) { return each.param; });

TEST_P(Returns, a_frozen_return_holds_the_own_register_as_it_stood) {
  auto frozen = freeze(a);
  ASSERT_TRUE(frozen) << frozen.error().message;
  EXPECT_EQ(frozen->state.value, "frozen");
  EXPECT_EQ(frozen->revision, 1);
  EXPECT_EQ(frozen->row_count, static_cast<std::int64_t>(all<ReturnRow>().size()));
  rename(1, "Changed");
  EXPECT_EQ(surnames(of(a)), (std::vector<std::string>{"Roe", "Roe"}));
  EXPECT_TRUE(store->verify({}).findings.empty());
  EXPECT_EQ(store->audit_of(system_session("test"), record_type_of<RegisterReturn>, frozen->id.value).back().action, "froze");
}

TEST_P(Returns, free_text_of_the_casework_is_not_in_a_return) {
  ASSERT_TRUE(freeze(a));
  EXPECT_TRUE(std::ranges::none_of(all<ReturnRow>(), [](const ReturnRow& r) { return r.content.contains("Hits"); }));
}

TEST_P(Returns, a_return_sent_back_is_frozen_again_beside_the_first) {
  EXPECT_FALSE(answer(Answer::accept)) << "it is not frozen yet";
  ASSERT_TRUE(freeze(a));
  EXPECT_FALSE(freeze(a));
  EXPECT_FALSE(answer(Answer::send_back)) << "without a reason";
  ASSERT_TRUE(answer(Answer::send_back, "Two children are in the wrong year."));
  RegisterReturn first = of(a);
  EXPECT_EQ(first.reason, "Two children are in the wrong year.");
  rename(2, "Doe");
  ASSERT_TRUE(freeze(a));
  EXPECT_EQ(of(a).revision, 2);
  EXPECT_EQ(surnames(of(a)), (std::vector<std::string>{"Roe", "Doe"}));
  EXPECT_EQ(surnames(first), (std::vector<std::string>{"Roe", "Roe"}));
  ASSERT_TRUE(answer(Answer::accept));
  EXPECT_EQ(of(a).state.value, "accepted");
}

TEST_P(Returns, only_the_own_partnership_freezes_and_only_the_county_opens_and_answers) {
  EXPECT_FALSE(freeze_return(*store, coordinator(b), of(a).id, {"Leo Brandt", Date::of(2020, 11, 20)}));
  Session chair_of_a = session_as("partnership_chair", a.value);
  chair_of_a.holdings.push_back({"coordinator", Circle::partnership, b.value});
  EXPECT_FALSE(freeze_return(*store, chair_of_a, of(a).id, {"Clara Finch", Date::of(2020, 11, 20)})) << "each role for its own partnership";
  EXPECT_TRUE(all<ReturnRow>().empty());
  ASSERT_TRUE(freeze(a));
  EXPECT_FALSE(answer_return(*store, coordinator(a), of(a).id, Answer::accept, {}, {}));
  EXPECT_FALSE(open_returns(*store, coordinator(a), {"March 2021", Date::of(2021, 3, 5), Date::of(2021, 3, 20), ""}));
  EXPECT_EQ(store->read(session_as("partnership_chair", a.value))->list<RegisterReturn>().size(), 1u);
  EXPECT_TRUE(store->read(session_as("partnership_chair", a.value))->list<ReturnRow>().empty());
}

TEST_P(Returns, a_sealed_child_counts_in_the_return_and_is_shown_to_the_members_of_the_seal_only) {
  Id<Pupil> pupil = all<Pupil>().at(0).id;
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
    PupilSeal seal{.pupil = pupil, .reason = "a colleague's child", .sealed_on = Date::of(2020, 1, 1)};
    t.insert(seal);
    return {};
  }));
  ASSERT_TRUE(freeze(a));
  EXPECT_EQ(surnames(of(a)).size(), 2u);
  EXPECT_EQ(surnames(of(a), coordinator(a)).size(), 1u);
  EXPECT_EQ(surnames(of(a), coordinator(b)).size(), 0u);
}

TEST_P(Returns, everybody_may_know_whose_return_is_late) {
  ASSERT_TRUE(freeze(a));
  auto now = standings(*store, Date::of(2020, 12, 1));
  ASSERT_EQ(now.size(), 2u);
  EXPECT_EQ(now[0].partnership, "A");
  EXPECT_FALSE(now[0].late);
  EXPECT_TRUE(now[1].late);
  EXPECT_FALSE(standings(*store, Date::of(2020, 11, 30))[1].late);
}

TEST_P(Returns, a_label_is_opened_once_and_dates_are_asked_for) {
  Session officer = session_as("county_officer");
  EXPECT_FALSE(open_returns(*store, officer, {"Dec 2020", Date::of(2020, 11, 13), Date::of(2020, 11, 30), ""}));
  EXPECT_EQ(open_returns(*store, officer, {"March 2021", {}, Date::of(2021, 3, 30), ""}).error().field, "census_on");
  EXPECT_EQ(open_returns(*store, officer, {"March 2021", Date::of(2021, 3, 5), Date::of(2021, 3, 1), ""}).error().field, "due_on");
}

}  // namespace
}  // namespace waymark
