// Handing in a return, asked of the program without a server.
#include <gtest/gtest.h>

#include "domain/all_records.h"
#include "platform/store/store.h"
#include "testing/stores.h"
#include "web/app.h"

namespace waymark {
namespace {

class ReturnPages : public testing::Test {
 protected:
  ReturnPages() : place("sqlite"), store(open_store(place.address(), all_records())), app(*store, {.most_upload_bytes = 1000}) {
    User user{.email = "ada@example.org", .name = "Ada Nwosu", .password_hash = {}, .totp_secret = "JBSWY3DPEHPK3PXP"};
    EXPECT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> {
      t.insert(user);
      RoleHeld role{.person = user.id, .role = {"county_consultant"}};
      t.insert(role);
      return {};
    }));
    token = app.sessions().begin(user, {.proved = true, .second_factor = true});
  }
  HttpResponse ask(std::string method, std::string path, std::string upload = {}) {
    HttpRequest request{.method = std::move(method), .path = std::move(path)};
    request.cookies = {{app.cookie_name(), token}};
    request.form = {{"csrf", app.sessions().find(token)->csrf}};
    if (!upload.empty()) request.files = {{"file", "Partnerships.csv", std::move(upload)}};
    return app.handle(request);
  }
  std::string upload(std::string csv) {   // where its preview is
    HttpResponse taken = ask("POST", "/return", std::move(csv));
    EXPECT_EQ(taken.status, 303) << taken.body;
    for (const auto& [name, value] : taken.headers)
      if (name == "Location") return value;
    return {};
  }
  void add_partnership(std::string code) {
    Partnership p{.code = std::move(code), .name = "Other", .authority = {"855"}};
    EXPECT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(p); return {}; }));
  }
  std::size_t partnerships() { return store->read(system_session("test"))->list<Partnership>().size(); }

  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  App app;
  std::string token;
};

const std::string one_partnership = "Code,Name,County\nA,Aston,855\n";

TEST_F(ReturnPages, a_return_is_shown_and_then_taken) {
  std::string here = upload(one_partnership);
  EXPECT_NE(ask("GET", here).body.find("1 new and 0 changed"), std::string::npos);
  EXPECT_EQ(partnerships(), 0u);
  EXPECT_NE(ask("POST", here).body.find("Return taken"), std::string::npos);
  EXPECT_EQ(partnerships(), 1u);
  EXPECT_EQ(ask("POST", here).status, 404);
}

TEST_F(ReturnPages, what_was_not_looked_at_is_shown_before_it_is_taken) {
  EXPECT_NE(ask("POST", upload(one_partnership)).body.find("Nothing is saved until you confirm"), std::string::npos);
  EXPECT_EQ(partnerships(), 0u);
}

TEST_F(ReturnPages, a_register_changed_meanwhile_is_looked_at_again_before_the_return_is_taken) {
  std::string here = upload(one_partnership);
  ask("GET", here);
  add_partnership("B");
  HttpResponse again = ask("POST", here);
  EXPECT_EQ(again.status, 409);
  EXPECT_NE(again.body.find("The register was changed since you looked at this"), std::string::npos) << again.body;
  EXPECT_EQ(partnerships(), 1u);
  EXPECT_NE(ask("POST", here).body.find("Return taken"), std::string::npos);
  EXPECT_EQ(partnerships(), 2u);
}

// ASVS 5.0 V5.2.4: what uploads hold is bounded.
TEST_F(ReturnPages, what_waits_to_be_confirmed_is_bounded_over_all_persons) {
  std::string large = one_partnership + std::string(500, ' ');
  upload(large);
  HttpResponse refused = ask("POST", "/return", large);
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("Too many returns are waiting"), std::string::npos);
  for (int i = 0; i < 2; ++i) upload(one_partnership);
  upload(large);   // of three the fourth takes the place
}

}  // namespace
}  // namespace waymark
