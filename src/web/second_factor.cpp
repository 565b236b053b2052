// The second factor: its code at sign-in, setting it up, and the recovery codes, which are shown once.
#include <fmt/format.h>

#include "domain/people/accounts.h"
#include "domain/people/authenticator.h"
#include "platform/core/clock.h"
#include "web/forms.h"
#include "web/qr_code.h"

namespace waymark {
namespace {

HttpResponse code_form(Visit& visit, const std::string& problem, int status) {
  Problems problems;
  if (!problem.empty()) problems.add("code", problem);
  return show_form(visit, {.title = "Enter your code", .action = "/sign-in/code", .breadcrumbs = {}, .before = {},
                           .inside = govuk::input({.name = "code", .label = "Code", .hint = "The 6 digits that your authenticator app shows now, or one of your recovery codes", .error = problems.of("code"), .autocomplete = "one-time-code", .width = 10}),
                           .after = govuk::details("You have neither the app nor a recovery code", govuk::paragraph(text("Ask an administrator for a new link. They make sure first that it is you.")))},
                   problems, status);
}

// The secret on offer stays the same until it is confirmed, so that a page loaded twice does not spoil the scanned one.
std::string offered_secret(Visit& visit) {
  std::scoped_lock lock(visit.who->mutex);
  if (visit.who->offered_secret.empty()) visit.who->offered_secret = new_authenticator_secret();
  return visit.who->offered_secret;
}

HttpResponse set_up_form(Visit& visit, const std::string& problem) {
  Problems problems;
  if (!problem.empty()) problems.add("code", problem);
  std::string secret = offered_secret(visit);
  Html why = visit.stage == Stage::set_up ? govuk::paragraph(text("Your role sees the names of children, so a password alone is not enough. You need an authenticator app on a telephone or computer, for example one that your organisation gives you.")) : Html();
  Html steps = govuk::paragraph(text("Scan this picture with the app:")) + govuk::paragraph(govuk::image("/second-factor/picture", "QR code for the authenticator app. The same secret stands below as text.")) +
               govuk::paragraph(text("Or type this secret into the app: ") + govuk::code(in_fours(secret))) + govuk::paragraph(text("Or, on this device, ") + govuk::link("open the app with this link", authenticator_link(secret, visit.user.email)) + text("."));
  return show_form(visit, {.title = "Set up the second step of signing in", .action = "/second-factor", .breadcrumbs = {}, .before = why + steps,
                           .inside = govuk::input({.name = "code", .label = "Code that the app shows now", .hint = "6 digits", .error = problems.of("code"), .autocomplete = "one-time-code", .width = 10, .inputmode = "numeric"}), .button = "Confirm"},
                   problems);
}

HttpResponse to_recovery_codes(Visit& visit, std::vector<std::string> codes) {
  std::scoped_lock lock(visit.who->mutex);
  visit.who->recovery_codes = std::move(codes);
  visit.who->offered_secret.clear();
  return redirect("/second-factor/recovery-codes");
}

}  // namespace

HttpResponse code_page(Visit& visit) {
  if (visit.stage != Stage::code) return redirect("/");
  return code_form(visit, {}, 200);
}

HttpResponse take_code(Visit& visit) {
  if (visit.stage != Stage::code) return redirect("/");
  std::string key = attempts_key(visit, &visit.user, "code");
  if (std::int64_t wait = visit.app.attempts().wait_ms(key)) return code_form(visit, wait_words(wait), 429);
  Factor factor = use_code(visit.app.store(), visit.user.id, visit.form("code").substr(0, 100));
  if (factor == Factor::none) {
    visit.app.attempts().failed(key);
    note_of(visit, &visit.user, "sign-in failed", "code");
    return code_form(visit, "This code is not right, or was used already", 403);
  }
  visit.app.attempts().succeeded(key);
  return enter(visit, visit.user, {.how = factor == Factor::authenticator ? "password and authenticator" : "password and recovery code", .second_factor = true});
}

HttpResponse set_up_page(Visit& visit) {
  if (visit.stage == Stage::code) return redirect("/sign-in/code");
  return set_up_form(visit, {});
}

HttpResponse set_up_picture(Visit& visit) {
  if (visit.stage == Stage::code) return not_found(visit);
  return {.content_type = "image/svg+xml", .body = qr_code_svg(authenticator_link(offered_secret(visit), visit.user.email))};
}

HttpResponse set_up(Visit& visit) {
  if (visit.stage == Stage::code) return redirect("/sign-in/code");
  std::string secret = offered_secret(visit);
  auto step = authenticator_step(secret, visit.form("code").substr(0, 100), now_ms(), std::nullopt);
  if (!step) return set_up_form(visit, "This is not the code that the app should show. Check that the telephone's clock is right");
  auto codes = set_up_second_factor(visit.app.store(), visit.session(), visit.user.id, secret, *step);
  if (!codes) return set_up_form(visit, codes.error().message);
  visit.who->second_factor = true;
  visit.who->proved_ms = now_ms();
  visit.app.sessions().end_others(visit.user.id, visit.who->handle);   // ASVS 5.0 V7.4.3
  HttpResponse response = to_recovery_codes(visit, *codes);
  response.headers.emplace_back("Set-Cookie", visit.app.session_cookie(visit.app.sessions().renew(field_of(visit.request.cookies, visit.app.cookie_name()))));
  return response;
}

HttpResponse recovery_codes_page(Visit& visit) {
  std::vector<std::string> codes;
  {
    std::scoped_lock lock(visit.who->mutex);
    codes.swap(visit.who->recovery_codes);
  }
  if (codes.empty()) {
    std::int64_t left = recovery_codes_left(visit.app.store(), visit.user.id);
    return show_form(visit, {.title = "Recovery codes", .action = "/second-factor/recovery-codes", .breadcrumbs = {{"Your account", "/account"}},
                             .before = govuk::paragraph(text(fmt::format("You have {} recovery code{} left. Codes are shown once, when they are made. New ones make the old ones worthless.", left, left == 1 ? "" : "s"))),
                             .inside = {}, .button = "Make new recovery codes"});
  }
  std::vector<Html> items;
  for (const std::string& code : codes) items.push_back(govuk::code(code));
  Html content = govuk::heading(1, "Keep these recovery codes", "l") + govuk::paragraph(text("Each of them signs you in once, with your password, when you do not have the app. Print them or write them down and keep them where nobody else finds them.")) +
                 govuk::warning("They are shown only now.") + govuk::list(items) + govuk::link_button("I have kept them", "/");
  return show(visit, {.title = "Keep these recovery codes", .content = content});
}

HttpResponse new_recovery_codes(Visit& visit) {
  auto codes = renew_recovery_codes(visit.app.store(), visit.session(), visit.user.id);
  if (!codes) return not_found(visit);
  return to_recovery_codes(visit, *codes);
}

}  // namespace waymark
