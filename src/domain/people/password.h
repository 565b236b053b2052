// Passwords: argon2id through libsodium (OWASP ASVS 5.0 V11.4.2), which are acceptable, and random tokens.
#pragma once
#include <string>
#include <string_view>

namespace waymark {

std::string hash_password(std::string_view password);
bool password_fits(std::string_view password, const std::string& hash);   // takes as long when the hash is empty
std::string random_token(std::size_t bytes = 32);                          // URL-safe text
// Too short, too long, one that everybody thinks of, or made of the email address; empty: acceptable.
std::string password_problem(std::string_view password, std::string_view email = {});

}  // namespace waymark
