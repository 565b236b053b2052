#include "exchange/release_out.h"

#include "platform/core/clock.h"

namespace waymark {

Result<std::size_t> freeze_report(Store& store, const Session& session, const Report& report) {
  if (!report.findings.empty()) return problem("the report is not released: " + report.findings[0].message);
  std::vector<PublishedFigure> figures;
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    t.set_county(report.county_code);
    if (t.count(record_type_of<Release>, {.where = {equals("authority", report.county_code), equals("label", report.label)}}) > 0)
      return problem("there is a release called " + report.label + " already: a release is never changed, give this one another label");
    Release release{.authority = {report.county_code}, .label = report.label, .as_at = report.as_at, .published_on = today(), .definitions_hash = report.definitions};
    t.insert(release);
    for (const ReportTable& table : report.tables)
      for (const ReportRow& row : table.rows)
        for (std::size_t c = 0; c < table.columns.size(); ++c)
          figures.push_back({.release = release.id, .table_name = table.table->name, .row_name = row.name, .column_name = table.columns[c].name, .printed = row.cells[c].text,
                             .series = row.source ? row.source->series : std::string()});
    t.insert(figures);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return figures.size();
}

}  // namespace waymark
