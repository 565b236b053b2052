// What holds of every figure of every register: it opens to as many records as it counts, it equals a plain recount from the records, and
// neither the order of the rows nor the database matters.
#include "figures/figures.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "domain/all_records.h"
#include "domain/referral/outcome_tier.h"
#include "figures/words.h"
#include "platform/store/store.h"
#include "testing/random_register.h"
#include "testing/stores.h"

namespace waymark {
namespace {

using namespace testing_support;

struct Figured {
  StorePlace place;
  std::unique_ptr<Store> store;
  std::shared_ptr<FiguresOfDay> figures;
  Report report;
  Figured(const std::string& database, const RandomRegister& rows, std::uint64_t order, Date day) : place(database), store(open_store(place.address(), all_records())) {
    put_register(*store, rows, order);
    figures = Figures(*store).on(day);
    report = figures->report({.label = "Dec 2020"}, false).value();
  }
  std::string text() const {
    std::string out;
    for (const ReportTable& table : report.tables)
      for (const ReportRow& row : table.rows)
        for (std::size_t c = 0; c < table.columns.size(); ++c) out += fmt::format("{}|{}|{}|{}\n", table.table->name, row.name, table.columns[c].name, row.cells[c].text);
    return out;
  }
  std::string total(std::string_view table, std::string_view row) const { return find_cell(report, table, row, "Total").value().cell->text; }
};

Date some_day() { return Date::of(2019, 9, 1) + *rc::gen::inRange(0, 730); }

RC_GTEST_PROP(FiguresProperty, a_figure_opens_to_as_many_records_as_it_counts_and_the_partnerships_make_up_the_county, (std::uint64_t seed)) {
  Figured f("sqlite", random_register(seed, true), seed, some_day());
  for (const ReportTable& table : f.report.tables)
    for (const ReportRow& row : table.rows) {
      std::map<std::size_t, Number> sum, total;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const ReportColumn& column = table.columns[c];
        const Measure& measure = row.source->measures[column.variant];
        auto records = f.figures->open(measure, column.index);
        std::set<std::int64_t> different;
        Number hours = Number::of(0);
        for (const CellRecord& r : records) {
          different.insert(r.id);
          hours = hours + Number::fraction(r.hundredths.value_or(0), 100);
        }
        RC_ASSERT(different.size() == records.size());
        if (measure.is_count()) RC_ASSERT(row.cells[c].value == Number::of(static_cast<std::int64_t>(records.size())));
        if (measure.node()->kind == Measure::Kind::sum) RC_ASSERT(row.cells[c].value == hours);
        if (!measure.is_count()) continue;
        auto& into = column.total ? total[column.variant] : sum.try_emplace(column.variant, Number::of(0)).first->second;
        into = column.total ? row.cells[c].value : into + row.cells[c].value;
      }
      for (auto& [variant, number] : total) RC_ASSERT(number == sum[variant]);
    }
}

RC_GTEST_PROP(FiguresProperty, neither_the_order_of_the_rows_nor_the_database_matters, (std::uint64_t seed)) {
  RandomRegister rows = random_register(seed, true);
  Date day = some_day();
  Figured first("sqlite", rows, seed, day), second("sqlite", rows, seed + 1, day);
  RC_ASSERT(first.text() == second.text());
  if (seed % 8 == 0 && databases().size() > 1) RC_ASSERT(Figured("postgres", rows, seed + 2, day).text() == first.text());
}

// The definitions of the report once more, record by record, as one would do it by hand for the county.
struct Recount {
  const RandomRegister& r;
  Date day, year_start = school_year(day).first();
  std::map<std::string, int> n;   // table|row
  Number fte[2] = {Number::of(0), Number::of(0)}, bought = Number::of(0), own = Number::of(0);

  bool holds(const std::optional<Date>& from, const std::optional<Date>& to) const { return from && *from <= day && (!to || day <= *to); }
  bool has_open_case(Id<Pupil> pupil) const {
    return std::ranges::any_of(r.cases, [&](const CaseFile& c) { return c.pupil == pupil && c.opened_on && *c.opened_on <= day && (!c.closed_on || day < *c.closed_on); });
  }
  int year_of(const Pupil& p) const { return p.born_on ? curriculum_year(*p.born_on, day) + static_cast<int>(p.year_offset.value_or(0)) : 0; }
  template <class S> const S* status(const std::vector<S>& list, Id<Pupil> pupil) const {
    const S* held = nullptr;
    for (const S& s : list)
      if (s.pupil == pupil && holds(s.from_on, s.to_on) && (!held || *s.from_on > *held->from_on)) held = &s;
    return held;
  }
  const Programme* live_programme(Id<Pupil> pupil) const {
    const Programme* held = nullptr;
    for (const Programme& p : r.programmes)
      if (p.pupil == pupil && p.tier.value == "4" && holds(p.started_on, p.ended_on) && (!held || *p.started_on > *held->started_on)) held = &p;
    return held;
  }

  void run() {
    for (const Pupil& p : r.pupils) pupil(p);
    for (const Referral& referral : r.referrals) one_referral(referral);
    for (const ForumDiscussion& d : r.discussions) discussion(d);
  }
  void pupil(const Pupil& p) {
    int year = year_of(p);
    const HomeAuthority* home = status(r.homes, p.id);
    bool city = (home ? home->authority : p.home_authority).value == "856";
    const LookedAfter* care = status(r.looked_after, p.id);
    if (has_open_case(p.id)) {
      ++n["Table 1|Total active cases"];
      ++n[fmt::format("Table 1|Year {}", year)];
      const SenStatus* sen = status(r.sen, p.id);
      std::string stage = sen ? sen->stage.value : "";
      ++n["Table 2|" + std::string(stage == "formal_assessment" ? "Formal Assessment underway" : stage == "top_up" ? "Top Up currently paid" : stage == "plan_no_funding" ? "EHCP no additional funding" : stage == "plan_funded" ? "EHCP additional funding" : stage == "plan_package" ? "EHCP 25.5k package" : "none")];
      if (!stage.empty() && stage != "formal_assessment") ++n["Table 2|Total Does not include formal"];
      n["Table 8|on the register"] += city;
    }
    if (const Programme* g = live_programme(p.id)) managed(*g, year, city, care);
  }
  void managed(const Programme& g, int year, bool city, const LookedAfter* care) {
    int stage = year >= 7 && year <= 9 ? 3 : year == 10 || year == 11 ? 4 : 0;
    if (stage == 0) return;
    std::string table = stage == 3 ? "Table 6|" : "Table 7|", mode = g.mode.value;
    Number weekly = Number::of(0), here_bought = weekly, here_own = weekly, at_school = weekly;
    for (const TimetableLine& l : r.lines) {
      if (l.programme != g.id || !l.hours || l.source.value.empty() || !holds(l.from_on, l.to_on)) continue;
      Number h = Number::fraction(l.hours->hundredths, 100);
      bool is_bought = l.source.value == "provider" || (l.source.value == "online" && l.provider);
      Number& into = is_bought ? here_bought : l.source.value == "school" ? at_school : here_own;
      into = into + h;
      weekly = weekly + h;
    }
    ++n[table + "Totals"];
    n[table + (stage == 3 ? "How many are full time with P'ship" : "How many are full time with P'ship?")] += mode == "full_time";
    n[table + "How many are CMN"] += mode == "medical";
    n[table + "<24hrs"] += weekly < Number::of(24);
    n["Table 7|Current Yr 10"] += year == 10;
    n[stage == 3 ? "Table 8|PM at KS3" : "Table 8|PM at KS4"] += city;
    n["Table 8|TOTAL"] += city;
    n[stage == 3 ? "Table 10|KS3" : "Table 10|KS4"] += care != nullptr;
    n["Table 10|Total"] += care != nullptr;
    n["Table 10|out of county"] += care && !care->authority.value.empty() && care->authority.value != "855";
    if (mode == "part_time") fte[stage - 3] = fte[stage - 3] + at_school / Number::of(25);
    if (mode != "medical") { bought = bought + here_bought; own = own + here_own; }
  }
  void one_referral(const Referral& referral) {
    if (!referral.received_on || *referral.received_on > day) return;
    bool fresh = *referral.received_on >= year_start, previous = !fresh && has_open_case(referral.pupil), tier_4 = false;
    bool latest = std::ranges::none_of(r.referrals, [&](const Referral& o) { return o.pupil == referral.pupil && o.received_on && *o.received_on <= day && *o.received_on > *referral.received_on; });
    for (const ReferralOutcome& o : r.outcomes) {
      if (o.referral != referral.id || !o.decided_on) continue;
      tier_4 = tier_4 || (*o.decided_on < year_start && outcome_tier(o.outcome.value) == 4);
      if (latest && *o.decided_on >= year_start && *o.decided_on <= day) { ++n["Table 5|" + o.outcome.value]; ++n["Table 5|[unlabelled total]"]; }
    }
    n["Table 3|All Referrals on Reg"] += fresh || previous;
    n["Table 3|New Referrals this year"] += fresh;
    n["Table 3|Therefore previous referrals"] += previous;
    n["Table 3|Previous Referrals ending in T4 before 2"] += previous && tier_4;
  }
  void discussion(const ForumDiscussion& d) {
    if (!d.discussed_on || *d.discussed_on < year_start || *d.discussed_on > day || d.meeting.value != "inclusion_forum") return;
    bool merged = r.partnerships.at(static_cast<std::size_t>(d.partnership.value - 1)).merged_panel, fresh = false, above = false;
    if (d.referral) {
      const Referral& referral = r.referrals.at(static_cast<std::size_t>(d.referral.value - 1));
      fresh = referral.received_on && *referral.received_on >= year_start;
      for (const ReferralOutcome& o : r.outcomes) above = above || (referral.received_on && o.referral == referral.id && o.decided_on && *o.decided_on <= day && outcome_tier(o.outcome.value) > 2);
    }
    if (merged && !(fresh && !above)) return;
    ++n["Table 4|total"];
    ++n[fmt::format("Table 4|Year {}", year_of(r.pupils.at(static_cast<std::size_t>(d.pupil.value - 1))))];
  }
};

RC_GTEST_PROP(FiguresProperty, the_county_is_what_a_plain_recount_of_the_records_gives, (std::uint64_t seed)) {
  RandomRegister rows = random_register(seed, false);
  Date day = some_day();
  Figured f("sqlite", rows, seed, day);
  Recount recount{.r = rows, .day = day};
  recount.run();
  auto expect = [&](std::string_view table, std::string_view row, const std::string& counted) {
    if (f.total(table, row) != counted) RC_FAIL(fmt::format("{}, {}, {}: {} in the report, {} by hand", iso(day), table, row, f.total(table, row), counted));
  };
  for (const char* cell : {"Table 1|Total active cases", "Table 1|Year 7", "Table 1|Year 8", "Table 1|Year 9", "Table 1|Year 10", "Table 1|Year 11", "Table 2|Formal Assessment underway", "Table 2|Top Up currently paid",
                           "Table 2|EHCP no additional funding", "Table 2|EHCP additional funding", "Table 2|EHCP 25.5k package", "Table 2|Total Does not include formal", "Table 3|All Referrals on Reg", "Table 3|New Referrals this year",
                           "Table 3|Therefore previous referrals", "Table 3|Previous Referrals ending in T4 before 2", "Table 4|Year 7", "Table 4|Year 8", "Table 4|Year 9", "Table 4|Year 10", "Table 4|Year 11", "Table 5|[unlabelled total]",
                           "Table 6|Totals", "Table 6|How many are full time with P'ship", "Table 6|How many are CMN", "Table 6|<24hrs", "Table 7|Totals", "Table 7|How many are full time with P'ship?", "Table 7|How many are CMN",
                           "Table 7|<24hrs", "Table 7|Current Yr 10", "Table 8|on the register", "Table 8|PM at KS3", "Table 8|PM at KS4", "Table 8|TOTAL", "Table 10|KS3", "Table 10|KS4", "Table 10|Total"}) {
    std::string_view name = cell;
    expect(name.substr(0, name.find('|')), name.substr(name.find('|') + 1), std::to_string(recount.n[cell]));
  }
  expect("Table 4", "Total referrals Sep-Dec 20", std::to_string(recount.n["Table 4|total"]));
  Number out = Number::of(0);
  for (const Partnership& p : rows.partnerships) out = out + find_cell(f.report, "Table 10", "Total", p.code + ": of which out of").value().cell->value;
  RC_ASSERT(out == Number::of(recount.n["Table 10|out of county"]));
  expect("Table 5", "Managed Move", std::to_string(recount.n["Table 5|managed_move"]));
  expect("Table 5", "Specialist placement", std::to_string(recount.n["Table 5|specialist_placement"]));
  expect("Table 6", "fte of hours in school for pt students", recount.fte[0].text(1));
  expect("Table 7", "fte of hours in school for pt students", recount.fte[1].text(1));
  expect("Table 9", "Total hours/week purchased", recount.bought.text(1));
  expect("Table 9", "Total hours by directly employed staff", recount.own.text(1));
}

TEST(Numbers, are_rounded_once_half_away_from_zero) {
  EXPECT_EQ(Number::fraction(5, 2).text(0), "3");
  EXPECT_EQ(Number::fraction(-5, 2).text(0), "-3");
  EXPECT_EQ(Number::fraction(245, 100).text(1), "2.5");
  EXPECT_EQ(Number::fraction(-245, 100).text(1), "-2.5");
  EXPECT_EQ(Number::fraction(1, 3).text(2), "0.33");
  EXPECT_EQ(Number::fraction(-1, 100).text(1), "0.0");
  EXPECT_EQ(Number::fraction(1999, 1000).text(2), "2.00");
  EXPECT_EQ(Number::unknown().text(1), "");
  EXPECT_FALSE((Number::of(1) / Number::of(0)).known());
  EXPECT_FALSE((Number::unknown() + Number::of(1)).known());
}

RC_GTEST_PROP(Numbers, rounding_is_never_off_by_more_than_half_a_place, (std::int32_t top, std::uint16_t bottom)) {
  Number n = Number::fraction(top, bottom + 1), r = n.rounded(1), off = r < n ? n - r : r - n;
  RC_ASSERT(!(Number::fraction(1, 20) < off));
  RC_ASSERT(parse_number(n.text(2)) == n.rounded(2));
}

TEST(Sets, know_by_definition_which_is_part_of_which) {
  using namespace words;
  EXPECT_TRUE((managed && ks3).is_part_of(managed));
  EXPECT_TRUE((managed && ks3 && medical).is_part_of(medical && managed));
  EXPECT_TRUE(ks3.is_part_of(ks3 || ks4));
  EXPECT_TRUE(((top_up || plan_funded) && managed).is_part_of(plan_funded || top_up));
  EXPECT_FALSE(managed.is_part_of(managed && ks3));
  EXPECT_FALSE((ks3 || ks4).is_part_of(ks3));
  EXPECT_FALSE((!ks3).is_part_of(ks3));
  EXPECT_THROW(managed && forum_case, std::logic_error);
}

TEST(Labels, are_made_from_the_day_and_shortened) {
  EXPECT_EQ(default_label(Date::of(2020, 11, 13)), "Nov 2020");
  EXPECT_EQ(short_label("Dec 2020"), "Dec 20");
}

}  // namespace
}  // namespace waymark
