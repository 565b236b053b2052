#include "domain/people/password.h"

#include <sodium.h>

#include <stdexcept>

namespace waymark {
namespace {

// 19 MiB and 2 passes: the OWASP password storage recommendation for argon2id.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 19'922'944;

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

// ASVS 5.0 V6.2.1 and V6.2.9: at least 8 characters (15 asked for), at least 64 allowed, no rules of composition.
std::string password_problem(std::string_view password) {
  if (password.size() < 15) return "a password has at least 15 characters: three or four random words are easy to remember";
  if (password.size() > 200) return "a password has at most 200 characters";
  return {};
}

}  // namespace waymark
