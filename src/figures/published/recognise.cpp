#include "figures/published/recognise.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

#include "figures/published/known_rows.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

struct Wording {
  std::vector<std::string> words;   // without the date, but with the term
  Period period;
};

Wording wording_of(std::string_view printed) {
  Wording wording{.words = words_of(printed), .period = {}};
  wording.period = take_period(wording.words);
  static constexpr std::string_view terms[] = {"", "autumn", "spring", "summer"};
  if (wording.period.term != Term::none) wording.words.emplace_back(terms[static_cast<std::size_t>(wording.period.term)]);
  if (wording.words.size() == 2 && wording.words[0] == "unlabelled" && wording.words[1] == "total") wording.words.erase(wording.words.begin());
  return wording;
}

// "% in further education" is no count of those in further education.
const KnownRow* find_row(const std::vector<std::string>& words, const KnownTable& table) {
  bool relative = fits(words, "percent|average");
  for (const KnownRow& row : table.rows)
    if (!(relative && is_additive(row.unit)) && fits(words, row.pattern)) return &row;
  return nullptr;
}

Unit unit_by_wording(const std::vector<std::string>& words) {
  if (fits(words, "percent|rate|rates|proportion|share")) return Unit::percent;
  if (fits(words, "average|ratio|median") || fits(words, "per !week")) return Unit::average;
  if (fits(words, "hours")) return Unit::hours;
  return fits(words, "fte|adjusted") ? Unit::fte : Unit::unknown;
}

Measure measure_of(std::string_view printed, const Wording& wording, const KnownTable* table) {
  Measure measure{.printed = std::string(printed)};
  const KnownRow* row = table == nullptr ? nullptr : find_row(wording.words, *table);
  measure.unit = row == nullptr || row->unit == Unit::unknown ? unit_by_wording(wording.words) : row->unit;
  if (row != nullptr) measure.id = row->id;
  if (wording.period.dated() && measure.unit != Unit::money) measure.period = wording.period;
  return measure;
}

struct Lines {
  std::vector<std::string> printed;
  int add(const std::string& name) {
    auto [at, fresh] = index.emplace(name, static_cast<int>(printed.size()));
    if (fresh) printed.push_back(name);
    return at->second;
  }
  std::map<std::string, int> index;
};

struct Sheet {
  std::string report, name;
  std::vector<int> cells;
  Lines rows, columns;
};

std::vector<Sheet> sheets_of(std::span<const PrintedCell> cells) {
  std::vector<Sheet> sheets;
  std::map<std::pair<std::string, std::string>, std::size_t> index;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    auto [at, fresh] = index.emplace(std::pair(cells[i].report, cells[i].table), sheets.size());
    if (fresh) sheets.push_back({cells[i].report, cells[i].table, {}, {}, {}});
    Sheet& sheet = sheets[at->second];
    sheet.cells.push_back(static_cast<int>(i));
    sheet.rows.add(cells[i].row);
    sheet.columns.add(cells[i].column);
  }
  return sheets;
}

int partnerships_in(const Lines& lines) {
  std::set<std::string> codes;
  for (const std::string& printed : lines.printed)
    if (Place place = recognise_place(printed); place.kind == PlaceKind::partnership) codes.insert(place.code);
  return static_cast<int>(codes.size());
}

// Whatever is neither a partnership nor the county among the places of a transposed table is a figure of the county by itself.
bool stands_alone(const Place& place, const PrintedCell& cell) {
  return place.kind == PlaceKind::other && (cell.column.empty() || place.code.size() > 12) && !place.code.empty();
}

struct Builder {
  std::span<const PrintedCell> printed;
  RecognisedTable table;
  Lines measures, places;   // a bracketed measure is a line of its own
  std::vector<std::pair<std::pair<int, int>, int>> placed;

  void add(int cell, bool transposed) {
    const PrintedCell& at = printed[static_cast<std::size_t>(cell)];
    std::string measure = transposed ? at.column : at.row, place = transposed ? at.row : at.column;
    if (transposed && table.has_places && stands_alone(recognise_place(place), at)) {
      measure = place;
      place = county_name;
    }
    int to = places.add(place);
    placed.push_back({{measures.add(measure), to}, cell});
    if (at.read.bracketed) placed.push_back({{measures.add(measure + " [bracketed]"), to}, cell});
  }

  std::string county_name = "Total";
};

int score_of(const KnownTable& known, const std::vector<Wording>& rows, std::string_view all_words, bool used) {
  int score = 0;
  std::set<std::string> ids;
  for (const Wording& row : rows) {
    const KnownRow* found = find_row(row.words, known);
    score += found == nullptr ? -10 : 10;
    if (found != nullptr) ids.insert(found->id);
  }
  for (const std::string& id : split(known.needs, ' '))
    if (!ids.contains(id)) return 0;
  for (std::string hint : split(known.hint, ' ')) {
    std::replace(hint.begin(), hint.end(), '_', ' ');
    if (all_words.contains(" " + hint + " ")) score += 3;
  }
  if (ids.size() * 3 < rows.size() && rows.size() > 6 && known.kind != TableKind::hours && known.kind != TableKind::open_cases) score -= 20;
  return used ? score - 14 : score;
}

TableKind kind_of(const Builder& builder, const std::set<TableKind>& used) {
  std::vector<Wording> rows;
  std::string all_words;
  auto note = [&](std::string_view text) { all_words += " " + join(words_of(text), " ") + " "; };
  for (const std::string& measure : builder.measures.printed) {
    rows.push_back(wording_of(measure));
    note(measure);
  }
  for (const std::string& place : builder.places.printed) note(place);
  note(builder.table.name);
  TableKind best = TableKind::unknown;
  int highest = 0;
  for (const KnownTable& known : known_tables()) {
    if (builder.table.has_places == (known.kind == TableKind::permanent_exclusions)) continue;
    int score = score_of(known, rows, all_words, used.contains(known.kind));
    if (score > highest) {
      highest = score;
      best = known.kind;
    }
  }
  return best;
}

// "HBEP Spr" beside "COUNTY TOTAL sp21" is spring 2021 too, when no other spring is named.
void complete_years(std::vector<Place>& places) {
  std::map<Term, std::set<int>> years;
  for (const Place& place : places)
    if (place.period.term != Term::none && place.period.year != 0) years[place.period.term].insert(place.period.year);
  for (Place& place : places)
    if (auto known = years.find(place.period.term); place.period.year == 0 && known != years.end() && known->second.size() == 1) place.period.year = *known->second.begin();
}

// "Total KS3" is the county's where "HBEP KS3" is a partnership's.
void complete_qualifiers(std::vector<Place>& places) {
  std::set<std::string> qualifiers;
  for (const Place& place : places)
    if (place.kind == PlaceKind::partnership && !place.qualifier.empty()) qualifiers.insert(place.qualifier);
  for (Place& place : places)
    for (const std::string& qualifier : qualifiers)
      if (place.kind == PlaceKind::other && place.code.ends_with(" " + qualifier))
        if (Place bare = recognise_place(place.code.substr(0, place.code.size() - qualifier.size() - 1)); bare.kind == PlaceKind::county) {
          place.kind = PlaceKind::county;
          place.code = bare.code;
          place.qualifier = qualifier;
          break;
        }
}

void name_lines(Builder& builder) {
  RecognisedTable& table = builder.table;
  const KnownTable* known = known_table(table.kind);
  std::set<std::string> taken;
  for (const std::string& printed : builder.measures.printed) {
    Measure measure = measure_of(printed, wording_of(printed), known);
    measure.bracketed = printed.ends_with("[bracketed]");
    if (!measure.id.empty() && !taken.insert(measure.id + (measure.period.dated() ? fmt::format("@{}", order_of(measure.period)) : "")).second) measure.id.clear();
    table.measures.push_back(std::move(measure));
  }
  for (const std::string& printed : builder.places.printed) table.places.push_back(recognise_place(printed));
  complete_years(table.places);
  complete_qualifiers(table.places);
  table.cells.assign(table.measures.size(), std::vector<int>(table.places.size(), -1));
  for (auto [at, cell] : builder.placed) {
    int& slot = table.cells[static_cast<std::size_t>(at.first)][static_cast<std::size_t>(at.second)];
    if (slot < 0) slot = cell;
  }
}

RecognisedTable recognise_sheet(const Sheet& sheet, std::span<const PrintedCell> cells, const std::set<TableKind>& used) {
  int across = partnerships_in(sheet.columns), down = partnerships_in(sheet.rows);
  auto build = [&](bool transposed) {
    Builder builder{.printed = cells, .table = {}, .measures = {}, .places = {}, .placed = {}};
    builder.table.report = sheet.report;
    builder.table.name = sheet.name;
    builder.table.period = period_of(sheet.report);
    builder.table.transposed = transposed;
    builder.table.has_places = std::max(across, down) >= 2;
    for (const std::string& row : sheet.rows.printed)
      if (transposed && recognise_place(row).kind == PlaceKind::county) builder.county_name = row;
    for (int cell : sheet.cells) builder.add(cell, transposed);
    builder.table.kind = kind_of(builder, used);
    return builder;
  };
  Builder builder = build(down > across);
  if (across < 2 && down < 2)
    if (Builder turned = build(true); turned.table.kind != TableKind::unknown) builder = std::move(turned);
  name_lines(builder);
  return std::move(builder.table);
}

}  // namespace

bool is_additive(Unit unit) { return unit == Unit::count || unit == Unit::rounded_count || unit == Unit::hours || unit == Unit::money || unit == Unit::fte; }

Measure recognise_measure(std::string_view printed, TableKind kind) { return measure_of(printed, wording_of(printed), known_table(kind)); }

std::string Measure::key() const {
  std::string name = id.empty() ? join(words_of(printed), " ") : id;
  if (period.dated()) name += fmt::format("@{}", period.month != 0 ? fmt::format("{}-{}", period.year, period.month) : fmt::format("{}-t{}", period.year, static_cast<int>(period.term)));
  return bracketed && !id.empty() ? name + "()" : name;
}

std::vector<RecognisedTable> recognise_tables(std::span<const PrintedCell> cells) {
  std::vector<RecognisedTable> tables;
  std::map<std::string, std::set<TableKind>> used;
  for (const Sheet& sheet : sheets_of(cells)) {
    tables.push_back(recognise_sheet(sheet, cells, used[sheet.report]));
    used[sheet.report].insert(tables.back().kind);
  }
  return tables;
}

const Number* number_at(const RecognisedTable& table, std::span<const PrintedCell> cells, std::size_t measure, std::size_t place) {
  int cell = table.cells[measure][place];
  if (cell < 0) return nullptr;
  const PrintedValue& read = cells[static_cast<std::size_t>(cell)].read;
  const std::optional<Number>& number = table.measures[measure].bracketed ? read.bracketed : read.number;
  return number ? &*number : nullptr;
}

}  // namespace waymark::published
