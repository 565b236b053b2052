// The register as a list on a day: search, filter, sort, export. The words searched for are kept in the session, not in the address.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "domain/people/password.h"
#include "domain/referral/case_file.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/app.h"
#include "web/find_page.h"

namespace waymark {
namespace {

struct Line {
  std::int64_t pupil = 0;
  std::string name, upn, school, partnership, status, ehc;
  int year = 0;
};
struct Filter {
  Date day;
  std::string words, search, year, partnership, status, sort = "name";
  bool descending = false;
  std::string query(const std::string& without_sort = {}) const {
    std::string out = "as_at=" + iso(day);
    auto add = [&](const char* name, const std::string& value) { if (!value.empty()) out += fmt::format("&{}={}", name, percent_encoded(value)); };
    add("search", search), add("year", year), add("partnership", partnership), add("status", status);
    if (without_sort.empty()) add("sort", sort), add("order", descending ? "down" : "");
    return out;
  }
};

const std::vector<govuk::Choice> statuses = {{"", "All"}, {"managed", "Programme managed"}, {"looked_after", "Looked after"}, {"plan", "EHC plan"}, {"city", "City address"}, {"short_week", "Fewer than 24 hours a week"}};

Filter filter_of(Visit& visit) {
  Filter f{.day = report_address(visit).day, .search = visit.query("search"), .year = visit.query("year"), .partnership = visit.query("partnership"), .status = visit.query("status"), .sort = visit.query("sort"), .descending = visit.query("order") == "down"};
  if (f.sort.empty()) f.sort = "name";
  std::scoped_lock lock(visit.who->mutex);
  auto found = visit.who->searches.find(f.search);
  if (found != visit.who->searches.end()) f.words = found->second;
  else f.search.clear();
  return f;
}

bool has_status(const Students& s, std::size_t i, const std::string& status) {
  if (status == "managed") return s.managed[i];
  if (status == "looked_after") return s.looked_after[i];
  if (status == "city") return s.city[i];
  if (status == "short_week") return s.managed[i] && s.weekly[i] < 2400;
  if (status == "plan") return s.ehc[i] != 255 && find_code_list("ehc_stage")->items[s.ehc[i]].code.starts_with("plan");
  return true;
}

std::string words_of(const Students& s, std::size_t i) {
  std::string out = s.managed[i] ? std::string(s.mode[i] == 255 ? "Programme managed" : find_code_list("programme_mode")->items[s.mode[i]].label) : "";
  auto add = [&](const char* word) { out += (out.empty() ? "" : ", ") + std::string(word); };
  if (s.looked_after[i]) add(s.out_of_county[i] ? "Looked after out of county" : "Looked after");
  if (s.city[i]) add("City address");
  return out;
}

std::vector<Line> lines_of(Visit& visit, const Filter& f) {
  auto day = visit.app.figures().on(f.day);
  const History& h = day->history();
  const Students& s = day->census().students;
  const auto& starts = day->census().starts[static_cast<std::size_t>(Space::students)];
  std::unordered_map<std::int64_t, std::size_t> row_of;
  std::unordered_map<std::int64_t, std::uint32_t> partnership_of;
  std::vector<std::int64_t> own = visit.session().partnerships();
  bool all = visit.session().grant(record_type_of<CaseFile>).read == Reach::all;
  for (std::uint32_t p = 0; p < h.partnerships.size(); ++p) {
    if (!f.partnership.empty() && h.partnerships[p].code != f.partnership) continue;
    if (!all && std::ranges::find(own, h.partnerships[p].id) == own.end()) continue;   // saves looking for what the store would not show
    for (std::uint32_t i = starts[p]; i < starts[p + 1]; ++i) {
      if (!s.open[i] || (!f.year.empty() && std::to_string(s.year[i]) != f.year) || !has_status(s, i, f.status)) continue;
      row_of[h.pupils.id[s.pupil[i]]] = i;
      partnership_of[h.pupils.id[s.pupil[i]]] = p;
    }
  }
  std::vector<Line> out;
  std::string wanted = fold(f.words);
  auto reader = visit.app.store().read(visit.session());
  auto take = [&](const Pupil& p) {
    auto found = row_of.find(p.id.value);
    if (found == row_of.end()) return;
    std::size_t i = found->second;
    Line line{p.id.value, p.surname + ", " + p.forename, p.upn, s.school[i] == nothing ? "" : h.schools.name[s.school[i]], h.partnerships[partnership_of[p.id.value]].code, words_of(s, i),
              s.ehc[i] == 255 ? "" : find_code_list("ehc_stage")->items[s.ehc[i]].label, s.year[i]};
    std::string known = fold(p.surname + " " + p.forename + " " + p.surname + " " + p.upn + " " + p.former_names + " " + line.school);
    if (wanted.empty() || known.contains(wanted)) out.push_back(std::move(line));
  };
  std::vector<Id<Pupil>> ids;
  auto ask = [&] {
    if (!ids.empty()) reader->each<Pupil>({.where = {one_of("id", ids)}}, take);
    ids.clear();
  };
  for (const auto& [id, row] : row_of) {
    ids.push_back({id});
    if (ids.size() == 512) ask();
  }
  ask();
  std::ranges::sort(out, [&](const Line& a, const Line& b) {
    auto key = [&](const Line& l) { return f.sort == "upn" ? l.upn : f.sort == "school" ? l.school : f.sort == "year" ? fmt::format("{:03}", l.year) : f.sort == "partnership" ? l.partnership : f.sort == "status" ? l.status : lower(l.name); };
    std::pair x(key(a), lower(a.name) + a.upn), y(key(b), lower(b.name) + b.upn);
    return f.descending ? y < x : x < y;
  });
  return out;
}

Html filter_form(Visit& visit, const Filter& f) {
  std::vector<govuk::Choice> years = {{"", "All"}}, partnerships = {{"", "All"}};
  for (int y = 7; y <= 11; ++y) years.push_back({std::to_string(y), "Year " + std::to_string(y)});
  auto day = visit.app.figures().on(f.day);
  for (const PartnershipFacts& p : day->history().partnerships) partnerships.push_back({p.code, p.code});
  bool one = visit.session().partnerships().size() == 1;
  return element("div", "waymark-filter",
                 {govuk::form("/register/search", "post", visit.who->csrf, element("div", "waymark-actions", {govuk::hidden("rest", f.query()), govuk::input({.name = "words", .label = "Search this list: name, UPN or school", .value = f.words, .width = 20}), govuk::button("Search", "govuk-button--secondary")})),
                  govuk::form("/register", "get", {}, element("div", "waymark-actions govuk-!-margin-top-3",
                    {f.search.empty() ? Html() : govuk::hidden("search", f.search), govuk::input({.name = "as_at", .label = "As at", .value = form_date(f.day), .width = 10}), govuk::select("year", "Year group", years, f.year),
                     one ? Html() : govuk::select("partnership", "Partnership", partnerships, f.partnership), govuk::select("status", "Status", statuses, f.status), govuk::button("Filter")}))});
}

}  // namespace

HttpResponse register_page(Visit& visit) {
  Filter f = filter_of(visit);
  std::vector<Line> lines = lines_of(visit, f);
  constexpr std::size_t on_a_page = 50;
  std::size_t pages = std::max<std::size_t>(1, (lines.size() + on_a_page - 1) / on_a_page), page = std::clamp<std::size_t>(static_cast<std::size_t>(std::atoi(visit.query("page").c_str())), 1, pages);
  std::vector<govuk::Column> columns;
  for (auto [name, label, numeric] : {std::tuple{"name", "Name", false}, {"upn", "UPN", false}, {"year", "Year", true}, {"school", "School on roll", false}, {"partnership", "Partnership", false}, {"status", "Status", false}}) {
    bool now = f.sort == name;
    columns.push_back({label, numeric, fmt::format("/register?{}&sort={}{}", f.query("x"), name, now && !f.descending ? "&order=down" : ""), now ? (f.descending ? "descending" : "ascending") : "none"});
  }
  columns.push_back({"EHC"});
  std::vector<std::vector<govuk::Cell>> rows;
  for (std::size_t i = (page - 1) * on_a_page; i < std::min(lines.size(), page * on_a_page); ++i) {
    const Line& l = lines[i];
    rows.push_back({{govuk::link(l.name, fmt::format("/pupil/{}", l.pupil)), true}, {text(l.upn)}, {text(std::to_string(l.year))}, {text(l.school)}, {text(l.partnership)}, {text(l.status)}, {text(l.ehc)}});
  }
  std::string say = lines.empty() ? "No pupil fits" : fmt::format("{} pupil{} with an open case", lines.size(), lines.size() == 1 ? "" : "s");
  Html content = govuk::heading(1, "The register", "xl") + find_box(visit) + filter_form(visit, f) +
                 (lines.empty() ? govuk::paragraph(text("No pupil with an open case on " + long_date(f.day) + " fits. Change the filter or the search."))
                                : element("div", "waymark-actions", govuk::link_button("Export as CSV", "/register/export?" + f.query())) + govuk::table(say + " on " + long_date(f.day), columns, rows)) +
                 govuk::pagination(page, pages, "/register?" + f.query() + "&page=");
  return show(visit, {.title = "The register", .content = content, .wide = true});
}

HttpResponse register_search(Visit& visit) {
  std::string words = std::string(trim(visit.form("words"))).substr(0, 200), rest = visit.form("rest"), to = "/register?";
  for (const auto& [name, value] : parse_form(rest))
    if (name != "search" && name != "page") to += percent_encoded(name) + "=" + percent_encoded(value) + "&";
  if (!words.empty()) {
    std::string token = random_token(9);
    std::scoped_lock lock(visit.who->mutex);
    if (visit.who->searches.size() > 50) visit.who->searches.clear();
    visit.who->searches[token] = words;
    to += "search=" + token;
  }
  return redirect(to);
}

HttpResponse register_export(Visit& visit) {
  Filter f = filter_of(visit);
  std::string out = csv_row({"name", "upn", "year group", "school on roll", "partnership", "status", "EHC"});
  std::vector<Line> lines = lines_of(visit, f);
  for (const Line& l : lines) out += csv_row({l.name, l.upn, std::to_string(l.year), l.school, l.partnership, l.status, l.ehc});
  auto noted = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    t.note("exported", nullptr, 0, fmt::format("register, {} pupils", lines.size()));
    return {};
  });
  if (!noted) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The export could not be noted in the audit, so it was not made."};
  return download(std::move(out), "text/csv; charset=utf-8", "register.csv");
}

}  // namespace waymark
