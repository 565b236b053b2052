// A person who signs in. What they may do follows from the roles they hold (role_held.h). Passwords are argon2id hashes, never readable text.
#pragma once
#include "platform/record/record.h"

namespace waymark {

struct User {
  Id<User> id;
  std::string email, name, password_hash;
  std::string totp_secret;
  std::optional<std::int64_t> totp_used;
  bool disabled = false, invented = false;

  static constexpr std::string_view table = "user_account", title = "User", plural = "Users", about = "A person who signs in.";
  static constexpr std::string_view key[] = {"email"}, lookups[] = {"email"};
  static constexpr Scope scope = Scope::system_only();
  static consteval auto fields() {
    return record<User>({
        field<&User::email>({.label = "Email address", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&User::name>({.label = "Name", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&User::password_hash>({.label = "Password hash", .privacy = Level::secret, .in_return = false}),
        field<&User::totp_secret>({.label = "Authenticator secret", .hint = "RFC 6238, base 32; empty until set up", .privacy = Level::secret, .in_return = false}),
        field<&User::totp_used>({.label = "Authenticator step used last", .hint = "A code counts once", .privacy = Level::secret, .in_return = false}),
        field<&User::disabled>({.label = "Disabled", .privacy = Level::personal, .in_return = false}),
        field<&User::invented>({.label = "Made up for the demonstration", .privacy = Level::none, .in_return = false}),
    });
  }
};

}  // namespace waymark
