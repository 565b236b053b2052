// What an administrator changes about people: inviting, roles, disabling, a link for who lost the password, ending sessions. Each asks first.
#include <fmt/format.h>

#include "platform/core/clock.h"
#include "platform/core/text.h"
#include "web/people_view.h"

namespace waymark {
namespace {

std::string page_of(const Account& a) { return fmt::format("/people/{}", a.user.id.value); }
std::vector<govuk::Link> crumbs_of(const Account& a) { return {{"People", "/people"}, {a.user.name, page_of(a)}}; }

HttpResponse invite_form(Visit& visit, const Problems& problems) {
  return show_form(visit, {.title = "Invite a person", .action = "/people/invite", .breadcrumbs = {{"People", "/people"}}, .before = {},
                           .inside = govuk::input({.name = "name", .label = "Name", .value = visit.form("name"), .error = problems.of("name"), .width = 30}) +
                                     govuk::input({.name = "email", .label = "Email address", .value = visit.form("email"), .error = problems.of("email"), .type = "email", .width = 30}) + role_fields(visit, problems),
                           .button = "Make the invitation"},
                   problems);
}

// The link is shown here and never again: only its hash is kept.
HttpResponse show_link(const Visit& visit, const std::string& title, const std::string& name, const std::string& token) {
  std::string link = (visit.app.settings().secure_cookies ? "https://" : "http://") + visit.request.host + "/invitation/" + token;
  Html content = govuk::heading(1, title, "l") + govuk::paragraph(text(fmt::format("Pass this link on to {}, in a way that only they read. It works once, for three days.", name))) + govuk::inset(govuk::code(link)) +
                 govuk::warning("It is shown only now. Whoever has it can sign in as this person.") + govuk::paragraph(govuk::link("Back to the people", "/people"));
  return show(visit, {.title = title, .breadcrumbs = {{"People", "/people"}}, .content = content});
}

HttpResponse role_form(Visit& visit, const Account& a, const Problems& problems) {
  return show_form(visit, {.title = "Give a role to " + a.user.name, .action = page_of(a) + "/role", .breadcrumbs = crumbs_of(a), .before = {}, .inside = role_fields(visit, problems), .button = "Give the role"}, problems);
}

std::optional<RoleHeld> role_in_address(Visit& visit, const Account& a) {
  std::int64_t id = 0;
  if (!is_id(visit.parts[1], id)) return std::nullopt;
  for (const RoleHeld& r : a.roles)
    if (r.id.value == id && lasts(r)) return r;
  return std::nullopt;
}

HttpResponse end_role_form(Visit& visit, const Account& a, const RoleHeld& role, const Problems& problems) {
  std::string day = visit.form("to_on").empty() ? form_date(today()) : visit.form("to_on");
  std::string what = role_words(role, place_names(*visit.app.store().read(visit.session())));
  return show_form(visit, {.title = "End a role of " + a.user.name, .action = fmt::format("{}/role/{}/end", page_of(a), role.id.value), .breadcrumbs = crumbs_of(a), .before = govuk::inset(text(what)),
                           .inside = govuk::input({.name = "to_on", .label = "Last day", .value = day, .hint = "The role still counts on this day. With yesterday's date it ends at once", .error = problems.of("to_on"), .width = 10}),
                           .button = "End the role", .button_kind = "govuk-button--warning", .after = govuk::paragraph(govuk::link("Go back without changing anything", page_of(a)))},
                   problems);
}

Question disabling(const Account& a) {
  return {.title = "Keep " + a.user.name + " from signing in", .action = page_of(a) + "/disable", .button = "Keep from signing in", .back = page_of(a), .breadcrumbs = crumbs_of(a),
          .about = govuk::paragraph(text("Their sessions end at once. Their roles stay, so that you can let them in again."))};
}
Question enabling(const Account& a) {
  return {.title = "Let " + a.user.name + " sign in again", .action = page_of(a) + "/enable", .button = "Let them sign in", .back = page_of(a), .breadcrumbs = crumbs_of(a), .about = govuk::paragraph(text("With the password and the roles they had before."))};
}
Question ending_sessions(const Account& a) {
  return {.title = "End the sessions of " + a.user.name, .action = page_of(a) + "/end-sessions", .button = "End the sessions", .back = page_of(a), .breadcrumbs = crumbs_of(a), .about = govuk::paragraph(text("They are signed out everywhere, and can sign in again."))};
}

HttpResponse reset_form(Visit& visit, const Account& a, const Problems& problems) {
  return show_form(visit, {.title = "A new link for " + a.user.name, .action = page_of(a) + "/reset", .breadcrumbs = crumbs_of(a),
                           .before = govuk::paragraph(text("Make sure first that it is this person who asks: see them, or call them on a number that you know.")),
                           .inside = govuk::radios({.name = "lost", .legend = "What did they lose?", .hint = {}, .error = problems.of("lost"),
                                                    .of = {{"password", "The password", "They still need the authenticator app or a recovery code to sign in"}, {"both", "The authenticator app and the recovery codes", "They set a new password and a new authenticator"}}, .chosen = {visit.form("lost")}}),
                           .button = "Make the link"},
                   problems);
}

HttpResponse switch_person(Visit& visit, bool disabled) {
  auto a = account_in_address(visit);
  if (!a) return not_found(visit);
  Problems problems;
  if (auto done = set_disabled(visit.app.store(), visit.session(), a->user.id, disabled); !done) {
    problems.add(done.error(), "");
    return ask(visit, disabled ? disabling(*a) : enabling(*a), problems);
  }
  if (disabled) visit.app.sessions().end_others(a->user.id);   // ASVS 5.0 V7.4.2
  return redirect(page_of(*a));
}

HttpResponse ask_about(Visit& visit, Question (*question)(const Account&)) {
  auto a = account_in_address(visit);
  return a ? ask(visit, question(*a)) : not_found(visit);
}

}  // namespace

HttpResponse invite_page(Visit& visit) { return invite_form(visit, {}); }

HttpResponse take_invite(Visit& visit) {
  Problems problems;
  std::string email = lower(trim(visit.form("email"))), name(trim(visit.form("name")));
  if (name.empty()) problems.add("name", "Enter the person's name");
  if (std::string wrong = email_problem(email); !wrong.empty()) problems.add("email", wrong);
  RoleHeld role = role_of_form(visit, problems);
  if (problems.any()) return invite_form(visit, problems);
  auto token = invite(visit.app.store(), visit.session(), {email, name, role});
  if (!token) {
    problems.add(token.error(), "name");
    return invite_form(visit, problems);
  }
  return show_link(visit, "The invitation is ready", name, *token);
}

HttpResponse role_page(Visit& visit) {
  auto a = account_in_address(visit);
  return a ? role_form(visit, *a, {}) : not_found(visit);
}

HttpResponse take_role(Visit& visit) {
  auto a = account_in_address(visit);
  if (!a) return not_found(visit);
  Problems problems;
  RoleHeld role = role_of_form(visit, problems);
  role.person = a->user.id;
  if (!problems.any())
    if (auto done = add_role(visit.app.store(), visit.session(), role); !done) problems.add(done.error(), "role");
  return problems.any() ? role_form(visit, *a, problems) : redirect(page_of(*a));
}

HttpResponse end_role_page(Visit& visit) {
  auto a = account_in_address(visit);
  auto role = a ? role_in_address(visit, *a) : std::nullopt;
  return role ? end_role_form(visit, *a, *role, {}) : not_found(visit);
}

HttpResponse take_end_role(Visit& visit) {
  auto a = account_in_address(visit);
  auto role = a ? role_in_address(visit, *a) : std::nullopt;
  if (!role) return not_found(visit);
  Problems problems;
  auto day = parse_date(visit.form("to_on"));
  if (!day) problems.add("to_on", day.error().message);
  else if (auto done = end_role(visit.app.store(), visit.session(), role->id, *day); !done) problems.add(done.error(), "to_on");
  return problems.any() ? end_role_form(visit, *a, *role, problems) : redirect(page_of(*a));
}

HttpResponse disable_page(Visit& visit) { return ask_about(visit, disabling); }
HttpResponse enable_page(Visit& visit) { return ask_about(visit, enabling); }
HttpResponse end_sessions_page(Visit& visit) { return ask_about(visit, ending_sessions); }
HttpResponse disable_person(Visit& visit) { return switch_person(visit, true); }
HttpResponse enable_person(Visit& visit) { return switch_person(visit, false); }

HttpResponse end_sessions(Visit& visit) {
  auto a = account_in_address(visit);
  if (!a) return not_found(visit);
  visit.app.sessions().end_others(a->user.id, visit.who->handle);   // ASVS 5.0 V7.4.5
  (void)visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    t.note("ended the sessions", &record_type_of<User>, a->user.id.value, {});
    return {};
  });
  return redirect(page_of(*a));
}

HttpResponse reset_page(Visit& visit) {
  auto a = account_in_address(visit);
  return a ? reset_form(visit, *a, {}) : not_found(visit);
}

// The administrator makes the link and never the password (ASVS 5.0 V6.4.6).
HttpResponse take_reset(Visit& visit) {
  auto a = account_in_address(visit);
  if (!a) return not_found(visit);
  Problems problems;
  std::string lost = visit.form("lost");
  if (lost != "password" && lost != "both") problems.add("lost", "Choose what was lost");
  if (problems.any()) return reset_form(visit, *a, problems);
  auto token = invite_again(visit.app.store(), visit.session(), a->user.id, lost == "both");
  if (token) return show_link(visit, "The link is ready", a->user.name, *token);
  problems.add(token.error(), "lost");
  return reset_form(visit, *a, problems);
}

}  // namespace waymark
