#include "web/app.h"

#include <fmt/format.h>

#include "demonstration/demonstration.h"
#include "domain/people/accounts.h"
#include "domain/people/emergency_opening.h"
#include "platform/core/clock.h"
#include "platform/core/embedded.h"
#include "platform/core/text.h"
#include "web/routes.h"

namespace waymark {
namespace {

// A form must come from a page of this site: the token says so, and the browser's own word where it gives one (ASVS 5.0 V3.5.1).
bool comes_from_here(const HttpRequest& request, const std::shared_ptr<SignedIn>& who) {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none") return false;
  if (!request.origin.empty() && request.origin != "null") {
    std::size_t host = request.origin.find("://");
    if (host == std::string::npos || request.origin.substr(host + 3) != request.host) return false;
  }
  return !who || field_of(request.form, "csrf") == who->csrf;
}

HttpResponse form_refused(const Visit& visit, const std::string& title, const Html& why) {
  return show(visit, {.title = title, .content = govuk::heading(1, title, "l") + govuk::paragraph(why), .error = true}, 403);
}

// ASVS 5.0 V16.3.2: an attempt at what a role does not open is written down.
HttpResponse refused(const Visit& visit, const Route& route) {
  (void)visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    t.note("refused", nullptr, 0, fmt::format("{} {}", route.method, route.path));
    return {};
  });
  return not_found(visit);
}

// Whoever sees names gives a second factor; the invented people of a demonstration, who see invented names, do without (ASVS 5.0 V6.3.3).
Stage stage_of(const Visit& visit) {
  if (visit.who->second_factor) return Stage::complete;
  if (!visit.user.totp_secret.empty()) return Stage::code;
  bool exempt = visit.user.invented && visit.app.demonstration();
  return !exempt && needs_second_factor(visit.reach) ? Stage::set_up : Stage::complete;
}

// Where to go on after the password was asked for again: to the page itself, or to the form of what was sent.
std::string way_back(const Visit& visit, bool post) {
  std::string query, path = visit.request.path;
  if (post && !may_open(visit, path)) path = path.substr(0, path.find('/', 1));
  if (!post)
    for (const auto& [name, value] : visit.request.query) query += (query.empty() ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return path + query;
}

bool proved_lately(const Visit& visit, bool post) { return visit.who->proved_ms && now_ms() - visit.who->proved_ms <= (post ? App::form_lasts_ms : App::proof_lasts_ms); }

}  // namespace

App::App(Store& store, Settings settings) : store_(store), settings_(settings), figures_(store), devices_(store), demonstration_(is_demonstration(store)) {}

Date App::usual_day() const { return demonstration_ ? demonstration_day : today(); }

std::string App::session_cookie(const std::string& token, bool end) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", cookie_name(), token, settings_.secure_cookies ? "; Secure" : "", end ? "; Max-Age=0" : "");
}

// Only a browser that has signed in carries it, and only to this site's own pages (ASVS 5.0 V3.3.2, V3.3.4).
std::string App::device_cookie(const std::string& value) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000{}", device_cookie_name(), value, settings_.secure_cookies ? "; Secure" : "");
}

// A person who was disabled or whose password changed is signed out at once, and a changed role counts at once (ASVS 5.0 V7.4.2, V8.3.2).
bool App::still_holds(Visit& visit) {
  const User& user = visit.who->user;
  auto reader = store_.read(system_session("session"));
  auto now = reader->find(user.id);
  if (!now || now->disabled || now->password_hash != user.password_hash) return false;
  visit.roles = reader->list<RoleHeld>({.where = {equals("person", user.id.value)}});
  std::vector<std::int64_t> opened;
  for (const EmergencyOpening& e : reader->list<EmergencyOpening>({.where = {equals("person", user.id.value), {"ends_at", Condition::Test::greater, {now_ms()}}}})) opened.push_back(e.pupil.value);
  visit.reach = session_of(user.id, visit.roles, std::move(opened));
  visit.user = *now;
  visit.stage = stage_of(visit);
  return true;
}

bool App::may_upload(const Fields& cookies) {
  auto who = sessions_.find(field_of(cookies, cookie_name()));
  return who && (who->second_factor || who->user.totp_secret.empty());
}

// Who is not signed in is sent to sign in; what a role does not open is not there (ASVS 5.0 V8.2.1, V8.3.1).
HttpResponse App::take(Visit& visit, const Route& route) {
  bool post = route.method == "POST";
  if (!route.needs.open()) {
    if (!visit.who) return post ? form_refused(visit, "You were signed out", text("Nothing was changed. ") + govuk::link("Sign in", "/sign-in") + text(" and send the form again.")) : redirect("/sign-in");
    if (visit.stage != Stage::complete && route.needs.what != Needs::What::begun) return redirect(visit.stage == Stage::code ? "/sign-in/code" : "/second-factor");
    if (!fulfils(visit.session(), route.needs)) return refused(visit, route);
    if (route.fresh && visit.stage == Stage::complete && !proved_lately(visit, post)) return redirect("/confirm?to=" + percent_encoded(way_back(visit, post)));   // ASVS 5.0 V7.5.1, V7.5.3
  }
  if (post && !comes_from_here(visit.request, route.needs.open() ? nullptr : visit.who))
    return form_refused(visit, "The form was not taken", text("It did not come from a page of this site, or you signed in anew since. Nothing was changed: go back, load the page again and send it again."));
  return route.handle(visit);
}

HttpResponse App::handle(const HttpRequest& request) {
  Visit visit{*this, request, sessions_.find(field_of(request.cookies, cookie_name()))};
  if (visit.who && !still_holds(visit)) {
    sessions_.end(field_of(request.cookies, cookie_name()));
    visit.who = nullptr;
  }
  std::string method = request.method == "HEAD" ? "GET" : request.method;
  bool path_known = false;
  for (const Route& route : all_routes()) {
    if (!matches(route.path, request.path, visit.parts)) continue;
    path_known = true;
    if (route.method == method) return take(visit, route);
  }
  if (path_known) return {.status = 405, .content_type = "text/plain; charset=utf-8", .body = "This address does not take that method."};
  return not_found(visit);
}

HttpResponse show(const Visit& visit, govuk::Page page, int status) {
  if (visit.who) {
    if (visit.stage == Stage::complete) page.navigation = navigation_of(visit);
    page.person = visit.user.name;
    page.account = visit.stage == Stage::complete ? "/account" : "";
    page.csrf = visit.who->csrf;
  }
  if (visit.app.demonstration()) page.notice = "Demonstration: every child and school here is invented.";
  return {.status = status, .body = govuk::page(page)};
}

HttpResponse not_found(const Visit& visit) {
  return show(visit, {.title = "Page not found", .content = govuk::heading(1, "Page not found", "l") + govuk::paragraph(text("If you typed the address, check it. It may also be a record that your role does not show you."))}, 404);
}

HttpResponse download(std::string bytes, std::string content_type, const std::string& file_name) {
  return {.content_type = std::move(content_type), .body = std::move(bytes), .headers = {{"Content-Disposition", "attachment; filename=\"" + file_name + "\""}}};
}

std::string ReportAddress::query() const {
  return "as_at=" + iso(day) + (label.empty() ? "" : "&label=" + percent_encoded(label)) + (county.empty() ? "" : "&county=" + percent_encoded(county));
}

ReportAddress report_address(const Visit& visit) {
  ReportAddress a{visit.app.usual_day(), visit.query("label").substr(0, 60), visit.query("county").substr(0, 3)};
  if (std::string given = visit.query("as_at"); !given.empty())
    if (auto day = parse_date(given)) a.day = *day;
  if (a.label.empty()) a.label = visit.app.demonstration() && a.day == demonstration_day ? "Dec 2020" : default_label(a.day);
  return a;
}

std::string day_problem(const Visit& visit) {
  std::string given = visit.query("as_at");
  if (given.empty()) return {};
  auto day = parse_date(given);
  return day ? std::string() : day.error().message;
}

HttpResponse asset(Visit& visit) {
  std::string name = visit.parts[0];
  auto bytes = embedded_file("build/assets/" + name);
  if (!bytes) return not_found(visit);
  return {.content_type = name.ends_with(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", .body = std::string(*bytes), .may_be_kept = true};
}

}  // namespace waymark
