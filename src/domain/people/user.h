// A person who signs in: their role and the partnership it is bound to. Passwords are argon2id hashes, never readable text.
#pragma once
#include "domain/partnership/partnership.h"

namespace waymark {

struct User {
  Id<User> id;
  std::string email, name;
  Code role;
  Id<Partnership> partnership;
  std::string password_hash;
  bool disabled = false;
  bool invented = false;

  static constexpr std::string_view table = "user_account", title = "User", plural = "Users", about = "A person who signs in, and the role they hold.";
  static constexpr std::string_view key[] = {"email"}, lookups[] = {"email"};
  static constexpr Scope scope = Scope::system_only();
  static consteval auto fields() {
    return record<User>({
        field<&User::email>({.label = "Email address", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&User::name>({.label = "Name", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&User::role>({.label = "Role", .required = true, .privacy = Level::personal, .codes = "role", .in_return = false}),
        field<&User::partnership>({.label = "Partnership", .privacy = Level::personal, .in_return = false}),
        field<&User::password_hash>({.label = "Password hash", .privacy = Level::personal, .in_return = false}),
        field<&User::disabled>({.label = "Disabled", .privacy = Level::personal, .in_return = false}),
        field<&User::invented>({.label = "Made up for the demonstration", .privacy = Level::none, .in_return = false}),
    });
  }
};

}  // namespace waymark
