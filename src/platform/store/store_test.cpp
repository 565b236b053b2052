// The contract of a store, run on SQLite and on PostgreSQL alike.
#include "platform/store/store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "platform/store/database.h"
#include "testing/stores.h"
#include "domain/all_records.h"
#include "domain/people/access.h"
#include "domain/provision/provider.h"
#include "domain/referral/referral.h"

namespace waymark {
namespace {

class StoreContract : public testing::TestWithParam<std::string> {
 protected:
  StoreContract() : place(GetParam()) {}
  std::unique_ptr<Store> open() { return open_store(place.address(), all_records()); }
  testing_support::StorePlace place;
};

struct Seeded {
  Partnership here{.code = "A", .name = "Aston"}, there{.code = "B", .name = "Beeston"};
  Pupil pupil{.reference = "P1", .surname = "Roe", .forename = "Jordan", .born_on = Date::of(2006, 2, 3)};
  CaseFile file;
  Referral referral;
};

Seeded seed(Store& store) {
  Seeded s;
  auto done = store.write(system_session("test"), [&](Transaction& t) -> Result<void> {
    t.set_county("855");
    t.insert(s.here);
    t.insert(s.there);
    t.insert(s.pupil);
    s.file = {.partnership = s.here.id, .pupil = s.pupil.id, .reference = "C1", .opened_on = Date::of(2020, 3, 12)};
    t.insert(s.file);
    s.referral = {.partnership = s.here.id, .pupil = s.pupil.id, .reference = "R1", .received_on = Date::of(2020, 3, 10), .concern = "Afraid of school"};
    t.insert(s.referral);
    return {};
  });
  EXPECT_TRUE(done) << done.error().message;
  return s;
}

Session coordinator(const Partnership& p) { return session_as("coordinator", p.id.value, {7}); }

TEST_P(StoreContract, gives_back_what_was_put_in) {
  auto store = open();
  Seeded s = seed(*store);
  auto read = store->read(system_session("test"))->find(s.pupil.id);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->surname, "Roe");
  EXPECT_EQ(read->born_on, Date::of(2006, 2, 3));
  EXPECT_FALSE(read->year_offset);
}

TEST_P(StoreContract, keeps_everything_over_a_new_start) {
  Seeded s;
  { auto store = open(); s = seed(*store); }
  auto store = open();
  EXPECT_EQ(store->read(system_session("test"))->list<Referral>().size(), 1u);
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(StoreContract, a_problem_in_the_work_leaves_nothing_behind) {
  auto store = open();
  Seeded s = seed(*store);
  std::int64_t before = store->last_sequence();
  auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
    Pupil another{.reference = "P2", .surname = "Lee"};
    t.insert(another);
    return problem("no");
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(store->last_sequence(), before);
  EXPECT_EQ(store->read(system_session("test"))->list<Pupil>().size(), 1u);
}

TEST_P(StoreContract, refuses_an_unknown_code_a_dangling_reference_and_a_second_key) {
  auto store = open();
  Seeded s = seed(*store);
  auto attempt = [&](auto row) {
    return store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(row); return {}; }).has_value();
  };
  EXPECT_FALSE(attempt(Pupil{.reference = "P3", .sex = {"Q"}}));
  EXPECT_FALSE(attempt(SchoolPlace{.pupil = s.pupil.id, .school = {12345}, .from_on = Date::of(2020, 1, 1)}));
  EXPECT_FALSE(attempt(Pupil{.reference = "P1"}));
  EXPECT_TRUE(attempt(Pupil{.reference = "P4", .sex = {"F"}}));
}

TEST_P(StoreContract, the_audit_says_from_what_to_what) {
  auto store = open();
  Seeded s = seed(*store);
  Pupil after = s.pupil;
  after.surname = "Row";
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(s.pupil, after); return {}; }));
  auto audit = store->audit_of(system_session("test"), record_type_of<Pupil>, s.pupil.id.value);
  ASSERT_EQ(audit.size(), 2u);
  EXPECT_EQ(audit[0].action, "created");
  EXPECT_EQ(audit[1].detail, R"({"surname":["Roe","Row"]})");
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(StoreContract, two_people_who_change_different_fields_both_keep_their_change_and_the_same_field_is_refused) {
  auto store = open();
  Seeded s = seed(*store);
  Pupil one = s.pupil, two = s.pupil, three = s.pupil;
  one.surname = "Row", two.forename = "Jo", three.surname = "Rowe";
  auto change = [&](const Pupil& to) { return store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(s.pupil, to); return {}; }).has_value(); };
  EXPECT_TRUE(change(one));
  EXPECT_TRUE(change(two));
  EXPECT_FALSE(change(three));
  auto held = store->read(system_session("test"))->find(s.pupil.id);
  EXPECT_EQ(held->surname + held->forename, "RowJo");
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(StoreContract, an_update_that_changes_nothing_writes_nothing) {
  auto store = open();
  Seeded s = seed(*store);
  std::int64_t before = store->last_sequence();
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(s.pupil, s.pupil); return {}; }));
  EXPECT_EQ(store->last_sequence(), before);
}

TEST_P(StoreContract, an_opening_is_in_the_audit_but_is_no_change) {
  auto store = open();
  Seeded s = seed(*store);
  std::int64_t sequence = store->last_sequence(), change = store->last_change();
  ASSERT_TRUE(store->opened(coordinator(s.here), record_type_of<Pupil>, s.pupil.id.value));
  EXPECT_EQ(store->last_sequence(), sequence + 1);
  EXPECT_EQ(store->last_change(), change);
}

TEST_P(StoreContract, says_which_rows_of_a_kind_changed_since_also_when_another_program_changed_them) {
  auto store = open(), other = open();
  Seeded s = seed(*store);
  EXPECT_EQ(store->changed_since(record_type_of<Pupil>, 0), std::vector{s.pupil.id.value});
  std::int64_t then = store->last_change();
  EXPECT_TRUE(store->changed_since(record_type_of<Pupil>, then).empty());
  ASSERT_TRUE(store->opened(coordinator(s.here), record_type_of<Pupil>, s.pupil.id.value));
  EXPECT_TRUE(store->changed_since(record_type_of<Pupil>, then).empty());
  Pupil after = s.pupil, another{.reference = "P2", .surname = "Lee"};
  after.surname = "Row";
  ASSERT_TRUE(other->write(system_session("test"), [&](Transaction& t) -> Result<void> {
    t.update(s.pupil, after);
    t.insert(another);
    return {};
  }));
  EXPECT_EQ(store->changed_since(record_type_of<Pupil>, then), (std::vector{s.pupil.id.value, another.id.value}));
  EXPECT_TRUE(store->changed_since(record_type_of<CaseFile>, then).empty());
}

// ASVS 5.0 V8.2.2, V8.3.1: access to data is decided at the trusted layer, by the record's owner.
TEST_P(StoreContract, a_coordinator_sees_and_changes_only_the_own_partnership) {
  auto store = open();
  Seeded s = seed(*store);
  EXPECT_EQ(store->read(coordinator(s.here))->list<Pupil>().size(), 1u);
  EXPECT_EQ(store->read(coordinator(s.here))->list<Referral>().size(), 1u);
  EXPECT_TRUE(store->read(coordinator(s.there))->list<Pupil>().empty());
  EXPECT_TRUE(store->read(coordinator(s.there))->list<Referral>().empty());
  EXPECT_FALSE(store->read(coordinator(s.there))->find(s.pupil.id));
  EXPECT_TRUE(store->audit_of(coordinator(s.there), record_type_of<Pupil>, s.pupil.id.value).empty());
  Pupil after = s.pupil;
  after.forename = "X";
  auto change = [&](Transaction& t) -> Result<void> { t.update(s.pupil, after); return {}; };
  EXPECT_FALSE(store->write(coordinator(s.there), change));
  EXPECT_TRUE(store->write(coordinator(s.here), change));
  CaseFile foreign{.partnership = s.here.id, .pupil = s.pupil.id, .reference = "C9"};
  EXPECT_FALSE(store->write(coordinator(s.there), [&](Transaction& t) -> Result<void> { t.insert(foreign); return {}; }));
}

TEST_P(StoreContract, a_record_cannot_be_taken_over_by_moving_it_to_the_own_partnership) {
  auto store = open();
  Seeded s = seed(*store);
  CaseFile after = s.file;
  after.partnership = s.there.id;
  EXPECT_FALSE(store->write(coordinator(s.there), [&](Transaction& t) -> Result<void> { t.update(s.file, after); return {}; }));
}

// ASVS 5.0 V8.2.3: field-level access.
TEST_P(StoreContract, the_county_consultant_reads_every_register_without_free_text) {
  auto store = open();
  Seeded s = seed(*store);
  Session consultant = session_as("county_consultant", 0, {8});
  auto referrals = store->read(consultant)->list<Referral>();
  ASSERT_EQ(referrals.size(), 1u);
  EXPECT_EQ(referrals[0].concern, "");
  EXPECT_EQ(store->read(coordinator(s.here))->list<Referral>()[0].concern, "Afraid of school");
}

TEST_P(StoreContract, an_administrator_and_an_unknown_role_see_no_case) {
  auto store = open();
  Seeded s = seed(*store);
  for (const char* role : {"administrator", "", "chair"}) {
    Session session = session_as(role, s.here.id.value, {9});
    EXPECT_TRUE(store->read(session)->list<Pupil>().empty());
    EXPECT_TRUE(store->read(session)->list<CaseFile>().empty());
    EXPECT_FALSE(store->write(session, [&](Transaction& t) -> Result<void> { Pupil p{.reference = "Z"}; t.insert(p); return {}; }));
  }
}

TEST_P(StoreContract, filters_sorts_and_pages) {
  auto store = open();
  std::vector<Provider> rows;
  for (const char* name : {"Delta", "alpha", "Charlie", "Br_vo", "Bravo"}) rows.push_back({.name = name});
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(rows); return {}; }));
  auto reader = store->read(system_session("test"));
  EXPECT_EQ(reader->list<Provider>({.where = {{"name", Condition::Test::contains, {std::string("AL")}}}}).size(), 1u);
  EXPECT_EQ(reader->list<Provider>({.where = {{"name", Condition::Test::contains, {std::string("r_v")}}}}).size(), 1u);
  EXPECT_EQ(reader->list<Provider>({.where = {{"provider_kind", Condition::Test::empty, {}}}}).size(), 5u);
  auto page = reader->list<Provider>({.order_by = "name", .descending = true, .limit = 1, .offset = 1});
  ASSERT_EQ(page.size(), 1u);
  EXPECT_THROW(reader->list<Provider>({.order_by = "name; DROP TABLE provider"}), std::logic_error);
}

TEST_P(StoreContract, writers_at_once_are_all_acknowledged_and_the_chain_holds) {
  auto store = open();
  std::vector<std::jthread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int k = 0; k < 10; ++k) {
        Provider p{.name = "P" + std::to_string(i * 100 + k)};
        if (store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(p); return {}; })) ++good;
      }
    });
  threads.clear();
  EXPECT_EQ(good, 80);
  Verification v = store->verify({});
  EXPECT_EQ(v.audit_rows, 80);
  EXPECT_TRUE(v.findings.empty());
}

// ASVS 5.0 V16.4.2: logs cannot be altered unseen.
TEST_P(StoreContract, verify_finds_altered_added_and_removed_rows) {
  auto spoil = [&](const std::string& sql) {
    testing_support::StorePlace own(GetParam());
    { auto store = open_store(own.address(), all_records()); seed(*store); }
    own.execute(sql);
    auto findings = open_store(own.address(), all_records())->verify({}).findings;
    return findings.size();
  };
  EXPECT_EQ(spoil("UPDATE pupil SET surname = 'Doe'"), 1u);
  EXPECT_GE(spoil("DELETE FROM referral"), 1u);
  EXPECT_EQ(spoil("INSERT INTO provider (id, name) VALUES (5, 'Put in')"), 1u);
  std::string unlock = GetParam() == "sqlite" ? "DROP TRIGGER audit_no_UPDATE; DROP TRIGGER audit_no_DELETE;" : "DROP TRIGGER audit_append_only ON audit;";
  EXPECT_GE(spoil(unlock + "UPDATE audit SET actor = 'nobody' WHERE sequence = 2"), 1u);
  EXPECT_GE(spoil(unlock + "DELETE FROM audit WHERE sequence = 3"), 1u);
}

TEST_P(StoreContract, the_audit_refuses_change_and_removal) {
  { auto store = open(); seed(*store); }
  EXPECT_ANY_THROW(place.execute("UPDATE audit SET actor = 'x'"));
  EXPECT_ANY_THROW(place.execute("DELETE FROM audit"));
}

TEST_P(StoreContract, a_missing_column_is_added_and_an_unknown_one_refused) {
  { auto store = open(); seed(*store); }
  if (GetParam() == "postgres") place.execute("ALTER TABLE pupil DROP COLUMN former_names");
  else place.execute("ALTER TABLE pupil DROP COLUMN former_names");
  EXPECT_EQ(open()->read(system_session("test"))->list<Pupil>().size(), 1u);
  place.execute("ALTER TABLE pupil ADD COLUMN shoe_size TEXT");
  EXPECT_THROW(open(), StoreLost);
}

INSTANTIATE_TEST_SUITE_P(databases, StoreContract, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

TEST(SqliteStore, says_in_one_sentence_what_is_wrong_with_the_file) {
  std::string folder = testing_support::new_folder();
  EXPECT_THROW(open_store(folder + "/none/x.db", all_records()), StoreLost);
  EXPECT_THROW(open_store(folder + "/x.db", all_records(), IfMissing::refuse), StoreLost);
  FILE* f = std::fopen((folder + "/bad.db").c_str(), "w");
  for (int i = 0; i < 5000; ++i) std::fputs("this is no database ", f);
  std::fclose(f);
  EXPECT_THROW(open_store(folder + "/bad.db", all_records()), StoreLost);
}

}  // namespace
}  // namespace waymark
