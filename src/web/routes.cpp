#include "web/routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/referral/case_file.h"

namespace waymark {
namespace {

using What = Needs::What;
constexpr Needs anyone{What::anyone}, person{What::signed_in}, figures{What::may, nullptr, Capability::live_figures};
template <class R> constexpr Needs to_read{What::read, &record_type_of<R>};
template <class R> constexpr Needs to_add{What::add, &record_type_of<R>};

constexpr Route routes[] = {
    {"GET", "/", "Start page", home_page, person},
    {"GET", "/sign-in", "Sign in", sign_in_page, anyone},
    {"POST", "/sign-in", "Sign in", sign_in, anyone},
    {"POST", "/sign-out", "Sign out", sign_out, person},
    {"GET", "/report", "The report on a day, all tables", report_pages, figures},
    {"GET", "/report/table/{}", "One table with chart and definitions", table_page, figures},
    {"GET", "/report/cell", "The records behind a figure", cell_page, figures},
    {"GET", "/report/cell/export", "The records behind a figure as CSV", cell_export, to_read<Pupil>},
    {"GET", "/report/download/{}", "The report as CSV, JSON or XLSX", report_download, figures},
    {"GET", "/register", "The register as a list", register_page, to_read<CaseFile>},
    {"POST", "/register/search", "Search the register", register_search, to_read<CaseFile>},
    {"GET", "/register/export", "The register as CSV", register_export, to_read<CaseFile>},
    {"GET", "/pupil/{}", "A pupil, to read", pupil_page, to_read<Pupil>},
    {"GET", "/return", "Hand in a return", return_page, to_add<CaseFile>},
    {"POST", "/return", "Upload a return", take_return, to_add<CaseFile>},
    {"GET", "/return/template", "An empty workbook to fill in", empty_workbook, to_add<CaseFile>},
    {"GET", "/return/register", "The own register as a workbook", own_workbook, to_add<CaseFile>},
    {"GET", "/return/{}", "Preview of a return", return_preview, to_add<CaseFile>},
    {"GET", "/return/{}/issues", "The problems of a return as CSV", return_issues, to_add<CaseFile>},
    {"POST", "/return/{}", "Confirm a return", confirm_return, to_add<CaseFile>},
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
    case What::may: return may(session, needs.capability);
    case What::anyone:
    case What::signed_in: break;
  }
  return true;
}

std::string words_of(const Needs& needs) {
  static constexpr std::string_view said[] = {"anyone", "signed in", "reads", "reads all", "adds", "changes", "may see"};
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
  static constexpr Place places[] = {{"Report", "/report", ""}, {"Register", "/register", "/pupil"}, {"Return", "/return", ""}};
  std::vector<govuk::Link> out;
  std::string_view path = visit.request.path;
  for (const Place& place : places)
    if (may_open(visit, place.href)) out.push_back({place.label, place.href, path.starts_with(place.href) || (*place.also && path.starts_with(place.also))});
  return out;
}

}  // namespace waymark
