#include "web/sessions.h"

#include "domain/people/access.h"
#include "domain/people/password.h"
#include "platform/core/clock.h"
#include "platform/core/digest.h"

namespace waymark {
namespace {
std::string hashed(const std::string& token) { return Digest(32).add(token).finish(); }
}  // namespace

std::string Sessions::begin(const User& user) {
  std::string token = random_token();
  auto signed_in = std::make_shared<SignedIn>();
  signed_in->user = user;
  signed_in->csrf = random_token();
  signed_in->begun_ms = signed_in->used_ms = now_ms();
  std::scoped_lock lock(mutex_);
  end_old_ones();
  held_[hashed(token)] = signed_in;
  return token;
}

void Sessions::end_old_ones() {
  std::erase_if(held_, [now = now_ms()](const auto& s) { return now - s.second->used_ms > idle_ms || now - s.second->begun_ms > longest_ms; });
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
  std::int64_t now = now_ms();
  if (now - found->second->used_ms > idle_ms || now - found->second->begun_ms > longest_ms) {
    held_.erase(found);
    return nullptr;
  }
  found->second->used_ms = now;
  return found->second;
}

void Sessions::end(const std::string& token) {
  std::scoped_lock lock(mutex_);
  held_.erase(hashed(token));
}

bool Attempts::allowed(const std::string& email) {
  std::scoped_lock lock(mutex_);
  auto found = counts_.find(email);
  if (found == counts_.end()) return true;
  if (now_ms() - found->second.since_ms > 15 * 60'000) {
    counts_.erase(found);
    return true;
  }
  return found->second.failures < 10;
}
void Attempts::failed(const std::string& email) {
  std::scoped_lock lock(mutex_);
  if (counts_.size() > 100'000) std::erase_if(counts_, [now = now_ms()](const auto& c) { return now - c.second.since_ms > 15 * 60'000; });
  Count& count = counts_[email];
  if (count.failures++ == 0) count.since_ms = now_ms();
}
void Attempts::succeeded(const std::string& email) {
  std::scoped_lock lock(mutex_);
  counts_.erase(email);
}

}  // namespace waymark
