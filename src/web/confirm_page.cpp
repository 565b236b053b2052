// "Is it you?": the password or a code once more, before what must not happen on a screen left alone.
#include "domain/people/accounts.h"
#include "domain/people/password.h"
#include "platform/core/clock.h"
#include "web/forms.h"
#include "web/routes.h"

namespace waymark {
namespace {

// Only to a page of this site: an address from elsewhere would send people where they did not mean to go.
std::string safe_way(const Visit& visit, const std::string& to) {
  Fields query;
  auto path = parse_target(to, query);
  bool here = path && !to.starts_with("//") && !to.contains('\\') && !to.contains("\r") && !to.contains("\n") && may_open(visit, *path);
  return here ? to : "/";
}

HttpResponse form(Visit& visit, const std::string& to, const std::string& problem, int status) {
  Problems problems;
  if (!problem.empty()) problems.add("password", problem);
  Html inside = govuk::hidden("to", to) + govuk::input({.name = "password", .label = "Your password", .error = problem, .type = "password", .autocomplete = "current-password", .width = 20});
  if (!visit.user.totp_secret.empty()) inside += govuk::input({.name = "code", .label = "Or the 6 digits of your authenticator app", .autocomplete = "one-time-code", .width = 10, .inputmode = "numeric"});
  Html why = govuk::paragraph(text("What comes next shows or changes what is well worth protecting, so it is asked again when you last gave it more than ten minutes ago."));
  return show_form(visit, {.title = "Confirm that it is you", .action = "/confirm", .breadcrumbs = {}, .before = why + (visit.user.invented ? demonstration_hint(visit) : Html()), .inside = inside}, problems, status);
}

bool is_right(Visit& visit) {
  std::string password = visit.form("password"), code = visit.form("code");
  if (!password.empty()) return password_fits(password.substr(0, 1000), visit.user.password_hash);
  return !code.empty() && use_code(visit.app.store(), visit.user.id, code.substr(0, 100)) == Factor::authenticator;
}

}  // namespace

HttpResponse confirm_page(Visit& visit) { return form(visit, safe_way(visit, visit.query("to")), {}, 200); }

HttpResponse confirm(Visit& visit) {
  std::string to = safe_way(visit, visit.form("to")), key = "confirm " + visit.who->handle;
  if (std::int64_t wait = visit.app.attempts().wait_ms(key)) return form(visit, to, wait_words(wait), 429);
  if (visit.form("password").empty() && visit.form("code").empty()) return form(visit, to, "Enter your password", 400);
  if (!is_right(visit)) {
    visit.app.attempts().failed(key);
    note_of(visit, &visit.user, "confirmation failed", {});
    return form(visit, to, "This is not right", 403);
  }
  visit.app.attempts().succeeded(key);
  note_of(visit, &visit.user, "confirmed", visit.form("password").empty() ? "authenticator" : "password");
  visit.who->proved_ms = now_ms();
  HttpResponse response = redirect(to);
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie(visit.app.sessions().renew(field_of(visit.request.cookies, visit.app.cookie_name()))));   // ASVS 5.0 V7.2.4
  return response;
}

}  // namespace waymark
