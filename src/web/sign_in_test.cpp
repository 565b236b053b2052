// Coming in: password, second factor, one-time links, the demonstration's one click; waiting after failures; sessions and their ends.
#include <algorithm>
#include <set>

#include "demonstration/demonstration.h"
#include "domain/people/accounts.h"
#include "domain/people/authenticator.h"
#include "domain/people/password.h"
#include "platform/core/clock.h"
#include "testing/browsing.h"

namespace waymark {
namespace {

using namespace testing_support;
constexpr const char *good = "lantern gravel otter", *other = "teapot violin canyon";

class SignIn : public testing::Test {
 protected:
  SignIn() : place("sqlite"), store(open_store(place.address(), all_records())) {
    set_clock(now);
    add(ada, "administrator");
    add(bert, "board_member");
  }
  ~SignIn() override { set_clock(std::nullopt); }
  void add(User& user, const char* role) {
    user.password_hash = hash;
    auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
      t.insert(user);
      RoleHeld held{.person = user.id, .role = {role}};
      t.insert(held);
      return {};
    });
    ASSERT_TRUE(done);
  }
  static HttpResponse sign_in(Browser& browser, const User& user, const std::string& password) { return browser.post("/sign-in", {{"email", user.email}, {"password", password}}); }
  void pass(std::int64_t ms) { set_clock(now += ms); }
  std::string code(const std::string& secret) const { return authenticator_code(secret, now / authenticator_step_ms); }
  // Sets up the second factor as the pages ask; gives the secret.
  std::string set_up(Browser& browser) {
    EXPECT_EQ(browser.get("/second-factor").status, 200);
    std::string secret = browser.signed_in()->offered_secret;
    EXPECT_EQ(location_of(browser.post("/second-factor", {{"code", code(secret)}})), "/second-factor/recovery-codes");
    return secret;
  }

  std::int64_t now = 1'800'000'000'000;
  StorePlace place;
  std::unique_ptr<Store> store;
  static inline const std::string hash = hash_password(good);
  User ada{.email = "ada@example.org", .name = "Ada Nwosu"}, bert{.email = "bert@example.org", .name = "Bertram Oake"};
};

// ASVS 5.0 V6.3.3: who sees names or decides who does reaches nothing before the second factor is set up.
TEST_F(SignIn, an_administrator_without_a_second_factor_is_led_to_set_it_up_and_reaches_nothing_else) {
  App app(*store, {});
  Browser browser(app);
  EXPECT_EQ(location_of(sign_in(browser, ada, good)), "/");
  for (const char* path : {"/", "/people", "/account", "/confirm", "/people/1", "/second-factor/recovery-codes", "/account/password"}) EXPECT_EQ(location_of(browser.get(path)), "/second-factor") << path;
  EXPECT_EQ(location_of(browser.post("/people/invite")), "/second-factor");
  std::string before = browser.cookies()[app.cookie_name()];
  set_up(browser);
  EXPECT_NE(browser.cookies()[app.cookie_name()], before) << "ASVS 5.0 V7.2.4: more was proved, so the token is a new one";
  EXPECT_TRUE(browser.get("/second-factor/recovery-codes").body.contains("shown only now"));
  EXPECT_FALSE(browser.get("/second-factor/recovery-codes").body.contains("shown only now"));
  EXPECT_EQ(browser.get("/people").status, 200);
}

TEST_F(SignIn, the_password_alone_opens_nothing_once_there_is_a_second_factor) {
  App app(*store, {});
  Browser first(app), second(app);
  sign_in(first, ada, good);
  std::string secret = set_up(first);
  pass(60'000);
  sign_in(second, ada, good);
  for (const char* path : {"/", "/people", "/account", "/second-factor"}) EXPECT_EQ(location_of(second.get(path)), "/sign-in/code") << path;
  EXPECT_EQ(second.get("/second-factor/picture").status, 404);
  EXPECT_EQ(location_of(second.post("/second-factor", {{"code", "000000"}})), "/sign-in/code") << "nor is another one set up";
  EXPECT_EQ(second.post("/sign-in/code", {{"code", "000000"}}).status, 403);
  std::string now_shown = code(secret);
  EXPECT_EQ(location_of(second.post("/sign-in/code", {{"code", now_shown}})), "/");
  EXPECT_EQ(second.get("/people").status, 200);
  Browser third(app);
  sign_in(third, ada, good);
  EXPECT_EQ(third.post("/sign-in/code", {{"code", now_shown}}).status, 403) << "ASVS 5.0 V6.5.1: a code counts once";
}

TEST_F(SignIn, a_role_that_sees_no_name_needs_no_second_factor) {
  App app(*store, {});
  Browser browser(app);
  sign_in(browser, bert, good);
  EXPECT_EQ(browser.get("/").status, 200);
}

// ASVS 5.0 V6.1.1, V6.3.1: guessing is slowed down, and cannot be used to lock the person out.
TEST_F(SignIn, fifty_wrong_attempts_from_elsewhere_do_not_keep_a_known_browser_out) {
  App app(*store, {});
  Browser known(app), elsewhere(app);
  sign_in(known, bert, good);
  known.post("/sign-out");
  std::set<int> answers;
  for (int i = 0; i < 50; ++i) answers.insert(sign_in(elsewhere, bert, "wrong " + std::to_string(i)).status);
  EXPECT_EQ(answers, (std::set<int>{403, 429}));
  HttpResponse waits = sign_in(elsewhere, bert, good);
  EXPECT_EQ(waits.status, 429);
  EXPECT_TRUE(waits.body.contains("Try again in 15 seconds"));
  EXPECT_EQ(sign_in(known, bert, good).status, 303);
  pass(15'001);
  EXPECT_EQ(sign_in(elsewhere, bert, good).status, 303) << "and the wait ends";
}

TEST_F(SignIn, a_known_browser_waits_for_its_own_failures_and_for_the_person_it_knows_only) {
  App app(*store, {});
  Browser known(app);
  sign_in(known, bert, good);
  known.post("/sign-out");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in(known, bert, "wrong").status, 403);
  EXPECT_EQ(sign_in(known, bert, good).status, 429);
  Browser elsewhere(app);
  EXPECT_EQ(sign_in(elsewhere, bert, good).status, 303);
  KnownDevices devices(*store);
  EXPECT_TRUE(devices.knows(bert, known.cookies()[app.device_cookie_name()]));
  EXPECT_FALSE(devices.knows(ada, known.cookies()[app.device_cookie_name()]));
  User changed = bert;
  changed.password_hash = "another";
  EXPECT_FALSE(devices.knows(changed, known.cookies()[app.device_cookie_name()])) << "a new password makes it worthless";
  EXPECT_FALSE(devices.knows(bert, "made-up." + std::string(64, 'a')));
}

// ASVS 5.0 V6.3.8: whether somebody is here cannot be told from the waiting either.
TEST_F(SignIn, an_unknown_address_waits_like_a_known_one) {
  App app(*store, {});
  Browser browser(app);
  std::vector<int> known, unknown;
  for (int i = 0; i < 7; ++i) known.push_back(sign_in(browser, bert, "wrong").status), unknown.push_back(browser.post("/sign-in", {{"email", "nobody@example.org"}, {"password", "wrong"}}).status);
  EXPECT_EQ(known, unknown);
}

TEST(Attempts, wait_twice_as_long_each_time_up_to_a_quarter_of_an_hour_and_keep_their_memory_bounded) {
  std::int64_t now = 1'800'000'000'000;
  set_clock(now);
  Attempts attempts;
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 14; ++i) {
    attempts.failed("a");
    waits.push_back(attempts.wait_ms("a") / 1000);
  }
  EXPECT_EQ(waits, (std::vector<std::int64_t>{0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900, 900}));
  for (std::size_t i = 0; i < Attempts::most_counted + 10; ++i) {
    if (i % 1000 == 0) set_clock(++now);
    attempts.failed(std::to_string(i));
  }
  EXPECT_LE(attempts.counted(), Attempts::most_counted);
  set_clock(std::nullopt);
}

// ASVS 5.0 V7.3.1, V7.3.2
TEST_F(SignIn, a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_in_any_case) {
  App app(*store, {});
  Browser idle(app), busy(app);
  sign_in(idle, bert, good);
  sign_in(busy, bert, good);
  pass(30 * 60'000);
  EXPECT_EQ(idle.get("/").status, 200);
  pass(30 * 60'000 + 1);
  EXPECT_EQ(location_of(idle.get("/")), "/sign-in");
  sign_in(busy, bert, good);
  for (int i = 0; i < 24; ++i) {
    EXPECT_EQ(busy.get("/").status, 200) << i;
    pass(30 * 60'000);
  }
  EXPECT_EQ(busy.get("/").status, 200);
  pass(1);
  EXPECT_EQ(location_of(busy.get("/")), "/sign-in");
}

// ASVS 5.0 V7.5.1, V7.5.3: asked again before what is worth protecting, when more than ten minutes went by.
TEST_F(SignIn, a_change_of_people_asks_for_the_password_again_and_goes_on_to_where_one_was_going) {
  App app(*store, {});
  Browser browser(app);
  sign_in(browser, ada, good);
  std::string secret = set_up(browser);
  EXPECT_EQ(browser.get("/people/invite").status, 200);
  pass(10 * 60'000 + 1);
  EXPECT_EQ(browser.get("/people").status, 200) << "looking is not asked for";
  EXPECT_EQ(location_of(browser.get("/people/export?role=auditor")), "/confirm?to=%2Fpeople%2Fexport%3Frole%3Dauditor");
  EXPECT_EQ(browser.post("/people/invite", {{"name", "X"}}).status, 400) << "what was being filled in is not lost";
  pass(20 * 60'000);
  EXPECT_EQ(location_of(browser.post("/people/invite", {{"name", "X"}})), "/confirm?to=%2Fpeople%2Finvite");
  EXPECT_EQ(location_of(browser.post("/account/end-others")), "/confirm?to=%2Faccount");
  EXPECT_EQ(browser.post("/confirm", {{"to", "/people/invite"}, {"password", "wrong"}}).status, 403);
  std::string before = browser.cookies()[app.cookie_name()];
  EXPECT_EQ(location_of(browser.post("/confirm", {{"to", "/people/invite"}, {"password", good}})), "/people/invite");
  EXPECT_NE(browser.cookies()[app.cookie_name()], before) << "ASVS 5.0 V7.2.4";
  EXPECT_EQ(browser.get("/people/invite").status, 200);
  pass(10 * 60'000 + 1);
  EXPECT_EQ(location_of(browser.post("/confirm", {{"to", "/people/invite"}, {"code", code(secret)}})), "/people/invite");
  for (const char* elsewhere : {"https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "elsewhere", "/no-such-page", ""})
    EXPECT_EQ(location_of(browser.post("/confirm", {{"to", elsewhere}, {"password", good}})), "/") << elsewhere;
}

// ASVS 5.0 V7.4.3, V7.5.2
TEST_F(SignIn, a_person_sees_where_they_are_signed_in_and_ends_it) {
  App app(*store, {});
  Browser mine(app), stolen(app), third(app);
  sign_in(mine, bert, good), sign_in(stolen, bert, good), sign_in(third, bert, good);
  EXPECT_TRUE(mine.get("/account").body.contains("This one"));
  EXPECT_EQ(app.sessions().of(bert.id).size(), 3u);
  mine.post("/account/end-session", {{"session", stolen.signed_in()->handle}});
  EXPECT_EQ(location_of(stolen.get("/")), "/sign-in");
  EXPECT_EQ(third.get("/").status, 200);
  EXPECT_EQ(location_of(mine.post("/account/password", {{"old_password", good}, {"password", other}, {"again", other}})), "/account");
  EXPECT_EQ(location_of(third.get("/")), "/sign-in") << "a new password ends the other sessions";
  EXPECT_EQ(mine.get("/").status, 200);
}

TEST_F(SignIn, nobody_ends_another_persons_session_by_its_handle) {
  App app(*store, {});
  Browser one(app), another(app);
  User carl{.email = "carl@example.org", .name = "Carl"};
  add(carl, "board_member");
  sign_in(one, bert, good), sign_in(another, carl, good);
  one.post("/account/end-session", {{"session", another.signed_in()->handle}});
  EXPECT_EQ(another.get("/").status, 200);
}

// ASVS 5.0 V7.4.2, V7.4.5
TEST_F(SignIn, an_administrator_ends_another_persons_sessions_and_keeps_them_out) {
  App app(*store, {});
  Browser admin(app), person(app);
  sign_in(admin, ada, good);
  set_up(admin);
  std::string page = "/people/" + std::to_string(bert.id.value);
  sign_in(person, bert, good);
  admin.post(page + "/end-sessions");
  EXPECT_EQ(location_of(person.get("/")), "/sign-in");
  sign_in(person, bert, good);
  EXPECT_EQ(location_of(admin.post(page + "/disable")), page);
  EXPECT_EQ(location_of(person.get("/")), "/sign-in");
  EXPECT_EQ(sign_in(person, bert, good).status, 403);
  auto audit = store->audit_of(system_session("test"), record_type_of<User>, bert.id.value);
  EXPECT_TRUE(std::ranges::any_of(audit, [&](const AuditEntry& e) { return e.action == "changed" && e.actor == "user " + std::to_string(ada.id.value) && e.detail.contains("disabled"); }));
  EXPECT_EQ(admin.post("/people/" + std::to_string(ada.id.value) + "/disable").status, 400) << "not themselves";
}

// ASVS 5.0 V8.3.2: a role given or ended counts at the next request.
TEST_F(SignIn, a_role_that_sees_names_asks_for_a_second_factor_as_soon_as_it_is_held) {
  App app(*store, {});
  Browser browser(app);
  sign_in(browser, bert, good);
  EXPECT_EQ(browser.get("/people").status, 404);
  ASSERT_TRUE(add_role(*store, session_as("administrator", 0, ada.id), {.person = bert.id, .role = {"administrator"}}));
  EXPECT_EQ(location_of(browser.get("/people")), "/second-factor");
}

TEST_F(SignIn, one_click_lets_in_the_invented_people_of_a_demonstration_and_nobody_else) {
  App app(*store, {});
  Browser browser(app);
  EXPECT_EQ(browser.post("/sign-in/as", {{"person", std::to_string(bert.id.value)}}).status, 404);
  User ivy{.email = "ivy@example.org", .name = "Ivy", .invented = true};
  add(ivy, "coordinator");
  EXPECT_EQ(browser.post("/sign-in/as", {{"person", std::to_string(ivy.id.value)}}).status, 404) << "not a demonstration";
  sign_in(browser, ivy, good);
  EXPECT_EQ(location_of(browser.get("/")), "/second-factor") << "and only there are the invented exempt";
  store->set_setting("demonstration", "county");
  App demonstration(*store, {});
  Browser there(demonstration);
  EXPECT_EQ(there.post("/sign-in/as", {{"person", std::to_string(bert.id.value)}}).status, 404);
  EXPECT_EQ(there.post("/sign-in/as", {{"person", "1"}}).status, 404);
  EXPECT_EQ(there.send({.method = "POST", .path = "/sign-in/as", .form = {{"person", std::to_string(ivy.id.value)}}, .origin = "https://elsewhere.test"}).status, 403) << "ASVS 5.0 V3.5.1";
  EXPECT_EQ(location_of(there.post("/sign-in/as", {{"person", std::to_string(ivy.id.value)}})), "/");
  EXPECT_EQ(there.get("/").status, 200);
  EXPECT_EQ(location_of(there.get("/account")), "/confirm?to=%2Faccount") << "nothing was proved by the click";
}

// ASVS 5.0 V3.3.1 to V3.3.4
TEST_F(SignIn, the_cookies_are_for_this_site_and_not_for_scripts) {
  App app(*store, {.secure_cookies = true});
  Browser browser(app);
  std::vector<std::string> cookies;
  for (const auto& [name, value] : sign_in(browser, bert, good).headers)
    if (name == "Set-Cookie") cookies.push_back(value);
  ASSERT_EQ(cookies.size(), 2u);
  for (const std::string& cookie : cookies)
    for (const char* part : {"__Host-waymark", "; Path=/", "; HttpOnly", "; Secure", "; SameSite="}) EXPECT_TRUE(cookie.contains(part)) << part;
  EXPECT_TRUE(cookies[1].contains("SameSite=Strict"));
}

// ASVS 5.0 V6.4.3, V7.4.3
TEST_F(SignIn, a_one_time_link_ends_the_other_sessions_and_does_not_get_around_the_second_factor) {
  App app(*store, {});
  Browser admin(app), browser(app);
  sign_in(admin, ada, good);
  set_up(admin);
  std::string token = invite_again(*store, system_session("command line"), ada.id, false).value();
  EXPECT_EQ(browser.get("/invitation/" + token).status, 200);
  EXPECT_EQ(browser.post("/invitation/" + token, {{"password", other}, {"again", good}}).status, 400);
  EXPECT_EQ(location_of(browser.post("/invitation/" + token, {{"password", other}, {"again", other}})), "/");
  EXPECT_EQ(location_of(browser.get("/people")), "/sign-in/code");
  EXPECT_EQ(location_of(admin.get("/people")), "/sign-in");
  EXPECT_EQ(browser.get("/invitation/" + token).status, 404);
  EXPECT_EQ(browser.post("/invitation/" + token, {{"password", good}, {"again", good}}).status, 404);
}

// ASVS 5.0 V6.3.1: the second step is slowed down like the first.
TEST_F(SignIn, codes_are_not_to_be_guessed) {
  App app(*store, {});
  Browser first(app), second(app);
  sign_in(first, ada, good);
  set_up(first);
  sign_in(second, ada, good);
  std::vector<int> answers;
  for (int i = 0; i < 6; ++i) answers.push_back(second.post("/sign-in/code", {{"code", "00000" + std::to_string(i)}}).status);
  EXPECT_EQ(answers, (std::vector<int>{403, 403, 403, 403, 403, 429}));
}

TEST_F(SignIn, children_elsewhere_are_not_to_be_guessed) {
  App app(*store, {});
  Partnership here{.code = "A"};
  User cora{.email = "cora@example.org", .name = "Cora", .password_hash = hash};
  ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
    t.insert(here);
    t.insert(cora);
    RoleHeld held{.person = cora.id, .role = {"coordinator"}, .partnership = here.id};
    t.insert(held);
    return {};
  }));
  Browser browser(app);
  sign_in(browser, cora, good);
  set_up(browser);
  std::vector<int> answers;
  for (int i = 0; i < 6; ++i) answers.push_back(browser.post("/emergency", {{"upn", "P20700001604" + std::to_string(i)}, {"born_on", "3/2/2006"}, {"reason", "The child stands at our door"}}).status);
  EXPECT_EQ(answers, (std::vector<int>{400, 400, 400, 400, 400, 429}));
}

// ASVS 5.0 V16.3.1: successful and failed attempts are logged, with the factor used.
TEST_F(SignIn, attempts_are_written_down) {
  App app(*store, {});
  Browser browser(app);
  sign_in(browser, bert, "wrong");
  sign_in(browser, bert, good);
  std::vector<std::string> actions;
  for (const AuditEntry& e : store->audit_of(system_session("test"), record_type_of<User>, bert.id.value)) actions.push_back(e.action + " " + e.detail);
  EXPECT_EQ(actions, (std::vector<std::string>{"created ", "sign-in failed password", "signed in password"}));
}

}  // namespace
}  // namespace waymark
