// Finding through a store: what a session reaches and nothing else, followed from change to change, also of another program.
#include "domain/casework/find.h"

#include <gtest/gtest.h>

#include "domain/all_records.h"
#include "domain/casework/requests.h"
#include "domain/people/access.h"
#include "domain/people/seal.h"
#include "domain/programme/programme.h"
#include "platform/core/clock.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

class FindInStore : public testing::TestWithParam<std::string> {
 protected:
  FindInStore() : place(GetParam()), store(open_store(place.address(), all_records())), finder(*store) {
    put(here), put(there);
    school = {.partnership = here.id, .urn = "900101", .name = "Greenfield Academy"};
    put(school);
    mine = add("Roe", "Jordan", here, "P207000016049");
    for (int i = 0; i < 30; ++i) others.push_back(add("Roe", "Jordan", there));
  }
  template <class R> void put(R& row) {
    auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(row); return {}; });
    ASSERT_TRUE(done) << done.error().message;
  }
  Pupil add(const std::string& surname, const std::string& forename, const Partnership& at, const std::string& upn = "") {
    Pupil p{.upn = upn, .reference = upn.empty() ? "R" + std::to_string(++made) : upn, .surname = surname, .forename = forename, .born_on = Date::of(2006, 2, 3)};
    put(p);
    CaseFile file{.partnership = at.id, .pupil = p.id, .reference = "C" + p.reference, .opened_on = Date::of(2020, 3, 12)};
    put(file);
    return p;
  }
  void change(const Pupil& before, const Pupil& after, Store& by) {
    ASSERT_TRUE(by.write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(before, after); return {}; }));
  }
  std::vector<std::int64_t> found(const Session& session, std::string_view typed) {
    std::vector<std::int64_t> out;
    for (const FoundChild& f : finder.find(session, typed, 10)) out.push_back(f.pupil.id.value);
    return out;
  }
  using Found = std::vector<std::int64_t>;
  static Session coordinator(const Partnership& p) { return session_as("coordinator", p.id.value, {7}); }

  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  Finder finder;
  Partnership here{.code = "A", .name = "Aston"}, there{.code = "B", .name = "Beeston"};
  School school;
  Pupil mine;
  std::vector<Pupil> others;
  int made = 0;
};

// ASVS 5.0 V8.2.2: neither that others' children exist nor how many.
TEST_P(FindInStore, one_finds_only_own_children_and_never_fewer_because_others_fit_better) {
  Pupil like = add("Row", "Jordana", here);
  EXPECT_EQ(found(coordinator(here), "roe jordan"), (Found{mine.id.value, like.id.value}));
  EXPECT_EQ(found(coordinator(there), "roe jordan").size(), 10u);
  EXPECT_TRUE(found(coordinator(there), "P207000016049").empty());
  EXPECT_TRUE(found(coordinator(there), "P207000016094").empty());
  Pupil rare = add("Quellworthy", "Ann", there);
  EXPECT_EQ(found(coordinator(here), "quellworthy jordan"), found(coordinator(here), "nobodyshere jordan"));
  EXPECT_EQ(found(session_as("county_consultant", 0, {8}), "quellworthy"), Found{rare.id.value});
}

TEST_P(FindInStore, roles_without_children_find_nothing_and_fields_not_shown_find_nothing) {
  for (const char* role : {"administrator", "auditor", "partnership_chair", "board_member", ""}) EXPECT_TRUE(found(session_as(role, here.id.value, {9}), "roe").empty()) << role;
  Provider provider{.name = "Hoofbeats"};
  put(provider);
  Programme programme{.partnership = here.id, .pupil = mine.id, .reference = "PR1", .started_on = Date::of(2020, 1, 1)};
  put(programme);
  TimetableLine line{.programme = programme.id, .reference = "T1", .provider = provider.id, .from_on = Date::of(2020, 1, 1)};
  put(line);
  Session placed = session_as("provider", provider.id.value, {10});
  EXPECT_EQ(found(placed, "jordon roe"), Found{mine.id.value});
  EXPECT_TRUE(found(placed, "P207000016049").empty());
}

TEST_P(FindInStore, a_sealed_child_is_found_by_members_only_as_if_it_were_not_there) {
  Pupil own = add("Quellworthy", "Ann", here);
  PupilSeal seal{.pupil = own.id, .reason = "a member of staff's child", .sealed_on = Date::of(2020, 1, 1)};
  Session consultant = session_as("county_consultant", 0, {8});
  EXPECT_EQ(found(consultant, "quellworthy jordan").size(), 10u);
  put(seal);
  EXPECT_TRUE(found(consultant, "quellworthy").empty());
  EXPECT_TRUE(found(coordinator(here), "quellworthy").empty());
  EXPECT_EQ(found(consultant, "quellworthy jordan"), found(consultant, "nobodyshere jordan"));
}

TEST_P(FindInStore, changes_of_this_and_of_another_program_are_found_at_once) {
  EXPECT_EQ(found(coordinator(here), "roe").size(), 1u);
  auto other = open_store(place.address(), all_records());
  Pupil after = mine;
  after.surname = "Thorne";
  change(mine, after, *other);
  EXPECT_EQ(found(coordinator(here), "thron jordan"), Found{mine.id.value});
  Pupil fresh = add("Vickers", "Kit", here);
  EXPECT_EQ(found(coordinator(here), "vikcers"), Found{fresh.id.value});
  SchoolPlace on_roll{.pupil = fresh.id, .school = school.id, .from_on = Date::of(2020, 9, 1)};
  put(on_roll);
  auto by_school = finder.find(coordinator(here), "greenfield", 10);
  ASSERT_EQ(by_school.size(), 1u);
  EXPECT_EQ(by_school[0].school + " " + by_school[0].partnership, "Greenfield Academy A");
  CaseFile shared{.partnership = here.id, .pupil = others[0].id, .reference = "C9", .opened_on = Date::of(2020, 4, 1)};
  EXPECT_TRUE(found(coordinator(here), "roe").empty());
  put(shared);
  EXPECT_EQ(found(coordinator(here), "roe"), Found{others[0].id.value});
}

TEST_P(FindInStore, what_came_bit_by_bit_is_what_a_new_index_holds) {
  EXPECT_EQ(found(coordinator(here), "roe").size(), 1u);
  Pupil after = others[3];
  after.forename = "Zoe";
  change(others[3], after, *store);
  add("Roe", "Zoe", here);
  add("Abbott", "Amir", there);
  Finder anew(*store);
  for (const char* typed : {"roe", "zoe roe", "3/2/2006", "abot", "R1", "jordan roe"})
    for (const Session& session : {coordinator(here), coordinator(there), session_as("county_consultant", 0, {8})}) {
      std::vector<std::int64_t> other;
      for (const FoundChild& f : anew.find(session, typed, 10)) other.push_back(f.pupil.id.value);
      EXPECT_EQ(found(session, typed), other) << typed;
    }
}

TEST_P(FindInStore, a_form_with_typing_mistakes_is_suspected_to_be_a_known_child) {
  auto suspected = [&](const ReferralRequest& form) {
    std::vector<std::int64_t> out;
    for (const Pupil& p : possible_duplicates(*store->read(coordinator(here)), form, finder.alike(coordinator(here), form))) out.push_back(p.id.value);
    return out;
  };
  EXPECT_EQ(suspected({.surname = "Jordon", .forename = "Roe", .born_on = Date::of(2006, 2, 3)}), Found{mine.id.value});
  EXPECT_EQ(suspected({.surname = "Roe", .forename = "Jordan", .born_on = Date::of(2006, 2, 13)}), Found{mine.id.value});
  EXPECT_EQ(suspected({.surname = "Rowe", .forename = "Jordan", .born_on = Date::of(2006, 3, 2)}), Found{mine.id.value});
  EXPECT_EQ(suspected({.upn = "P207000016094", .surname = "Any", .forename = "Name"}), Found{mine.id.value});
  EXPECT_TRUE(suspected({.surname = "Lee", .forename = "Jordan", .born_on = Date::of(2006, 2, 3)}).empty());
  EXPECT_TRUE(suspected({.surname = "Roe", .forename = "Jordan", .born_on = Date::of(2008, 7, 9)}).empty());
}

INSTANTIATE_TEST_SUITE_P(databases, FindInStore, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace waymark
