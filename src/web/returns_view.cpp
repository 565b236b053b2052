#include "web/returns_view.h"

#include <fmt/format.h>

#include <cstdlib>

#include "domain/people/access.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

Html column_of(const ReportTable& table, std::size_t partnership) {
  std::vector<govuk::Column> columns = {{"Row"}};
  std::vector<std::size_t> own;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (!table.columns[c].total && table.columns[c].index == partnership) own.push_back(c), columns.push_back({table.columns[c].name, true});
  if (own.empty()) return {};
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ReportRow& row : table.rows) {
    if (!row.source) continue;   // earlier reports' figures are not the return's
    std::vector<govuk::Cell> cells = {{text(row.shown), true}};
    for (std::size_t c : own) cells.push_back({row.cells[c].text.empty() ? text("not known") : text(row.cells[c].text)});
    rows.push_back(std::move(cells));
  }
  return rows.empty() ? Html() : govuk::table(table.table->name + ": " + table.table->title, columns, rows);
}

Html own_return(Visit& visit, Reader& reader, const RegisterReturn& r, Date day) {
  RegisterQuality quality = quality_of(reader, visit.session(), r.partnership, day);
  Html out = govuk::heading(2, "Your return for " + r.label, "m") + return_summary(r, day);
  std::string found = fmt::format("{} thing{} to mend", quality.findings.size(), quality.findings.size() == 1 ? "" : "s");
  out += quality.findings.empty() ? govuk::paragraph(text("Nothing is missing.")) : problems_by_rule(quality.findings, found + ", by rule") + govuk::paragraph(govuk::link("See each of them and mend it", fmt::format("/quality?partnership={}", r.partnership.value)));
  if (can_be_frozen(r) && may_hand_in(visit.session(), r.partnership)) out += govuk::link_button("Freeze this return", return_address(r, "/freeze"));
  return out + own_figures(visit, r);
}

}  // namespace

std::int64_t id_in(const std::string& s) { return s.empty() || s.size() > 18 || s.find_first_not_of("0123456789") != std::string::npos ? 0 : std::atoll(s.c_str()); }
std::string return_address(const RegisterReturn& r, const std::string& rest) { return fmt::format("/returns/{}{}", r.id.value, rest); }

Html state_tag(const std::string& state, bool late) {
  const char* colour = state == "accepted" ? "green" : state == "frozen" ? "blue" : state == "sent_back" ? "orange" : "grey";
  return govuk::tag(std::string(code_label("return_state", state)), colour) + (late ? text(" ") + govuk::tag("Late", "red") : Html());
}

Html return_summary(const RegisterReturn& r, Date day) {
  auto date = [](const std::optional<Date>& d) { return d ? long_date(*d) : std::string("not set"); };
  std::vector<govuk::SummaryRow> rows = {{"State", state_tag(r.state.value, is_late(r, day)), {}}, {"Census date", text(date(r.census_on)), {}}, {"Due", text(date(r.due_on)), {}}};
  if (r.frozen_on) rows.push_back({"Frozen", text(fmt::format("{} by {}: revision {}, {} rows", long_date(*r.frozen_on), r.frozen_by, r.revision.value_or(1), r.row_count.value_or(0))), {}});
  if (r.answered_on) rows.push_back({"Answered", text(fmt::format("{} by {}", long_date(*r.answered_on), r.answered_by)), {}});
  if (!r.reason.empty()) rows.push_back({r.state.value == "sent_back" ? "To correct" : "Was to correct", text(r.reason), {}});
  return govuk::summary_list(rows);
}

Html own_figures(Visit& visit, const RegisterReturn& r) {
  if (!r.census_on || !may(visit.session(), Capability::live_figures)) return {};
  auto day = visit.app.figures().on(*r.census_on);
  const History& h = day->history();
  for (std::size_t p = 0; p < h.partnerships.size(); ++p) {
    if (h.partnerships[p].id != r.partnership.value) continue;
    auto report = day->report({.label = r.label, .county = h.partnerships[p].county}, visit.app.demonstration());
    if (!report) return {};
    Html tables;
    for (const ReportTable& table : report->tables) tables += column_of(table, p);
    return govuk::details(fmt::format("{}'s figures as at {}, from the register as it is now", h.partnerships[p].code, long_date(*r.census_on)), tables);
  }
  return {};
}

Html problems_by_rule(const std::vector<Finding>& findings, const std::string& caption) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const RuleCount& r : by_rule(findings)) rows.push_back({{text(r.rule), true}, {text(std::to_string(r.count))}});
  return rows.empty() ? Html() : govuk::table(caption, {{"What"}, {"Records", true}}, rows);
}

Html own_returns(Visit& visit) {
  Html out;
  Date day = visit.app.usual_day();
  auto reader = visit.app.store().read(visit.session());
  for (std::int64_t partnership : visit.session().partnerships())
    for (const RegisterReturn& r : reader->list<RegisterReturn>({.where = {equals("partnership", partnership)}, .order_by = "census_on", .descending = true}))
      if (r.state.value != "accepted" && may_hand_in(visit.session(), r.partnership)) out += own_return(visit, *reader, r, day);
  if (visit.session().grant(record_type_of<RegisterReturn>).read != Reach::none) out += govuk::paragraph(govuk::link("Where every partnership's return stands", "/returns"));
  return out;
}

}  // namespace waymark
