// Signing in and out, and the start page.
#include <fmt/format.h>

#include "demonstration/demonstration.h"
#include "domain/people/password.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/app.h"

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
  Html rows;
  auto reader = visit.app.store().read(system_session("sign-in"));
  std::map<std::int64_t, std::string> partnerships;
  for (const Partnership& p : reader->list<Partnership>()) partnerships[p.id.value] = p.code;
  std::vector<std::vector<govuk::Cell>> list;
  std::map<std::int64_t, std::string> roles;
  for (const RoleHeld& r : reader->list<RoleHeld>()) {
    std::string& said = roles[r.person.value];
    said += (said.empty() ? "" : "; ") + std::string(code_label("role", r.role.value)) + (r.partnership ? ", " + partnerships[r.partnership.value] : "");
  }
  for (const User& u : reader->list<User>())
    if (u.invented) list.push_back({{text(roles[u.id.value]), true}, {text(u.name)}, {text(u.email)}});
  return govuk::heading(2, "People of the demonstration", "m") + govuk::paragraph(text("All of them are invented. Their password is ") + element("strong", "", text(demonstration_password)) + text(".")) +
         govuk::table("Whom you can sign in as", {{"Role"}, {"Name"}, {"Email address"}}, list, true);
}

HttpResponse sign_in_form(Visit& visit, const std::string& email, const std::string& problem, int status) {
  std::vector<govuk::FieldError> errors;
  if (!problem.empty()) errors.push_back({"email", problem});
  Html content = govuk::error_summary(errors) + govuk::heading(1, "Sign in", "l") +
                 govuk::form("/sign-in", "post", {},
                             {govuk::input({.name = "email", .label = "Email address", .value = email, .error = problem, .type = "email", .autocomplete = "username", .width = 20}),
                              govuk::input({.name = "password", .label = "Password", .type = "password", .autocomplete = "current-password", .width = 20}), govuk::button("Sign in")}) +
                 invented_people(visit);
  return show(visit, {.title = "Sign in", .content = content, .error = !problem.empty()}, status);
}

}  // namespace

HttpResponse sign_in_page(Visit& visit) { return sign_in_form(visit, {}, {}, 200); }

HttpResponse sign_in(Visit& visit) {
  std::string email = lower(trim(visit.form("email"))), password = visit.form("password");
  if (email.empty() || password.empty()) return sign_in_form(visit, email, "Enter your email address and your password", 400);
  if (email.size() > 254) return sign_in_form(visit, {}, "The email address or the password is not right", 403);
  if (!visit.app.attempts().allowed(email)) return sign_in_form(visit, email, "There were too many attempts with this address. Try again in 15 minutes.", 429);
  std::optional<User> user = user_with(visit.app.store(), email);
  // The same words and about the same time whether the address is known or not (ASVS 5.0 V6.3.8).
  if (!password_fits(password.substr(0, 1000), user ? user->password_hash : std::string())) {
    visit.app.attempts().failed(email);
    return sign_in_form(visit, email, "The email address or the password is not right", 403);
  }
  visit.app.attempts().succeeded(email);
  auto noted = visit.app.store().write(system_session(fmt::format("user {}", user->id.value)), [&](Transaction& t) -> Result<void> {
    t.note("signed in", &record_type_of<User>, user->id.value, {});
    return {};
  });
  if (!noted) return sign_in_form(visit, email, "Signing in failed. Try again.", 500);
  if (visit.who) visit.app.sessions().end(field_of(visit.request.cookies, visit.app.cookie_name()));
  HttpResponse response = redirect("/");
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie(visit.app.sessions().begin(*user)));
  return response;
}

HttpResponse sign_out(Visit& visit) {
  visit.app.sessions().end(field_of(visit.request.cookies, visit.app.cookie_name()));
  HttpResponse response = redirect("/sign-in");
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie("", true));
  response.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

HttpResponse home_page(Visit& visit) {
  const User& user = visit.who->user;
  std::string role(visit.roles.empty() ? "" : code_label("role", visit.roles[0].role.value));
  Html content = govuk::heading(1, "Hello, " + user.name.substr(0, user.name.find(' ')), "l") + govuk::paragraph(text("You are signed in as " + lower(role.substr(0, 1)) + role.substr(1) + "."));
  struct Place { const char *label, *href, *about; };
  for (const Place& place : {Place{"The termly report", "/report", "Every table on any day, with the records behind each figure."}, Place{"The register", "/register", "The children with an open case: search, filter, export."},
                             Place{"Hand in a return", "/return", "A partnership's register as a workbook: see what it would change, then confirm."}}) {
    if (!may_open(visit, place.href)) continue;
    content += govuk::heading(2, place.label, "m") + govuk::paragraph(text(place.about)) + govuk::paragraph(govuk::link(std::string("Go to: ") + place.label, place.href));
  }
  return show(visit, {.title = "Start", .content = content});
}

}  // namespace waymark
