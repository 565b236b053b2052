// The page behind a one-time link: a newcomer, or somebody who lost it, sets a password. The second factor follows as at any sign-in.
#include "domain/people/accounts.h"
#include "domain/people/password.h"
#include "web/forms.h"

namespace waymark {
namespace {

HttpResponse password_form(Visit& visit, const User& user, const Problems& problems) {
  Html who = govuk::summary_list({{"Name", text(user.name)}, {"Email address", text(user.email)}});
  return show_form(visit, {.title = "Choose your password", .action = visit.request.path, .breadcrumbs = {}, .before = who,
                           .inside = {govuk::input({.name = "password", .label = "Password", .hint = "At least 15 characters. Three or four random words are easy to remember", .error = problems.of("password"), .type = "password", .autocomplete = "new-password", .width = 20}),
                                      govuk::input({.name = "again", .label = "The same password again", .error = problems.of("again"), .type = "password", .autocomplete = "new-password", .width = 20})},
                           .button = "Set the password"},
                   problems);
}

HttpResponse no_longer(Visit& visit) {
  return show(visit, {.title = "This link does not work", .content = govuk::heading(1, "This link does not work", "l") + govuk::paragraph(text("It was used already, or is older than three days. Ask an administrator for a new one."))}, 404);
}

}  // namespace

HttpResponse invitation_page(Visit& visit) {
  auto open = find_invitation(visit.app.store(), visit.parts[0]);
  return open ? password_form(visit, open->user, {}) : no_longer(visit);
}

HttpResponse take_invitation(Visit& visit) {
  auto open = find_invitation(visit.app.store(), visit.parts[0]);
  if (!open) return no_longer(visit);
  Problems problems;
  std::string password = visit.form("password");
  if (std::string wrong = password_problem(password, open->user.email); !wrong.empty()) problems.add("password", wrong);
  else if (password != visit.form("again")) problems.add("again", "The two passwords are not the same");
  if (problems.any()) return password_form(visit, open->user, problems);
  auto user = accept_invitation(visit.app.store(), visit.parts[0], password);
  if (!user) return no_longer(visit);
  visit.app.sessions().end_others(user->id);   // ASVS 5.0 V7.4.3
  return enter(visit, *user, {"one-time link"});
}

}  // namespace waymark
