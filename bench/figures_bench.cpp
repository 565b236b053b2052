#include "figures_bench.h"

#include <fmt/format.h>

#include <filesystem>

#include "figures/table.h"
#include "platform/core/csv.h"
#include "platform/record/codes.h"
#include "timing.h"

namespace waymark {
namespace {

struct Cell { std::string name; Measure measure; };   // table and position in it: "open-cases/0"

std::vector<Cell> all_cells() {
  std::vector<Cell> out;
  for (const Table* table : all_tables()) {
    int position = 0;
    for (const TableRow& row : table->rows)
      for (const Measure& measure : row.measures) out.push_back({fmt::format("{}/{}", table->id, position++), measure});
  }
  return out;
}

template <class T> void repeat_ranges(std::vector<T>& column, const std::vector<std::uint32_t>& starts, std::size_t times) {
  std::vector<T> out;
  out.reserve(column.size() * times);
  for (std::size_t p = 0; p + 1 < starts.size(); ++p)
    for (std::size_t i = 0; i < times; ++i) out.insert(out.end(), column.begin() + starts[p], column.begin() + starts[p + 1]);
  column = std::move(out);
}

// The same census with every row so many times over.
Census widened(Census c, std::size_t times) {
  auto each = [&](Space space, auto&... columns) { (repeat_ranges(columns, c.starts[static_cast<std::size_t>(space)], times), ...); };
  Students& s = c.students;
  each(Space::students, s.pupil, s.school, s.programme, s.year, s.open, s.managed, s.mode, s.ehc, s.looked_after, s.out_of_county, s.city, s.bought, s.own, s.at_school, s.weekly);
  each(Space::referrals, c.referrals.referral, c.referrals.fresh, c.referrals.previous, c.referrals.tier_4_before, c.referrals.category, c.referrals.term);
  each(Space::discussions, c.discussions.discussion, c.discussions.year, c.discussions.counts, c.discussions.additional, c.discussions.term);
  each(Space::outcomes, c.outcomes.outcome, c.outcomes.code);
  for (std::size_t space = 0; space < spaces; ++space) {
    c.size[space] *= times;
    for (std::uint32_t& start : c.starts[space]) start *= static_cast<std::uint32_t>(times);
  }
  return c;
}

void append(std::string& out, std::int64_t n) { fmt::format_to(std::back_inserter(out), ",{}", n); }

template <class... Columns>
void write_space(const std::string& path, std::string_view headings, const Census& c, Space space, const Columns&... columns) {
  std::string out = fmt::format("partnership,{}\n", headings);
  const auto& starts = c.starts[static_cast<std::size_t>(space)];
  for (std::size_t p = 0; p + 1 < starts.size(); ++p)
    for (std::size_t i = starts[p]; i < starts[p + 1]; ++i) {
      fmt::format_to(std::back_inserter(out), "{}", p);
      (append(out, columns[i]), ...);
      out += '\n';
    }
  write_file(path, out).value();
}

void write_codes(const std::string& path) {
  std::string out = "list,code,position\n";
  for (const CodeList& list : all_code_lists())
    for (std::size_t i = 0; i < list.items.size(); ++i) out += fmt::format("{},{},{}\n", list.name, list.items[i].code, i);
  write_file(path, out).value();
}

void write_columns(const std::string& folder, const Census& c) {
  std::filesystem::create_directories(folder);
  const Students& s = c.students;
  write_space(folder + "/students.csv", "year,open,managed,mode,ehc,looked_after,out_of_county,city,bought,own,at_school,weekly", c, Space::students, s.year, s.open, s.managed, s.mode, s.ehc,
              s.looked_after, s.out_of_county, s.city, s.bought, s.own, s.at_school, s.weekly);
  write_space(folder + "/referrals.csv", "fresh,previous,tier_4_before,category,term", c, Space::referrals, c.referrals.fresh, c.referrals.previous, c.referrals.tier_4_before, c.referrals.category, c.referrals.term);
  write_space(folder + "/discussions.csv", "year,counts,additional,term", c, Space::discussions, c.discussions.year, c.discussions.counts, c.discussions.additional, c.discussions.term);
  write_space(folder + "/outcomes.csv", "code", c, Space::outcomes, c.outcomes.code);
  std::string partnerships = "partnership,county,roll\n";
  for (std::size_t county = 0; county < c.history->counties.size(); ++county)
    for (std::uint32_t p = c.history->counties[county].first; p < c.history->counties[county].last; ++p) partnerships += fmt::format("{},{},{}\n", p, county, c.roll[p]);
  write_file(folder + "/partnerships.csv", partnerships).value();
  write_codes(folder + "/codes.csv");
}

void write_cells(const std::string& folder, const Census& c, const std::vector<Cell>& cells) {
  Evaluation evaluation(c);
  std::string out = "cell,column,value\n";
  for (const Cell& cell : cells) {
    const std::vector<Number>& values = evaluation.values(cell.measure);
    for (std::size_t i = 0; i < values.size(); ++i)
      out += fmt::format("{},{},{}\n", cell.name, i, values[i].known() ? fmt::format("{}", values[i].approximate()) : "");
  }
  write_file(folder + "/cells.csv", out).value();
}

void measure_tables(const std::string& name, const Census& c, const FiguresBench& settings, const std::string& folder) {
  std::vector<Cell> cells = all_cells();
  std::size_t computed = 0;
  double ms = median_milliseconds(settings.repetitions, [&] {
    Evaluation evaluation(c);
    computed = 0;
    for (const Cell& cell : cells) computed += evaluation.values(cell.measure).size();
  });
  fmt::print("{} tables ms\t{:.3f}\n{} cells\t{}\n{} students\t{}\n{} rows\t{}\n", name, ms, name, computed, name, c.size_of(Space::students), name, c.size[0] + c.size[1] + c.size[2] + c.size[3]);
  write_columns(folder, c);
  write_cells(folder, c, cells);
}

}  // namespace

void measure_figures(Store& store, const FiguresBench& settings) {
  double before = memory_megabytes("VmRSS");
  History h;
  double load = milliseconds([&] { h = load_history(store); });
  fmt::print("history cases\t{}\nhistory load ms\t{:.1f}\nhistory memory MB\t{:.1f}\nhistory peak MB\t{:.1f}\n", h.cases.id.size(), load, memory_megabytes("VmRSS") - before, memory_megabytes("VmHWM"));
  Census census = take_census(h, settings.as_at);
  fmt::print("census ms\t{:.2f}\n", median_milliseconds(settings.repetitions, [&] { census = take_census(h, settings.as_at); }));
  fmt::print("earlier census ms\t{:.2f}\n", median_milliseconds(settings.repetitions, [&] { take_census(h, settings.earlier); }));
  fmt::print("earlier census students\t{}\n", take_census(h, settings.earlier).size_of(Space::students));
  measure_tables("day", census, settings, settings.folder);
  ReportOptions options{.label = "Dec 2020", .county = h.counties.front().code};
  fmt::print("county report from nothing ms\t{:.3f}\n", median_milliseconds(settings.repetitions, [&] {
    Evaluation evaluation(census);
    compute_tables(evaluation, options);
  }));
  if (std::size_t students = census.size_of(Space::students); settings.live > students)
    measure_tables("wide", widened(std::move(census), (settings.live + students - 1) / students), settings, settings.folder + "/wide");
}

}  // namespace waymark
