// A person's own page: where they are signed in, their password and second factor.
#include <fmt/format.h>

#include "domain/people/accounts.h"
#include "domain/people/password.h"
#include "web/forms.h"

namespace waymark {
namespace {

const std::vector<govuk::Link> crumbs = {{"Your account", "/account"}};

Html sessions_section(Visit& visit) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const auto& session : visit.app.sessions().of(visit.user.id)) {
    bool here = session == visit.who;
    Html end = govuk::form("/account/end-session", "post", visit.who->csrf, govuk::hidden("session", session->handle) + govuk::button("End", "govuk-button--secondary govuk-!-margin-bottom-0"));
    rows.push_back({{text(session->browser), true}, {text(moment(session->begun_ms))}, {text(moment(session->used_ms))}, {here ? govuk::tag("This one") : end}});
  }
  Html out = govuk::table("Where you are signed in", {{"Browser"}, {"Since"}, {"Last used"}, {"End it"}}, rows);
  if (rows.size() > 1) out += govuk::form("/account/end-others", "post", visit.who->csrf, govuk::button("Sign out everywhere else", "govuk-button--warning"));
  return out + govuk::paragraph(text("A session ends by itself after half an hour without use, and after 12 hours in any case. One you do not know? End it and change your password."));
}

Html second_factor_section(Visit& visit) {
  bool there = !visit.user.totp_secret.empty();
  std::int64_t left = there ? recovery_codes_left(visit.app.store(), visit.user.id) : 0;
  Html state = govuk::summary_list({{"Authenticator app", text(there ? "Set up" : "Not set up")}, {"Recovery codes left", text(there ? std::to_string(left) : "None")}});
  Html ways = govuk::paragraph(govuk::link(there ? "Set up another authenticator in its place" : "Set up an authenticator app", "/second-factor"));
  if (there) ways += govuk::paragraph(govuk::link("Make new recovery codes", "/second-factor/recovery-codes"));
  return govuk::heading(2, "Second step of signing in", "m") + state + ways;
}

HttpResponse password_form(Visit& visit, const Problems& problems) {
  auto field = [&](const char* name, const char* label, const char* hint, const char* kept) {
    return govuk::input({.name = name, .label = label, .hint = hint, .error = problems.of(name), .type = "password", .autocomplete = kept, .width = 20});
  };
  return show_form(visit, {.title = "Change your password", .action = "/account/password", .breadcrumbs = crumbs, .before = govuk::paragraph(text("You stay signed in here. Everywhere else you are signed out.")),
                           .inside = {field("old_password", "Your present password", "", "current-password"), field("password", "New password", "At least 15 characters. Three or four random words are easy to remember", "new-password"),
                                      field("again", "The new password again", "", "new-password")},
                           .button = "Change the password"},
                   problems);
}

}  // namespace

// ASVS 5.0 V7.5.2: one sees where one is signed in and ends any of it, having proved who one is.
HttpResponse account_page(Visit& visit) {
  Html content = govuk::heading(1, "Your account", "l") + govuk::summary_list({{"Name", text(visit.user.name)}, {"Email address", text(visit.user.email)}}) + sessions_section(visit) + second_factor_section(visit) +
                 govuk::heading(2, "Password", "m") + govuk::paragraph(govuk::link("Change your password", "/account/password"));
  return show(visit, {.title = "Your account", .content = content});
}

HttpResponse end_session(Visit& visit) {
  visit.app.sessions().end_one(visit.user.id, visit.form("session"));
  note_of(visit, &visit.user, "ended a session", {});
  return redirect("/account");
}

HttpResponse end_other_sessions(Visit& visit) {
  visit.app.sessions().end_others(visit.user.id, visit.who->handle);
  note_of(visit, &visit.user, "ended the other sessions", {});
  return redirect("/account");
}

HttpResponse password_page(Visit& visit) { return password_form(visit, {}); }

// ASVS 5.0 V6.2.2, V6.2.3: with the present password; V7.4.3: the other sessions end.
HttpResponse take_password(Visit& visit) {
  Problems problems;
  std::string password = visit.form("password"), key = "confirm " + visit.who->handle;
  if (std::int64_t wait = visit.app.attempts().wait_ms(key)) problems.add("old_password", wait_words(wait));
  else if (password != visit.form("again")) problems.add("again", "The two new passwords are not the same");
  if (problems.any()) return password_form(visit, problems);
  auto changed = change_password(visit.app.store(), visit.session(), visit.user, visit.form("old_password").substr(0, 1000), password);
  if (!changed) {
    if (changed.error().field == "old_password") visit.app.attempts().failed(key);
    problems.add(changed.error(), "password");
    return password_form(visit, problems);
  }
  bool second_factor = visit.who->second_factor;
  visit.app.sessions().end_others(visit.user.id);
  HttpResponse response = enter(visit, *changed, {"changed password", true, second_factor});
  for (auto& [name, value] : response.headers)
    if (name == "Location") value = "/account";
  return response;
}

}  // namespace waymark
