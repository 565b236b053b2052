// Slows down guessing without letting anybody lock somebody else out: failures are counted by email address for browsers never seen before,
// and apart for each browser that has signed in as the person already (OWASP ASVS 5.0 V6.1.1, V6.3.1).
#pragma once
#include <map>
#include <mutex>
#include <string>

#include "domain/people/user.h"
#include "platform/record/store.h"

namespace waymark {

// Five failures are free; after each further one the same key waits, 15 seconds at first, twice as long each time, a quarter of an hour at most.
class Attempts {
 public:
  static constexpr int free_failures = 5;
  static constexpr std::int64_t first_wait_ms = 15'000, longest_wait_ms = 15 * 60'000, forgotten_after_ms = 60 * 60'000;
  static constexpr std::size_t most_counted = 100'000;
  std::int64_t wait_ms(const std::string& key);   // 0: may try now
  void failed(const std::string& key);
  void succeeded(const std::string& key);
  std::size_t counted();

 private:
  struct Count { int failures = 0; std::int64_t last_ms = 0; };
  void make_room();
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};
std::string wait_words(std::int64_t ms);   // "There were too many attempts. Try again in 4 minutes."

// A cookie that says, signed, as whom this browser has signed in. Nothing is kept here but the key, which lies with the store's settings; a new
// password makes the cookie worthless.
class KnownDevices {
 public:
  explicit KnownDevices(Store& store);
  std::string cookie_after(const User& user, const std::string& cookie) const;   // its new value once the person signed in
  bool knows(const User& user, const std::string& cookie) const;
  static std::string token_of(const std::string& cookie);

 private:
  std::string sign(const User& user, const std::string& token) const;
  std::string key_;
};

}  // namespace waymark
