#include "web/app.h"

#include <fmt/format.h>

#include "demonstration/demonstration.h"
#include "domain/people/access.h"
#include "domain/people/emergency_opening.h"
#include "platform/core/clock.h"
#include "platform/core/embedded.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

constexpr Route routes[] = {
    {"GET", "/", "Start page", home_page},
    {"GET", "/sign-in", "Sign in", sign_in_page, true},
    {"POST", "/sign-in", "Sign in", sign_in, true},
    {"POST", "/sign-out", "Sign out", sign_out},
    {"GET", "/report", "The report on a day, all tables", report_pages},
    {"GET", "/report/table/{}", "One table with chart and definitions", table_page},
    {"GET", "/report/cell", "The records behind a figure", cell_page},
    {"GET", "/report/download/{}", "The report as CSV, JSON or XLSX", report_download},
    {"GET", "/register", "The register as a list", register_page},
    {"POST", "/register/search", "Search the register", register_search},
    {"GET", "/register/export", "The register as CSV", register_export},
    {"GET", "/pupil/{}", "A child: what is next, the week, the timeline", pupil_page},
    {"GET", "/pupil/{}/records", "Everything held about a child", pupil_records_page},
    {"GET", "/pupil/{}/looked", "Who changed or opened a child's record", pupil_looked_page},
    {"GET", "/pupil/{}/add/{}", "Add a record about a child", add_record_page},
    {"POST", "/pupil/{}/add/{}", "Add a record about a child", add_record},
    {"GET", "/record/{}/{}", "Change a record", change_record_page},
    {"POST", "/record/{}/{}", "Change a record", change_record},
    {"GET", "/referrals", "Referral forms from schools", referrals_page},
    {"POST", "/referrals", "Begin a referral form", begin_referral},
    {"GET", "/referrals/{}", "A referral form", referral_request_page},
    {"GET", "/referrals/{}/step/{}", "A step of a referral form", referral_step_page},
    {"POST", "/referrals/{}/step/{}", "Save a step of a referral form", save_referral_step},
    {"GET", "/referrals/{}/check", "Check a referral form before sending", check_referral_page},
    {"POST", "/referrals/{}/send", "Send a referral form", send_referral},
    {"POST", "/referrals/{}/answer", "Answer a referral form", answer_referral},
    {"GET", "/meetings", "Meetings to come and past", meetings_page},
    {"GET", "/meetings/new", "Plan a meeting", plan_meeting_page},
    {"POST", "/meetings/new", "Plan a meeting", plan_meeting},
    {"GET", "/meeting/{}", "A meeting's agenda", meeting_page},
    {"POST", "/meeting/{}/agenda", "Put cases on a meeting's agenda", add_to_agenda},
    {"GET", "/meeting/{}/case/{}", "A case in the meeting", meeting_case_page},
    {"POST", "/meeting/{}/case/{}", "Record what a case's discussion ended in", save_meeting_case},
    {"GET", "/meeting/{}/minutes", "The minutes of a meeting", minutes_page},
    {"POST", "/meeting/{}/close", "Close the minutes", close_minutes},
    {"GET", "/return", "Hand in a return", return_page},
    {"POST", "/return", "Upload a return", take_return},
    {"GET", "/return/{}", "Preview of a return", return_preview},
    {"GET", "/return/{}/issues", "The problems of a return as CSV", return_issues},
    {"POST", "/return/{}", "Confirm a return", confirm_return},
    {"GET", "/returns", "Where every partnership's return stands", returns_page},
    {"POST", "/returns", "Open a return for all partnerships", open_returns_for_all},
    {"GET", "/returns/{}", "A partnership's return for a census", one_return_page},
    {"GET", "/returns/{}/freeze", "Look once more before a return is frozen", freeze_return_page},
    {"POST", "/returns/{}/freeze", "Freeze a return", freeze_return_now},
    {"POST", "/returns/{}/answer", "Accept a return or send it back", answer_return_now},
    {"GET", "/returns/{}/register", "The frozen register as a workbook", frozen_register_download},
    {"GET", "/quality", "What is to be mended in a partnership's register", quality_page},
    {"GET", "/quality/export", "What is to be mended, as CSV", quality_export},
    {"GET", "/releases", "The reports as they were published", releases_page},
    {"GET", "/releases/new", "Look once more before a report is released", release_report_page},
    {"POST", "/releases/new", "Release a report", release_report},
    {"GET", "/releases/{}", "A published report with its frozen figures", release_page},
    {"GET", "/releases/{}/csv", "The figures of a published report as CSV", release_csv},
    {"GET", "/dictionary", "Data dictionary", dictionary_page, true},
    {"GET", "/accessibility", "Accessibility statement", accessibility_page, true},
    {"GET", "/assets/{}", "Style and script", asset, true},
};

bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& parts) {
  parts.clear();
  while (!pattern.empty() || !path.empty()) {
    if (!pattern.starts_with('/') || !path.starts_with('/')) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    std::string_view want = pattern.substr(0, pattern.find('/')), got = path.substr(0, path.find('/'));
    if (want == "{}" && !got.empty()) parts.emplace_back(got);
    else if (want != got) return false;
    pattern.remove_prefix(want.size());
    path.remove_prefix(got.size());
  }
  return true;
}

// A form must come from a page of this site: the token says so, and the browser's own word where it gives one (ASVS 5.0 V3.5.1).
bool comes_from_here(const HttpRequest& request, const std::shared_ptr<SignedIn>& who) {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none") return false;
  if (!request.origin.empty() && request.origin != "null") {
    std::size_t host = request.origin.find("://");
    if (host == std::string::npos || request.origin.substr(host + 3) != request.host) return false;
  }
  return !who || field_of(request.form, "csrf") == who->csrf;
}

}  // namespace

std::span<const Route> all_routes() { return routes; }

App::App(Store& store, Settings settings) : store_(store), settings_(settings), figures_(store), demonstration_(is_demonstration(store)) {}

Date App::usual_day() const { return demonstration_ ? demonstration_day : today(); }

std::string App::session_cookie(const std::string& token, bool end) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", cookie_name(), token, settings_.secure_cookies ? "; Secure" : "", end ? "; Max-Age=0" : "");
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
  return true;
}

HttpResponse App::handle(const HttpRequest& request) {
  Visit visit{*this, request, sessions_.find(field_of(request.cookies, cookie_name())), {}, {}, {}};
  if (visit.who && !still_holds(visit)) {
    sessions_.end(field_of(request.cookies, cookie_name()));
    visit.who = nullptr;
  }
  std::string method = request.method == "HEAD" ? "GET" : request.method;
  bool path_known = false;
  for (const Route& route : routes) {
    if (!matches(route.path, request.path, visit.parts)) continue;
    path_known = true;
    if (route.method != method) continue;
    if (!route.open && !visit.who) return method == "GET" ? redirect("/sign-in") : show(visit, {.title = "Sign in again", .content = govuk::heading(1, "You were signed out", "l") + govuk::paragraph(text("Nothing was changed. ") + govuk::link("Sign in", "/sign-in") + text(" and send the form again.")), .error = true}, 403);
    if (method == "POST" && !comes_from_here(request, route.open ? nullptr : visit.who))
      return show(visit, {.title = "The form was not taken", .content = govuk::heading(1, "The form was not taken", "l") + govuk::paragraph(text("It did not come from a page of this site, or you signed in anew since. Nothing was changed: go back, load the page again and send it again.")), .error = true}, 403);
    return route.handle(visit);
  }
  if (path_known) return {.status = 405, .content_type = "text/plain; charset=utf-8", .body = "This address does not take that method."};
  return not_found(visit);
}

HttpResponse show(const Visit& visit, govuk::Page page, int status) {
  if (visit.who) {
    std::string_view path = visit.request.path;
    page.navigation = {{"My work", "/", path == "/"}, {"Children", "/register", path.starts_with("/register") || path.starts_with("/pupil") || path.starts_with("/record")}, {"Referrals", "/referrals", path.starts_with("/referrals")},
                       {"Meetings", "/meetings", path.starts_with("/meeting")}, {"Figures", "/report", path.starts_with("/report")}, {"Return", "/return", path.starts_with("/return")}};
    if (visit.session().grant(record_type_of<Release>).read != Reach::none) page.navigation.push_back({"Releases", "/releases", path.starts_with("/releases")});
    page.person = visit.who->user.name;
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
