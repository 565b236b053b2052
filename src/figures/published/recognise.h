// Knows the tables of a report by their wording: which line is which measure, which is a partnership or the county, and which kind
// of table has these lines. Table numbers are not trusted, since they change from report to report; nothing is checked here.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "figures/published/tidy.h"
#include "figures/published/words.h"

namespace waymark::published {

enum class TableKind {
  unknown, open_cases, ehc_status, initial_referrals, forums, forums_by_term, outcomes, programme_ks3, programme_ks4, city_address,
  hours, looked_after, finance_actual, finance_intentions, gcse, english_maths, other_qualifications, destinations, referral_categories,
  sena_funding, attendance, permanent_exclusions, year_groups,
  finance_by_head, pupils_supported, year11_outcomes, structure   // the shapes of 2014
};
std::string_view name_of(TableKind kind);

enum class Unit { unknown, count, rounded_count, hours, money, fte, average, percent, text };
bool is_additive(Unit unit);   // the county's figure is the sum of the partnerships'

enum class PlaceKind { partnership, county, other };

// Where and when a figure is of: HBEP; the county in spring 2021; SLIP "of which out of county".
struct Place {
  PlaceKind kind = PlaceKind::other;
  std::string code;        // HBEP, LIP, MSCIP, NWLLIP, SLIP; COUNTY; or the folded text
  Period period;           // when the heading names a term
  std::string qualifier;   // "of which", "total", "percent", "ks 3"...
  std::string printed;
  std::string key() const;   // the same for the same place and time, however printed
};
inline constexpr std::string_view percent_column = "percent";   // the qualifier of "HBEP %"
Place recognise_place(std::string_view printed);

// What a figure measures. An id such as "ks4.heads" means the same in every report; empty when the wording is not known.
struct Measure {
  std::string id;
  Unit unit = Unit::unknown;
  Period period;           // of a row that repeats an earlier census
  bool bracketed = false;  // the 5 of "9(5)"
  std::string printed;
  std::string key() const;
};
Measure recognise_measure(std::string_view printed, TableKind kind);

struct RecognisedTable {
  std::string report, name;
  Period period;             // of the report's label
  TableKind kind = TableKind::unknown;
  bool transposed = false;   // partnerships were printed as rows
  bool has_places = false;   // at least two partnerships
  std::vector<Measure> measures;
  std::vector<Place> places;
  std::vector<std::vector<int>> cells;   // [measure][place]: index among the printed cells, -1 where there is none
};

// In the order the tables first appear.
std::vector<RecognisedTable> recognise_tables(std::span<const PrintedCell> cells);
const Number* number_at(const RecognisedTable& table, std::span<const PrintedCell> cells, std::size_t measure, std::size_t place);   // null: unknown

}  // namespace waymark::published
