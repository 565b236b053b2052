// The wording of printed tables made comparable: one spelling a word, abbreviations written one way, and the month, term and year
// a label speaks of. Knows no table; recognise.h does.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::published {

enum class Term : std::uint8_t { none, autumn, spring, summer };

// "Dec 2020", "sp21", "Total July 2015": whatever of it is said. Two labels mean one moment when all they say is the same.
struct Period {
  int year = 0;          // 0: not said
  unsigned month = 0;    // 1 to 12; 0: not said
  Term term = Term::none;
  bool said() const { return month != 0 || term != Term::none; }
  bool dated() const { return year != 0 && said(); }
  friend auto operator<=>(const Period&, const Period&) = default;
};

Term term_of_month(unsigned month);
bool one_moment(Period a, Period b);          // the same month and year; or the same term and year where one names only the term
int order_of(Period period);                  // grows with time

// "No. of Yr 11 pupils <24hrs" -> no of year 11 students under 24 hours
std::vector<std::string> words_of(std::string_view text);
Period take_period(std::vector<std::string>& words);   // and removes its words
Period period_of(std::string_view text);

// A pattern is words that must all be there; "a|b" is either, "!a" must not be there.
bool fits(const std::vector<std::string>& words, std::string_view pattern);

}  // namespace waymark::published
