// Walks every role over every record, own and other, to read, add and change, and compares what the store does with what the table says.
// The expectation is worked out from the table and from what was seeded, not from the store's conditions.
#include "domain/people/access.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/all_records.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/people/emergency_opening.h"
#include "domain/people/seal.h"
#include "domain/programme/programme.h"
#include "platform/core/clock.h"
#include "platform/record/codes.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

struct Child {
  std::string name;
  bool partnership, school, provider, sealed;   // is it the walker's own, and hidden from the walker by a seal
  std::map<std::string_view, std::int64_t> refers;   // what rows about this child refer to, by table
  std::map<const RecordType*, std::int64_t> rows;
};

// A row of any kind about a child, every field filled from its declaration.
std::shared_ptr<void> row_about(const RecordType& type, const Child& child) {
  static int made = 0;
  static std::map<std::pair<std::string_view, std::string>, std::size_t> codes_taken;   // of a kind and child: each row another code, since a key may hold one
  ++made;
  std::size_t code = codes_taken[{type.table, child.name}]++;
  std::shared_ptr<void> row = type.make();
  for (const FieldInfo& field : type.fields) {
    std::string value;
    switch (field.kind) {
      case Kind::text: value = fmt::format("text {}", made); break;
      case Kind::date: value = field.name == "to_on" || field.name == "ended_on" || field.name == "closed_on" || field.name == "lifted_on" ? "" : iso(Date{18'000 + made}); break;
      case Kind::code: value = find_code_list(field.codes)->items.at(code % find_code_list(field.codes)->items.size()).code; break;
      case Kind::truth: value = "no"; break;
      case Kind::reference: value = std::to_string(child.refers.at(field.refers_to())); break;
      default: value = std::to_string(made);
    }
    if (value.empty()) continue;
    EXPECT_TRUE(field.set(row.get(), value, field)) << type.table << " " << field.name << " " << value;
  }
  return row;
}

class World {
 public:
  explicit World(Store& store) : store_(store) {
    auto done = store.write(system_session("test"), [&](Transaction& t) -> Result<void> {
      t.set_county("855");
      walker_ = insert<User>(t, {.email = "walker@example.org"});
      std::int64_t insider = insert<User>(t, {.email = "insider@example.org"});
      for (auto [name, own] : {std::pair{"A", true}, {"B", false}}) {
        place_[own] = {{"partnership", insert<Partnership>(t, {.code = name})}, {"school", insert<School>(t, {.urn = std::string("10000") + (own ? "1" : "2"), .name = name})}, {"provider", insert<Provider>(t, {.name = name})}};
      }
      children_ = {{"own", true, true, true, false, {}, {}}, {"other's", false, false, false, false, {}, {}}, {"own but sealed", true, true, true, true, {}, {}}, {"once own", false, false, false, false, {}, {}}};
      for (Child& child : children_) seed(t, child, insider);
      return {};
    });
    EXPECT_TRUE(done) << done.error().message;
  }
  std::int64_t bound_to(Circle circle) const {
    return circle == Circle::partnership ? place_.at(true).at("partnership") : circle == Circle::school ? place_.at(true).at("school") : place_.at(true).at("provider");
  }
  Id<User> walker() const { return {walker_}; }
  std::vector<Child>& children() { return children_; }
  Store& store() { return store_; }

 private:
  template <class R> static std::int64_t insert(Transaction& t, R row) { t.insert(row); return row.id.value; }

  void seed(Transaction& t, Child& child, std::int64_t insider) {
    child.refers = place_.at(child.partnership);
    child.refers["user_account"] = walker_;
    child.refers["pupil"] = insert<Pupil>(t, {.reference = child.name, .surname = "Roe", .sex = {"F"}});
    child.rows[&record_type_of<Pupil>] = child.refers["pupil"];
    for (const RecordType* type : all_records()) {
      if (!type->scope.casework() || type == &record_type_of<Pupil> || type == &record_type_of<PupilSeal>) continue;
      std::shared_ptr<void> row = row_about(*type, child);
      void* p = row.get();
      t.insert(*type, std::span<void* const>(&p, 1));
      child.refers[type->table] = child.rows[type] = type->get_id(p);
    }
    if (child.sealed) {
      PupilSeal seal{.pupil = {child.refers["pupil"]}, .reason = "a colleague's child", .sealed_on = Date::of(2020, 1, 1)};
      t.insert(seal);
      insert<SealMember>(t, {.seal = seal.id, .person = {insider}});
      child.rows[&record_type_of<PupilSeal>] = seal.id.value;
    }
    if (child.name == "once own") {   // left the own school's roll and the own provider a while ago
      insert<SchoolPlace>(t, {.pupil = {child.refers["pupil"]}, .school = {place_[true]["school"]}, .from_on = Date::of(2018, 9, 1), .to_on = Date::of(2019, 7, 31)});
      Programme past{.partnership = {child.refers["partnership"]}, .pupil = {child.refers["pupil"]}, .reference = "past", .started_on = Date::of(2018, 9, 1), .ended_on = Date::of(2019, 7, 31)};
      t.insert(past);
      insert<TimetableLine>(t, {.programme = past.id, .reference = "past", .provider = {place_[true]["provider"]}});
    }
  }

  Store& store_;
  std::int64_t walker_ = 0;
  std::map<bool, std::map<std::string_view, std::int64_t>> place_;
  std::vector<Child> children_;
};

const AccessRow* row_for(std::string_view role, const RecordType& type) {
  for (const AccessRow& row : access_table())
    if (row.role == role && (row.record == type.table || row.record == "*" || (row.record == "reference" && type.scope.path == Scope::Path::everyone) || (row.record == "casework" && type.scope.casework()))) return &row;
  return nullptr;
}

bool expected(Reach reach, Circle circle, const Child& child, const RecordType& type) {
  bool about_a_pupil = type.scope.path == Scope::Path::of_pupil || !type.scope.pupil.empty();
  if (reach == Reach::none || (child.sealed && about_a_pupil)) return false;
  if (reach == Reach::all) return true;
  if (circle == Circle::partnership) return child.partnership;
  if (circle == Circle::school) return child.school && (about_a_pupil || !type.scope.school.empty());
  return circle == Circle::provider && child.provider && about_a_pupil;
}

bool expected_shown(const AccessRow& row, const FieldInfo& field) {
  if (field.privacy.level == Level::case_note && !row.case_notes) return false;
  return row.fields.empty() || (" " + std::string(row.fields) + " ").contains(" " + std::string(field.name) + " ");
}

class Walk {
 public:
  Walk(World& world, const AccessRules& rules) : world_(world), rules_(rules) {}
  std::vector<std::string> differences;

  void role(std::string_view role) {
    Session session = session_as(role, world_.bound_to(circle_of(role)), world_.walker());
    session.rules = &rules_;
    for (Child& child : world_.children())
      for (auto& [type, id] : std::map(child.rows)) record(session, role, child, *type, id);
  }

 private:
  void record(const Session& session, std::string_view role, const Child& child, const RecordType& type, std::int64_t id) {
    const AccessRow* row = row_for(role, type);
    ASSERT_TRUE(row) << role << " " << type.table;
    Circle circle = circle_of(role);
    auto say = [&](const char* action, bool wanted, bool got) {
      if (wanted != got) differences.push_back(fmt::format("{} {} {} of the child that is {}: {}", role, action, type.table, child.name, got ? "may, but should not" : "may not, but should"));
    };
    bool reads = expected(row->read, circle, child, type);
    say("reads", reads, read(session, *row, type, id, say));
    if (type.table != "pupil") say("adds", expected(row->add, circle, child, type), add(session, type, child));
    if (auto changed = change(session, *row, type, id)) say("changes", expected(row->change, circle, child, type), *changed);
  }
  template <class Say> bool read(const Session& session, const AccessRow& row, const RecordType& type, std::int64_t id, Say&& say) {
    auto reader = world_.store().read(session);
    bool listed = false;
    reader->each(type, {}, [&](const void* r) { listed = listed || type.get_id(r) == id; });
    bool found = false;
    reader->each(type, {.where = {equals("id", id)}}, [&](const void* r) {
      found = true;
      for (const FieldInfo& field : type.fields)
        if (!expected_shown(row, field)) say(fmt::format("reads the field {} in", field.name).c_str(), false, !field.empty(r));
    });
    EXPECT_EQ(listed, found) << type.table;
    EXPECT_EQ(reader->count(type, {.where = {equals("id", id)}}), found) << type.table;
    EXPECT_EQ(!world_.store().audit_of(session, type, id).empty(), found) << type.table;
    return found;
  }
  bool add(const Session& session, const RecordType& type, const Child& child) {
    for (int tries = 0; tries < 30; ++tries) {   // another row of the same key says nothing about access: try with other codes
      std::shared_ptr<void> row = row_about(type, child);
      void* p = row.get();
      auto done = world_.store().write(session, [&](Transaction& t) -> Result<void> { t.insert(type, std::span<void* const>(&p, 1)); return {}; });
      if (done || !done.error().message.starts_with("the store refused a row")) return done.has_value();
    }
    ADD_FAILURE() << "no free key for " << type.table;
    return false;
  }
  std::optional<bool> change(const Session& session, const AccessRow& row, const RecordType& type, std::int64_t id) {
    std::shared_ptr<void> before = type.make(), after = type.make();
    const FieldInfo* changed = nullptr;
    static int times = 0;
    for (const FieldInfo& field : type.fields)
      if (!changed && (field.kind == Kind::text || field.kind == Kind::integer || field.kind == Kind::date) && expected_shown(row, field)) changed = &field;
    if (!changed) return std::nullopt;
    world_.store().read(system_session("test"))->each(type, {.where = {equals("id", id)}}, [&](const void* r) {
      HeldValue value;
      for (const FieldInfo& field : type.fields)
        for (void* copy : {before.get(), after.get()}) {
          field.write(r, value);
          field.read(copy, value, 0);
        }
    });
    type.set_id(before.get(), id);
    type.set_id(after.get(), id);
    ++times;
    EXPECT_TRUE(changed->set(after.get(), changed->kind == Kind::date ? iso(Date{10'000 + times}) : fmt::format("{}", 5'000'000 + times), *changed));
    return world_.store().write(session, [&](Transaction& t) -> Result<void> { t.update(type, before.get(), after.get()); return {}; }).has_value();
  }
  World& world_;
  const AccessRules& rules_;
};

std::vector<std::string> walk(World& world, const AccessRules& rules, std::string_view only = {}) {
  Walk walk(world, rules);
  for (const CodeItem& role : find_code_list("role")->items)
    if (only.empty() || role.code == only) walk.role(role.code);
  return walk.differences;
}

class Access : public testing::TestWithParam<std::string> {
 protected:
  Access() : place(GetParam()), store(open_store(place.address(), all_records())), world(*store) {}
  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  World world;
};

// ASVS 5.0 V8.1.1, V8.2.1, V8.2.2, V8.2.3, V8.3.1: functions, data and fields are reached as the documented table says, decided by the store.
TEST_P(Access, what_every_role_reads_adds_and_changes_is_what_the_table_says) {
  auto differences = walk(world, access_rules());
  EXPECT_TRUE(differences.empty()) << differences.size() << " differences, the first: " << (differences.empty() ? "" : differences[0]);
}

Grant real(std::string_view role, const RecordType& type) { return access_rules().grant(role, type); }

// Each kind of check taken out must show in the walk, or the walk proves nothing.
TEST_P(Access, a_check_taken_out_shows_in_the_walk) {
  static constexpr Hop whenever_on_roll[] = {{"school_place", "pupil", "school", {}}}, whenever_placed[] = {{"programme", "pupil", "id", {}}, {"timetable_line", "programme", "provider", {}}};
  auto without = [&](const char* what, std::string_view role, auto change) {
    EXPECT_TRUE(walk(world, access_rules(), role).empty()) << "before " << what << " was taken out";
    AccessRules rules = access_rules();
    change(rules);
    EXPECT_FALSE(walk(world, rules, role).empty()) << what;
  };
  without("the bound to the own partnership, for reading", "coordinator", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); if (g.read == Reach::own) g.read = Reach::all; return g; }; });
  without("the bound to the own partnership, for adding", "coordinator", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); if (g.add == Reach::own) g.add = Reach::all; return g; }; });
  without("the bound to the own partnership, for changing", "coordinator", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); if (g.change == Reach::own) g.change = Reach::all; return g; }; });
  without("that only who may add adds", "partnership_staff", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); g.add = g.read; return g; }; });
  without("that only who may change changes", "partnership_staff", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); g.change = g.read; return g; }; });
  without("that case notes are for casework roles", "county_consultant", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); g.case_notes = true; return g; }; });
  without("the fields that a provider sees", "provider", [](AccessRules& r) { r.grant = [](std::string_view role, const RecordType& type) { Grant g = real(role, type); g.fields = {}; return g; }; });
  without("the seal", "county_officer", [](AccessRules& r) { r.seal = {}; });
  without("that a pupil is still on roll", "school_lead", [](AccessRules& r) { r.from_pupil[2] = whenever_on_roll; });
  without("that a pupil is still placed there", "provider", [](AccessRules& r) { r.from_pupil[3] = whenever_placed; });
}

TEST_P(Access, a_person_with_two_roles_sees_of_each_row_what_the_role_that_reaches_it_shows) {
  Session both = session_as("county_consultant", 0, world.walker());
  Session lead = session_as("school_lead", world.bound_to(Circle::school), world.walker());
  both.holdings.push_back(lead.holdings[0]);
  std::map<std::string, std::string> concerns;
  store->read(both)->each<Referral>({}, [&](const Referral& r) {
    for (const Child& child : world.children())
      if (child.refers.at("pupil") == r.pupil.value) concerns[child.name] = r.concern;
  });
  EXPECT_NE(concerns.at("own"), "");
  EXPECT_EQ(concerns.at("other's"), "");
  EXPECT_EQ(store->read(both)->count(record_type_of<Referral>, {.where = {{"concern", Condition::Test::contains, {std::string("text")}}}}), 0) << "asking would tell";
}

// "Break glass": for reading only, what the role shows of its own, and never through a seal.
TEST_P(Access, an_emergency_opening_shows_one_other_pupil_to_read) {
  Session session = session_as("coordinator", world.bound_to(Circle::partnership), world.walker());
  const Child &other = world.children()[1], &sealed = world.children()[2];
  Id<Pupil> pupil{other.refers.at("pupil")};
  EXPECT_FALSE(store->read(session)->find(pupil));
  session.opened = {pupil.value, sealed.refers.at("pupil")};
  auto found = store->read(session)->find(pupil);
  ASSERT_TRUE(found);
  EXPECT_FALSE(store->read(session)->find(Id<Pupil>{sealed.refers.at("pupil")}));
  EXPECT_EQ(store->read(session)->list<Referral>({.where = {equals("pupil", pupil.value)}}).size(), 1u);
  Pupil after = *found;
  after.forename = "X";
  EXPECT_FALSE(store->write(session, [&](Transaction& t) -> Result<void> { t.update(*found, after); return {}; }));
  Session chair = session_as("partnership_chair", world.bound_to(Circle::partnership), world.walker());
  chair.opened = session.opened;
  EXPECT_FALSE(store->read(chair)->find(pupil)) << "a role that reads no pupil opens none";
}

TEST_P(Access, the_members_of_a_seal_see_the_sealed_pupil) {
  const Child& sealed = world.children()[2];
  Id<Pupil> pupil{sealed.refers.at("pupil")};
  Session officer = session_as("county_officer", 0, world.walker());
  EXPECT_FALSE(store->read(officer)->find(pupil));
  auto joined = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
    SealMember m{.seal = {sealed.rows.at(&record_type_of<PupilSeal>)}, .person = world.walker()};
    t.insert(m);
    return {};
  });
  ASSERT_TRUE(joined);
  EXPECT_TRUE(store->read(officer)->find(pupil));
}

TEST_P(Access, the_audit_shows_of_a_change_only_the_fields_that_the_role_reads) {
  Referral before = store->read(system_session("test"))->list<Referral>()[0], after = before;
  after.concern = "Hits other children";
  after.received_on = Date::of(2020, 10, 1);
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(before, after); return {}; }));
  std::string detail = store->audit_of(session_as("county_consultant"), record_type_of<Referral>, before.id.value).back().detail;
  EXPECT_TRUE(detail.contains("2020-10-01"));
  EXPECT_FALSE(detail.contains("concern"));
  EXPECT_FALSE(detail.contains("Hits"));
}

// ASVS 5.0 V16.2.5: no secrets in logs.
TEST_P(Access, the_audit_says_that_a_secret_changed_and_not_what_it_is) {
  User before = store->read(system_session("test"))->find(world.walker()).value(), after = before;
  after.password_hash = "a hash";
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.update(before, after); return {}; }));
  auto audit = store->audit_of(system_session("test"), record_type_of<User>, world.walker().value);
  EXPECT_EQ(audit.back().detail, R"({"password_hash":["",""]})");
  EXPECT_EQ(store->read(session_as("administrator"))->find(world.walker())->password_hash, "") << "not even an administrator reads it";
}

TEST(AccessTable, every_role_of_the_list_has_rows_and_the_last_denies_the_rest) {
  for (const CodeItem& role : find_code_list("role")->items) {
    const AccessRow* last = nullptr;
    for (const AccessRow& row : access_table())
      if (row.role == role.code) last = &row;
    ASSERT_TRUE(last) << role.code;
    EXPECT_EQ(last->record, "*") << role.code;
    EXPECT_EQ(std::max({last->read, last->add, last->change}), Reach::none) << role.code;
  }
  EXPECT_EQ(session_as("nobody").grant(record_type_of<Pupil>).read, Reach::none);
}

INSTANTIATE_TEST_SUITE_P(databases, Access, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace waymark
