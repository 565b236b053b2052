// Signing in and out. The second factor: second_factor.cpp.
#include <fmt/format.h>

#include <algorithm>

#include "demonstration/demonstration.h"
#include "domain/people/accounts.h"
#include "domain/people/password.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/forms.h"

namespace waymark {
namespace {

std::optional<User> user_with(Store& store, const std::string& email) {
  auto found = store.read(system_session("sign-in"))->list<User>({.where = {equals("email", email)}});
  if (found.empty() || found[0].disabled) return std::nullopt;
  return found[0];
}

// Only a store made by the demonstration has invented people, and only there the page names them.
Html invented_people(Visit& visit) {
  if (!visit.app.demonstration()) return {};
  auto reader = visit.app.store().read(system_session("sign-in"));
  std::map<std::int64_t, std::string> partnerships, roles;
  std::map<std::int64_t, int> position;
  for (const Partnership& p : reader->list<Partnership>()) partnerships[p.id.value] = p.code;
  for (const RoleHeld& r : reader->list<RoleHeld>()) {
    std::string& said = roles[r.person.value];
    said += (said.empty() ? "" : "; ") + std::string(code_label("role", r.role.value)) + (r.partnership ? ", " + partnerships[r.partnership.value] : "");
    position.try_emplace(r.person.value, find_code_list("role")->position(r.role.value));
  }
  std::vector<User> people = reader->list<User>({.where = {equals("invented", std::int64_t{1})}});
  std::ranges::stable_sort(people, {}, [&](const User& u) { return position[u.id.value]; });
  std::vector<std::vector<govuk::Cell>> rows;
  for (const User& u : people)
    rows.push_back({{text(roles[u.id.value]), true}, {govuk::form("/sign-in/as", "post", {}, govuk::hidden("person", std::to_string(u.id.value)) + govuk::button("Sign in as " + u.name, "govuk-button--secondary govuk-!-margin-bottom-0"))}, {text(u.email)}});
  return govuk::heading(2, "People of the demonstration", "m") + demonstration_hint(visit) + govuk::table("Whom you can sign in as", {{"Role"}, {"Sign in"}, {"Email address"}}, rows, true) + govuk::heading(2, "With a password", "m");
}

HttpResponse sign_in_form(Visit& visit, const std::string& email, const std::string& problem, int status) {
  std::vector<govuk::FieldError> errors;
  if (!problem.empty()) errors.push_back({"email", problem});
  Html content = govuk::error_summary(errors) + govuk::heading(1, "Sign in", "l") + invented_people(visit) +
                 govuk::form("/sign-in", "post", {},
                             {govuk::input({.name = "email", .label = "Email address", .value = email, .error = problem, .type = "email", .autocomplete = "username", .width = 20}),
                              govuk::input({.name = "password", .label = "Password", .type = "password", .autocomplete = "current-password", .width = 20}), govuk::button("Sign in")});
  return show(visit, {.title = "Sign in", .content = content, .error = !problem.empty()}, status);
}

}  // namespace

Html demonstration_hint(const Visit& visit) {
  if (!visit.app.demonstration()) return {};
  return govuk::paragraph(text("The people of the demonstration are invented. Their password is ") + element("strong", "", text(demonstration_password)) + text("."));
}

std::string attempts_key(const Visit& visit, const User* user, const std::string& what) {
  std::string cookie = field_of(visit.request.cookies, visit.app.device_cookie_name());
  if (user && visit.app.devices().knows(*user, cookie)) return fmt::format("{} {} from {}", what, user->id.value, KnownDevices::token_of(cookie));
  return what + " " + (user ? user->email : lower(trim(visit.form("email"))));
}

// ASVS 5.0 V16.3.1: each attempt is written down, the failed ones too, with the factor used.
void note_of(Visit& visit, const User* user, std::string_view action, std::string_view how) {
  (void)visit.app.store().write(system_session(user ? fmt::format("user {}", user->id.value) : "somebody unknown"), [&](Transaction& t) -> Result<void> {
    t.note(action, user ? &record_type_of<User> : nullptr, user ? user->id.value : 0, how);
    return {};
  });
}

HttpResponse enter(Visit& visit, const User& user, const Entry& entry) {
  bool whole = entry.second_factor || user.totp_secret.empty();
  note_of(visit, &user, whole ? "signed in" : "gave the password", entry.how);
  visit.app.sessions().end(field_of(visit.request.cookies, visit.app.cookie_name()));
  HttpResponse response = redirect("/");
  std::string token = visit.app.sessions().begin(user, {browser_family(visit.request.user_agent), entry.proved, entry.second_factor});
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie(token));
  if (whole && entry.proved) response.headers.emplace_back("Set-Cookie", visit.app.device_cookie(visit.app.devices().cookie_after(user, field_of(visit.request.cookies, visit.app.device_cookie_name()))));
  return response;
}

HttpResponse sign_in_page(Visit& visit) { return sign_in_form(visit, {}, {}, 200); }

HttpResponse sign_in(Visit& visit) {
  std::string email = lower(trim(visit.form("email"))), password = visit.form("password");
  if (email.empty() || password.empty()) return sign_in_form(visit, email, "Enter your email address and your password", 400);
  if (email.size() > 254) return sign_in_form(visit, {}, "The email address or the password is not right", 403);
  std::optional<User> user = user_with(visit.app.store(), email);
  std::string key = attempts_key(visit, user ? &*user : nullptr, "password");
  if (std::int64_t wait = visit.app.attempts().wait_ms(key)) return sign_in_form(visit, email, wait_words(wait), 429);
  // The same words and about the same time whether the address is known or not (ASVS 5.0 V6.3.8).
  if (!password_fits(password.substr(0, 1000), user ? user->password_hash : std::string())) {
    visit.app.attempts().failed(key);
    note_of(visit, user ? &*user : nullptr, "sign-in failed", "password");
    return sign_in_form(visit, email, "The email address or the password is not right", 403);
  }
  visit.app.attempts().succeeded(key);
  return enter(visit, *user, {"password"});
}

// Without a password: for the invented people of a demonstration, and nobody else anywhere.
HttpResponse sign_in_invented(Visit& visit) {
  std::int64_t id = 0;
  if (!visit.app.demonstration() || !is_id(visit.form("person"), id)) return not_found(visit);
  auto user = visit.app.store().read(system_session("sign-in"))->find(Id<User>{id});
  if (!user || !user->invented || user->disabled) return not_found(visit);
  return enter(visit, *user, {.how = "demonstration", .proved = false});
}

HttpResponse sign_out(Visit& visit) {
  note_of(visit, &visit.user, "signed out", {});
  visit.app.sessions().end(field_of(visit.request.cookies, visit.app.cookie_name()));
  HttpResponse response = redirect("/sign-in");
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie("", true));
  response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

}  // namespace waymark
