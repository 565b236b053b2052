#include "platform/core/digest.h"

#include <sodium.h>

#include <cstring>

namespace waymark {
namespace {
crypto_generichash_state* as_state(std::array<unsigned char, 384>& bytes) { return reinterpret_cast<crypto_generichash_state*>(bytes.data()); }
}  // namespace
static_assert(sizeof(crypto_generichash_state) <= 384);

Digest::Digest(std::size_t bytes) : bytes_(bytes) {
  static const int ready = sodium_init();   // picks the fast implementation once
  (void)ready;
  crypto_generichash_init(as_state(state_), nullptr, 0, bytes_);
}

Digest& Digest::add(std::string_view part) {
  auto length = static_cast<std::uint64_t>(part.size());
  unsigned char prefix[8];
  std::memcpy(prefix, &length, 8);
  crypto_generichash_update(as_state(state_), prefix, 8);
  crypto_generichash_update(as_state(state_), reinterpret_cast<const unsigned char*>(part.data()), part.size());
  return *this;
}

Digest& Digest::add(std::int64_t number) {
  char bytes[8];
  std::memcpy(bytes, &number, 8);
  return add(std::string_view(bytes, 8));
}

std::string Digest::finish() {
  std::string out(bytes_, '\0');
  crypto_generichash_final(as_state(state_), reinterpret_cast<unsigned char*>(out.data()), bytes_);
  return out;
}

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

}  // namespace waymark
