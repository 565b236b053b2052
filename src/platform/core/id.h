// Identifiers are 64-bit, ordered by time and made by the program, so that no database sequence is needed.
#pragma once
#include <compare>
#include <cstdint>

namespace waymark {

template <class Record>
struct Id {
  std::int64_t value = 0;   // 0: none
  explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

// 42 bits of milliseconds since 2020, 5 bits of process, 16 bits of counter. Never the same twice in one process.
std::int64_t new_id();

}  // namespace waymark
