// BLAKE2b, through libsodium: row digests of 16 bytes and chain hashes of 32. Parts are length-prefixed, so that "ab","c" and "a","bc" differ.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace waymark {

class Digest {
 public:
  explicit Digest(std::size_t bytes);   // 16 or 32
  Digest& add(std::string_view part);
  Digest& add(std::int64_t number);
  std::string finish();   // raw bytes

 private:
  alignas(64) std::array<unsigned char, 384> state_{};
  std::size_t bytes_;
};

std::string hex(std::string_view bytes);

}  // namespace waymark
