// For tests: invented reports whose every figure agrees with every other, in the wordings and layouts of different years.
#pragma once
#include <array>
#include <fmt/format.h>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "figures/published/tidy.h"

namespace waymark::published {

using Five = std::array<std::int64_t, 5>;   // hundredths, one for each partnership

inline Five operator+(Five a, const Five& b) { for (std::size_t i = 0; i < 5; ++i) a[i] += b[i]; return a; }
inline Five operator-(Five a, const Five& b) { for (std::size_t i = 0; i < 5; ++i) a[i] -= b[i]; return a; }

struct Style {
  std::string report;
  std::array<std::string, 5> places = {"HBEP", "LIP", "MSCIP", "SL", "NW"};
  std::string county = "Total";
  std::string numbering = "Table {}";
  std::map<std::string, std::string> wording;   // what this report calls a row, where it is not the usual name
  bool separators = false;                       // 1,234
  bool percent_signs = false;
};

class ReportMaker {
 public:
  ReportMaker(Style style, unsigned seed, int first_table = 1) : style_(std::move(style)), random_(seed), table_(first_table) {}

  Five some(int low, int high, std::int64_t unit = 100) {
    Five five{};
    for (std::int64_t& value : five) value = unit * std::uniform_int_distribution<int>(low, high)(random_);
    return five;
  }
  Five part_of(const Five& whole, int least_percent = 0) {
    Five five{};
    for (std::size_t i = 0; i < 5; ++i) {
      int most = static_cast<int>(whole[i] / 100);
      five[i] = 100 * std::uniform_int_distribution<int>(most * least_percent / 100, std::max(most, 0))(random_);
    }
    return five;
  }

  void open(std::string suffix = "") { suffix_ = std::move(suffix); }
  void next_table() { name_ = fmt::format(fmt::runtime(style_.numbering), table_++); }
  void row(const std::string& name, const Five& five, int decimals = 0) {
    for (std::size_t i = 0; i < 5; ++i) put(name, heading(i), five[i], decimals);
    put(name, style_.county + suffix_, five[0] + five[1] + five[2] + five[3] + five[4], decimals);
  }
  void quotient(const std::string& name, const Five& above, const Five& below, int factor, int decimals) {
    Wide all_above = 0, all_below = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      put_quotient(name, heading(i), above[i], below[i], factor, decimals);
      all_above += above[i];
      all_below += below[i];
    }
    put_quotient(name, style_.county + suffix_, all_above, all_below, factor, decimals);
  }
  void text(const std::string& row, const std::string& column, const std::string& value) { add(row, column, value); }
  std::string called(const std::string& usual) const {
    auto found = style_.wording.find(usual);
    return found == style_.wording.end() ? usual : found->second;
  }
  std::string heading(std::size_t i) const { return style_.places[i] + suffix_; }
  std::string county() const { return style_.county + suffix_; }
  std::vector<PrintedCell> cells;

 private:
  void put(const std::string& row, const std::string& column, std::int64_t hundredths, int decimals) {
    std::int64_t value = hundredths * (one / 100);
    std::string shown_value = decimals == 0 ? shown(value, 0) : shown(rounded(value, decimals), decimals);
    add(row, column, style_.separators ? with_separators(value, decimals) : shown_value);
  }
  void put_quotient(const std::string& row, const std::string& column, Wide above, Wide below, int factor, int decimals) {
    std::string value = below == 0 ? "" : shown(divided(above * factor, below, decimals), decimals);
    add(row, column, value + (style_.percent_signs && factor == 100 && !value.empty() ? "%" : ""));
  }
  void add(const std::string& row, const std::string& column, const std::string& value) { cells.push_back(*printed_cell(style_.report, name_, called(row), column, value)); }

  Style style_;
  std::mt19937 random_;
  int table_;
  std::string name_, suffix_;
};

// The register: open cases, EHC status, referrals, forums, outcomes, programmes, city address, hours, looked-after.
struct RegisterFigures {
  std::array<Five, 5> years;
  Five open, ks3, ks4, leavers;
};

inline void add_programme(ReportMaker& make, const std::string& title_row, const Five& heads, const Five& cmn, const Five& school, const Five* year10, bool modern) {
  make.next_table();
  Five rest = heads - cmn;
  Five part_timers{};
  for (std::size_t i = 0; i < 5; ++i) part_timers[i] = std::min(rest[i], (school[i] + 99) / 100 * 100);
  make.row(title_row, heads);
  make.row("How many are full time with P'ship", rest - part_timers);
  make.row("How many are CMN", cmn);
  make.row("fte of hours in school for pt students", school, 1);
  make.row("Adjusted total for comparison", heads - cmn - school, 1);
  make.row("<24hrs", make.part_of(heads));
  if (year10 != nullptr) make.row("Current Yr 10", *year10);
  if (!modern) return;
  Five union_of = make.part_of(heads);
  make.row("With EHCP, formal assessment or Top Up", union_of);
  make.row("Fully funded by SENA (25.5k or above)", make.part_of(union_of));
  make.quotient("% of school population", heads, make.some(3000, 6000), 100, 2);
}

inline void add_open_cases(ReportMaker& make, RegisterFigures& figures) {
  make.next_table();
  for (std::size_t y = 0; y < 5; ++y) {
    figures.years[y] = make.some(y == 0 ? 28 : 18, y == 0 ? 60 : 40);
    make.row(fmt::format("Year {}", 11 - y), figures.years[y]);
    figures.open = figures.open + figures.years[y];
  }
  make.row("Total active cases", figures.open);
  make.row("Total July 2017", make.some(30, 120));
  make.row("Total June 2018", make.some(30, 120));
  make.row("Total own date", figures.open);
}

inline void add_statuses_and_referrals(ReportMaker& make) {
  make.next_table();
  make.row("Formal Assessment underway", make.some(0, 5));
  Five plans{};
  for (const char* name : {"Top Up currently paid", "EHCP no additional funding", "EHCP additional funding", "EHCP 25.5k package"}) {
    Five row = make.some(0, 6);
    plans = plans + row;
    make.row(name, row);
  }
  make.row("Total Does not include formal", plans);

  make.next_table();
  Five fresh = make.some(5, 30), previous = make.some(40, 90), tier4 = make.part_of(previous);
  make.row("All Referrals on Reg", fresh + previous);
  make.row("New Referrals this year", fresh);
  make.row("Therefore previous referrals", previous);
  make.row("Previous Referrals ending in T4 before 2", tier4);
  make.quotient("%of Referrals ending as T4", tier4, previous, 100, 1);
}

inline RegisterFigures add_register(ReportMaker& make, bool modern) {
  RegisterFigures figures{};
  add_open_cases(make, figures);
  add_statuses_and_referrals(make);
  figures.ks3 = make.some(4, 20);
  figures.ks4 = make.some(10, 40);
  Five none{}, cmn = make.some(0, 2), school3 = make.some(0, 15, 10), school4 = make.some(0, 25, 10);
  add_programme(make, "KS3 heads", figures.ks3, none, school3, nullptr, modern);
  Five year10 = make.part_of(figures.ks4);
  for (std::size_t i = 0; i < 5; ++i) year10[i] = std::min(year10[i], figures.years[1][i]);
  add_programme(make, "KS4 heads", figures.ks4, cmn, school4, &year10, modern);

  make.next_table();
  Five city3 = make.some(0, 2), city4 = make.some(1, 5);
  make.row("on the register", city3 + city4 + make.some(1, 4));
  make.row("PM at KS3", city3);
  make.row("PM at KS4", city4);
  make.row("TOTAL", city3 + city4);

  make.next_table();
  Five adjusted = figures.ks3 - school3 + figures.ks4 - cmn - school4, bought = make.some(400, 900, 50), own = make.some(0, 300, 50);
  make.quotient("No of PM students", adjusted, Five{100, 100, 100, 100, 100}, 1, 0);
  make.cells.back() = *printed_cell(make.cells.back().report, make.cells.back().table, make.cells.back().row, make.cells.back().column,
                                    shown(divided(adjusted[0] + adjusted[1] + adjusted[2] + adjusted[3] + adjusted[4], 100, 0), 0));
  make.row("Total hours/week purchased", bought, 1);
  make.quotient("Average hours/week*", bought, adjusted, 1, 1);
  make.row("Total hours by directly employed staff", own, 1);
  make.quotient("Av hours/per week by d.e.s", own, adjusted, 1, 1);
  make.quotient("Average hours/week March 18", make.some(300, 900), adjusted, 1, 1);
  make.quotient("Average hours/week own date", bought, adjusted, 1, 1);
  return figures;
}

inline void add_forums_and_outcomes(ReportMaker& make) {
  make.next_table();
  Five forum{};
  for (int year = 7; year <= 11; ++year) {
    Five row = make.some(0, 8);
    forum = forum + row;
    make.row(fmt::format("Year {}", year), row);
  }
  make.row("Total referrals own window", forum);
  make.row("Total Dec 2016", make.some(2, 25));
  make.next_table();
  Five total{};
  for (const char* name : {"School to get on with it", "A&G offered", "Partnership \"inschool support\"", "Top Up from SENA or P'ship", "Other agency support", "Short term Partnership placement",
                           "Managed Move", "formal assessment begun", "pt programme management", "full time programme management", "Specialist placement", "Other"}) {
    Five row = make.some(0, 9);
    total = total + row;
    make.row(name, row);
  }
  make.row("Total outcomes", total);
}

inline void add_looked_after(ReportMaker& make) {
  make.next_table();
  Five total{}, total_out{};
  auto add = [&](const std::string& name, const Five& five, const Five& out) {
    make.row(name, five);
    for (std::size_t i = 0; i < 5; ++i) make.text(name, make.heading(i) + " of which out of county", shown(out[i] * (one / 100), 0));
  };
  for (const char* name : {"KS3", "KS4"}) {
    Five five = make.some(0, 4), out = make.part_of(five);
    total = total + five;
    total_out = total_out + out;
    add(name, five, out);
  }
  add("Total LAC", total, total_out);
}

// A year's accounts or a plan; gives back the closing balance.
inline Five add_finance(ReportMaker& make, const Five& opening, bool plan) {
  make.next_table();
  make.row("Balance brought forward", opening);
  Five income{}, spending{}, grant{};
  auto line = [&](const std::string& name, const Five& five, Five& total) {
    make.row(name, five);
    total = total + five;
  };
  for (const char* name : {"Income from LA Autumn", "Income from LA Spring", "Income from LA Summer"})
    if (plan) line(name, make.some(80'000, 200'000), income);
  if (!plan) {
    grant = make.some(300'000, 600'000);
    line("Income from LA", grant, income);
  }
  line("Income from Schools", make.some(50'000, 200'000), income);
  line("Other Income", make.some(0, 90'000), income);
  make.row("Total Income", income);
  for (const char* name : {"Directly employed staff salaries", "Other staffing costs", "Premises and office", "Payments to schools \"Tier 3\"", "Payments to schools", "Purchase of provision", "Transport", "Other"})
    line(name, make.some(1'000, 90'000), spending);
  make.row("Total Expenditure", spending);
  if (plan) make.row("Contingency", make.some(0, 40'000));
  Five closing = opening + income - spending;
  make.row("Balance at end of period", closing);
  if (!plan) make.quotient("Balance as % of LA Grant", closing, grant, 100, 2);
  return closing;
}

inline void add_other_quals_and_destinations(ReportMaker& make, const Five& leavers, const Five& none) {
  make.next_table();
  Five all{};
  for (const char* subject : {"Eng FS", "Maths FS", "other quals"}) {
    Five sum{};
    for (const char* level : {"Entry level", "L1", "L2"}) {
      Five row = make.some(0, 9);
      sum = sum + row;
      make.row(fmt::format("No of {} at {}", subject, level), row);
    }
    if (subject[0] != 'o') make.row(subject[0] == 'E' ? "Total no of entries for FS English" : "Total no of entries for Maths FS", sum);
    all = all + sum;
  }
  make.row("No of additional quals graded", all);
  make.quotient("Av no of add quals/student", all, leavers, 1, 2);
  make.row("No of students with no quals", make.part_of(none));
  make.next_table();
  Five further = make.part_of(leavers), work = make.part_of(leavers - further), neet = make.part_of(leavers - further - work);
  make.row("Further Education", further);
  make.row("Voluntary Sector", Five{});
  make.row("Employment", work);
  make.row("Apprenticeship", leavers - further - work - neet);
  make.row("NEET", neet);
}

inline void add_leavers(ReportMaker& make) {
  Five leavers = make.some(8, 20), none = make.part_of(leavers), with = leavers - none, four = make.part_of(with), english = make.part_of(leavers), maths = make.part_of(leavers);
  Five english_good = make.part_of(english), maths_good = make.part_of(maths);
  Five graded = with + four + four + four + make.some(20, 40), entered = graded + make.some(25, 40), good = english_good + maths_good + make.some(0, 3);
  for (std::size_t i = 0; i < 5; ++i) good[i] = std::min(good[i], graded[i]);
  Five one_good = make.part_of(with);
  for (std::size_t i = 0; i < 5; ++i) one_good[i] = std::min(one_good[i], good[i]);
  make.next_table();
  make.row("No of Leavers", leavers);
  make.row("No of GCSE's entered (includes U's)", entered);
  make.row("No of GCSEs graded", graded);
  make.quotient("Average entry per student", entered, leavers, 1, 2);
  make.quotient("Average no of GCSEs/student", graded, leavers, 1, 2);
  make.row("No of GCSEs at 4+", good);
  make.quotient("Average no of 4+/student", good, leavers, 1, 2);
  make.row("No of students achieving 1 or more at 4+", one_good);
  make.row("No of students with no GCSE outcomes", none);
  make.quotient("% of students achieving 1 or more GCSE", with, leavers, 100, 2);
  make.row("No of students achieving 4 or more GCSEs", four);
  make.quotient("% of students achieving 4 or more GCSE's", four, leavers, 100, 0);
  make.next_table();
  make.row("No of Leavers", leavers);
  make.row("English entry", english);
  make.row("English 4+", english_good);
  make.row("Maths entry", maths);
  make.row("Maths 4+", maths_good);
  make.quotient("Eng entry %", english, leavers, 100, 0);
  make.quotient("Eng 4+ %", english_good, leavers, 100, 0);
  make.quotient("Maths entry %", maths, leavers, 100, 0);
  make.quotient("Maths 4+%", maths_good, leavers, 100, 0);
  add_other_quals_and_destinations(make, leavers, none);
}

// Forums, categories and attendance by term, as headings such as "HBEP Aut" and "COUNTY TOTAL aut21".
inline void add_tables_by_term(ReportMaker& make, const std::vector<std::string>& terms) {
  make.next_table();
  Five to_date{};
  for (const std::string& term : terms) {
    make.open(" " + term);
    Five discussed{}, supported{};
    for (int year = 7; year <= 11; ++year) {
      Five only = make.some(0, 6), more = make.some(0, 5);
      make.row(fmt::format("Year {} discussion only", year), only);
      make.row(fmt::format("Year {} additional support offered", year), more);
      discussed = discussed + only;
      supported = supported + more;
    }
    make.row("Total", discussed + supported);
    make.row("Total with additional support", supported);
    to_date = to_date + discussed + supported;
    make.row("Year to date", to_date);
  }
  make.next_table();
  for (const std::string& term : terms) {
    make.open(" " + term);
    Five total{};
    for (const char* category : {"Attendance", "SEMH", "One off", "None given"}) {
      Five row = make.some(0, 9);
      total = total + row;
      make.row(category, row);
    }
    make.row("Total new referrals", total);
  }
  make.next_table();
  for (const std::string& term : terms) {
    make.open(" " + term);
    Five students = make.some(10, 30);
    make.quotient("Average attendance of PM students", make.some(500, 1500), students, 1, 0);
  }
  make.open("");
}

// A table nobody has seen before: the shapes must do.
inline void add_novel_table(ReportMaker& make) {
  make.next_table();
  Five success = make.some(1, 9), failed = make.some(1, 9), running = make.some(1, 9), all = success + failed + running;
  make.row("Successful", success);
  make.row("Broken down", failed);
  make.row("Still running", running);
  make.row("Total managed moves", all);
  make.row("of which at Key Stage 3", make.part_of(all));
  make.quotient("% successful", success, all, 100, 1);
}

inline std::vector<std::vector<PrintedCell>> example_reports(unsigned seed = 0) {
  std::vector<std::vector<PrintedCell>> reports;
  auto keep = [&](ReportMaker& make) { reports.push_back(make.cells); };
  std::map<std::string, std::string> plain = {{"KS3 heads", "Totals"}, {"KS4 heads", "Totals"}, {"Total LAC", "Total"}, {"Total outcomes", "[unlabelled total]"}};
  auto words = [&](std::map<std::string, std::string> own) { own.insert(plain.begin(), plain.end()); return own; };

  ReportMaker autumn({.report = "Autumn 2021", .places = {"HBEP", "LNCIP", "MSCIP", "SLIP", "NWLLIP"}, .county = "TOTAL", .numbering = "Table {}a",
                      .wording = words({{"Total own date", "Total Autumn 2021"}, {"Average hours/week own date", "Average hours/week Autumn 21"}, {"Total referrals own window", "Total referrals Autumn 21"}}), .percent_signs = true}, seed + 21);
  add_register(autumn, true);
  add_forums_and_outcomes(autumn);
  add_looked_after(autumn);
  add_leavers(autumn);
  keep(autumn);

  ReportMaker spring({.report = "Spring 2022", .places = {"HBEP", "LNCIP", "MSC", "SL", "NW"}, .county = "COUNTY TOTAL", .numbering = "{}",
                      .wording = words({{"Total own date", "Total Spring 22"}, {"Average hours/week own date", "Average hours/week Spring 22"}})}, seed + 22, 3);
  add_tables_by_term(spring, {"Aut 21", "Spr 22"});
  add_novel_table(spring);
  keep(spring);

  ReportMaker june({.report = "June 2019", .places = {"Hinckley and Bosworth", "Loughborough", "Melton & South Charnwood", "South Leicestershire", "North West Leicestershire"}, .county = "All",
                    .wording = {{"KS3 heads", "Number of KS3 students"}, {"KS4 heads", "Number of KS4 students"}, {"Year 11", "Yr 11"}, {"Year 10", "Yr 10"}, {"Year 9", "Yr 9"}, {"Year 8", "Yr 8"}, {"Year 7", "Yr 7"},
                                {"Total own date", "Total June 19"}, {"Average hours/week own date", "Average Hours/week June 2019"}, {"How many are full time with P'ship", "Full-time with the partnership"},
                                {"<24hrs", "Less than 24 hours"}, {"Total active cases", "TOTAL OPEN CASES"}, {"on the register", "On register"}}}, seed + 19);
  add_register(june, false);
  keep(june);

  ReportMaker december({.report = "Dec 2022", .places = {"HBEP", "LNCIP", "MSCIP", "NWLLIP", "SLIP"}, .county = "County", .numbering = "Table {} (finance and leavers)",
                        .wording = words({{"No of Leavers", "Number of leavers"}, {"No of GCSEs at 4+", "Number of GCSEs at grade 4+"}, {"Balance brought forward", "Balance b/f"}, {"Purchase of provision", "Purchased provision"}}), .separators = true}, seed + 122, 7);
  Five closing = add_finance(december, december.some(20'000, 200'000), false);
  add_finance(december, closing, true);
  add_leavers(december);
  keep(december);

  ReportMaker march({.report = "March 2023", .places = {"NW", "SL", "HB", "MSC", "NCLIP"}, .county = "Totals",
                     .wording = words({{"Total own date", "Total March 23"}, {"Average hours/week own date", "Average hours/week Mar 23"}, {"No of PM students", "Number of PM pupils"}, {"PM at KS3", "Programme managed KS3"},
                                       {"PM at KS4", "Programme managed KS4"}, {"How many are CMN", "Children's medical needs (CMN)"}})}, seed + 23);
  add_register(march, true);
  add_novel_table(march);
  add_looked_after(march);
  keep(march);

  ReportMaker summer({.report = "Summer 2024", .places = {"HBEP", "LNCIP", "MSCIP", "SLIP", "NWLLIP"}, .county = "County Total", .numbering = "T{}",
                      .wording = words({{"Total own date", "Total Summer 24"}, {"Average hours/week own date", "Average hours/week Summer 24"}, {"Total referrals own window", "Total referrals Summer 24"}})}, seed + 24);
  add_register(summer, true);
  add_forums_and_outcomes(summer);
  add_tables_by_term(summer, {"Aut", "Spr", "Sum"});
  add_finance(summer, summer.some(0, 90'000), false);
  keep(summer);
  return reports;
}

}  // namespace waymark::published
