#include "exchange/published_import.h"

#include <fmt/format.h>

#include <map>
#include <set>

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
std::map<std::string, std::string> series_of_rows(const std::vector<CsvTable>& tables) {
  std::vector<published::PrintedCell> cells;
  for (const CsvTable& table : tables)
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

struct Line {
  const CsvTable& table;
  const std::vector<std::string>& cells;
  bool has(const char* column) const { return table.column(column) >= 0; }
  std::string at(const char* column) const { return has(column) ? cells[static_cast<std::size_t>(table.column(column))] : std::string(); }
};

struct Held {
  std::map<std::string, Release> releases;         // by county and label
  std::map<std::string, PublishedFigure> figures;  // by release, table, row and column
};
std::string key_of(const Release& r) { return r.authority.value + "\n" + r.label; }
std::string key_of(const PublishedFigure& f) { return fmt::format("{}\n{}\n{}\n{}", f.release.value, f.table_name, f.row_name, f.column_name); }

Held what_is_held(Store& store) {
  Held held;
  auto reader = store.read(system_session("import"));
  reader->each<Release>({}, [&](const Release& r) {
    auto [at, fresh] = held.releases.try_emplace(key_of(r), r);
    if (!fresh && at->second.revision.value_or(1) < r.revision.value_or(1)) at->second = r;   // the latest revision
  });
  reader->each<PublishedFigure>({}, [&](const PublishedFigure& f) { held.figures.emplace(key_of(f), f); });
  return held;
}

Result<std::vector<CsvTable>> read_tables(const std::vector<std::string>& paths) {
  std::vector<CsvTable> tables;
  for (const std::string& path : paths) {
    auto bytes = read_file(path);
    if (!bytes) return std::unexpected(bytes.error());
    auto table = read_csv_table(*bytes);
    if (!table) return std::unexpected(table.error());
    for (const char* column : {"report", "table", "row", "column", "value"})
      if (table->column(column) < 0) return problem(fmt::format("the column {} is missing", column), {}, path);
    tables.push_back(std::move(*table));
  }
  return tables;
}

// The county of figures that name none: the one asked for, else the only one that the store knows.
Result<Code> default_county(Store& store, const std::string& asked) {
  if (!asked.empty()) {
    Code county;
    if (auto known = Value<Code>::parse(asked, *record_type_of<Release>.find("authority"), county); !known) return problem("--county: " + known.error().message);
    return county;
  }
  std::set<std::string> counties;
  store.read(system_session("import"))->each<Partnership>({}, [&](const Partnership& p) { counties.insert(p.authority.value); });
  if (counties.empty()) return Code{"855"};
  return Code{counties.size() == 1 ? *counties.begin() : ""};
}

Result<Code> county_of(const Line& line, const Code& otherwise) {
  Code county = otherwise;
  if (std::string said = line.at("county"); !said.empty())
    if (auto known = Value<Code>::parse(said, *record_type_of<Release>.find("authority"), county); !known) return problem("county: " + known.error().message);
  if (county.value.empty()) return problem("the store holds several counties: say whose figures these are with --county, or in a column county");
  return county;
}

// Columns that the file does not have stay as they are held.
void fill(PublishedFigure& figure, const Line& line, const std::map<std::string, std::string>& series) {
  figure.printed = line.at("value");
  for (auto [column, member] : {std::pair{"consistent", &PublishedFigure::consistent}, {"series", &PublishedFigure::series}, {"printed_later_as", &PublishedFigure::printed_later_as}})
    if (line.has(column)) figure.*member = line.at(column);
  auto known = series.find(line.at("report") + "\n" + figure.table_name + "\n" + figure.row_name);
  if (figure.series.empty() && known != series.end()) figure.series = known->second;
}

void take_line(Transaction& t, const Line& line, const Code& county, Held& held, const std::map<std::string, std::string>& series, std::vector<PublishedFigure>& fresh) {
  Release report{.authority = county, .label = line.at("report")};
  auto [release, made] = held.releases.try_emplace(key_of(report), report);
  if (made) {
    auto day = parse_date(line.at("as_at"));
    release->second.as_at = day ? *day : census_day_of(report.label);
    t.insert(release->second);
  }
  PublishedFigure figure{.release = release->second.id, .table_name = line.at("table"), .row_name = line.at("row"), .column_name = line.at("column")};
  auto [known, first] = held.figures.try_emplace(key_of(figure), figure);
  if (first) {
    fill(figure, line, series);
    fresh.push_back(figure);
  } else if (known->second.id) {   // of two equal lines of one file the first is taken
    figure = known->second;
    fill(figure, line, series);
    t.update(known->second, figure);
  }
}

}  // namespace

Result<std::size_t> import_published(Store& store, const Session& session, const std::vector<std::string>& paths, const std::string& county) {
  auto tables = read_tables(paths);
  if (!tables) return std::unexpected(tables.error());
  auto otherwise = default_county(store, county);
  if (!otherwise) return std::unexpected(otherwise.error());
  std::map<std::string, std::string> series = series_of_rows(*tables);
  Held held = what_is_held(store);
  std::size_t n = 0;
  auto done = store.write(session, [&](Transaction& t) -> Result<void> {
    std::map<std::string, std::vector<PublishedFigure>> fresh;   // by county
    for (const CsvTable& table : *tables)
      for (const auto& cells : table.rows) {
        Line line{table, cells};
        auto whose = county_of(line, *otherwise);
        if (!whose) return std::unexpected(whose.error());
        t.set_county(whose->value);
        take_line(t, line, *whose, held, series, fresh[whose->value]);
        ++n;
      }
    for (auto& [code, figures] : fresh) {
      t.set_county(code);
      t.insert(figures);
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return n;
}

}  // namespace waymark
