// Who is signed in: kept in memory, found by a random token whose hash alone is held; ended by idleness, age, or the person.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "domain/people/user.h"
#include "platform/record/store.h"

namespace waymark {

struct PendingReturn {   // uploaded, not yet confirmed
  std::vector<std::pair<std::string, std::shared_ptr<const std::string>>> files;   // name, bytes
  std::optional<std::int64_t> shown_as_of;                                         // the store's last change when it was shown
};

struct SignedIn {
  User user;                                          // as at the sign-in
  std::string csrf, handle, browser;                  // handle: names the session on a page, opens nothing
  std::int64_t begun_ms = 0;
  std::atomic<std::int64_t> used_ms = 0, proved_ms = 0;   // proved: a password or code was given last; 0: never
  std::atomic<bool> second_factor = false;            // given in this session
  std::mutex mutex;                                   // of what follows
  std::map<std::string, std::string> searches;        // token -> words, so that no name stands in an address
  std::map<std::string, PendingReturn> returns;
  std::string offered_secret;                         // of an authenticator being set up
  std::vector<std::string> recovery_codes;            // made, not yet shown
};

struct Beginning { std::string browser{}; bool proved = false, second_factor = false; };

class Sessions {
 public:
  explicit Sessions(std::size_t most_upload_bytes) : most_upload_bytes_(most_upload_bytes) {}
  static constexpr std::int64_t idle_ms = 30 * 60'000, longest_ms = 12 * 3'600'000;   // ASVS 5.0 V7.3.1, V7.3.2
  static constexpr std::size_t most_of_one_person = 20;
  std::string begin(const User& user, const Beginning& beginning = {});   // the token for the cookie: a new one at each sign-in (V7.2.4)
  std::string renew(const std::string& token);        // the same session under a new token, since more was proved (V7.2.4)
  std::shared_ptr<SignedIn> find(const std::string& token);
  std::vector<std::shared_ptr<SignedIn>> of(Id<User> person);   // used last first
  void end(const std::string& token);
  void end_one(Id<User> person, const std::string& handle);
  void end_others(Id<User> person, const std::string& kept_handle = {});   // V7.4.3, V7.4.5
  std::shared_ptr<const std::string> keep_upload(std::string_view bytes);   // counted until let go; null: all sessions together hold too much

 private:
  static bool over(const SignedIn& session);
  void end_old_ones();
  std::size_t most_upload_bytes_;
  std::shared_ptr<std::atomic<std::size_t>> upload_bytes_ = std::make_shared<std::atomic<std::size_t>>();
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<SignedIn>> held_;   // by hash of the token
};

std::string browser_family(std::string_view user_agent);   // "Firefox on Windows"

}  // namespace waymark
