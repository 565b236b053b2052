#include "figures/headline.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/core/text.h"

namespace waymark {
namespace {

const ReportTable* table_of(const std::vector<ReportTable>& tables, std::string_view id) {
  for (const ReportTable& t : tables)
    if (t.table->id == id) return &t;
  return nullptr;
}

std::size_t total_column(const ReportTable& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].total) return c;
  return table.columns.size();
}

HeadlineCell cell(const ReportTable& table, const ReportRow& row, std::size_t column) { return {table.table->name, row.name, table.columns[column].name, row.cells[column].value.rounded(row.places)}; }

// The frozen row of the same season, the latest before now: "Total June 2019" for a June, not for a December.
const ReportRow* same_season(const ReportTable& table, Date as_at) {
  const ReportRow* found = nullptr;
  for (const ReportRow& row : table.rows) {
    if (row.as_at && term(*row.as_at) == term(as_at) && school_year(*row.as_at) < school_year(as_at)) found = &row;   // rows stand in the order of their days
  }
  return found;
}

void change_since(std::vector<Headline>& out, const ReportTable& table, const ReportRow& now, const std::string& what, Date as_at) {
  const ReportRow* then = same_season(table, as_at);
  std::size_t total = total_column(table);
  if (!then || total == table.columns.size() || !then->cells[total].value.known()) return;
  std::vector<HeadlineCell> cells = {cell(table, *then, total), cell(table, now, total)};
  const char* verb = holds(Claim::stable, cells) ? "was stable" : holds(Claim::rose, cells) ? "rose" : "fell";
  std::vector<std::string> words = split(then->name, ' ');   // "Total Dec 2018", "Average Hours/week Nov 19": the label stands last
  std::string season = words.size() < 2 ? then->name : words[words.size() - 2] + " " + words.back();
  out.push_back({fmt::format("{} {}: {} against {} ({}).", what, verb, cells[1].value.text(now.places), cells[0].value.text(then->places), season), cells});
}

void share(std::vector<Headline>& out, const ReportTable& part_table, std::string_view part_row, const ReportTable& whole_table, std::string_view whole_row, const std::string& sentence) {
  const ReportRow *part = part_table.row(part_row), *whole = whole_table.row(whole_row);
  if (!part || !whole) return;
  std::vector<HeadlineCell> cells = {cell(part_table, *part, total_column(part_table)), cell(whole_table, *whole, total_column(whole_table))};
  Number percent = cells[0].value * Number::of(100) / cells[1].value;
  if (!percent.known()) return;
  std::string most = holds(Claim::all, cells) ? "All" : holds(Claim::most, cells) ? "Most" : "Fewer than half";
  out.push_back({fmt::format(fmt::runtime(sentence), fmt::arg("most", most), fmt::arg("part", cells[0].value.text(0)), fmt::arg("whole", cells[1].value.text(0)), fmt::arg("percent", percent.text(0))), cells});
}

void highest(std::vector<Headline>& out, const ReportTable& table, const ReportRow& row, const std::string& what) {
  std::vector<HeadlineCell> cells;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (!table.columns[c].total && table.columns[c].variant == 0 && row.cells[c].value.known()) cells.push_back(cell(table, row, c));
  if (cells.size() < 2) return;
  std::ranges::stable_sort(cells, [](const HeadlineCell& a, const HeadlineCell& b) { return b.value < a.value; });
  if (holds(Claim::highest, cells)) out.push_back({fmt::format("{} is highest in {}: {}.", what, cells[0].column, cells[0].value.text(row.places)), cells});
}

}  // namespace

bool holds(Claim claim, const std::vector<HeadlineCell>& c, int band) {
  if (c.empty() || !std::ranges::all_of(c, [](const HeadlineCell& x) { return x.value.known(); })) return false;
  auto two = [&](auto&& test) { return c.size() == 2 && test(c[0].value, c[1].value); };
  switch (claim) {
    case Claim::rose: return two([](Number a, Number b) { return a < b; });
    case Claim::fell: return two([](Number a, Number b) { return b < a; });
    case Claim::stable: return two([&](Number a, Number b) {
      Number difference = b < a ? a - b : b - a;
      return !(a * Number::of(band) < difference * Number::of(100));
    });
    case Claim::most: return two([](Number part, Number whole) { return whole < part * Number::of(2); });
    case Claim::all: return two([](Number part, Number whole) { return part == whole && Number::of(0) < whole; });
    case Claim::highest: return c.size() > 1 && std::all_of(c.begin() + 1, c.end(), [&](const HeadlineCell& x) { return x.value < c[0].value; });
  }
  return false;
}

std::vector<Headline> headlines(const std::vector<ReportTable>& tables, Date as_at) {
  std::vector<Headline> out;
  const ReportTable *open = table_of(tables, "open-cases"), *forums = table_of(tables, "inclusion-forums"), *ks3 = table_of(tables, "ks3-programme"), *ks4 = table_of(tables, "ks4-programme"),
                    *hours = table_of(tables, "hours"), *city = table_of(tables, "city-addresses"), *referrals = table_of(tables, "initial-referrals");
  if (open) change_since(out, *open, *open->row("Total active cases"), "The number of active cases", as_at);
  if (forums)
    for (const ReportRow& row : forums->rows)
      if (row.name.starts_with("Total referrals")) change_since(out, *forums, row, "The number of cases at inclusion forums", as_at);
  if (forums && referrals)
    for (const ReportRow& row : forums->rows)
      if (row.name.starts_with("Total referrals")) share(out, *forums, row.name, *referrals, "New Referrals this year", "There were {whole} new referrals this year; {part} cases were discussed at inclusion forums.");
  if (ks4) share(out, *ks4, "<24hrs", *ks4, "Totals", "{most} of the programme managed students at key stage 4 have fewer than 24 hours a week: {part} of {whole} ({percent} %).");
  if (ks3) highest(out, *ks3, *ks3->row("Totals"), "The number of programme managed students at key stage 3");
  if (ks4) highest(out, *ks4, *ks4->row("Totals"), "The number of programme managed students at key stage 4");
  if (hours) change_since(out, *hours, *hours->row("Average hours/week*"), "The average of hours a week bought from providers", as_at);
  if (city) share(out, *city, "TOTAL", *city, "on the register", "Of {whole} students with a city address on the register, {part} are programme managed.");
  return out;
}

}  // namespace waymark
