// A role that a person holds, and what it is bound to: a partnership, a school, a provider, or, of the county's own roles, nothing. A person
// may hold several.
#pragma once
#include "domain/people/user.h"
#include "domain/provision/provider.h"
#include "domain/school/school.h"

namespace waymark {

struct RoleHeld {
  Id<RoleHeld> id;
  Id<User> person;
  Code role;
  Id<Partnership> partnership;
  Id<School> school;
  Id<Provider> provider;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "role_held", title = "Role held", plural = "Roles held", about = "A role of a person who signs in, and what it is bound to.";
  static constexpr std::string_view key[] = {"person", "role", "partnership", "school", "provider"};
  static constexpr Scope scope = Scope::system_only();
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<RoleHeld>({
        field<&RoleHeld::person>({.label = "Person", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&RoleHeld::role>({.label = "Role", .required = true, .identity = true, .privacy = Level::personal, .codes = "role", .in_return = false}),
        field<&RoleHeld::partnership>({.label = "Partnership", .privacy = Level::personal, .in_return = false}),
        field<&RoleHeld::school>({.label = "School", .privacy = Level::personal, .in_return = false}),
        field<&RoleHeld::provider>({.label = "Provider", .privacy = Level::personal, .in_return = false}),
        field<&RoleHeld::from_on>({.label = "From", .privacy = Level::personal, .in_return = false}),
        field<&RoleHeld::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::personal, .in_return = false}),
    });
  }
};

}  // namespace waymark
