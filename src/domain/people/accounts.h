// What changes an account: inviting, setting a password, the second factor, disabling, giving and ending roles. Each looks first at what the
// session's roles allow, and is written in the name of the person who did it.
#pragma once
#include "domain/people/access.h"
#include "domain/people/invitation.h"

namespace waymark {

// Writes what no role may touch by itself (hashes, tokens), after its grants were looked at, still in the name of the person.
Session in_the_name_of(const Session& session);

struct Newcomer { std::string email, name; RoleHeld role; };
Result<std::string> invite(Store& store, const Session& session, const Newcomer& newcomer);                          // the token of the link
Result<std::string> invite_again(Store& store, const Session& session, Id<User> person, bool clears_second_factor);   // who lost the password or more

struct OpenInvitation { Invitation invitation; User user; };
std::optional<OpenInvitation> find_invitation(Store& store, const std::string& token);   // neither used nor expired, of nobody disabled
Result<User> accept_invitation(Store& store, const std::string& token, const std::string& password);
Result<User> change_password(Store& store, const Session& session, const User& user, const std::string& old_password, const std::string& password);

// The recovery codes, to be shown once. `step` is that of the code which showed that the app works.
Result<std::vector<std::string>> set_up_second_factor(Store& store, const Session& session, Id<User> person, const std::string& secret, std::int64_t step);
Result<std::vector<std::string>> renew_recovery_codes(Store& store, const Session& session, Id<User> person);
enum class Factor { none, authenticator, recovery_code };
Factor use_code(Store& store, Id<User> person, const std::string& typed);   // either kind; each counts once
std::int64_t recovery_codes_left(Store& store, Id<User> person);

Result<void> set_disabled(Store& store, const Session& session, Id<User> person, bool disabled);
Result<void> add_role(Store& store, const Session& session, RoleHeld role);
Result<void> end_role(Store& store, const Session& session, Id<RoleHeld> role, Date last_day);

bool lasts(const RoleHeld& role);           // held today or later
bool needs_second_factor(const Session& session);   // sees names, or decides who does (ASVS 5.0 V6.3.3)
std::string email_problem(const std::string& email);

}  // namespace waymark
