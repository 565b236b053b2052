// Tables 1 to 3: students on the register, their EHC status, initial referrals.
#include "figures/table.h"
#include "figures/words.h"

namespace waymark {
using namespace words;

extern const Table open_cases{
    .id = "open-cases", .name = "Table 1", .title = "Total number of students in each partnership",
    .rows = {
        {.name = "Year 11", .measures = {count(on_register && year(11))}},
        {.name = "Year 10", .measures = {count(on_register && year(10))}},
        {.name = "Year 9", .measures = {count(on_register && year(9))}},
        {.name = "Year 8", .measures = {count(on_register && year(8))}},
        {.name = "Year 7", .measures = {count(on_register && year(7))}},
        {.name = "Total active cases", .measures = {count(on_register)}, .series = "open-cases"},
        {.name = "Total {label}", .measures = {count(on_register)}, .history = "open-cases"},
    }};

extern const Table ehc_status{
    .id = "ehc-status", .name = "Table 2", .title = "EHC status of students on the register",
    .rows = {
        {.name = "Formal Assessment underway", .shown = "Formal assessment under way", .measures = {count(on_register && formal_assessment)}},
        {.name = "Top Up currently paid", .shown = "Top-up currently paid", .measures = {count(on_register && top_up)}},
        {.name = "EHCP no additional funding", .shown = "EHC plan, no additional funding", .measures = {count(on_register && plan_no_funding)}},
        {.name = "EHCP additional funding", .shown = "EHC plan, additional funding", .measures = {count(on_register && plan_funded)}},
        {.name = "EHCP 25.5k package", .shown = "EHC plan, £25.5k package", .measures = {count(on_register && plan_package)}},
        {.name = "Total Does not include formal", .shown = "Total, without formal assessments", .measures = {count(on_register && (top_up || plan_no_funding || plan_funded || plan_package))}},
    }};

extern const Table initial_referrals{
    .id = "initial-referrals", .name = "Table 3", .title = "Initial referrals",
    .rows = {
        {.name = "All Referrals on Reg", .shown = "All referrals on the register", .measures = {count(fresh_referral || previous_referral)},
         .note = "Counts referrals, not students: a student may have two, and a case may be open without one."},
        {.name = "New Referrals this year", .shown = "New referrals this year", .measures = {count(fresh_referral)}, .note = "Whether or not the case is still open."},
        {.name = "Therefore previous referrals", .shown = "Previous referrals", .measures = {count(previous_referral)}},
        {.name = "Previous Referrals ending in T4 before 2", .shown = "Previous referrals that ended in Tier 4 before this school year", .measures = {count(previous_referral && tier_4_before)}},
        {.name = "%of Referrals ending as T4", .shown = "% of previous referrals that ended in Tier 4", .measures = {ratio(count(previous_referral && tier_4_before), count(previous_referral), 100)}, .places = 1},
    }};

extern const Table referral_categories{
    .id = "referral-categories", .name = "Table 3a", .title = "New referrals by category and term",
    .variants = {{.suffix = " Aut"}, {.suffix = " Spr", .term = 1}, {.suffix = " Sum", .term = 2}}, .since = Date::of(2021, 1, 1),
    .rows = [] {
      std::vector<TableRow> rows;
      for (auto [code, label] : {std::pair{"attendance", "Attendance"}, {"semh", "SEMH"}, {"one_off", "One off"}, {"none", "No category"}}) {
        TableRow row{.name = label};
        for (int t = 0; t < 3; ++t) row.measures.push_back(count(fresh_referral && category(code) && referral_term(t)));
        rows.push_back(std::move(row));
      }
      TableRow total{.name = "Total"};
      for (int t = 0; t < 3; ++t) total.measures.push_back(count(fresh_referral && referral_term(t)));
      rows.push_back(std::move(total));
      return rows;
    }()};

extern const Table sena_funding{
    .id = "sena-funding", .name = "Table 2a", .title = "Funding by SENA of programme managed students", .since = Date::of(2021, 1, 1),
    .rows = {
        {.name = "PM KS3 with top up", .measures = {count(managed && ks3 && top_up)}},
        {.name = "PM KS4 with top up", .measures = {count(managed && ks4 && top_up)}},
        {.name = "PM with 25.5k package or more", .measures = {count(managed && plan_package)}},
    }};

}  // namespace waymark
