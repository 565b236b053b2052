// The pages: routes, who may come in, and the frame around each page. A page shows what services give it and computes nothing itself.
#pragma once
#include <span>

#include "domain/casework/find.h"
#include "domain/people/access.h"
#include "domain/pupil/pupil.h"
#include "figures/figures.h"
#include "platform/govuk/components.h"
#include "platform/http/http.h"
#include "web/attempts.h"
#include "web/sessions.h"

namespace waymark {

class App;

// How far somebody has come in: the password given, then the second factor given, or to be set up before anything else.
enum class Stage { complete, code, set_up };

// One request of a signed-in person (or of nobody, on the few open pages).
struct Visit {
  App& app;
  const HttpRequest& request;
  std::shared_ptr<SignedIn> who;                       // null only on open pages
  std::vector<std::string> parts{};                    // what {} in the route's path matched
  User user{};                                         // this and the rest as they are now
  std::vector<RoleHeld> roles{};
  Session reach{};
  Stage stage = Stage::complete;
  const Session& session() const { return reach; }
  std::string query(std::string_view name) const { return field_of(request.query, name); }
  std::string form(std::string_view name) const { return field_of(request.form, name); }
};

// What a route asks of the person before its page runs; begun: the password is given, the second factor perhaps not. The store checks once more what the page then reads and writes.
struct Needs {
  enum class What { anyone, begun, signed_in, read, read_all, add, change, may, add_own } what = What::signed_in;
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
  bool fresh = false;                                  // a password or code was given in the last ten minutes, else it is asked for first
};
std::span<const Route> all_routes();
bool may_open(const Visit& visit, std::string_view path);   // is there a page, and do the person's roles open it

class App {
 public:
  struct Settings {
    bool secure_cookies = false;
    std::size_t most_upload_bytes = 256u << 20;        // of returns that wait to be confirmed, all persons' together
  };
  static constexpr std::int64_t proof_lasts_ms = 10 * 60'000, form_lasts_ms = 30 * 60'000;   // a form opened in time may take a while to fill in
  App(Store& store, Settings settings);
  HttpResponse handle(const HttpRequest& request);

  bool may_upload(const Fields& cookies);              // asked before a large body is read: somebody who came in as far as they can be

  Store& store() { return store_; }
  Figures& figures() { return figures_; }
  Finder& finder() { return finder_; }
  Sessions& sessions() { return sessions_; }
  Attempts& attempts() { return attempts_; }
  const KnownDevices& devices() const { return devices_; }
  bool demonstration() const { return demonstration_; }
  const Settings& settings() const { return settings_; }
  Date usual_day() const;                              // the census date that pages open with
  std::string session_cookie(const std::string& token, bool end = false) const;
  std::string device_cookie(const std::string& value) const;
  std::string cookie_name() const { return settings_.secure_cookies ? "__Host-waymark" : "waymark"; }
  std::string device_cookie_name() const { return cookie_name() + "-device"; }

 private:
  bool still_holds(Visit& visit);
  HttpResponse take(Visit& visit, const Route& route);
  Store& store_;
  Finder finder_{store_};
  Settings settings_;
  Figures figures_;
  Sessions sessions_{settings_.most_upload_bytes};
  Attempts attempts_;
  KnownDevices devices_;
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

// Begins a session in the place of the one that there may be, and remembers the browser.
struct Entry { std::string how; bool proved = true, second_factor = false; };
HttpResponse enter(Visit& visit, const User& user, const Entry& entry);
std::string attempts_key(const Visit& visit, const User* user, const std::string& what);   // by person, or by the browser that the person used before
void note_of(Visit& visit, const User* user, std::string_view action, std::string_view how);
Html demonstration_hint(const Visit& visit);
Html emergency_banner(const Visit& visit, Id<Pupil> pupil);   // until when and why a pupil outside one's reach is open; empty: within reach
Html seal_links(const Visit& visit, Id<Pupil> pupil);

// The pages, a file each.
HttpResponse sign_in_page(Visit&), sign_in(Visit&), sign_in_invented(Visit&), sign_out(Visit&), home_page(Visit&);
HttpResponse code_page(Visit&), take_code(Visit&), set_up_page(Visit&), set_up(Visit&), set_up_picture(Visit&), recovery_codes_page(Visit&), new_recovery_codes(Visit&);
HttpResponse confirm_page(Visit&), confirm(Visit&), invitation_page(Visit&), take_invitation(Visit&);
HttpResponse account_page(Visit&), end_session(Visit&), end_other_sessions(Visit&), password_page(Visit&), take_password(Visit&);
HttpResponse people_page(Visit&), people_export(Visit&), person_page(Visit&), invite_page(Visit&), take_invite(Visit&), role_page(Visit&), take_role(Visit&), end_role_page(Visit&), take_end_role(Visit&);
HttpResponse disable_page(Visit&), disable_person(Visit&), enable_page(Visit&), enable_person(Visit&), reset_page(Visit&), take_reset(Visit&), end_sessions_page(Visit&), end_sessions(Visit&);
HttpResponse report_pages(Visit&), table_page(Visit&), cell_page(Visit&), cell_export(Visit&), report_download(Visit&);
HttpResponse register_page(Visit&), register_search(Visit&), register_export(Visit&);
HttpResponse find_page(Visit&), find_child(Visit&);
HttpResponse pupil_page(Visit&), pupil_records_page(Visit&), pupil_looked_page(Visit&);
HttpResponse referrals_page(Visit&), begin_referral(Visit&), referral_request_page(Visit&), referral_step_page(Visit&), save_referral_step(Visit&), check_referral_page(Visit&), send_referral(Visit&), answer_referral(Visit&);
HttpResponse meetings_page(Visit&), plan_meeting_page(Visit&), plan_meeting(Visit&), meeting_page(Visit&), add_to_agenda(Visit&), meeting_case_page(Visit&), save_meeting_case(Visit&), minutes_page(Visit&), close_minutes(Visit&);
HttpResponse year_turn_page(Visit&), do_year_turn(Visit&), undo_year_turn(Visit&);
HttpResponse add_record_page(Visit&), add_record(Visit&), change_record_page(Visit&), change_record(Visit&);
HttpResponse return_page(Visit&), take_return(Visit&), empty_workbook(Visit&), own_workbook(Visit&), return_preview(Visit&), confirm_return(Visit&), return_issues(Visit&);
HttpResponse emergency_page(Visit&), open_elsewhere(Visit&), openings_page(Visit&), openings_export(Visit&);
HttpResponse seals_page(Visit&), seal_page(Visit&), take_seal(Visit&), members_page(Visit&), take_members(Visit&), lift_page(Visit&), lift(Visit&);
HttpResponse audit_page(Visit&), audit_export(Visit&);
HttpResponse returns_page(Visit&), open_returns_for_all(Visit&), one_return_page(Visit&), freeze_return_page(Visit&), freeze_return_now(Visit&), answer_return_now(Visit&), frozen_register_download(Visit&);
HttpResponse quality_page(Visit&), quality_export(Visit&);
HttpResponse releases_page(Visit&), release_page(Visit&), release_csv(Visit&), release_report_page(Visit&), release_report(Visit&);
HttpResponse dictionary_page(Visit&), accessibility_page(Visit&), asset(Visit&);

}  // namespace waymark
