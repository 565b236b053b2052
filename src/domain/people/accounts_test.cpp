// Accounts: one-time links, passwords, the second factor and its recovery codes, and what nobody may do to themselves.
#include "domain/people/accounts.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/all_records.h"
#include "domain/people/authenticator.h"
#include "domain/people/password.h"
#include "domain/people/recovery_code.h"
#include "platform/core/clock.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

constexpr const char *good = "lantern gravel otter", *other = "teapot violin canyon";
const std::string rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";   // "12345678901234567890"

// RFC 6238, appendix B, for SHA-1: the last six of the eight digits.
TEST(Authenticator, gives_the_codes_of_the_standard) {
  for (auto [seconds, code] : {std::pair{59LL, "287082"}, {1111111109LL, "081804"}, {1111111111LL, "050471"}, {1234567890LL, "005924"}, {2000000000LL, "279037"}, {20000000000LL, "353130"}})
    EXPECT_EQ(authenticator_code(rfc_secret, seconds / 30), code) << seconds;
}

// ASVS 5.0 V6.5.1, V6.5.5: a code counts once, and only about its own half minute.
TEST(Authenticator, takes_the_code_of_the_present_step_or_a_neighbour_and_each_once) {
  std::int64_t step = 41'152'263, now = step * authenticator_step_ms;
  for (std::int64_t near : {step - 1, step, step + 1}) EXPECT_EQ(authenticator_step(rfc_secret, authenticator_code(rfc_secret, near), now, std::nullopt), near);
  for (std::int64_t far : {step - 2, step + 2}) EXPECT_FALSE(authenticator_step(rfc_secret, authenticator_code(rfc_secret, far), now, std::nullopt));
  std::string code = authenticator_code(rfc_secret, step);
  EXPECT_EQ(authenticator_step(rfc_secret, code.substr(0, 3) + " " + code.substr(3), now, step - 1), step) << "as people type it";
  EXPECT_FALSE(authenticator_step(rfc_secret, code, now, step));
  EXPECT_FALSE(authenticator_step(rfc_secret, authenticator_code(rfc_secret, step - 1), now, step)) << "nor one from before";
  for (const char* wrong : {"", "12345", "1234567", "abcdef"}) EXPECT_FALSE(authenticator_step(rfc_secret, wrong, now, std::nullopt)) << wrong;
  EXPECT_FALSE(authenticator_step("", code, now, std::nullopt));
}

// ASVS 5.0 V6.5.3, V6.5.4
TEST(Authenticator, makes_secrets_and_recovery_codes_that_differ) {
  std::set<std::string> secrets, codes;
  for (int i = 0; i < 100; ++i) secrets.insert(new_authenticator_secret()), codes.insert(new_recovery_code());
  EXPECT_EQ(secrets.size(), 100u);
  EXPECT_EQ(codes.size(), 100u);
  EXPECT_EQ(secrets.begin()->size(), 32u);
  EXPECT_EQ(as_recovery_code(" " + *codes.begin() + " "), *codes.begin());
  EXPECT_EQ(as_recovery_code("123456"), "");
  EXPECT_EQ(authenticator_link("ABC", "ann@example.org"), "otpauth://totp/Waymark:ann%40example.org?secret=ABC&issuer=Waymark");
}

// ASVS 5.0 V6.2.1, V6.2.5, V6.2.9, V6.2.11
TEST(Passwords, are_long_and_not_what_everybody_thinks_of) {
  for (const char* bad : {"short", "fourteen chars", "correct horse battery staple", "Correct-Horse-Battery-Staple!", "passwordpassword", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaaaa", "!!!!!!!!!!!!!!!!!!!!", "abc-abc-abc-abc-abc", "123456789012345"})
    EXPECT_NE(password_problem(bad), "") << bad;
  EXPECT_NE(password_problem("lantern priyanair otter", "Priya.Nair@example.org"), "");
  for (const std::string& fine : {std::string(good), std::string("ONLY CAPITALS HERE"), std::string("9274 1180 5533 62"), std::string("Ünïcödé ist auch fein"), "x" + std::string(150, 'y') + "z"}) EXPECT_EQ(password_problem(fine, "ann@example.org"), "") << fine;
}

class Accounts : public testing::TestWithParam<std::string> {
 protected:
  Accounts() : place(GetParam()), store(open_store(place.address(), all_records())) {
    auto done = store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
      t.insert(ada);
      RoleHeld held{.person = ada.id, .role = {"administrator"}};
      t.insert(held);
      administrator_role = held.id;
      t.insert(partnership);
      return {};
    });
    EXPECT_TRUE(done);
  }
  ~Accounts() override { set_clock(std::nullopt); }
  Session administrator() { return session_as("administrator", 0, ada.id); }
  Newcomer priya() { return {"Priya@example.org ", "Priya Nair", {.role = {"coordinator"}, .partnership = partnership.id}}; }
  User user_of(const std::string& email) { return store->read(system_session("test"))->list<User>({.where = {equals("email", email)}}).at(0); }

  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  User ada{.email = "ada@example.org", .name = "Ada Nwosu", .password_hash = "x"};
  Id<RoleHeld> administrator_role;
  Partnership partnership{.code = "A", .name = "Aston"};
};

// ASVS 5.0 V6.4.1: the link is random, expires, and works once; only its hash is kept. V16.2.5: it stands in no log.
TEST_P(Accounts, an_invitation_sets_a_password_once) {
  auto token = invite(*store, administrator(), priya());
  ASSERT_TRUE(token) << token.error().message;
  EXPECT_GE(token->size(), 43u);
  User priya = user_of("priya@example.org");
  EXPECT_EQ(priya.password_hash, "");
  EXPECT_FALSE(password_fits("", priya.password_hash));
  EXPECT_NE(store->read(system_session("test"))->list<Invitation>()[0].token_hash, *token);
  EXPECT_FALSE(accept_invitation(*store, *token, "short"));
  EXPECT_FALSE(accept_invitation(*store, "another token", good));
  auto user = accept_invitation(*store, *token, good);
  ASSERT_TRUE(user) << user.error().message;
  EXPECT_TRUE(password_fits(good, user->password_hash));
  EXPECT_FALSE(accept_invitation(*store, *token, other));
  auto audit = store->audit_of(administrator(), record_type_of<User>, priya.id.value);
  EXPECT_EQ(audit.front().actor, "user " + std::to_string(ada.id.value)) << "the administrator, not the program, invited";
  EXPECT_EQ(audit.back().actor, "user " + std::to_string(priya.id.value));
  for (const AuditEntry& e : audit) EXPECT_FALSE(e.detail.contains("argon2"));
}

TEST_P(Accounts, an_invitation_ends_after_three_days_and_when_another_is_made) {
  std::int64_t now = now_ms();
  set_clock(now);
  auto first = invite(*store, administrator(), priya());
  Id<User> person = user_of("priya@example.org").id;
  auto second = invite_again(*store, administrator(), person, false);
  ASSERT_TRUE(second);
  EXPECT_FALSE(find_invitation(*store, *first));
  set_clock(now + Invitation::lasts_ms - 1);
  EXPECT_TRUE(find_invitation(*store, *second));
  set_clock(now + Invitation::lasts_ms);
  EXPECT_FALSE(find_invitation(*store, *second));
  EXPECT_FALSE(accept_invitation(*store, *second, good));
}

TEST_P(Accounts, an_address_is_invited_once_and_a_role_with_what_it_is_bound_to) {
  ASSERT_TRUE(invite(*store, administrator(), priya()));
  EXPECT_EQ(invite(*store, administrator(), priya()).error().field, "email");
  Newcomer unbound{"leo@example.org", "Leo Brandt", {.role = {"coordinator"}}};
  EXPECT_EQ(invite(*store, administrator(), unbound).error().field, "partnership");
  for (const char* wrong : {"", "leo", "leo@", "@example.org", "leo@example", "leo @example.org", "leo@example.org,b@example.org"}) EXPECT_NE(email_problem(wrong), "") << wrong;
}

// ASVS 5.0 V8.2.1
TEST_P(Accounts, only_who_may_change_people_changes_them) {
  Id<User> person = ada.id;
  for (const char* role : {"auditor", "coordinator", "county_officer", "board_member"}) {
    Session session = session_as(role, partnership.id.value, {77});
    EXPECT_FALSE(invite(*store, session, priya())) << role;
    EXPECT_FALSE(invite_again(*store, session, person, true)) << role;
    EXPECT_FALSE(set_disabled(*store, session, person, true)) << role;
    EXPECT_FALSE(add_role(*store, session, {.person = person, .role = {"auditor"}})) << role;
    EXPECT_FALSE(end_role(*store, session, administrator_role, today())) << role;
    EXPECT_FALSE(set_up_second_factor(*store, session, person, rfc_secret, 1)) << role;
  }
  EXPECT_FALSE(user_of("ada@example.org").disabled);
}

TEST_P(Accounts, an_administrator_neither_disables_themselves_nor_ends_their_last_role_as_one) {
  EXPECT_FALSE(set_disabled(*store, administrator(), ada.id, true));
  EXPECT_FALSE(end_role(*store, administrator(), administrator_role, today()));
  ASSERT_TRUE(add_role(*store, administrator(), {.person = ada.id, .role = {"auditor"}}));
  EXPECT_FALSE(add_role(*store, administrator(), {.person = ada.id, .role = {"auditor"}})) << "twice";
  EXPECT_FALSE(end_role(*store, administrator(), administrator_role, today()));
  Session another = session_as("administrator", 0, {77});
  EXPECT_TRUE(end_role(*store, another, administrator_role, today()));
}

// ASVS 5.0 V6.2.2, V6.2.3
TEST_P(Accounts, a_password_is_changed_with_the_old_one) {
  auto token = invite(*store, administrator(), priya());
  User user = accept_invitation(*store, *token, good).value();
  Session own = session_as("coordinator", partnership.id.value, user.id);
  EXPECT_EQ(change_password(*store, own, user, "not the old one", other).error().field, "old_password");
  EXPECT_EQ(change_password(*store, own, user, good, "short").error().field, "password");
  EXPECT_EQ(change_password(*store, own, user, good, good).error().field, "password");
  auto changed = change_password(*store, own, user, good, other);
  ASSERT_TRUE(changed);
  EXPECT_TRUE(password_fits(other, changed->password_hash));
}

// ASVS 5.0 V6.5.1, V6.5.2, V6.5.6: each code counts once, only hashes are kept, and all are worthless once the factor is replaced.
TEST_P(Accounts, a_recovery_code_stands_in_once) {
  Session own = session_as("administrator", 0, ada.id);
  std::int64_t step = 41'152'263;
  set_clock(step * authenticator_step_ms);
  auto codes = set_up_second_factor(*store, own, ada.id, rfc_secret, step);
  ASSERT_TRUE(codes) << codes.error().message;
  EXPECT_EQ(codes->size(), 8u);
  EXPECT_EQ(use_code(*store, ada.id, authenticator_code(rfc_secret, step)), Factor::none) << "used to confirm the set-up";
  EXPECT_EQ(use_code(*store, ada.id, authenticator_code(rfc_secret, step + 1)), Factor::authenticator);
  EXPECT_EQ(use_code(*store, ada.id, authenticator_code(rfc_secret, step + 1)), Factor::none);
  EXPECT_EQ(use_code(*store, ada.id, codes->at(3)), Factor::recovery_code);
  EXPECT_EQ(use_code(*store, ada.id, codes->at(3)), Factor::none);
  EXPECT_EQ(recovery_codes_left(*store, ada.id), 7);
  for (const RecoveryCode& kept : store->read(system_session("test"))->list<RecoveryCode>()) EXPECT_TRUE(kept.hash.starts_with("$argon2id$"));
  ASSERT_TRUE(renew_recovery_codes(*store, own, ada.id));
  EXPECT_EQ(use_code(*store, ada.id, codes->at(4)), Factor::none);
  EXPECT_EQ(recovery_codes_left(*store, ada.id), 8);
}

// ASVS 5.0 V6.4.3: a new password does not get around the second factor; V6.4.4: losing that is another matter.
TEST_P(Accounts, a_reset_keeps_the_second_factor_unless_that_was_lost) {
  ASSERT_TRUE(set_up_second_factor(*store, session_as("administrator", 0, ada.id), ada.id, rfc_secret, 1));
  Session another = session_as("administrator", 0, {77});
  ASSERT_TRUE(accept_invitation(*store, invite_again(*store, another, ada.id, false).value(), good));
  EXPECT_EQ(user_of("ada@example.org").totp_secret, rfc_secret);
  EXPECT_EQ(recovery_codes_left(*store, ada.id), 8);
  ASSERT_TRUE(accept_invitation(*store, invite_again(*store, another, ada.id, true).value(), other));
  EXPECT_EQ(user_of("ada@example.org").totp_secret, "");
  EXPECT_EQ(recovery_codes_left(*store, ada.id), 0);
}

TEST_P(Accounts, whoever_sees_names_or_changes_people_needs_a_second_factor) {
  for (const char* role : {"administrator", "county_officer", "county_consultant", "coordinator", "partnership_staff", "school_lead", "provider"}) EXPECT_TRUE(needs_second_factor(session_as(role))) << role;
  for (const char* role : {"board_member", "partnership_chair", "send_officer", "finance_officer", "auditor"}) EXPECT_FALSE(needs_second_factor(session_as(role))) << role;
}

INSTANTIATE_TEST_SUITE_P(databases, Accounts, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace waymark
