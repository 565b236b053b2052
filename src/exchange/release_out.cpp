#include "exchange/release_out.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/register_return/register_return.h"
#include "platform/core/clock.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

std::vector<PublishedFigure> figures_of(const Report& report, Id<Release> release) {
  std::vector<PublishedFigure> out;
  for (const ReportTable& table : report.tables)
    for (const ReportRow& row : table.rows)
      for (std::size_t c = 0; c < table.columns.size(); ++c)
        out.push_back({.release = release, .table_name = table.table->name, .row_name = row.name, .column_name = table.columns[c].name, .printed = row.cells[c].text, .series = row.source ? row.source->series : std::string()});
  return out;
}

}  // namespace

ReturnsOfCensus returns_of_census(Reader& reader, const std::string& county, Date census) {
  ReturnsOfCensus out;
  std::vector<RegisterReturn> returns = reader.list<RegisterReturn>({.where = {equals("census_on", census)}});
  std::vector<Partnership> partnerships = reader.list<Partnership>({.where = {equals("authority", county)}});
  std::ranges::sort(partnerships, {}, [](const Partnership& p) { return std::pair(p.position.value_or(1'000'000), p.code); });
  for (const Partnership& p : partnerships) {
    auto found = std::ranges::find_if(returns, [&](const RegisterReturn& r) { return r.partnership == p.id && r.state.value == "accepted"; });
    (found == returns.end() ? out.missing : out.accepted).push_back(p.code);
    if (found != returns.end()) out.ids += fmt::format("{}{}/{}", out.ids.empty() ? "" : " ", found->id.value, found->revision.value_or(1));
  }
  return out;
}

Result<Released> freeze_report(Store& store, const Session& session, const Report& report, const ReleaseWords& words) {
  if (!report.findings.empty()) return problem("the report is not released: " + report.findings[0].message);
  Released released;
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    released = {};
    t.set_county(report.county_code);
    for (const Release& held : t.list<Release>({.where = {equals("authority", report.county_code), equals("label", report.label)}})) released.revision = std::max(released.revision, held.revision.value_or(1) + 1);
    if (released.revision > 1 && trim(words.reason).empty()) return problem("there is a release called " + report.label + " already: say why it is revised, or give this one another label", "reason");
    ReturnsOfCensus returns = returns_of_census(t, report.county_code, report.as_at);
    Release release{.authority = {report.county_code}, .label = report.label, .revision = released.revision, .as_at = report.as_at, .published_on = today(), .definitions_hash = report.definitions, .narrative = words.narrative,
                    .revision_reason = released.revision > 1 ? std::string(trim(words.reason)) : std::string(), .accepted_returns = returns.ids, .missing_returns = join(returns.missing, ", "), .audit_head = t.audit_head()};
    t.insert(release);
    std::vector<PublishedFigure> figures = figures_of(report, release.id);
    t.insert(figures);
    released.release = release.id;
    released.figures = figures.size();
    released.without = returns.missing;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return released;
}

}  // namespace waymark
