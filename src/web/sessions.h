// Who is signed in: kept in memory, found by a random token whose hash alone is held; ended by idleness, age, or the person.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "domain/people/user.h"
#include "platform/record/store.h"

namespace waymark {

struct PendingReturn {   // uploaded, not yet confirmed
  std::vector<std::pair<std::string, std::shared_ptr<const std::string>>> files;   // name, bytes
  std::optional<std::int64_t> shown_as_of;                                         // the store's last change when it was shown
};

struct SignedIn {
  User user;
  std::string csrf;
  std::int64_t begun_ms = 0, used_ms = 0;
  std::mutex mutex;                                   // of what follows
  std::map<std::string, std::string> searches;        // token -> words, so that no name stands in an address
  std::map<std::string, PendingReturn> returns;
};

class Sessions {
 public:
  explicit Sessions(std::size_t most_upload_bytes) : most_upload_bytes_(most_upload_bytes) {}
  static constexpr std::int64_t idle_ms = 30 * 60'000, longest_ms = 12 * 3'600'000;   // ASVS 5.0 V7.3.1, V7.3.2
  std::string begin(const User& user);                // the token for the cookie: a new one at each sign-in (V7.2.4)
  std::shared_ptr<SignedIn> find(const std::string& token);
  void end(const std::string& token);
  std::shared_ptr<const std::string> keep_upload(std::string_view bytes);   // counted until let go; null: all sessions together hold too much

 private:
  void end_old_ones();
  std::size_t most_upload_bytes_;
  std::shared_ptr<std::atomic<std::size_t>> upload_bytes_ = std::make_shared<std::atomic<std::size_t>>();
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<SignedIn>> held_;   // by hash of the token
};

// Counts failed sign-ins by email address and slows guessing down without telling whether the address exists.
class Attempts {
 public:
  bool allowed(const std::string& email);
  void failed(const std::string& email);
  void succeeded(const std::string& email);

 private:
  struct Count { int failures = 0; std::int64_t since_ms = 0; };
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace waymark
