// Data quality: what is to be mended in a partnership's register, by rule and by school, each thing with a link to the field where it is mended.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "domain/people/access.h"
#include "domain/quality/warning.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/record_form.h"
#include "web/returns_view.h"

namespace waymark {
namespace {

struct Asked {
  std::vector<Partnership> choices;   // those whose register the person may see
  Partnership partnership;
  std::string rule, sort;
  std::int64_t school = 0;
  bool descending = false;
  std::string query(bool with_sort = true) const {
    std::string out = fmt::format("partnership={}", partnership.id.value);
    if (!rule.empty()) out += "&rule=" + percent_encoded(rule);
    if (school) out += fmt::format("&school={}", school);
    if (with_sort && !sort.empty()) out += fmt::format("&sort={}{}", sort, descending ? "&order=down" : "");
    return out;
  }
};

std::optional<Asked> asked_of(Visit& visit) {
  Reach reach = visit.session().grant(record_type_of<RecordWarning>).read;
  if (reach == Reach::none) return std::nullopt;
  Asked a{.choices = {}, .partnership = {}, .rule = visit.query("rule").substr(0, 300), .sort = visit.query("sort"), .school = id_in(visit.query("school")), .descending = visit.query("order") == "down"};
  for (const Partnership& p : visit.app.store().read(visit.session())->list<Partnership>({.order_by = "code"}))
    if (reach == Reach::all || visit.session().holds(Circle::partnership, p.id.value)) a.choices.push_back(p);
  if (a.choices.empty()) return std::nullopt;
  std::int64_t wanted = id_in(visit.query("partnership"));
  auto found = wanted ? std::ranges::find(a.choices, wanted, [](const Partnership& p) { return p.id.value; }) : a.choices.begin();
  if (found == a.choices.end()) return std::nullopt;
  a.partnership = *found;
  return a;
}

struct Line { std::string child, school, rule, message, who, since, href; const Finding* finding; };

std::string who_mends(const Visit& visit, const Finding& f) {
  if (Grant g = visit.session().grant(*f.type); g.change != Reach::none && (!f.field || g.shows(*f.field))) return "You";
  std::vector<std::string> roles;
  for (std::string_view role : roles_that_change(*f.type, f.field)) roles.emplace_back(code_label("role", role));
  return join(roles, ", ");
}

std::string place_of(const Visit& visit, const Finding& f) {
  if (!has_form(*f.type) || f.pupil == 0 || visit.session().grant(*f.type).change == Reach::none) return {};
  return fmt::format("/record/{}/{}{}", f.type->table, f.record_id, f.field ? "#" + std::string(f.field->name) : "");
}

std::vector<Line> lines_of(const Visit& visit, const Asked& a, const RegisterQuality& q) {
  auto name = [](const auto& names, std::int64_t id) { auto found = names.find(id); return found == names.end() ? std::string() : found->second; };
  std::vector<Line> out;
  for (const Finding& f : q.findings)
    if ((a.rule.empty() || f.rule == a.rule) && (a.school == 0 || f.school == a.school))
      out.push_back({name(q.pupils, f.pupil), name(q.schools, f.school), f.rule, f.message, who_mends(visit, f), f.raised_on ? iso(*f.raised_on) : "", place_of(visit, f), &f});
  std::map<std::string, std::size_t> weight;   // worst first, unless another order is asked for
  for (const RuleCount& r : by_rule(q.findings)) weight[r.rule] = q.findings.size() - r.count;
  auto key = [&](const Line& l) { return a.sort == "child" ? lower(l.child) : a.sort == "school" ? lower(l.school) : a.sort == "who" ? l.who : a.sort == "since" ? l.since : fmt::format("{:08}{}", weight[l.rule], l.rule); };
  std::ranges::stable_sort(out, [&](const Line& x, const Line& y) { return a.descending ? std::pair(key(y), lower(y.child)) < std::pair(key(x), lower(x.child)) : std::pair(key(x), lower(x.child)) < std::pair(key(y), lower(y.child)); });
  return out;
}

Html filter_form(const Asked& a, const RegisterQuality& q) {
  std::vector<govuk::Choice> partnerships, rules = {{"", "All"}}, schools = {{"", "All"}};
  for (const Partnership& p : a.choices) partnerships.push_back({std::to_string(p.id.value), p.code});
  for (const RuleCount& r : by_rule(q.findings)) rules.push_back({r.rule, r.rule});
  std::map<std::string, std::int64_t> named;
  for (const Finding& f : q.findings)
    if (f.school && q.schools.contains(f.school)) named[q.schools.at(f.school)] = f.school;
  for (const auto& [name, id] : named) schools.push_back({std::to_string(id), name});
  return element("div", "waymark-filter", govuk::form("/quality", "get", {}, element("div", "waymark-actions", {
    a.choices.size() > 1 ? govuk::select("partnership", "Partnership", partnerships, std::to_string(a.partnership.id.value)) : govuk::hidden("partnership", std::to_string(a.partnership.id.value)),
    govuk::select("rule", "What", rules, a.rule), govuk::select("school", "School", schools, a.school ? std::to_string(a.school) : ""), govuk::button("Filter")})));
}

Html sound_bar(const RegisterQuality& q) {
  std::size_t percent = q.records ? 100 * q.sound / q.records : 100;   // rounded down: 100 only when all are sound
  return govuk::paragraph(text(fmt::format("{} of {} records have nothing to mend: {} %. ", q.sound, q.records, percent)) + element("progress", {{"max", "100"}, {"value", std::to_string(percent)}, {"aria-label", "Records with nothing to mend, per cent"}}, {}));
}

Html counts(const Asked& a, const RegisterQuality& q) {
  std::vector<std::vector<govuk::Cell>> rules, schools;
  for (const RuleCount& r : by_rule(q.findings)) rules.push_back({{govuk::link(r.rule, fmt::format("/quality?partnership={}&rule={}", a.partnership.id.value, percent_encoded(r.rule))), true}, {text(std::to_string(r.count))}});
  std::map<std::int64_t, std::size_t> by_school;
  for (const Finding& f : q.findings) ++by_school[q.schools.contains(f.school) ? f.school : 0];
  std::vector<std::pair<std::size_t, std::int64_t>> worst;
  for (const auto& [school, n] : by_school) worst.emplace_back(n, school);
  std::ranges::sort(worst, std::ranges::greater{});
  for (const auto& [n, school] : worst) {
    Html name = school ? govuk::link(q.schools.at(school), fmt::format("/quality?partnership={}&school={}", a.partnership.id.value, school)) : text("No school");
    schools.push_back({{name, true}, {text(std::to_string(n))}});
  }
  return element("div", "waymark-work", element("div", "", govuk::table("By rule, worst first", {{"What"}, {"Records", true}}, rules)) + element("div", "", govuk::table("By school", {{"School"}, {"Records", true}}, schools)));
}

Html lines_table(const Asked& a, const std::vector<Line>& lines, std::size_t page, std::size_t on_a_page) {
  std::vector<govuk::Column> columns;
  for (auto [name, label] : {std::pair{"child", "Child"}, {"rule", "What"}, {"school", "School"}, {"who", "Who can mend it"}, {"since", "Known since"}}) {
    bool now = a.sort == name || (a.sort.empty() && std::string_view(name) == "rule");
    columns.push_back({label, false, fmt::format("/quality?{}&sort={}{}", a.query(false), name, now && !a.descending ? "&order=down" : ""), now ? (a.descending ? "descending" : "ascending") : "none"});
  }
  columns.push_back({"Mend"});
  std::vector<std::vector<govuk::Cell>> rows;
  for (std::size_t i = (page - 1) * on_a_page; i < std::min(lines.size(), page * on_a_page); ++i) {
    const Line& l = lines[i];
    std::string label = l.finding->field ? std::string(l.finding->field->label) : std::string(l.finding->type->title);
    Html mend = l.href.empty() ? text("In the next workbook") : element("a", {{"class", "govuk-link"}, {"href", l.href}}, text(label) + element("span", "govuk-visually-hidden", text(" of " + (l.child.empty() ? "this record" : l.child))));
    rows.push_back({{l.finding->pupil ? govuk::link(l.child.empty() ? "Child" : l.child, fmt::format("/pupil/{}", l.finding->pupil)) : text("None"), true},
                    {text(fmt::format("{}{}: {}", l.finding->type->title, l.finding->field ? ", " + label : "", l.message))}, {text(l.school)}, {text(l.who)}, {text(l.since.empty() ? "" : short_date(parse_iso_date(l.since).value()))}, {mend}});
  }
  return govuk::table(fmt::format("{} thing{} to mend", lines.size(), lines.size() == 1 ? "" : "s"), columns, rows);
}

}  // namespace

HttpResponse quality_page(Visit& visit) {
  auto a = asked_of(visit);
  if (!a) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  RegisterQuality q = quality_of(*reader, visit.session(), a->partnership.id, visit.app.usual_day());
  std::vector<Line> lines = lines_of(visit, *a, q);
  constexpr std::size_t on_a_page = 50;
  std::size_t pages = std::max<std::size_t>(1, (lines.size() + on_a_page - 1) / on_a_page), page = std::clamp<std::size_t>(static_cast<std::size_t>(id_in(visit.query("page"))), 1, pages);
  Html content = element("span", "govuk-caption-l", text(a->partnership.code)) + govuk::heading(1, "Data quality", "l") + sound_bar(q) + filter_form(*a, q);
  if (q.findings.empty()) content += govuk::paragraph(text("Nothing is to be mended."));
  else content += counts(*a, q) + element("div", "waymark-actions", govuk::link_button("Export as CSV", "/quality/export?" + a->query())) + lines_table(*a, lines, page, on_a_page) + govuk::pagination(page, pages, "/quality?" + a->query() + "&page=");
  return show(visit, {.title = "Data quality, " + a->partnership.code, .breadcrumbs = {{"Return", "/return"}}, .content = content, .wide = true});
}

HttpResponse quality_export(Visit& visit) {
  auto a = asked_of(visit);
  if (!a) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  RegisterQuality q = quality_of(*reader, visit.session(), a->partnership.id, visit.app.usual_day());
  std::vector<Line> lines = lines_of(visit, *a, q);
  std::string out = csv_row({"child", "school", "record", "field", "what", "who can mend it", "known since"});
  for (const Line& l : lines) out += csv_row({l.child, l.school, std::string(l.finding->type->title), l.finding->field ? std::string(l.finding->field->label) : "", l.message, l.who, l.since});
  auto noted = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.note("exported", nullptr, 0, fmt::format("data quality, {} rows", lines.size())); return {}; });
  if (!noted) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The export could not be noted in the audit, so it was not made."};
  return download(std::move(out), "text/csv; charset=utf-8", "quality.csv");
}

}  // namespace waymark
