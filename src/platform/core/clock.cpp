#include "platform/core/clock.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>

#include "platform/core/id.h"

namespace waymark {
namespace {
std::atomic<std::int64_t> still{-1};
constexpr std::int64_t year_2020_ms = 1577836800000;
}  // namespace

std::int64_t now_ms() {
  std::int64_t fixed = still.load(std::memory_order_relaxed);
  if (fixed >= 0) return fixed;
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string utc_text(std::int64_t ms) {
  Date day{static_cast<std::int32_t>(ms / 86'400'000)};
  std::int64_t rest = ms % 86'400'000;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", iso(day), rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

Date today() { return Date{static_cast<std::int32_t>(now_ms() / 86'400'000)}; }

void set_clock(std::optional<std::int64_t> ms) { still = ms.value_or(-1); }

std::int64_t new_id() {
  static std::atomic<std::int64_t> last{0};
  static const std::int64_t process = (static_cast<std::int64_t>(::getpid()) & 31) << 16;
  std::int64_t now = ((now_ms() - year_2020_ms) << 21) | process;
  std::int64_t before = last.load();
  for (;;) {
    std::int64_t next = now > before ? now : before + 1;
    if (last.compare_exchange_weak(before, next)) return next;
  }
}

}  // namespace waymark
