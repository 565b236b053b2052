#include "exchange/published_import.h"

#include <fmt/format.h>

#include <map>

#include "domain/partnership/partnership.h"
#include "domain/release/release.h"
#include "figures/published/recognise.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

// "Dec 2020" and "Autumn 2021" say a month or a term; the census is taken near its end.
Date census_day_of(std::string_view label) {
  std::vector<std::string> parts = split(label, ' ');
  int year = 2000;
  unsigned month = 12;
  for (const std::string& part : parts) {
    if (part.size() == 4 && part.find_first_not_of("0123456789") == std::string::npos) year = std::stoi(part);
    for (unsigned m = 1; m <= 12; ++m)
      if (part.size() >= 3 && starts_like(month_name(m), part)) month = m;
    if (starts_like("Autumn", part) || starts_like(part, "aut")) month = 11;
    if (starts_like("Spring", part) || starts_like(part, "spr")) month = 3;
    if (starts_like("Summer", part) || starts_like(part, "sum")) month = 6;
  }
  return Date::of(year, month, 1);
}

// Which printed rows later reports repeat, known by their wording: "report, table, row" -> series.
std::map<std::string, std::string> series_of_rows(const std::vector<std::pair<std::string, CsvTable>>& tables) {
  std::vector<published::PrintedCell> cells;
  for (const auto& [path, table] : tables)
    for (const auto& row : table.rows) {
      auto at = [&](const char* name) { return row[static_cast<std::size_t>(table.column(name))]; };
      if (auto cell = published::printed_cell(at("report"), at("table"), at("row"), at("column"), at("value"))) cells.push_back(*cell);
    }
  static const std::map<std::string, std::string> known = {{"open.total", "open-cases"}, {"forum.total", "forum-cases"}, {"hours.average-purchased", "average-hours"}};
  std::map<std::string, std::string> out;
  for (const published::RecognisedTable& table : published::recognise_tables(cells))
    for (const published::Measure& measure : table.measures)
      if (auto found = known.find(measure.id); found != known.end() && measure.key() == measure.id)   // not a row that repeats an earlier report
        out[table.report + "\n" + table.name + "\n" + measure.printed] = found->second;
  return out;
}

}  // namespace

Result<std::size_t> import_published(Store& store, const Session& session, const std::vector<std::string>& paths) {
  std::vector<std::pair<std::string, CsvTable>> tables;
  for (const std::string& path : paths) {
    auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    auto table = read_csv_table(*bytes);
    if (!table) return std::unexpected(table.error());
    for (const char* column : {"report", "table", "row", "column", "value"})
      if (table->column(column) < 0) return problem(fmt::format("the column {} is missing", column), {}, path);
    tables.emplace_back(path, std::move(*table));
  }
  std::map<std::string, std::string> series = series_of_rows(tables);
  auto held = store.read(system_session("import"));
  auto partnerships = held->list<Partnership>();
  std::string county = partnerships.empty() ? "855" : partnerships[0].authority.value;
  std::map<std::string, Release> releases;
  for (const Release& r : held->list<Release>()) releases.emplace(r.label, r);
  std::map<std::string, PublishedFigure> figures;
  for (const PublishedFigure& f : held->list<PublishedFigure>()) figures.emplace(fmt::format("{}\n{}\n{}\n{}", f.release.value, f.table_name, f.row_name, f.column_name), f);
  held.reset();
  std::size_t n = 0;
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    t.set_county(county);
    std::vector<PublishedFigure> fresh;
    for (const auto& [path, table] : tables)
      for (const auto& row : table.rows) {
        auto at = [&](const char* name) { int c = table.column(name); return c < 0 ? std::string() : row[static_cast<std::size_t>(c)]; };
        auto [release, made] = releases.try_emplace(at("report"), Release{.authority = {county}, .label = at("report")});
        if (made) {
          auto day = parse_date(at("as_at"));
          release->second.as_at = day ? *day : census_day_of(release->second.label);
          t.insert(release->second);
        }
        PublishedFigure figure{.release = release->second.id, .table_name = at("table"), .row_name = at("row"), .column_name = at("column"), .printed = at("value"), .consistent = at("consistent"), .series = at("series"), .printed_later_as = at("printed_later_as")};
        if (figure.series.empty())
          if (auto known = series.find(at("report") + "\n" + figure.table_name + "\n" + figure.row_name); known != series.end()) figure.series = known->second;
        std::string key = fmt::format("{}\n{}\n{}\n{}", figure.release.value, figure.table_name, figure.row_name, figure.column_name);
        auto known = figures.find(key);
        ++n;
        if (known == figures.end()) {
          figures.emplace(key, figure);
          fresh.push_back(figure);
        } else if (known->second.id) {
          figure.id = known->second.id;
          t.update(known->second, figure);
        }
      }
    t.insert(fresh);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return n;
}

}  // namespace waymark
