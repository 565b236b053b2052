// The second factor: codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds; the arithmetic is liboath's), and the recovery
// codes that stand in when the telephone is lost.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark {

inline constexpr std::int64_t authenticator_step_ms = 30'000;
std::string new_authenticator_secret();                                                    // 160 random bits in base 32
std::string authenticator_link(const std::string& secret, const std::string& email);       // otpauth://, as apps read it from a QR code
std::string in_fours(const std::string& secret);                                           // to type by hand
std::string authenticator_code(const std::string& secret, std::int64_t step);
// The step of the clock to which the code belongs: the present one or a neighbour, and later than the one used last, so that a code counts once.
std::optional<std::int64_t> authenticator_step(const std::string& secret, std::string_view code, std::int64_t now_ms, std::optional<std::int64_t> used);

inline constexpr int recovery_codes_at_once = 8;
std::string new_recovery_code();                          // 49 random bits, without letters that look alike
std::string as_recovery_code(std::string_view typed);     // however it was typed; empty: not the form of one

}  // namespace waymark
