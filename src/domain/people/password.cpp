#include "domain/people/password.h"

#include <sodium.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "platform/core/embedded.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

// 19 MiB and 2 passes: the OWASP password storage recommendation for argon2id.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19'922'944;

std::string letters_and_digits(std::string_view text) {
  std::string out = fold(text);
  std::erase(out, ' ');
  return out;
}

// Nothing but one short piece again and again: "passwordpassword", "123123123123123".
bool repeats_itself(const std::string& text) {
  for (std::size_t piece = 1; piece <= text.size() / 2; ++piece)
    if (text.size() % piece == 0 && std::equal(text.begin() + static_cast<std::ptrdiff_t>(piece), text.end(), text.begin())) return true;
  return false;
}

bool everybody_thinks_of(const std::string& password, const std::string& letters) {
  static const std::set<std::string> common = [] {
    std::vector<std::string> lines = split(*embedded_file("data/common_passwords.txt"), '\n');
    return std::set<std::string>(lines.begin(), lines.end());
  }();
  return common.contains(letters) || repeats_itself(password) || repeats_itself(letters);
}

bool ready() {
  static const bool done = sodium_init() >= 0;
  return done;
}

}  // namespace

std::string hash_password(std::string_view password) {
  char out[crypto_pwhash_STRBYTES];
  if (!ready() || crypto_pwhash_str(out, password.data(), password.size(), passes, memory) != 0) throw std::runtime_error("there is not enough memory to hash a password");
  return out;
}

bool password_fits(std::string_view password, const std::string& hash) {
  static const std::string other = hash_password("nobody's password");
  const std::string& against = hash.empty() ? other : hash;
  bool fits = ready() && crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

std::string random_token(std::size_t bytes) {
  if (!ready()) throw std::runtime_error("random numbers are not to be had");
  std::string raw(bytes, '\0'), out(sodium_base64_ENCODED_LEN(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  randombytes_buf(raw.data(), raw.size());
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.resize(out.size() - 1);
  return out;
}

// ASVS 5.0 V6.2.1, V6.2.5 and V6.2.9: at least 15 characters, long ones allowed, no rules of composition.
std::string password_problem(std::string_view password, std::string_view email) {
  if (password.size() < 15) return "a password has at least 15 characters: three or four random words are easy to remember";
  if (password.size() > 200) return "a password has at most 200 characters";
  std::string letters = letters_and_digits(password), name = letters_and_digits(email.substr(0, email.find('@')));
  if (everybody_thinks_of(std::string(password), letters)) return "this is a password that many people think of: choose words that have nothing to do with each other";
  if (name.size() >= 4 && letters.contains(name)) return "a password does not contain your email address";
  return {};
}

}  // namespace waymark
