#include "web/attempts.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/people/password.h"
#include "platform/core/clock.h"
#include "platform/core/digest.h"
#include "platform/core/text.h"

namespace waymark {

std::int64_t Attempts::wait_ms(const std::string& key) {
  std::scoped_lock lock(mutex_);
  auto found = counts_.find(key);
  if (found == counts_.end() || found->second.failures < free_failures) return 0;
  std::int64_t wait = std::min(longest_wait_ms, first_wait_ms << std::min(found->second.failures - free_failures, 10));
  return std::max<std::int64_t>(0, found->second.last_ms + wait - now_ms());
}

void Attempts::failed(const std::string& key) {
  std::scoped_lock lock(mutex_);
  if (!counts_.contains(key)) make_room();
  Count& count = counts_[key];
  if (now_ms() - count.last_ms > forgotten_after_ms) count.failures = 0;
  ++count.failures;
  count.last_ms = now_ms();
}

void Attempts::succeeded(const std::string& key) {
  std::scoped_lock lock(mutex_);
  counts_.erase(key);
}

std::size_t Attempts::counted() {
  std::scoped_lock lock(mutex_);
  return counts_.size();
}

void Attempts::make_room() {
  if (counts_.size() < most_counted) return;
  std::erase_if(counts_, [now = now_ms()](const auto& c) { return now - c.second.last_ms > forgotten_after_ms; });
  while (counts_.size() >= most_counted) counts_.erase(std::ranges::min_element(counts_, {}, [](const auto& c) { return c.second.last_ms; }));
}

std::string wait_words(std::int64_t ms) {
  std::int64_t seconds = (ms + 999) / 1000, minutes = (seconds + 59) / 60;
  return fmt::format("There were too many attempts. Try again in {}.", seconds <= 60 ? fmt::format("{} second{}", seconds, seconds == 1 ? "" : "s") : fmt::format("{} minutes", minutes));
}

KnownDevices::KnownDevices(Store& store) {
  if (!store.setting("device_key")) store.set_setting("device_key", random_token());
  key_ = *store.setting("device_key");
}

std::string KnownDevices::sign(const User& user, const std::string& token) const { return hex(Digest(32).add(key_).add(user.id.value).add(user.password_hash).add(token).finish()); }

std::string KnownDevices::token_of(const std::string& cookie) { return cookie.substr(0, cookie.find('.')); }

bool KnownDevices::knows(const User& user, const std::string& cookie) const {
  std::vector<std::string> parts = split(cookie.substr(0, 1000), '.');
  return parts.size() > 1 && parts[0].size() >= 32 && std::ranges::find(parts.begin() + 1, parts.end(), sign(user, parts[0])) != parts.end();
}

// A browser may be shared: it is remembered for the five who signed in last.
std::string KnownDevices::cookie_after(const User& user, const std::string& cookie) const {
  std::vector<std::string> parts = split(cookie.substr(0, 1000), '.');
  if (parts.empty() || parts[0].size() < 32) parts = {random_token()};
  std::string mine = sign(user, parts[0]), out = parts[0] + "." + mine;
  for (std::size_t i = 1, kept = 1; i < parts.size() && kept < 5; ++i)
    if (parts[i] != mine) out += "." + parts[i], ++kept;
  return out;
}

}  // namespace waymark
