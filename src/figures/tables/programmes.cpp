// Tables 6 to 10: programme managed students at key stages 3 and 4, city addresses, hours in house and in alternative provision, looked-after.
#include "figures/table.h"
#include "figures/words.h"

namespace waymark {
using namespace words;
namespace {

const Date from_2021 = Date::of(2021, 1, 1);

std::vector<TableRow> programme_rows(const Set& stage, const Measure& heads, const Measure& in_school, const Measure& adjusted_total, const char* full_time_name) {
  Set here = managed && stage;
  return {
      {.name = "Totals", .shown = "Total", .measures = {heads}},
      {.name = full_time_name, .shown = "Full time with the partnership", .measures = {count(here && full_time)}, .note = "As the programme says, not worked out from hours."},
      {.name = "How many are CMN", .shown = "Children's medical needs (CMN)", .measures = {count(here && medical)}},
      {.name = "fte of hours in school for pt students", .shown = "Full-time equivalent of part-time students' hours in school", .measures = {in_school}, .places = 1, .note = "25 hours are 1.0."},
      {.name = "Adjusted total for comparison", .shown = "Adjusted total, for comparison", .measures = {adjusted_total}, .places = 1, .note = "Never rounded before it is divided by."},
      {.name = "<24hrs", .shown = "Fewer than 24 hours a week", .measures = {count(here && short_week)}},
      {.name = "With EHCP, formal assessment or top up", .measures = {count(here && (formal_assessment || top_up || plan_no_funding || plan_funded || plan_package))}, .since = from_2021},
      {.name = "Fully funded by SENA", .measures = {count(here && plan_package)}, .since = from_2021},
      {.name = "% of school population", .measures = {ratio(heads, school_roll(), 100)}, .places = 2, .since = from_2021},
  };
}

}  // namespace

extern const Table ks3_programme{
    .id = "ks3-programme", .name = "Table 6", .title = "KS3 programme managed students",
    .rows = programme_rows(ks3, ks3_heads, ks3_in_school, ks3_adjusted, "How many are full time with P'ship")};

extern const Table ks4_programme{
    .id = "ks4-programme", .name = "Table 7", .title = "KS4 programme managed students",
    .rows = [] {
      auto rows = programme_rows(ks4, ks4_heads, ks4_in_school, ks4_adjusted, "How many are full time with P'ship?");
      rows.push_back({.name = "Current Yr 10", .shown = "Now in Year 10", .measures = {count(managed && year(10))}});
      rows.push_back({.name = "KS3 and KS4 Totals", .shown = "Both key stages", .measures = {ks3_heads + ks4_heads}, .since = from_2021});
      rows.push_back({.name = "KS3 and KS4 % of school population", .shown = "Both key stages, % of school population", .measures = {ratio(ks3_heads + ks4_heads, school_roll(), 100)}, .places = 2, .since = from_2021});
      return rows;
    }()};

extern const Table city_addresses{
    .id = "city-addresses", .name = "Table 8", .title = "City address students",
    .rows = {
        {.name = "on the register", .shown = "On the register", .measures = {count(on_register && city)}},
        {.name = "PM at KS3", .shown = "Programme managed at KS3", .measures = {count(managed && ks3 && city)}},
        {.name = "PM at KS4", .shown = "Programme managed at KS4", .measures = {count(managed && ks4 && city)}},
        {.name = "TOTAL", .shown = "Total programme managed", .measures = {count(managed && (ks3 || ks4) && city)}},
    }};

// The hours of students with medical needs are left out.
extern const Table hours{
    .id = "hours", .name = "Table 9", .title = "Programme managed students split between in house and AP",
    .rows = [] {
      Set taught = managed && (ks3 || ks4) && not_medical;
      Measure bought = sum("weekly hours bought from providers", &Students::bought, taught), own = sum("weekly hours by directly employed staff", &Students::own, taught);
      return std::vector<TableRow>{
          {.name = "No of PM students", .shown = "Programme managed students (adjusted)", .measures = {rounded(adjusted, 0)}},
          {.name = "Total hours/week purchased", .shown = "Hours a week bought", .measures = {bought}, .places = 1},
          {.name = "Average hours/week*", .shown = "Average bought, hours a week", .measures = {ratio(bought, adjusted)}, .places = 1, .series = "average-hours", .note = "Divided by the adjusted total, unrounded."},
          {.name = "Total hours by directly employed staff", .shown = "Hours a week by directly employed staff", .measures = {own}, .places = 1},
          {.name = "Av hours/per week by d.e.s", .shown = "Average by directly employed staff, hours a week", .measures = {ratio(own, adjusted)}, .places = 1},
          {.name = "Average Hours/week {short label}", .shown = "Average bought {short label}", .measures = {ratio(bought, adjusted)}, .places = 1, .history = "average-hours"},
      };
    }()};

extern const Table looked_after_students{
    .id = "looked-after", .name = "Table 10", .title = "Looked-after students who are programme managed",
    .variants = {{}, {.suffix = ": of which out of", .for_total = false}},
    .rows = {
        {.name = "On the register", .measures = {count(on_register && looked_after), count(on_register && looked_after && out_of_county)}, .since = from_2021},
        {.name = "KS3", .measures = {count(managed && ks3 && looked_after), count(managed && ks3 && looked_after && out_of_county)}},
        {.name = "KS4", .measures = {count(managed && ks4 && looked_after), count(managed && ks4 && looked_after && out_of_county)}},
        {.name = "Total", .measures = {count(managed && (ks3 || ks4) && looked_after), count(managed && (ks3 || ks4) && looked_after && out_of_county)}},
    }};

}  // namespace waymark
