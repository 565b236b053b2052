#include "figures/report.h"

#include <fmt/format.h>

#include "figures/words.h"

namespace waymark {
namespace {

struct PartRule { Set part, whole; const char* say; };

// What must hold before release and does not follow from the definitions alone: the register itself may break it.
const std::vector<PartRule>& part_rules() {
  using namespace words;
  static const std::vector<PartRule> rules = {
      {managed, on_register, "programme managed without an open case"},
      {managed && (ks3 || ks4), managed && (full_time || part_time || medical), "programme managed without a mode (full time, part time, CMN)"},
      {on_register, year(7) || year(8) || year(9) || year(10) || year(11), "on the register outside Years 7 to 11"},
      {forum_case, forum_year(7) || forum_year(8) || forum_year(9) || forum_year(10) || forum_year(11), "discussed at an inclusion forum outside Years 7 to 11"},
  };
  return rules;
}

}  // namespace

std::vector<ReportFinding> check_report(Evaluation& e, const Report& report, std::size_t county) {
  std::vector<ReportFinding> out;
  const History& h = *e.census().history;
  for (const PartRule& rule : part_rules()) {
    if (rule.part.is_part_of(rule.whole)) continue;
    Set outside = rule.part && !rule.whole;
    for (std::uint32_t p = h.counties[county].first; p < h.counties[county].last; ++p)
      if (std::size_t n = e.rows_in(outside, p).size(); n > 0) out.push_back({"", "", h.partnerships[p].code, fmt::format("{} student{} {}", n, n == 1 ? "" : "s", rule.say)});
  }
  for (const ReportTable& table : report.tables)   // counts: the county's own count equals the sum of its partnerships
    for (const ReportRow& row : table.rows) {
      if (!row.source || !row.source->measures[0].is_count()) continue;
      for (std::size_t v = 0; v < table.table->variants.size(); ++v) {
        Number sum = Number::of(0), total;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
          if (table.columns[c].variant != v) continue;
          if (table.columns[c].total) total = row.cells[c].value;
          else sum = sum + row.cells[c].value;
        }
        if (total.known() && !(sum == total)) out.push_back({table.table->name, row.name, "Total", fmt::format("the partnerships add up to {}, the county counts {}", sum.text(0), total.text(0))});
      }
    }
  return out;
}

Result<Report> make_report(Evaluation& evaluation, const ReportOptions& options, bool invented) {
  const History& h = *evaluation.census().history;
  if (h.counties.empty()) return problem("the store holds no partnership yet: import a register first");
  std::size_t county = county_index(h, options.county);
  if (county == SIZE_MAX) return problem("the store holds no partnership of the county " + options.county);
  Report report{.label = options.label, .county_code = h.counties[county].code, .county_name = h.counties[county].name, .definitions = definitions_hash(), .as_at = evaluation.census().day, .invented = invented};
  report.tables = compute_tables(evaluation, options);
  report.headlines = headlines(report.tables, report.as_at);
  report.partnerships = shares_by_partnership(evaluation.census(), county);
  report.schools = shares_by_school(evaluation.census(), county);
  report.findings = check_report(evaluation, report, county);
  return report;
}

}  // namespace waymark
