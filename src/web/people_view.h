// What the people pages share: an account as an administrator sees it, and the form of a role.
#pragma once
#include <unordered_map>

#include "domain/people/accounts.h"
#include "web/forms.h"

namespace waymark {

struct Account {
  User user;                                      // without its secrets
  std::vector<RoleHeld> roles;
  bool has_password = false, has_second_factor = false;
  std::string state() const;                      // "Active", "Disabled", "Invited"
};
std::vector<Account> accounts_of(Visit& visit);   // within the session's reach
std::optional<Account> account_in_address(Visit& visit);   // whom the first {} of the address names

using PlaceNames = std::unordered_map<std::int64_t, std::string>;
PlaceNames place_names(Reader& reader);           // partnerships, schools, providers
std::string role_words(const RoleHeld& role, const PlaceNames& names);   // "Partnership co-ordinator, HBEP"

// A role to be held: chosen in a form, kept as typed when something is wrong.
Html role_fields(Visit& visit, const Problems& problems);
RoleHeld role_of_form(Visit& visit, Problems& problems);

}  // namespace waymark
