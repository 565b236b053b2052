#include "domain/people/accounts.h"

#include <algorithm>

#include "domain/people/authenticator.h"
#include "domain/people/password.h"
#include "domain/people/recovery_code.h"
#include "domain/pupil/pupil.h"
#include "platform/core/clock.h"
#include "platform/core/digest.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

std::string hash_of(const std::string& token) { return hex(Digest(32).add(token).finish()); }

Result<void> may_change_people(const Session& session) {
  if (session.grant(record_type_of<User>).change != Reach::all) return problem("your role does not change who signs in");
  return {};
}

// A new link makes the older ones of the same person worthless.
std::string new_link(Transaction& t, Id<User> person, bool clears_second_factor) {
  for (const Invitation& old : t.list<Invitation>({.where = {equals("person", person.value), {"used_on", Condition::Test::empty, {}}}})) {
    Invitation replaced = old;
    replaced.used_on = today();
    t.update(old, replaced);
  }
  std::string token = random_token();
  Invitation fresh{.person = person, .token_hash = hash_of(token), .expires_at = now_ms() + Invitation::lasts_ms, .clears_second_factor = clears_second_factor};
  t.insert(fresh);
  return token;
}

void end_recovery_codes(Transaction& t, Id<User> person) {
  for (const RecoveryCode& code : t.list<RecoveryCode>({.where = {equals("person", person.value), {"used_on", Condition::Test::empty, {}}}})) {
    RecoveryCode used = code;
    used.used_on = today();
    t.update(code, used);
  }
}

struct NewCodes { std::vector<std::string> shown, hashes; };
NewCodes new_codes() {   // hashed before the transaction begins: others wait for it
  NewCodes out;
  for (int i = 0; i < recovery_codes_at_once; ++i) {
    out.shown.push_back(new_recovery_code());
    out.hashes.push_back(hash_password(out.shown.back()));   // ASVS 5.0 V6.5.2: they have fewer than 112 bits
  }
  return out;
}

void put_codes(Transaction& t, Id<User> person, const NewCodes& codes) {
  end_recovery_codes(t, person);
  std::vector<RecoveryCode> rows;
  for (const std::string& hash : codes.hashes) rows.push_back({.person = person, .hash = hash});
  t.insert(rows);
}

Result<void> put_password(Transaction& t, const User& before, const std::string& hash, bool clears_second_factor) {
  User after = before;
  after.password_hash = hash;
  if (clears_second_factor) {
    after.totp_secret.clear();
    after.totp_used.reset();
    end_recovery_codes(t, before.id);
  }
  t.update(before, after);
  return {};
}

bool use_authenticator(Store& store, Id<User> person, const std::string& typed) {
  return store.write(system_session("user " + std::to_string(person.value)), [&](Transaction& t) -> Result<void> {
    auto user = t.find(person);
    auto step = user ? authenticator_step(user->totp_secret, typed, now_ms(), user->totp_used) : std::nullopt;
    if (!step) return problem("the code is not right");
    User after = *user;
    after.totp_used = *step;
    t.update(*user, after);
    return {};
  }).has_value();
}

bool use_recovery_code(Store& store, Id<User> person, const std::string& typed) {
  std::string code = as_recovery_code(typed);
  if (code.empty()) return false;
  auto open = store.read(system_session("sign-in"))->list<RecoveryCode>({.where = {equals("person", person.value), {"used_on", Condition::Test::empty, {}}}});
  auto fits = std::ranges::find_if(open, [&](const RecoveryCode& c) { return password_fits(code, c.hash); });
  if (fits == open.end()) return false;
  return store.write(system_session("user " + std::to_string(person.value)), [&](Transaction& t) -> Result<void> {
    RecoveryCode used = *fits;
    used.used_on = today();
    t.update(*fits, used);   // refused when another request used it meanwhile
    return {};
  }).has_value();
}

}  // namespace

Session in_the_name_of(const Session& session) {
  Session out = system_session(session.actor);
  out.user = session.user;
  return out;
}

std::string email_problem(const std::string& email) {
  std::size_t at = email.find('@');
  bool whole = at != std::string::npos && at > 0 && at + 3 < email.size() && email.find('@', at + 1) == std::string::npos && email.find('.', at) != std::string::npos && email.find_first_of(" \t\r\n<>,;\"") == std::string::npos;
  return whole && email.size() <= 254 ? std::string() : "Enter an email address in the form name@example.org";
}

Result<std::string> invite(Store& store, const Session& session, const Newcomer& newcomer) {
  if (session.grant(record_type_of<User>).add != Reach::all || session.grant(record_type_of<RoleHeld>).add != Reach::all) return problem("your role does not invite people");
  User user{.email = lower(trim(newcomer.email)), .name = std::string(trim(newcomer.name))};
  if (std::string wrong = email_problem(user.email); !wrong.empty()) return problem(wrong, "email");
  if (user.name.empty()) return problem("Enter the person's name", "name");
  Remarks remarks;
  newcomer.role.check(remarks);
  if (!remarks.list.empty()) return problem(remarks.list[0].message, std::string(remarks.list[0].field));
  std::string token;
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    if (t.count(record_type_of<User>, {.where = {equals("email", user.email)}})) return problem("Somebody with this email address is here already", "email");
    t.insert(user);
    RoleHeld role = newcomer.role;
    role.person = user.id;
    t.insert(role);
    token = new_link(t, user.id, false);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return token;
}

Result<std::string> invite_again(Store& store, const Session& session, Id<User> person, bool clears_second_factor) {
  if (auto may = may_change_people(session); !may) return std::unexpected(may.error());
  std::string token;
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    if (!t.find(person)) return problem("this person is no longer there");
    token = new_link(t, person, clears_second_factor);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return token;
}

std::optional<OpenInvitation> find_invitation(Store& store, const std::string& token) {
  auto reader = store.read(system_session("invitation"));
  auto found = reader->list<Invitation>({.where = {equals("token_hash", hash_of(token))}});
  if (found.empty() || found[0].used_on || found[0].expires_at.value_or(0) <= now_ms()) return std::nullopt;
  auto user = reader->find(found[0].person);
  if (!user || user->disabled) return std::nullopt;
  return OpenInvitation{found[0], *user};
}

Result<User> accept_invitation(Store& store, const std::string& token, const std::string& password) {
  auto open = find_invitation(store, token);
  if (!open) return problem("This link was used already, or is too old");
  if (std::string wrong = password_problem(password, open->user.email); !wrong.empty()) return problem(wrong, "password");
  std::string hash = hash_password(password);
  auto done = store.write(system_session("user " + std::to_string(open->user.id.value)), [&](Transaction& t) -> Result<void> {
    Invitation used = open->invitation;
    used.used_on = today();
    t.update(open->invitation, used);   // refused when another request used it meanwhile
    return put_password(t, open->user, hash, open->invitation.clears_second_factor);
  });
  if (!done) return std::unexpected(done.error());
  return *store.read(system_session("invitation"))->find(open->user.id);
}

Result<User> change_password(Store& store, const Session& session, const User& user, const std::string& old_password, const std::string& password) {
  if (!password_fits(old_password, user.password_hash)) return problem("This is not your present password", "old_password");
  if (std::string wrong = password_problem(password, user.email); !wrong.empty()) return problem(wrong, "password");
  if (old_password == password) return problem("The new password is the old one", "password");
  std::string hash = hash_password(password);
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) { return put_password(t, user, hash, false); });
  if (!done) return std::unexpected(done.error());
  return *store.read(system_session("account"))->find(user.id);
}

Result<std::vector<std::string>> set_up_second_factor(Store& store, const Session& session, Id<User> person, const std::string& secret, std::int64_t step) {
  if (session.user != person.value) return problem("only the person themselves sets up their second factor");
  NewCodes codes = new_codes();
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    auto before = t.find(person);
    if (!before) return problem("this person is no longer there");
    User after = *before;
    after.totp_secret = secret;
    after.totp_used = step;
    t.update(*before, after);
    put_codes(t, person, codes);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return codes.shown;
}

Result<std::vector<std::string>> renew_recovery_codes(Store& store, const Session& session, Id<User> person) {
  if (session.user != person.value) return problem("only the person themselves makes their recovery codes");
  NewCodes codes = new_codes();
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    put_codes(t, person, codes);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return codes.shown;
}

Factor use_code(Store& store, Id<User> person, const std::string& typed) {
  if (use_authenticator(store, person, typed)) return Factor::authenticator;
  return use_recovery_code(store, person, typed) ? Factor::recovery_code : Factor::none;
}

std::int64_t recovery_codes_left(Store& store, Id<User> person) {
  return store.read(system_session("account"))->count(record_type_of<RecoveryCode>, {.where = {equals("person", person.value), {"used_on", Condition::Test::empty, {}}}});
}

Result<void> set_disabled(Store& store, const Session& session, Id<User> person, bool disabled) {
  if (auto may = may_change_people(session); !may) return may;
  if (disabled && session.user == person.value) return problem("You cannot disable yourself: another administrator can");
  return store.write(session, [&](Transaction& t) -> Result<void> {
    auto before = t.find(person);
    if (!before) return problem("this person is no longer there");
    User after = *before;
    after.disabled = disabled;
    t.update(*before, after);
    return {};
  });
}

bool lasts(const RoleHeld& role) { return !role.to_on || *role.to_on >= today(); }

Result<void> add_role(Store& store, const Session& session, RoleHeld role) {
  Remarks remarks;
  role.check(remarks);
  if (!remarks.list.empty()) return problem(remarks.list[0].message, std::string(remarks.list[0].field));
  if (role.to_on && role.from_on && *role.to_on < *role.from_on) return problem("The last day is before the first", "to_on");
  return store.write(session, [&](Transaction& t) -> Result<void> {
    for (const RoleHeld& held : t.list<RoleHeld>({.where = {equals("person", role.person.value)}}))
      if (lasts(held) && held.role == role.role && held.partnership == role.partnership && held.school == role.school && held.provider == role.provider) return problem("This person holds this role already", "role");
    t.insert(role);
    return {};
  });
}

Result<void> end_role(Store& store, const Session& session, Id<RoleHeld> id, Date last_day) {
  return store.write(session, [&](Transaction& t) -> Result<void> {
    auto before = t.find(id);
    if (!before) return problem("this role is no longer there");
    auto others = t.list<RoleHeld>({.where = {equals("person", before->person.value), equals("role", std::string("administrator"))}});
    bool last = before->role.value == "administrator" && std::ranges::none_of(others, [&](const RoleHeld& r) { return r.id != id && !r.to_on; });
    if (last && before->person.value == session.user) return problem("You cannot end your last role as an administrator: another administrator can");
    if (before->from_on && last_day < *before->from_on - 1) return problem("The last day is before the first", "to_on");
    RoleHeld after = *before;
    after.to_on = last_day;
    t.update(*before, after);
    return {};
  });
}

bool needs_second_factor(const Session& session) {
  return session.grant(record_type_of<Pupil>).read != Reach::none || session.grant(record_type_of<User>).change != Reach::none;
}

}  // namespace waymark
