#include "web/sessions.h"

#include <algorithm>

#include "domain/people/password.h"
#include "platform/core/clock.h"
#include "platform/core/digest.h"

namespace waymark {
namespace {
std::string hashed(const std::string& token) { return Digest(32).add(token).finish(); }
}  // namespace

bool Sessions::over(const SignedIn& session) {
  std::int64_t now = now_ms();
  return now - session.used_ms > idle_ms || now - session.begun_ms > longest_ms;
}

std::string Sessions::begin(const User& user, const Beginning& beginning) {
  std::string token = random_token();
  auto session = std::make_shared<SignedIn>();
  session->user = user;
  session->csrf = random_token();
  session->handle = random_token(9);
  session->browser = beginning.browser;
  session->begun_ms = now_ms();
  session->used_ms = session->begun_ms;
  session->proved_ms = beginning.proved ? session->begun_ms : 0;
  session->second_factor = beginning.second_factor;
  auto others = of(user.id);
  if (others.size() >= most_of_one_person) end_one(user.id, others.back()->handle);
  std::scoped_lock lock(mutex_);
  end_old_ones();
  held_[hashed(token)] = session;
  return token;
}

std::string Sessions::renew(const std::string& token) {
  std::string fresh = random_token();
  std::scoped_lock lock(mutex_);
  auto held = held_.extract(hashed(token));
  if (held.empty()) return {};
  held.key() = hashed(fresh);
  held_.insert(std::move(held));
  return fresh;
}

void Sessions::end_old_ones() {
  std::erase_if(held_, [](const auto& s) { return over(*s.second); });
}

std::shared_ptr<const std::string> Sessions::keep_upload(std::string_view bytes) {
  std::scoped_lock lock(mutex_);
  end_old_ones();
  if (*upload_bytes_ + bytes.size() > most_upload_bytes_) return nullptr;
  *upload_bytes_ += bytes.size();
  return {new std::string(bytes), [total = upload_bytes_](const std::string* kept) {
            *total -= kept->size();
            delete kept;
          }};
}

std::shared_ptr<SignedIn> Sessions::find(const std::string& token) {
  if (token.empty()) return nullptr;
  std::scoped_lock lock(mutex_);
  auto found = held_.find(hashed(token));
  if (found == held_.end()) return nullptr;
  if (over(*found->second)) {
    held_.erase(found);
    return nullptr;
  }
  found->second->used_ms = now_ms();
  return found->second;
}

std::vector<std::shared_ptr<SignedIn>> Sessions::of(Id<User> person) {
  std::vector<std::shared_ptr<SignedIn>> out;
  std::scoped_lock lock(mutex_);
  for (const auto& [hash, session] : held_)
    if (session->user.id == person && !over(*session)) out.push_back(session);
  std::ranges::sort(out, std::greater<>{}, [](const auto& s) { return s->used_ms.load(); });
  return out;
}

void Sessions::end(const std::string& token) {
  std::scoped_lock lock(mutex_);
  held_.erase(hashed(token));
}

void Sessions::end_one(Id<User> person, const std::string& handle) {
  std::scoped_lock lock(mutex_);
  std::erase_if(held_, [&](const auto& s) { return s.second->user.id == person && s.second->handle == handle; });
}

void Sessions::end_others(Id<User> person, const std::string& kept_handle) {
  std::scoped_lock lock(mutex_);
  std::erase_if(held_, [&](const auto& s) { return s.second->user.id == person && s.second->handle != kept_handle; });
}

// Enough to recognise one's own machine by; nothing else is kept of what the browser says of itself.
std::string browser_family(std::string_view agent) {
  struct Family { std::string_view mark, name; };
  static constexpr Family browsers[] = {{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
  static constexpr Family systems[] = {{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}};
  auto name_of = [&](std::span<const Family> families) {
    for (const Family& f : families)
      if (agent.find(f.mark) != std::string_view::npos) return f.name;
    return std::string_view();
  };
  std::string browser(name_of(browsers)), system(name_of(systems));
  if (browser.empty()) browser = "Another browser";
  return system.empty() ? browser : browser + " on " + system;
}

}  // namespace waymark
