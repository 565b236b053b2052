// Seals, emergency openings and who reads the audit trail, on both databases.
#include "domain/people/seal.h"

#include <gtest/gtest.h>

#include "domain/all_records.h"
#include "domain/people/access.h"
#include "domain/people/emergency_opening.h"
#include "domain/referral/case_file.h"
#include "platform/core/clock.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

class Protecting : public testing::TestWithParam<std::string> {
 protected:
  Protecting() : place(GetParam()), store(open_store(place.address(), all_records())) {
    auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
      for (Partnership* p : {&here, &there}) t.insert(*p);
      for (User* u : {&priya, &ingrid, &gone}) t.insert(*u);
      for (auto [pupil, partnership] : {std::pair{&own, &here}, {&elsewhere, &there}}) {
        t.insert(*pupil);
        CaseFile file{.partnership = partnership->id, .pupil = pupil->id, .reference = pupil->reference, .opened_on = Date::of(2020, 9, 1)};
        t.insert(file);
      }
      return {};
    });
    EXPECT_TRUE(done) << done.error().message;
  }
  ~Protecting() override { set_clock(std::nullopt); }
  Session coordinator() { return session_as("coordinator", here.id.value, priya.id); }
  Session officer() { return session_as("county_officer", 0, ingrid.id); }
  bool sees(const Session& session, const Pupil& pupil) { return store->read(session)->find(pupil.id).has_value(); }
  Result<Id<Pupil>> open(const EmergencyRequest& request) { return open_in_emergency(*store, coordinator(), request); }

  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  Partnership here{.code = "A"}, there{.code = "B"};
  User priya{.email = "priya@example.org", .name = "Priya"}, ingrid{.email = "ingrid@example.org", .name = "Ingrid"}, gone{.email = "gone@example.org", .name = "Gone", .disabled = true};
  Pupil own{.upn = "P207000016049", .reference = "P1", .born_on = Date::of(2006, 2, 3)}, elsewhere{.upn = "H207000016050", .reference = "P2", .born_on = Date::of(2007, 4, 5)};
  const std::string why = "The child of a colleague", urgent = "The child stands at our door";
};

// ASVS 5.0 V8.2.2
TEST_P(Protecting, a_sealed_pupil_is_seen_by_the_members_who_may_change_until_it_is_lifted) {
  auto seal = seal_pupil(*store, coordinator(), own.id, why, {});
  ASSERT_TRUE(seal) << seal.error().message;
  EXPECT_TRUE(sees(coordinator(), own)) << "whoever seals without naming anybody is a member";
  EXPECT_FALSE(sees(officer(), own));
  EXPECT_FALSE(set_seal_members(*store, officer(), *seal, {ingrid.id})) << "not by who does not see it";
  EXPECT_FALSE(set_seal_members(*store, coordinator(), *seal, {})) << "somebody remains";
  EXPECT_FALSE(set_seal_members(*store, coordinator(), *seal, {priya.id, gone.id})) << "nobody who is disabled";
  ASSERT_TRUE(set_seal_members(*store, coordinator(), *seal, {ingrid.id}));
  EXPECT_FALSE(sees(coordinator(), own)) << "who left sees nothing";
  EXPECT_TRUE(sees(officer(), own));
  ASSERT_TRUE(set_seal_members(*store, officer(), *seal, {ingrid.id, priya.id}));
  EXPECT_TRUE(sees(coordinator(), own)) << "and may come back";
  ASSERT_TRUE(lift_seal(*store, coordinator(), *seal));
  EXPECT_TRUE(sees(officer(), own));
  EXPECT_FALSE(lift_seal(*store, coordinator(), *seal));
  EXPECT_TRUE(seal_pupil(*store, officer(), own.id, why, {})) << "again on the same day";
  EXPECT_FALSE(sees(coordinator(), own));
}

TEST_P(Protecting, only_whose_role_seals_and_reaches_the_pupil_seals) {
  EXPECT_FALSE(seal_pupil(*store, coordinator(), elsewhere.id, why, {}));
  Session opened = coordinator();
  opened.opened = {elsewhere.id.value};
  EXPECT_FALSE(seal_pupil(*store, opened, elsewhere.id, why, {})) << "an emergency opening is for reading";
  for (const char* role : {"partnership_staff", "county_consultant", "administrator"}) EXPECT_FALSE(seal_pupil(*store, session_as(role, here.id.value, priya.id), own.id, why, {})) << role;
  EXPECT_EQ(seal_pupil(*store, coordinator(), own.id, "short", {}).error().field, "reason");
  ASSERT_TRUE(seal_pupil(*store, coordinator(), own.id, why, {ingrid.id, priya.id}));
  EXPECT_FALSE(seal_pupil(*store, coordinator(), own.id, why, {})) << "once";
}

TEST_P(Protecting, the_audit_says_who_sealed) {
  auto seal = seal_pupil(*store, coordinator(), own.id, why, {});
  EXPECT_EQ(store->audit_of(system_session("test"), record_type_of<PupilSeal>, seal->value)[0].actor, "user " + std::to_string(priya.id.value));
}

TEST_P(Protecting, an_emergency_opens_the_child_with_exactly_this_upn_and_birth_date_for_an_hour) {
  std::int64_t now = now_ms();
  set_clock(now);
  EXPECT_EQ(open({elsewhere.upn, elsewhere.born_on, "too short"}).error().field, "reason");
  EXPECT_FALSE(open({elsewhere.upn, Date::of(2007, 4, 6), urgent}));
  EXPECT_FALSE(open({elsewhere.upn.substr(0, 12), elsewhere.born_on, urgent}));
  EXPECT_FALSE(open({elsewhere.upn, std::nullopt, urgent}));
  auto pupil = open({" h207000016050 ", elsewhere.born_on, urgent});
  ASSERT_TRUE(pupil) << pupil.error().message;
  EXPECT_EQ(*pupil, elsewhere.id);
  auto openings = store->read(system_session("test"))->list<EmergencyOpening>();
  ASSERT_EQ(openings.size(), 1u);
  EXPECT_EQ(openings[0].ends_at, now + 60 * 60'000);
  EXPECT_EQ(openings[0].reason, urgent);
  ASSERT_TRUE(open({own.upn, own.born_on, urgent}));
  EXPECT_EQ(store->read(system_session("test"))->list<EmergencyOpening>().size(), 1u) << "what is within reach needs no opening";
}

TEST_P(Protecting, no_emergency_opens_a_seal_and_the_words_do_not_tell) {
  ASSERT_TRUE(seal_pupil(*store, officer(), elsewhere.id, why, {}));
  auto sealed = open({elsewhere.upn, elsewhere.born_on, urgent}), nobody = open({"A000000000000", elsewhere.born_on, urgent});
  ASSERT_FALSE(sealed);
  EXPECT_EQ(sealed.error().message, nobody.error().message);
  EXPECT_TRUE(store->read(system_session("test"))->list<EmergencyOpening>().empty());
}

TEST_P(Protecting, only_roles_that_open_in_an_emergency_do) {
  for (const char* role : {"county_officer", "partnership_staff", "administrator", "auditor", "school_lead"})
    EXPECT_FALSE(open_in_emergency(*store, session_as(role, here.id.value, priya.id), {elsewhere.upn, elsewhere.born_on, urgent})) << role;
}

// ASVS 5.0 V16.2.1, V16.4.2: who, when, what and which record; read by the auditor only, without what changed in the fields.
TEST_P(Protecting, the_auditor_pages_through_the_trail_and_nobody_else_does) {
  ASSERT_TRUE(seal_pupil(*store, coordinator(), own.id, why, {}));
  for (const char* role : {"administrator", "county_officer", "coordinator", "county_consultant"}) EXPECT_TRUE(store->audit_trail(session_as(role, here.id.value, priya.id), {}).empty()) << role;
  Session auditor = session_as("auditor");
  auto all = store->audit_trail(auditor, {.limit = 1000});
  EXPECT_EQ(static_cast<std::int64_t>(all.size()), store->last_sequence());
  EXPECT_GT(all.front().sequence, all.back().sequence);
  auto by = [&](AuditFilter f) { return store->audit_trail(auditor, f); };
  EXPECT_EQ(by({.actor = "user " + std::to_string(priya.id.value)}).size(), 2u) << "the seal and its member";
  EXPECT_EQ(by({.record_type = "pupil"}).size(), 2u);
  EXPECT_EQ(by({.action = "changed"}).size(), 0u);
  EXPECT_EQ(by({.before_sequence = 3}).size(), 2u);
  EXPECT_EQ(by({.limit = 4}).size(), 4u);
  EXPECT_TRUE(by({.from_ms = now_ms() + 1000}).empty());
  EXPECT_EQ(by({.until_ms = now_ms() + 1000, .limit = 1000}).size(), all.size());
}

INSTANTIATE_TEST_SUITE_P(databases, Protecting, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace waymark
