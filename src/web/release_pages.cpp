// Releases: the reports as they were published, each with its frozen figures and revisions; and releasing one.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "exchange/release_out.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "web/report_view.h"
#include "web/returns_view.h"

namespace waymark {
namespace {

const RecordType& type = record_type_of<Release>;
const std::vector<govuk::Link> crumbs = {{"Releases", "/releases"}};

std::int64_t revision_of(const Release& r) { return r.revision.value_or(1); }
std::string title_of(const Release& r, bool several) { return fmt::format("Report {}{}", r.label, several ? fmt::format(", revision {}", revision_of(r)) : ""); }

struct Opened {
  Release release;
  std::vector<Release> revisions;   // of the same report, first to last
  std::vector<PublishedFigure> figures;
  bool several() const { return revisions.size() > 1; }
};

std::vector<PublishedFigure> figures_of(Reader& reader, Id<Release> release) { return reader.list<PublishedFigure>({.where = {equals("release", release.value)}}); }

std::optional<Opened> find_release(Visit& visit) {
  auto reader = visit.app.store().read(visit.session());
  auto found = reader->find(Id<Release>{id_in(visit.parts[0])});
  if (!found) return std::nullopt;
  Opened o{*found, reader->list<Release>({.where = {equals("authority", found->authority.value), equals("label", found->label)}}), figures_of(*reader, found->id)};
  std::ranges::stable_sort(o.revisions, {}, revision_of);
  return o;
}

// A table from its cells, rows and columns in the order in which they were frozen.
Html frozen_table(const std::string& name, const std::vector<const PublishedFigure*>& cells) {
  std::vector<std::string> rows, columns;
  std::map<std::pair<std::string, std::string>, std::string> value;
  for (const PublishedFigure* f : cells) {
    if (std::ranges::find(rows, f->row_name) == rows.end()) rows.push_back(f->row_name);
    if (std::ranges::find(columns, f->column_name) == columns.end()) columns.push_back(f->column_name);
    value[{f->row_name, f->column_name}] = f->printed;
  }
  std::vector<govuk::Column> headings = {{"Row"}};
  for (const std::string& c : columns) headings.push_back({c, true});
  std::vector<std::vector<govuk::Cell>> lines;
  for (const std::string& r : rows) {
    std::vector<govuk::Cell> line = {{text(r), true}};
    for (const std::string& c : columns) {
      const std::string& v = value[{r, c}];
      line.push_back({v.empty() ? element("span", "govuk-visually-hidden", text("not known")) : text(v), false, c == "Total"});
    }
    lines.push_back(std::move(line));
  }
  const Table* declared = find_table(name);
  return govuk::table(name + (declared ? ": " + declared->title : ""), headings, lines);
}

Html frozen_tables(const std::vector<PublishedFigure>& figures) {
  std::vector<std::pair<std::string, std::vector<const PublishedFigure*>>> tables;
  for (const PublishedFigure& f : figures) {
    auto found = std::ranges::find(tables, f.table_name, [](const auto& t) { return t.first; });
    if (found == tables.end()) found = tables.insert(tables.end(), {f.table_name, {}});
    found->second.push_back(&f);
  }
  Html out;
  for (const auto& [name, cells] : tables) out += frozen_table(name, cells);
  return out;
}

// What this revision changed against the one before.
Html changes_since(Reader& reader, const Opened& o) {
  auto at = std::ranges::find(o.revisions, o.release.id, &Release::id);
  if (at == o.revisions.begin() || at == o.revisions.end()) return {};
  std::map<std::string, std::string> before;
  auto key = [](const PublishedFigure& f) { return f.table_name + "\n" + f.row_name + "\n" + f.column_name; };
  for (const PublishedFigure& f : figures_of(reader, std::prev(at)->id)) before[key(f)] = f.printed;
  std::vector<std::vector<govuk::Cell>> rows;
  for (const PublishedFigure& f : o.figures)
    if (auto held = before.find(key(f)); held == before.end() || held->second != f.printed)
      rows.push_back({{text(f.table_name), true}, {text(f.row_name)}, {text(f.column_name)}, {text(held == before.end() || held->second.empty() ? "none" : held->second)}, {text(f.printed.empty() ? "none" : f.printed)}});
  if (rows.empty()) return govuk::paragraph(text("No figure changed."));
  return govuk::table("Figures that changed", {{"Table"}, {"Row"}, {"Column"}, {"Before", true}, {"Now", true}}, rows);
}

Html paragraphs(const std::string& words) {
  Html out;
  for (const std::string& line : split(words, '\n')) out += govuk::paragraph(text(line));
  return out;
}

Html about(const Opened& o) {
  const Release& r = o.release;
  std::vector<govuk::SummaryRow> rows = {{"Census date", text(r.as_at ? long_date(*r.as_at) : "not known"), {}}};
  if (r.published_on) rows.push_back({"Published", text(long_date(*r.published_on)), {}});
  if (!r.revision_reason.empty()) rows.push_back({"Why it was revised", text(r.revision_reason), {}});
  if (!r.missing_returns.empty()) rows.push_back({"Without an accepted return", text(r.missing_returns), {}});
  if (!r.note.empty()) rows.push_back({"Note", text(r.note), {}});
  if (!r.definitions_hash.empty()) rows.push_back({"Definitions", text(r.definitions_hash), {}});
  if (!r.audit_head.empty()) rows.push_back({"Audit at that moment", text(r.audit_head), {}});
  return govuk::summary_list(rows);
}

Html other_revisions(const Opened& o) {
  if (!o.several()) return {};
  std::vector<Html> links;
  for (const Release& r : o.revisions)
    if (r.id != o.release.id) links.push_back(govuk::link(fmt::format("Revision {}{}", revision_of(r), r.published_on ? ", published on " + long_date(*r.published_on) : ""), fmt::format("/releases/{}", r.id.value)));
  bool latest = o.revisions.back().id == o.release.id;
  return (latest ? Html() : govuk::warning("A later revision corrects this report.")) + govuk::heading(2, "Other revisions", "m") + govuk::list(links);
}

// What the page before releasing stands on: the report, and whose returns are accepted.
struct Ready { Report report; ReturnsOfCensus returns; bool again = false; };

Result<Ready> ready(Visit& visit, const ReportAddress& a) {
  auto report = visit.app.figures().on(a.day)->report({.label = a.label, .county = a.county}, visit.app.demonstration());
  if (!report) return std::unexpected(report.error());
  auto reader = visit.app.store().read(visit.session());
  bool again = reader->count(type, {.where = {equals("authority", report->county_code), equals("label", report->label)}}) > 0;
  return Ready{*report, returns_of_census(*reader, report->county_code, a.day), again};
}

Html returns_list(const Ready& r) {
  std::vector<Html> lines;
  for (const std::string& line : r.returns.accepted) lines.push_back(text(line + ": accepted"));
  for (const std::string& line : r.returns.missing) lines.push_back(text(line + ": no accepted return"));
  return govuk::heading(2, "Returns of this census date", "m") + govuk::list(lines);
}

HttpResponse releasing_page(Visit& visit, const ReportAddress& a, const Ready& r, const std::vector<govuk::FieldError>& errors) {
  auto error = [&](std::string_view id) { for (const auto& e : errors) if (e.id == id) return e.message; return std::string(); };
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text(fmt::format("{}, as at {}", r.report.county_name, long_date(a.day)))) + govuk::heading(1, "Release the report " + r.report.label, "l") +
                 govuk::paragraph(text("The figures, the definitions and your words are frozen. Later reports repeat these figures. A later correction is a revision with its reason beside this one.")) +
                 govuk::heading(2, "Checks", "m") + (r.report.findings.empty() ? govuk::paragraph(text("Every check holds: sums, parts within their whole, the same children across tables.")) : findings_view(r.report)) + returns_list(r);
  Html inputs = govuk::textarea("narrative", "Narrative", visit.form("narrative"), "What the figures say, in your words. It is published: name no child.", error("narrative"));
  if (r.again) inputs += govuk::textarea("reason", "Why it is revised", visit.form("reason"), "There is a release of this label. This one becomes its next revision.", error("reason"));
  if (!r.returns.missing.empty()) inputs += govuk::choices("without", "Not every return is accepted", {{"yes", "Release without " + join(r.returns.missing, ", ") + ", and say so"}}, {visit.form("without")}, true, {}, error("without"));
  if (r.report.findings.empty()) content += govuk::form("/releases/new?" + a.query(), "post", visit.who->csrf, inputs + govuk::button(r.again ? "Release the revision" : "Release this report"));
  else content += govuk::inset(text("It cannot be released while a check fails."));
  return show(visit, {.title = "Release the report", .breadcrumbs = crumbs, .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

}  // namespace

HttpResponse releases_page(Visit& visit) {
  if (visit.session().grant(type).read == Reach::none) return not_found(visit);
  std::vector<Release> list = visit.app.store().read(visit.session())->list<Release>();
  std::ranges::stable_sort(list, [](const Release& a, const Release& b) { return std::tuple(b.as_at.value_or(Date{}), a.label, revision_of(b)) < std::tuple(a.as_at.value_or(Date{}), b.label, revision_of(a)); });
  std::vector<std::vector<govuk::Cell>> rows;
  for (const Release& r : list)
    rows.push_back({{govuk::link(title_of(r, revision_of(r) > 1), fmt::format("/releases/{}", r.id.value)), true}, {text(r.as_at ? short_date(*r.as_at) : "")}, {text(r.published_on ? short_date(*r.published_on) : "Brought in")}, {text(r.revision_reason)}});
  Html content = govuk::heading(1, "Releases", "xl") + govuk::paragraph(text("The reports as they were published. Nothing in them changes: a correction is a revision of its own.")) +
                 (rows.empty() ? govuk::paragraph(text("Nothing has been released yet.")) : govuk::table("Reports", {{"Report"}, {"Census date"}, {"Published"}, {"Why it was revised"}}, rows));
  return show(visit, {.title = "Releases", .content = content});
}

HttpResponse release_page(Visit& visit) {
  auto o = find_release(visit);
  if (!o) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  std::string title = title_of(o->release, o->several());
  Html content = govuk::heading(1, title, "xl") + other_revisions(*o) + about(*o) + changes_since(*reader, *o) + paragraphs(o->release.narrative) +
                 element("div", "waymark-actions", govuk::link_button("CSV", fmt::format("/releases/{}/csv", o->release.id.value))) + frozen_tables(o->figures);
  return show(visit, {.title = title, .breadcrumbs = crumbs, .content = content, .wide = true});
}

HttpResponse release_csv(Visit& visit) {
  auto o = find_release(visit);
  if (!o) return not_found(visit);
  std::string out = csv_row({"report", "table", "row", "column", "value"});
  for (const PublishedFigure& f : o->figures) out += csv_row({o->release.label, f.table_name, f.row_name, f.column_name, f.printed});
  return download(std::move(out), "text/csv; charset=utf-8", "release.csv");
}

HttpResponse release_report_page(Visit& visit) {
  if (visit.session().grant(type).add == Reach::none) return not_found(visit);
  ReportAddress a = report_address(visit);
  auto r = ready(visit, a);
  return r ? releasing_page(visit, a, *r, {}) : not_found(visit);
}

HttpResponse release_report(Visit& visit) {
  if (visit.session().grant(type).add == Reach::none) return not_found(visit);
  ReportAddress a = report_address(visit);
  auto r = ready(visit, a);
  if (!r) return not_found(visit);
  std::vector<govuk::FieldError> errors;
  std::string narrative(trim(visit.form("narrative"))), reason(trim(visit.form("reason")));
  if (narrative.size() > 50'000) errors.push_back({"narrative", "Narrative: is longer than 50,000 characters"});
  if (r->again && reason.empty()) errors.push_back({"reason", "Say why it is revised"});
  if (!r->returns.missing.empty() && visit.form("without") != "yes") errors.push_back({"without", "Say that it is released without these returns, or wait for them"});
  if (!errors.empty()) return releasing_page(visit, a, *r, errors);
  auto done = freeze_report(visit.app.store(), visit.session(), r->report, {.narrative = narrative, .reason = reason});
  if (!done) return releasing_page(visit, a, *r, {{r->again ? "reason" : "narrative", "It was not released: " + done.error().message}});
  return redirect(fmt::format("/releases/{}", done->release.value));
}

}  // namespace waymark
