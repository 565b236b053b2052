// A code that stands in once for the second factor, when the authenticator is lost. Only its hash is kept.
#pragma once
#include "domain/people/user.h"

namespace waymark {

struct RecoveryCode {
  Id<RecoveryCode> id;
  Id<User> person;
  std::string hash;
  std::optional<Date> used_on;

  static constexpr std::string_view table = "recovery_code", title = "Recovery code", plural = "Recovery codes", about = "Stands in once for the second factor of a person.";
  static constexpr std::string_view key[] = {"person", "hash"};
  static constexpr Scope scope = Scope::system_only();
  static consteval auto fields() {
    return record<RecoveryCode>({
        field<&RecoveryCode::person>({.label = "Person", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&RecoveryCode::hash>({.label = "Hash of the code", .required = true, .identity = true, .privacy = Level::secret, .in_return = false}),
        field<&RecoveryCode::used_on>({.label = "Used", .hint = "Or replaced by new ones; empty while it counts", .privacy = Level::personal, .in_return = false}),
    });
  }
};

}  // namespace waymark
