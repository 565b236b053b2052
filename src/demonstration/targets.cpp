#include "demonstration/targets.h"

#include <fmt/format.h>

#include <cstdlib>
#include <stdexcept>

#include "platform/core/csv.h"
#include "platform/core/embedded.h"
#include "platform/core/hundredths.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

CsvTable embedded_table(const std::string& name) {
  auto bytes = embedded_file(name);
  if (!bytes) throw std::logic_error(name + " is not in the program");
  auto table = read_csv_table(*bytes);
  if (!table) throw std::logic_error(table.error().message);
  return *table;
}

using Cells = std::map<std::string, std::string>;   // "table|row|column"

std::string key(int table, std::string_view row, std::string_view column) { return fmt::format("Table {}|{}|{}", table, row, column); }

Cells printed_cells() {
  Cells cells;
  for (int n = 1; n <= 10; ++n)
    for (const auto& row : embedded_table(fmt::format("data/published/2020-dec-table-{:02}.csv", n)).rows) cells[fmt::format("{}|{}|{}", row[1], row[2], row[3])] = row[4];
  for (const auto& row : embedded_table("data/demonstration/choices.csv").rows) cells[fmt::format("{}|{}|{}", row[0], row[1], row[2])] = row[4];
  return cells;
}

struct Column {
  const Cells& cells;
  std::string code;
  std::int64_t hundredths(int table, std::string_view row, std::string_view suffix = "") const {
    auto found = cells.find(key(table, row, code + std::string(suffix)));
    if (found == cells.end()) throw std::logic_error("no printed cell " + key(table, row, code));
    return parse_hundredths(found->second).value();
  }
  int operator()(int table, std::string_view row, std::string_view suffix = "") const { return static_cast<int>(hundredths(table, row, suffix) / 100); }
};

KeyStageTarget key_stage_target(const Column& at, int table) {
  std::string_view full = table == 6 ? "How many are full time with P'ship" : "How many are full time with P'ship?";
  return {.heads = at(table, "Totals"), .full_time = at(table, full), .medical = at(table, "How many are CMN"),
          .school_hundredths = static_cast<int>(at.hundredths(table, "fte of hours in school for pt students") * 25),
          .short_week = at(table, "<24hrs"), .year_10 = table == 7 ? at(7, "Current Yr 10") : 0};
}

void read_counts(const Column& at, PartnershipTarget& t) {
  for (int year = 7; year <= 11; ++year) {
    t.open[static_cast<std::size_t>(year)] = at(1, fmt::format("Year {}", year));
    t.forums[static_cast<std::size_t>(year)] = at(4, fmt::format("Year {}", year));
  }
  t.ehc = {{"formal_assessment", at(2, "Formal Assessment underway")}, {"top_up", at(2, "Top Up currently paid")}, {"plan_no_funding", at(2, "EHCP no additional funding")},
           {"plan_funded", at(2, "EHCP additional funding")}, {"plan_package", at(2, "EHCP 25.5k package")}};
  t.new_referrals = at(3, "New Referrals this year");
  t.previous = at(3, "Therefore previous referrals");
  t.previous_tier_4 = at(3, "Previous Referrals ending in T4 before 2");
  t.outcomes = {{"school_continues", at(5, "School to get on with it")}, {"advice_guidance", at(5, "A&G offered")}, {"in_school_support", at(5, "Partnership \"inschool support\"")},
                {"top_up", at(5, "Top Up from SENA or P'ship")}, {"other_agency", at(5, "Other agency support")}, {"short_term_placement", at(5, "Short term Partnership placement")},
                {"managed_move", at(5, "Managed Move")}, {"formal_assessment", at(5, "formal assessment begun")}, {"part_time_programme", at(5, "pt programme management")},
                {"full_time_programme", at(5, "full time programme management")}, {"specialist_placement", at(5, "Specialist placement")}, {"other", at(5, "Other")}};
  t.city = at(8, "on the register");
  t.city_ks4 = at(8, "PM at KS4");
  t.bought_hundredths = static_cast<int>(at.hundredths(9, "Total hours/week purchased"));
  t.own_hundredths = static_cast<int>(at.hundredths(9, "Total hours by directly employed staff"));
  t.looked_after_ks3 = at(10, "KS3");
  t.looked_after_ks4 = at(10, "KS4");
  t.out_of_county_ks3 = at(10, "KS3", ": of which out of");
  t.out_of_county_ks4 = at(10, "KS4", ": of which out of");
}

}  // namespace

std::vector<PartnershipTarget> december_2020_targets() {
  Cells cells = printed_cells();
  std::vector<PartnershipTarget> out;
  for (const auto& row : embedded_table("data/demonstration/partnerships.csv").rows) {
    PartnershipTarget t{.code = row[0], .name = row[1], .short_names = row[2], .schools = std::atoi(row[3].c_str()), .roll = std::atoi(row[4].c_str()), .fsm = row[5], .quota = row[7], .merged_panel = row[6] == "yes"};
    Column at{cells, t.code};
    read_counts(at, t);
    t.ks3 = key_stage_target(at, 6);
    t.ks4 = key_stage_target(at, 7);
    out.push_back(std::move(t));
  }
  return out;
}

}  // namespace waymark
