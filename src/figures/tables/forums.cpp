// Tables 4 and 5: inclusion forums at a glance and by term, and the outcomes of the most recent referral.
#include "figures/table.h"
#include "figures/words.h"

namespace waymark {
using namespace words;

extern const Table inclusion_forums{
    .id = "inclusion-forums", .name = "Table 4", .title = "Inclusion forums at a glance",
    .rows = {
        {.name = "Year 7", .measures = {count(forum_case && forum_year(7))}},
        {.name = "Year 8", .measures = {count(forum_case && forum_year(8))}},
        {.name = "Year 9", .measures = {count(forum_case && forum_year(9))}},
        {.name = "Year 10", .measures = {count(forum_case && forum_year(10))}},
        {.name = "Year 11", .measures = {count(forum_case && forum_year(11))}},
        {.name = "Total referrals {window}", .measures = {count(forum_case)}, .series = "forum-cases", .note = "A case counts when it was discussed; it may have been referred earlier, and may have closed since."},
        {.name = "Total {label}", .history = "forum-cases", .same_season_only = true},
    }};

extern const Table forums_by_term{
    .id = "forums-by-term", .name = "Table 4a", .title = "Inclusion forums by term",
    .variants = {{.suffix = " Aut"}, {.suffix = " Spr", .term = 1}, {.suffix = " Sum", .term = 2}, {.suffix = " Year to date"}}, .since = Date::of(2021, 1, 1),
    .rows = [] {
      std::vector<TableRow> rows;
      auto add = [&](std::string name, const Set& set) {
        TableRow row{.name = std::move(name)};
        for (int t = 0; t < 3; ++t) row.measures.push_back(count(set && forum_term(t)));
        row.measures.push_back(count(set));
        rows.push_back(std::move(row));
      };
      for (int y = 7; y <= 11; ++y) add("Year " + std::to_string(y) + " discussion only", forum_case && !additional_support && forum_year(y));
      for (int y = 7; y <= 11; ++y) add("Year " + std::to_string(y) + " additional support offered", forum_case && additional_support && forum_year(y));
      add("Total", forum_case);
      add("Total additional support", forum_case && additional_support);
      return rows;
    }()};

extern const Table outcomes_of_referrals{
    .id = "outcomes", .name = "Table 5", .title = "Outcomes of the most recent referral",
    .rows = [] {
      std::vector<TableRow> rows;
      std::vector<Measure> all;
      const std::pair<const char*, const char*> names[] = {
          {"school_continues", "School to get on with it"}, {"advice_guidance", "A&G offered"}, {"in_school_support", "Partnership \"inschool support\""}, {"top_up", "Top Up from SENA or P'ship"},
          {"other_agency", "Other agency support"}, {"short_term_placement", "Short term Partnership placement"}, {"managed_move", "Managed Move"}, {"formal_assessment", "formal assessment begun"},
          {"part_time_programme", "pt programme management"}, {"full_time_programme", "full time programme management"}, {"specialist_placement", "Specialist placement"}, {"other", "Other"}};
      Set any = outcome("other");
      for (auto [code, name] : names) {
        rows.push_back({.name = name, .measures = {count(outcome(code))}});
        if (std::string_view(code) != "other") any = any || outcome(code);
      }
      rows.push_back({.name = "[unlabelled total]", .shown = "Total", .measures = {count(any)}, .note = "A student may have more than one outcome."});
      return rows;
    }()};

}  // namespace waymark
