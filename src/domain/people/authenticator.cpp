#include "domain/people/authenticator.h"

#include <fmt/format.h>
#include <liboath/oath.h>
#include <sodium.h>

#include <cstdlib>
#include <stdexcept>

#include "platform/core/text.h"

namespace waymark {
namespace {

constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";   // without i, l, o, 0 and 1
constexpr std::size_t recovery_length = 10;

std::string decoded(const std::string& secret) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(secret.data(), secret.size(), &bytes, &size) != OATH_OK) throw std::runtime_error("an authenticator secret is not in base 32");
  std::string out(bytes, size);
  sodium_memzero(bytes, size);
  std::free(bytes);
  return out;
}

}  // namespace

// ASVS 5.0 V6.5.3: from a cryptographic source of randomness.
std::string new_authenticator_secret() {
  if (sodium_init() < 0) throw std::runtime_error("random numbers are not to be had");
  std::string raw(20, '\0');
  randombytes_buf(raw.data(), raw.size());
  char* text = nullptr;
  std::size_t size = 0;
  if (oath_base32_encode(raw.data(), raw.size(), &text, &size) != OATH_OK) throw std::runtime_error("there is not enough memory for an authenticator secret");
  std::string out(text, size);
  std::free(text);
  return out;
}

std::string authenticator_link(const std::string& secret, const std::string& email) {
  std::string label;
  for (char c : email) label += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return fmt::format("otpauth://totp/Waymark:{}?secret={}&issuer=Waymark", label, secret);
}

std::string in_fours(const std::string& secret) {
  std::string out;
  for (std::size_t i = 0; i < secret.size(); ++i) out += (i && i % 4 == 0 ? " " : "") + std::string(1, secret[i]);
  return out;
}

std::string authenticator_code(const std::string& secret, std::int64_t step) {
  std::string key = decoded(secret);
  char out[7] = {};
  if (oath_hotp_generate(key.data(), key.size(), static_cast<std::uint64_t>(step), 6, false, OATH_HOTP_DYNAMIC_TRUNCATION, out) != OATH_OK) throw std::runtime_error("an authenticator code cannot be worked out");
  sodium_memzero(key.data(), key.size());
  return out;
}

std::optional<std::int64_t> authenticator_step(const std::string& secret, std::string_view typed, std::int64_t now_ms, std::optional<std::int64_t> used) {
  std::string code;
  for (char c : typed)
    if (c != ' ') code += c;
  if (secret.empty() || code.size() != 6) return std::nullopt;
  std::int64_t now = now_ms / authenticator_step_ms;
  std::optional<std::int64_t> found;
  for (std::int64_t step = now - 1; step <= now + 1; ++step)   // all three always, so that the time taken tells nothing
    if (std::string wanted = authenticator_code(secret, step); sodium_memcmp(wanted.data(), code.data(), 6) == 0 && (!used || step > *used)) found = step;
  return found;
}

std::string new_recovery_code() {
  if (sodium_init() < 0) throw std::runtime_error("random numbers are not to be had");
  std::string out;
  for (std::size_t i = 0; i < recovery_length; ++i) out += letters[randombytes_uniform(letters.size())];
  return out.insert(recovery_length / 2, "-");
}

std::string as_recovery_code(std::string_view typed) {
  std::string out;
  for (char c : lower(typed))
    if (c != ' ' && c != '-') out += c;
  if (out.size() != recovery_length || out.find_first_not_of(letters) != std::string::npos) return {};
  return out.insert(recovery_length / 2, "-");
}

}  // namespace waymark
