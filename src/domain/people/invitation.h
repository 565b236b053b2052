// A link, good once and for three days, with which a person sets their password: a newcomer, or somebody who lost it. Only the hash of what
// the link holds is kept.
#pragma once
#include "domain/people/user.h"

namespace waymark {

struct Invitation {
  Id<Invitation> id;
  Id<User> person;
  std::string token_hash;
  std::optional<std::int64_t> expires_at;   // milliseconds since 1970, UTC
  bool clears_second_factor = false;
  std::optional<Date> used_on;

  static constexpr std::int64_t lasts_ms = 72 * 3'600'000;
  static constexpr std::string_view table = "invitation", title = "Invitation", plural = "Invitations", about = "A link with which a person sets their password, once.";
  static constexpr std::string_view key[] = {"token_hash"}, lookups[] = {"token_hash"};
  static constexpr Scope scope = Scope::system_only();
  static consteval auto fields() {
    return record<Invitation>({
        field<&Invitation::person>({.label = "Person", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Invitation::token_hash>({.label = "Hash of the token", .required = true, .identity = true, .privacy = Level::secret, .in_return = false}),
        field<&Invitation::expires_at>({.label = "Expires at", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Invitation::clears_second_factor>({.label = "Clears the second factor", .hint = "For somebody who lost it", .privacy = Level::personal, .in_return = false}),
        field<&Invitation::used_on>({.label = "Used", .hint = "Or replaced by a later one", .privacy = Level::personal, .in_return = false}),
    });
  }
};

}  // namespace waymark
