// The one clock. Everything that asks for the time asks here, and tests can set it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "platform/core/date.h"

namespace waymark {

std::int64_t now_ms();                        // milliseconds since 1970, UTC
std::string utc_text(std::int64_t ms);        // "2026-11-10T09:30:00.123Z"
Date today();
void set_clock(std::optional<std::int64_t> ms);   // for tests: stand still at this moment; nothing: run again

}  // namespace waymark
