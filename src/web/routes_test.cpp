// Walks every route for every role: what a role does not open is not there, in the same words as what really is not.
#include "web/routes.h"

#include <fmt/format.h>

#include <set>

#include "demonstration/demonstration.h"
#include "domain/people/seal.h"
#include "domain/programme/programme.h"
#include "domain/referral/case_file.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "testing/browsing.h"

namespace waymark {
namespace {

using namespace testing_support;

class Routes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    place = new StorePlace("sqlite");
    store = open_store(place->address(), all_records()).release();
    auto made = make_demonstration(*store, "", {});
    ASSERT_TRUE(made) << made.error().message;
    seed();
  }
  static void TearDownTestSuite() {
    delete store;
    delete place;
  }
  // A child whom every role's way leads to, and a person of every role.
  static void seed() {
    auto reader = store->read(system_session("test"));
    CaseFile file = reader->list<CaseFile>({.where = {{"closed_on", Condition::Test::empty, {}}}, .limit = 1}).at(0);
    School school = reader->list<School>({.limit = 1}).at(0);
    Provider provider = reader->list<Provider>({.limit = 1}).at(0);
    reader.reset();
    pupil = file.pupil;
    auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
      SchoolPlace at{.pupil = pupil, .school = school.id, .from_on = Date::of(2019, 9, 1)};
      t.insert(at);
      Programme programme{.partnership = file.partnership, .pupil = pupil, .reference = "walk", .started_on = Date::of(2020, 9, 1)};
      t.insert(programme);
      TimetableLine line{.programme = programme.id, .reference = "walk", .provider = provider.id};
      t.insert(line);
      for (const CodeItem& role : find_code_list("role")->items) {
        User user{.email = role.code + "@walk.test", .name = role.label, .password_hash = "x", .invented = true};
        t.insert(user);
        RoleHeld held{.person = user.id, .role = {role.code}};
        if (circle_of(role.code) == Circle::partnership) held.partnership = file.partnership;
        if (circle_of(role.code) == Circle::school) held.school = school.id;
        if (circle_of(role.code) == Circle::provider) held.provider = provider.id;
        t.insert(held);
        if (role.code == "auditor") role_held = held.id;
        people[role.code] = user;
      }
      Pupil sealed_child{.reference = "sealed", .surname = "Roe", .sex = {"F"}};
      t.insert(sealed_child);
      CaseFile sealed_case{.partnership = file.partnership, .pupil = sealed_child.id, .reference = "sealed", .opened_on = Date::of(2020, 9, 1)};
      t.insert(sealed_case);
      PupilSeal made_seal{.pupil = sealed_child.id, .reason = "a colleague's child", .sealed_on = Date::of(2020, 9, 2)};
      t.insert(made_seal);
      seal = made_seal.id;
      for (const auto& [code, user] : people) {
        SealMember member{.seal = seal, .person = user.id};
        t.insert(member);
      }
      return {};
    });
    ASSERT_TRUE(done) << done.error().message;
  }
  // An address that the route answers, each {} filled with what there is.
  static std::string sample(const Route& route) {
    std::string path(route.path), part = path.starts_with("/people") ? std::to_string(people.at("auditor").id.value) : path.starts_with("/seals") ? std::to_string(seal.value) : path.starts_with("/pupil") ? std::to_string(pupil.value) : path.starts_with("/report/table") ? "ks4-programme" : path.starts_with("/report/download") ? "csv" : path.starts_with("/assets") ? "waymark.css" : "1";
    if (path.contains("/role/{}")) path.replace(path.find("/role/{}") + 6, 2, std::to_string(role_held.value));
    while (path.contains("{}")) path.replace(path.find("{}"), 2, part);
    if (path.starts_with("/report/cell")) path += "?as_at=2020-11-13&table=ks4-programme&row=Totals&column=HBEP";
    return path;
  }
  static inline StorePlace* place;
  static inline Store* store;
  static inline Id<Pupil> pupil;
  static inline Id<RoleHeld> role_held;
  static inline Id<PupilSeal> seal;
  static inline std::map<std::string, User> people;
};

// Pages about one record of many kinds, which need not be there: who may open them is checked, not that there is one.
const std::set<std::string_view> by_record = {"/pupil/{}/add/{}", "/record/{}/{}", "/referrals/{}", "/referrals/{}/step/{}", "/referrals/{}/check", "/meeting/{}", "/meeting/{}/case/{}", "/meeting/{}/minutes", "/returns/{}", "/returns/{}/freeze", "/returns/{}/register", "/releases/{}", "/releases/{}/csv", "/releases/new", "/quality/export"};
// What is asked for by its token is not there for anybody who did not make it.
const std::set<std::string_view> by_token = {"/return/{}", "/return/{}/issues", "/invitation/{}"};

// ASVS 5.0 V8.2.1, V8.3.1: a function is reached only with explicit permission, decided before its page runs.
TEST_F(Routes, a_role_opens_the_pages_that_the_table_of_routes_gives_it_and_finds_no_other) {
  App app(*store, {});
  for (const auto& [role, user] : people) {
    Browser browser(app);
    browser.become(user);
    Session session = session_of(user.id, store->read(system_session("test"))->list<RoleHeld>({.where = {equals("person", user.id.value)}}));
    for (const Route& route : all_routes()) {
      std::string where = fmt::format("{} {} {}", role, route.method, route.path);
      if (route.method == "POST") {   // without the form's token: refused as a form where the page is open, not there where it is not
        int status = browser.send({.method = "POST", .path = std::string(sample(route)), .origin = "https://elsewhere.test"}).status;
        EXPECT_EQ(status, fulfils(session, route.needs) ? 403 : 404) << where;
        continue;
      }
      HttpResponse response = browser.get(sample(route));
      if (!fulfils(session, route.needs)) {
        EXPECT_EQ(response.status, 404) << where;
        EXPECT_TRUE(response.body.contains("Page not found")) << where;
      } else if (!by_token.contains(route.path) && !by_record.contains(route.path)) {
        EXPECT_TRUE(response.status == 200 || response.status == 303) << where << ": " << response.status;
      }
    }
  }
}

TEST_F(Routes, nobody_who_is_not_signed_in_opens_anything_but_the_open_pages) {
  App app(*store, {});
  for (const Route& route : all_routes()) {
    if (route.needs.open()) continue;
    Browser browser(app);
    HttpResponse response = route.method == "GET" ? browser.get(sample(route)) : browser.post(std::string(sample(route)));
    if (route.method == "GET") EXPECT_EQ(location_of(response), "/sign-in") << route.path;
    else EXPECT_EQ(response.status, 403) << route.path;
  }
}

TEST_F(Routes, the_navigation_and_the_start_page_lead_only_to_what_the_person_may_open) {
  App app(*store, {});
  for (const auto& [role, user] : people) {
    Browser browser(app);
    browser.become(user);
    std::string page = browser.get("/").body;
    for (std::size_t at = page.find("href=\"/"); at != std::string::npos; at = page.find("href=\"/", at + 1)) {
      std::string to = page.substr(at + 6, page.find('"', at + 6) - at - 6);
      EXPECT_NE(browser.get(to).status, 404) << role << " " << to;
    }
  }
}

// ASVS 5.0 V16.3.2: failed attempts at what one may not do are logged.
TEST_F(Routes, an_attempt_at_a_page_that_the_role_does_not_open_is_written_down) {
  App app(*store, {});
  Browser browser(app);
  browser.become(people.at("board_member"));
  std::int64_t before = store->last_sequence();
  EXPECT_EQ(browser.get("/register").status, 404);
  EXPECT_EQ(store->last_sequence(), before + 1);
}

}  // namespace
}  // namespace waymark
