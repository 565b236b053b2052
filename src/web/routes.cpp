#include "web/routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/meeting/meeting.h"
#include "domain/partnership/year_turn.h"
#include "domain/people/emergency_opening.h"
#include "domain/people/seal.h"
#include "domain/register_return/register_return.h"
#include "domain/quality/warning.h"
#include "domain/release/release.h"
#include "domain/referral/referral_request.h"

namespace waymark {
namespace {

using What = Needs::What;
constexpr Needs anyone{What::anyone}, begun{What::begun}, person{What::signed_in}, figures{What::may, nullptr, Capability::live_figures}, trail{What::may, nullptr, Capability::audit_trail};
template <class R> constexpr Needs to_read{What::read, &record_type_of<R>};
template <class R> constexpr Needs to_read_all{What::read_all, &record_type_of<R>};
template <class R> constexpr Needs to_add{What::add, &record_type_of<R>};

template <class R> constexpr Needs to_add_own{What::add_own, &record_type_of<R>};
template <class R> constexpr Needs to_change{What::change, &record_type_of<R>};
constexpr bool fresh = true;

constexpr Route routes[] = {
    {"GET", "/", "Start page", home_page, person},
    {"GET", "/sign-in", "Sign in", sign_in_page, anyone},
    {"POST", "/sign-in", "Sign in", sign_in, anyone},
    {"POST", "/sign-in/as", "Sign in as an invented person of the demonstration", sign_in_invented, anyone},
    {"GET", "/sign-in/code", "The second step of signing in", code_page, begun},
    {"POST", "/sign-in/code", "The second step of signing in", take_code, begun},
    {"POST", "/sign-out", "Sign out", sign_out, begun},
    {"GET", "/second-factor", "Set up the second step of signing in", set_up_page, begun, fresh},
    {"POST", "/second-factor", "Set up the second step of signing in", set_up, begun, fresh},
    {"GET", "/second-factor/picture", "The authenticator's secret as a QR code", set_up_picture, begun, fresh},
    {"GET", "/second-factor/recovery-codes", "Recovery codes, shown once", recovery_codes_page, person, fresh},
    {"POST", "/second-factor/recovery-codes", "Make new recovery codes", new_recovery_codes, person, fresh},
    {"GET", "/confirm", "Give the password or a code again", confirm_page, person},
    {"POST", "/confirm", "Give the password or a code again", confirm, person},
    {"GET", "/invitation/{}", "Choose a password, by a one-time link", invitation_page, anyone},
    {"POST", "/invitation/{}", "Choose a password, by a one-time link", take_invitation, anyone},
    {"GET", "/account", "Own sessions, password and second step", account_page, person, fresh},
    {"POST", "/account/end-session", "End one of one's own sessions", end_session, person, fresh},
    {"POST", "/account/end-others", "Sign out everywhere else", end_other_sessions, person, fresh},
    {"GET", "/account/password", "Change the own password", password_page, person},
    {"POST", "/account/password", "Change the own password", take_password, person},
    {"GET", "/report", "The report on a day, all tables", report_pages, figures},
    {"GET", "/report/table/{}", "One table with chart and definitions", table_page, figures},
    {"GET", "/report/cell", "The records behind a figure", cell_page, figures},
    {"GET", "/report/cell/export", "The records behind a figure as CSV", cell_export, to_read<Pupil>, fresh},
    {"GET", "/report/download/{}", "The report as CSV, JSON or XLSX", report_download, figures},
    {"GET", "/register", "The register as a list", register_page, to_read<CaseFile>},
    {"POST", "/register/search", "Search the register", register_search, to_read<CaseFile>},
    {"GET", "/register/export", "The register as CSV", register_export, to_read<CaseFile>, fresh},
    {"GET", "/find", "Find a child", find_page, to_read<Pupil>},
    {"POST", "/find", "Find a child", find_child, to_read<Pupil>},
    {"GET", "/pupil/{}", "A child: what is next, the week, the timeline", pupil_page, to_read<Pupil>},
    {"GET", "/pupil/{}/records", "Everything held about a child", pupil_records_page, to_read<Pupil>},
    {"GET", "/pupil/{}/looked", "Who changed or opened a child's record", pupil_looked_page, to_read<Pupil>},
    {"GET", "/pupil/{}/add/{}", "Add a record about a child", add_record_page, to_read<Pupil>},
    {"POST", "/pupil/{}/add/{}", "Add a record about a child", add_record, to_read<Pupil>},
    {"GET", "/record/{}/{}", "Change a record", change_record_page, to_read<Pupil>},
    {"POST", "/record/{}/{}", "Change a record", change_record, to_read<Pupil>},
    {"GET", "/referrals", "Referral forms from schools", referrals_page, to_read<ReferralRequest>},
    {"POST", "/referrals", "Begin a referral form", begin_referral, to_add<ReferralRequest>},
    {"GET", "/referrals/{}", "A referral form", referral_request_page, to_read<ReferralRequest>},
    {"GET", "/referrals/{}/step/{}", "A step of a referral form", referral_step_page, to_change<ReferralRequest>},
    {"POST", "/referrals/{}/step/{}", "Save a step of a referral form", save_referral_step, to_change<ReferralRequest>},
    {"GET", "/referrals/{}/check", "Check a referral form before sending", check_referral_page, to_change<ReferralRequest>},
    {"POST", "/referrals/{}/send", "Send a referral form", send_referral, to_change<ReferralRequest>},
    {"POST", "/referrals/{}/answer", "Answer a referral form", answer_referral, to_change<ReferralRequest>},
    {"GET", "/year-turn", "The turn of the year: who leaves, what is carried over", year_turn_page, to_add_own<YearTurn>},
    {"POST", "/year-turn", "Turn the year", do_year_turn, to_add_own<YearTurn>},
    {"POST", "/year-turn/back", "Take the turn of the year back", undo_year_turn, to_add_own<YearTurn>},
    {"GET", "/meetings", "Meetings to come and past", meetings_page, to_read<Meeting>},
    {"GET", "/meetings/new", "Plan a meeting", plan_meeting_page, to_add_own<Meeting>},
    {"POST", "/meetings/new", "Plan a meeting", plan_meeting, to_add_own<Meeting>},
    {"GET", "/meeting/{}", "A meeting's agenda", meeting_page, to_read<Meeting>},
    {"POST", "/meeting/{}/agenda", "Put cases on a meeting's agenda", add_to_agenda, to_change<Meeting>},
    {"GET", "/meeting/{}/case/{}", "A case in the meeting", meeting_case_page, to_read<AgendaItem>},
    {"POST", "/meeting/{}/case/{}", "Record what a case's discussion ended in", save_meeting_case, to_change<AgendaItem>},
    {"GET", "/meeting/{}/minutes", "The minutes of a meeting", minutes_page, to_read<AgendaItem>},
    {"POST", "/meeting/{}/close", "Close the minutes", close_minutes, to_change<Meeting>},
    {"GET", "/return", "Hand in a return", return_page, to_add<CaseFile>},
    {"POST", "/return", "Upload a return", take_return, to_add<CaseFile>},
    {"GET", "/return/template", "An empty workbook to fill in", empty_workbook, to_add<CaseFile>},
    {"GET", "/return/register", "The own register as a workbook", own_workbook, to_add<CaseFile>, fresh},
    {"GET", "/return/{}", "Preview of a return", return_preview, to_add<CaseFile>},
    {"GET", "/return/{}/issues", "The problems of a return as CSV", return_issues, to_add<CaseFile>},
    {"POST", "/return/{}", "Confirm a return", confirm_return, to_add<CaseFile>},
    {"GET", "/returns", "Where every partnership's return stands", returns_page, to_read<RegisterReturn>},
    {"POST", "/returns", "Open a return for all partnerships", open_returns_for_all, to_add<RegisterReturn>},
    {"GET", "/returns/{}", "A partnership's return for a census", one_return_page, to_read<RegisterReturn>},
    {"GET", "/returns/{}/freeze", "Look once more before a return is frozen", freeze_return_page, to_change<RegisterReturn>},
    {"POST", "/returns/{}/freeze", "Freeze a return", freeze_return_now, to_change<RegisterReturn>},
    {"POST", "/returns/{}/answer", "Accept a return or send it back", answer_return_now, to_change<RegisterReturn>},
    {"GET", "/returns/{}/register", "The frozen register as a workbook", frozen_register_download, to_read<ReturnRow>, fresh},
    {"GET", "/releases", "The reports as they were published", releases_page, to_read<Release>},
    {"GET", "/releases/new", "Look once more before a report is released", release_report_page, to_add<Release>},
    {"POST", "/releases/new", "Release a report", release_report, to_add<Release>},
    {"GET", "/releases/{}", "A published report with its frozen figures", release_page, to_read<Release>},
    {"GET", "/releases/{}/csv", "The figures of a published report as CSV", release_csv, to_read<Release>},
    {"GET", "/quality", "What is to be mended in a partnership's register", quality_page, to_read<RecordWarning>},
    {"GET", "/quality/export", "What is to be mended, as CSV", quality_export, to_read<RecordWarning>, fresh},
    {"GET", "/people", "The people who sign in", people_page, to_read<User>},
    {"GET", "/people/export", "The people who sign in as CSV", people_export, to_read<User>, fresh},
    {"GET", "/people/invite", "Invite a person", invite_page, to_add<User>, fresh},
    {"POST", "/people/invite", "Invite a person", take_invite, to_add<User>, fresh},
    {"GET", "/people/{}", "A person and their roles", person_page, to_read<User>},
    {"GET", "/people/{}/role", "Give a role", role_page, to_add<RoleHeld>, fresh},
    {"POST", "/people/{}/role", "Give a role", take_role, to_add<RoleHeld>, fresh},
    {"GET", "/people/{}/role/{}/end", "End a role", end_role_page, to_change<RoleHeld>, fresh},
    {"POST", "/people/{}/role/{}/end", "End a role", take_end_role, to_change<RoleHeld>, fresh},
    {"GET", "/people/{}/disable", "Keep a person from signing in", disable_page, to_change<User>, fresh},
    {"POST", "/people/{}/disable", "Keep a person from signing in", disable_person, to_change<User>, fresh},
    {"GET", "/people/{}/enable", "Let a person sign in again", enable_page, to_change<User>, fresh},
    {"POST", "/people/{}/enable", "Let a person sign in again", enable_person, to_change<User>, fresh},
    {"GET", "/people/{}/reset", "A link to set a new password", reset_page, to_change<User>, fresh},
    {"POST", "/people/{}/reset", "A link to set a new password", take_reset, to_change<User>, fresh},
    {"GET", "/people/{}/end-sessions", "End a person's sessions", end_sessions_page, to_change<User>, fresh},
    {"POST", "/people/{}/end-sessions", "End a person's sessions", end_sessions, to_change<User>, fresh},
    {"GET", "/emergency", "Find a child elsewhere, in an emergency", emergency_page, to_add<EmergencyOpening>},
    {"POST", "/emergency", "Open a child elsewhere for an hour", open_elsewhere, to_add<EmergencyOpening>},
    {"GET", "/emergency/openings", "Who opened a child elsewhere, and why", openings_page, to_read_all<EmergencyOpening>},
    {"GET", "/emergency/openings/export", "The emergency openings as CSV", openings_export, to_read_all<EmergencyOpening>, fresh},
    {"GET", "/pupil/{}/seal", "Seal a pupil", seal_page, to_add<PupilSeal>},
    {"POST", "/pupil/{}/seal", "Seal a pupil", take_seal, to_add<PupilSeal>},
    {"GET", "/seals", "The seals that one is a member of", seals_page, to_add<PupilSeal>},
    {"GET", "/seals/{}", "The members of a seal", members_page, to_change<PupilSeal>},
    {"POST", "/seals/{}", "Change the members of a seal", take_members, to_change<PupilSeal>},
    {"GET", "/seals/{}/lift", "Lift a seal", lift_page, to_change<PupilSeal>},
    {"POST", "/seals/{}/lift", "Lift a seal", lift, to_change<PupilSeal>},
    {"GET", "/audit", "The audit trail", audit_page, trail},
    {"GET", "/audit/export", "The audit trail as CSV", audit_export, trail, fresh},
    {"GET", "/dictionary", "Data dictionary", dictionary_page, anyone},
    {"GET", "/accessibility", "Accessibility statement", accessibility_page, anyone},
    {"GET", "/assets/{}", "Style and script", asset, anyone},
};

}  // namespace

std::span<const Route> all_routes() { return routes; }

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

bool fulfils(const Session& session, const Needs& needs) {
  Grant grant = needs.record ? session.grant(*needs.record) : Grant{};
  switch (needs.what) {
    case What::read: return grant.read != Reach::none;
    case What::read_all: return grant.read == Reach::all;
    case What::add: return grant.add != Reach::none;
    case What::change: return grant.change != Reach::none;
    case What::add_own: return grant.add != Reach::none && !session.partnerships().empty();
    case What::may: return may(session, needs.capability);
    case What::anyone:
    case What::begun:
    case What::signed_in: break;
  }
  return true;
}

std::string words_of(const Needs& needs) {
  static constexpr std::string_view said[] = {"anyone", "password given", "signed in", "reads", "reads all", "adds", "changes", "may see", "for the own partnership adds"};
  std::string out(said[static_cast<std::size_t>(needs.what)]);
  if (needs.record) out += fmt::format(" {}", needs.record->table);
  if (needs.capability == Capability::live_figures) out += " live figures";
  if (needs.capability == Capability::audit_trail) out += " the audit trail";
  return out;
}

bool may_open(const Visit& visit, std::string_view path) {
  std::vector<std::string> parts;
  return std::ranges::any_of(routes, [&](const Route& r) { return r.method == "GET" && matches(r.path, path, parts) && fulfils(visit.session(), r.needs); });
}

std::vector<govuk::Link> navigation_of(const Visit& visit) {
  struct Place { const char *label, *href, *also; };
  static constexpr Place places[] = {{"My work", "/", ""}, {"Children", "/register", "/pupil"}, {"Find", "/find", ""}, {"Referrals", "/referrals", ""}, {"Meetings", "/meetings", "/meeting"}, {"Figures", "/report", ""}, {"Return", "/return", "/quality"}, {"Releases", "/releases", ""}, {"People", "/people", ""},
                                      {"Find a child elsewhere", "/emergency", ""}, {"Emergency openings", "/emergency/openings", ""}, {"Audit trail", "/audit", ""}};
  std::vector<govuk::Link> out;
  std::string_view path = visit.request.path;
  for (const Place& place : places)
    if (may_open(visit, place.href)) out.push_back({place.label, place.href, path == place.href || (place.href[1] != '\0' && path.starts_with(place.href) && !(path.starts_with("/emergency/") && std::string_view(place.href) == "/emergency")) || (*place.also && path.starts_with(place.also))});
  return out;
}

}  // namespace waymark
