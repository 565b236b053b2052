// The pages: routes, who may come in, and the frame around each page. A page shows what services give it and computes nothing itself.
#pragma once
#include <span>

#include "domain/people/role_held.h"
#include "figures/figures.h"
#include "platform/govuk/components.h"
#include "platform/http/http.h"
#include "web/sessions.h"

namespace waymark {

class App;

// One request of a signed-in person (or of nobody, on the few open pages).
struct Visit {
  App& app;
  const HttpRequest& request;
  std::shared_ptr<SignedIn> who;                       // null only on open pages
  std::vector<std::string> parts;                      // what {} in the route's path matched
  std::vector<RoleHeld> roles;                         // as they are now
  Session reach;
  const Session& session() const { return reach; }
  std::string query(std::string_view name) const { return field_of(request.query, name); }
  std::string form(std::string_view name) const { return field_of(request.form, name); }
};

struct Route {
  std::string_view method, path, about;                // path: "/pupil/{}"
  HttpResponse (*handle)(Visit&);
  bool open = false;                                   // without signing in
};
std::span<const Route> all_routes();

class App {
 public:
  struct Settings {
    bool secure_cookies = false;
    std::size_t most_upload_bytes = 256u << 20;        // of returns that wait to be confirmed, all persons' together
  };
  App(Store& store, Settings settings);
  HttpResponse handle(const HttpRequest& request);

  Store& store() { return store_; }
  Figures& figures() { return figures_; }
  Sessions& sessions() { return sessions_; }
  Attempts& attempts() { return attempts_; }
  bool demonstration() const { return demonstration_; }
  const Settings& settings() const { return settings_; }
  Date usual_day() const;                              // the census date that pages open with
  std::string session_cookie(const std::string& token, bool end = false) const;
  std::string cookie_name() const { return settings_.secure_cookies ? "__Host-waymark" : "waymark"; }

 private:
  bool still_holds(Visit& visit);
  Store& store_;
  Settings settings_;
  Figures figures_;
  Sessions sessions_{settings_.most_upload_bytes};
  Attempts attempts_;
  bool demonstration_;
};

// A page in the frame, with the navigation of the person's role.
HttpResponse show(const Visit& visit, govuk::Page page, int status = 200);
HttpResponse not_found(const Visit& visit);
HttpResponse download(std::string bytes, std::string content_type, const std::string& file_name);

// What the address says of day, label and county, and the report it means.
struct ReportAddress {
  Date day;
  std::string label, county;
  std::string query() const;                           // "as_at=2020-11-13&label=Dec%202020"
};
ReportAddress report_address(const Visit& visit);
std::string day_problem(const Visit& visit);           // a sentence when as_at was given but is no date

// The pages, a file each.
HttpResponse sign_in_page(Visit&), sign_in(Visit&), sign_out(Visit&), home_page(Visit&);
HttpResponse report_pages(Visit&), table_page(Visit&), cell_page(Visit&), report_download(Visit&);
HttpResponse register_page(Visit&), register_search(Visit&), register_export(Visit&);
HttpResponse pupil_page(Visit&), pupil_records_page(Visit&), pupil_looked_page(Visit&);
HttpResponse referrals_page(Visit&), begin_referral(Visit&), referral_request_page(Visit&), referral_step_page(Visit&), save_referral_step(Visit&), check_referral_page(Visit&), send_referral(Visit&), answer_referral(Visit&);
HttpResponse meetings_page(Visit&), plan_meeting_page(Visit&), plan_meeting(Visit&), meeting_page(Visit&), add_to_agenda(Visit&), meeting_case_page(Visit&), save_meeting_case(Visit&), minutes_page(Visit&), close_minutes(Visit&);
HttpResponse add_record_page(Visit&), add_record(Visit&), change_record_page(Visit&), change_record(Visit&);
HttpResponse return_page(Visit&), take_return(Visit&), return_preview(Visit&), confirm_return(Visit&), return_issues(Visit&);
HttpResponse returns_page(Visit&), open_returns_for_all(Visit&), one_return_page(Visit&), freeze_return_page(Visit&), freeze_return_now(Visit&), answer_return_now(Visit&), frozen_register_download(Visit&);
HttpResponse quality_page(Visit&), quality_export(Visit&);
HttpResponse releases_page(Visit&), release_page(Visit&), release_csv(Visit&), release_report_page(Visit&), release_report(Visit&);
HttpResponse dictionary_page(Visit&), accessibility_page(Visit&), asset(Visit&);

}  // namespace waymark
