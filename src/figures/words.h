// The sets in whose words the tables are written, each with its definition. They are inline so that every table that names one finds it
// already made, whatever the order in which files are initialised.
#pragma once
#include <map>

#include "figures/measure.h"
#include "platform/record/codes.h"

namespace waymark::words {
namespace making {

using S = const Students&;
template <class F> Set student(std::string say, F test) { return where<&Census::students>(Space::students, std::move(say), test); }
inline std::uint8_t code(std::string_view list, std::string_view value) { return static_cast<std::uint8_t>(find_code_list(list)->position(value)); }
inline Set mode_is(std::string say, std::string_view value) {
  return student(std::move(say), [m = code("programme_mode", value)](S s, std::size_t i) { return s.mode[i] == m; });
}
inline Set stage_is(std::string say, std::string_view value) {
  return student(std::move(say), [m = code("ehc_stage", value)](S s, std::size_t i) { return s.ehc[i] == m; });
}

// A family of sets, one a value, each made once.
template <class Make> const Set& family(std::map<int, Set>& held, int value, Make make) {
  auto found = held.find(value);
  if (found == held.end()) found = held.emplace(value, make()).first;
  return found->second;
}

inline constexpr const char* term_names[] = {"the autumn term", "the spring term", "the summer term"};

}  // namespace making
using namespace making;

inline const Set on_register = student("students with an open case", [](S s, std::size_t i) { return s.open[i]; });
inline const Set managed = student("programme managed students (a live Tier 4 programme)", [](S s, std::size_t i) { return s.managed[i]; });
inline const Set ks3 = student("in Years 7 to 9", [](S s, std::size_t i) { return s.year[i] >= 7 && s.year[i] <= 9; });
inline const Set ks4 = student("in Years 10 and 11", [](S s, std::size_t i) { return s.year[i] == 10 || s.year[i] == 11; });
inline const Set full_time = mode_is("full time with the partnership", "full_time");
inline const Set part_time = mode_is("part time with the partnership", "part_time");
inline const Set medical = mode_is("with children's medical needs (CMN)", "medical");
inline const Set not_medical = !medical;
inline const Set short_week = student("with fewer than 24 hours a week, the school's included", [](S s, std::size_t i) { return s.weekly[i] < 2400; });
inline const Set city = student("with a Leicester City address", [](S s, std::size_t i) { return s.city[i]; });
inline const Set looked_after = student("looked after", [](S s, std::size_t i) { return s.looked_after[i]; });
inline const Set out_of_county = student("looked after by another authority than the county", [](S s, std::size_t i) { return s.out_of_county[i]; });
inline const Set formal_assessment = stage_is("with a formal assessment under way", "formal_assessment");
inline const Set top_up = stage_is("with top-up paid", "top_up");
inline const Set plan_no_funding = stage_is("with an EHC plan without additional funding", "plan_no_funding");
inline const Set plan_funded = stage_is("with an EHC plan with additional funding", "plan_funded");
inline const Set plan_package = stage_is("with an EHC plan with a package of £25,500 or more", "plan_package");

inline const Set& year(int group) {
  static std::map<int, Set> held;
  return family(held, group, [&] { return student("in Year " + std::to_string(group), [y = static_cast<std::uint8_t>(group)](S s, std::size_t i) { return s.year[i] == y; }); });
}

inline const Set fresh_referral = where<&Census::referrals>(Space::referrals, "referrals received this school year up to the day", [](const Referrals& r, std::size_t i) { return r.fresh[i]; });
inline const Set previous_referral = where<&Census::referrals>(Space::referrals, "earlier referrals of students with an open case", [](const Referrals& r, std::size_t i) { return r.previous[i]; });
inline const Set tier_4_before = where<&Census::referrals>(Space::referrals, "with an outcome at Tier 4 decided before this school year", [](const Referrals& r, std::size_t i) { return r.tier_4_before[i]; });

inline const Set& category(std::string_view value) {
  static std::map<int, Set> held;
  std::uint8_t c = code("referral_category", value);
  return family(held, c, [&] {
    return where<&Census::referrals>(Space::referrals, "in the category " + std::string(code_label("referral_category", value)), [c](const Referrals& r, std::size_t i) { return r.category[i] == c; });
  });
}
inline const Set& referral_term(int term) {
  static std::map<int, Set> held;
  return family(held, term, [&] {
    return where<&Census::referrals>(Space::referrals, std::string("received in ") + term_names[term], [t = static_cast<std::uint8_t>(term)](const Referrals& r, std::size_t i) { return r.term[i] == t; });
  });
}
inline const Set& outcome(std::string_view value) {
  static std::map<int, Set> held;
  std::uint8_t c = code("referral_outcome", value);
  return family(held, c, [&] {
    return where<&Census::outcomes>(Space::outcomes, "outcomes of a student's most recent referral, decided this school year up to the day: " + std::string(code_label("referral_outcome", value)),
                                    [c](const Outcomes& o, std::size_t i) { return o.code[i] == c; });
  });
}

inline const Set forum_case = where<&Census::discussions>(
    Space::discussions, "cases discussed at an inclusion forum this school year up to the day (where panel and forum are one meeting: those both new and with no outcome above Tier 2)",
    [](const Discussions& d, std::size_t i) { return d.counts[i]; });
inline const Set additional_support = where<&Census::discussions>(Space::discussions, "with additional support decided that day", [](const Discussions& d, std::size_t i) { return d.additional[i]; });
inline const Set& forum_year(int group) {
  static std::map<int, Set> held;
  return family(held, group, [&] {
    return where<&Census::discussions>(Space::discussions, "in Year " + std::to_string(group), [y = static_cast<std::uint8_t>(group)](const Discussions& d, std::size_t i) { return d.year[i] == y; });
  });
}
inline const Set& forum_term(int term) {
  static std::map<int, Set> held;
  return family(held, term, [&] {
    return where<&Census::discussions>(Space::discussions, std::string("in ") + term_names[term], [t = static_cast<std::uint8_t>(term)](const Discussions& d, std::size_t i) { return d.term[i] == t; });
  });
}

// fte in school: for part-time students, weekly hours at the school on roll, 25 hours to 1.0.
inline const Measure ks3_heads = count(managed && ks3), ks4_heads = count(managed && ks4);
inline const Measure ks3_in_school = divided(sum("weekly hours at school", &Students::at_school, managed && ks3 && part_time), 25);
inline const Measure ks4_in_school = divided(sum("weekly hours at school", &Students::at_school, managed && ks4 && part_time), 25);
inline const Measure ks3_adjusted = ks3_heads - count(managed && ks3 && medical) - ks3_in_school;
inline const Measure ks4_adjusted = ks4_heads - count(managed && ks4 && medical) - ks4_in_school;
inline const Measure adjusted = ks3_adjusted + ks4_adjusted;

}  // namespace waymark::words
