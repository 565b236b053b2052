// The pages: routes, who may come in, and the frame around each page. A page shows what services give it and computes nothing itself.
#pragma once
#include <span>

#include "domain/people/access.h"
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

// What a route asks of the person before its page runs. The store checks once more what the page then reads and writes.
struct Needs {
  enum class What { anyone, signed_in, read, read_all, add, change, may } what = What::signed_in;
  const RecordType* record = nullptr;
  Capability capability = Capability::none;
  bool open() const { return what == What::anyone; }
};
bool fulfils(const Session& session, const Needs& needs);
std::string words_of(const Needs& needs);              // "reads pupil"

struct Route {
  std::string_view method, path, about;                // path: "/pupil/{}"
  HttpResponse (*handle)(Visit&);
  Needs needs{};
};
std::span<const Route> all_routes();
bool may_open(const Visit& visit, std::string_view path);   // is there a page, and do the person's roles open it

class App {
 public:
  struct Settings { bool secure_cookies = false; };
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
  HttpResponse take(Visit& visit, const Route& route);
  Store& store_;
  Settings settings_;
  Figures figures_;
  Sessions sessions_;
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
HttpResponse report_pages(Visit&), table_page(Visit&), cell_page(Visit&), cell_export(Visit&), report_download(Visit&);
HttpResponse register_page(Visit&), register_search(Visit&), register_export(Visit&), pupil_page(Visit&);
HttpResponse return_page(Visit&), take_return(Visit&), empty_workbook(Visit&), own_workbook(Visit&), return_preview(Visit&), confirm_return(Visit&), return_issues(Visit&);
HttpResponse dictionary_page(Visit&), accessibility_page(Visit&), asset(Visit&);

}  // namespace waymark
