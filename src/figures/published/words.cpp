#include "figures/published/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "platform/core/text.h"

namespace waymark::published {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Signs that are words, replaced before everything else that is no letter or digit is dropped.
constexpr std::array signs = {
    Pair{"<", " under "}, Pair{"≤", " up to "}, Pair{"%", " percent "}, Pair{"+", " plus "}, Pair{"&", " and "}, Pair{"’", ""}, Pair{"‘", ""},
    Pair{"'", ""}, Pair{"“", " "}, Pair{"”", " "}, Pair{"–", " "}, Pair{"—", " "}, Pair{"£", " "}, Pair{"…", " "}, Pair{"\xC2\xA0", " "}};

// One spelling for a word that reports spell in several ways.
constexpr std::array spellings = {
    Pair{"number", "no"}, Pair{"numbers", "no"}, Pair{"num", "no"}, Pair{"yr", "year"}, Pair{"yrs", "year"}, Pair{"years", "year"}, Pair{"nc", "year"},
    Pair{"y", "year"}, Pair{"hrs", "hours"}, Pair{"hr", "hours"}, Pair{"hour", "hours"}, Pair{"eng", "english"}, Pair{"math", "maths"}, Pair{"ma", "maths"},
    Pair{"mathematics", "maths"}, Pair{"level", "l"}, Pair{"pupil", "students"}, Pair{"pupils", "students"}, Pair{"student", "students"},
    Pair{"avg", "average"}, Pair{"av", "average"}, Pair{"ave", "average"}, Pair{"mean", "average"}, Pair{"qual", "quals"}, Pair{"qualification", "quals"},
    Pair{"qualifications", "quals"}, Pair{"gcses", "gcse"}, Pair{"pship", "partnership"}, Pair{"partnerships", "partnership"}, Pair{"case", "cases"},
    Pair{"referral", "referrals"}, Pair{"reg", "register"}, Pair{"ehcps", "ehcp"}, Pair{"forums", "forum"}, Pair{"fora", "forum"}, Pair{"pct", "percent"},
    Pair{"percentage", "percent"}, Pair{"adj", "adjusted"}, Pair{"exp", "expenditure"}, Pair{"spend", "expenditure"}, Pair{"spending", "expenditure"},
    Pair{"salary", "salaries"}, Pair{"entries", "entry"}, Pair{"entered", "entry"}, Pair{"leaver", "leavers"}, Pair{"totals", "total"}, Pair{"cla", "lac"},
    Pair{"fulltime", "ft"}, Pair{"parttime", "pt"}, Pair{"aps", "ap"}, Pair{"funded", "funding"}, Pair{"apprenticeships", "apprenticeship"}, Pair{"additionally", "additional"}};

// Several words that are one notion.
constexpr std::array phrases = {
    Pair{"programme managed", "pm"}, Pair{"programme management", "pm"}, Pair{"full time", "ft"}, Pair{"part time", "pt"}, Pair{"functional skills", "fs"},
    Pair{"functional skill", "fs"}, Pair{"looked after children", "lac"}, Pair{"looked after", "lac"}, Pair{"advice and guidance", "ag"}, Pair{"a and g", "ag"},
    Pair{"per cent", "percent"}, Pair{"less than", "under"}, Pair{"fewer than", "under"}, Pair{"d e s", "des"}, Pair{"b f", "bf"}, Pair{"b fwd", "bf"},
    Pair{"brought forward", "bf"}, Pair{"c f", "cf"}, Pair{"carried forward", "cf"}, Pair{"inclusion forum", "forum"}, Pair{"key stage", "ks"}, Pair{"in school", "inschool"}, Pair{"top ups", "top up"},
    Pair{"medical needs", "cmn"}, Pair{"ehc plan", "ehcp"}, Pair{"ehc plans", "ehcp"}, Pair{"local authority", "la"}, Pair{"or above", "plus"},
    Pair{"or more", "plus"}, Pair{"or higher", "plus"}, Pair{"and above", "plus"}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "ks3" and "sp21" are two words; "4plus" too.
std::string parted(std::string_view folded) {
  std::string out;
  for (char c : folded) {
    if (!out.empty() && out.back() != ' ' && c != ' ' && is_digit(out.back()) != is_digit(c)) out += ' ';
    out += c;
  }
  return out;
}

std::string spelled(std::string_view parted_text) {
  std::string out = " ";
  for (const std::string& word : split(parted_text, ' ')) {
    auto known = std::find_if(spellings.begin(), spellings.end(), [&](const Pair& pair) { return pair.first == word; });
    out += known == spellings.end() ? word : std::string(known->second);
    out += ' ';
  }
  return out;
}

unsigned month_of(std::string_view word) {
  static constexpr std::array months = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
  if (word == "sept") return 9;
  for (unsigned i = 0; i < months.size(); ++i)
    if (word == months[i] || word == std::string_view(months[i]).substr(0, 3)) return i + 1;
  return 0;
}

Term term_of(std::string_view word) {
  if (word == "autumn" || word == "aut") return Term::autumn;
  if (word == "spring" || word == "spr" || word == "sp") return Term::spring;
  if (word == "summer" || word == "sum") return Term::summer;
  return Term::none;
}

int year_of(std::string_view word) {
  int year = 0;
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), year);
  if (error != std::errc() || end != word.data() + word.size()) return 0;
  if (word.size() == 2) return 2000 + year;
  return word.size() == 4 && year >= 1990 && year <= 2100 ? year : 0;
}

bool alternative_fits(const std::vector<std::string>& words, std::string_view alternatives) {
  while (true) {
    std::size_t end = alternatives.find('|');
    if (std::find(words.begin(), words.end(), alternatives.substr(0, end)) != words.end()) return true;
    if (end == std::string_view::npos) return false;
    alternatives.remove_prefix(end + 1);
  }
}

}  // namespace

Term term_of_month(unsigned month) {
  if (month == 0) return Term::none;
  return month >= 9 ? Term::autumn : month <= 4 ? Term::spring : Term::summer;
}

bool one_moment(Period a, Period b) {
  if (!a.dated() || !b.dated() || a.year != b.year) return false;
  if (a.month != 0 && b.month != 0) return a.month == b.month;
  Term first = a.month != 0 ? term_of_month(a.month) : a.term, second = b.month != 0 ? term_of_month(b.month) : b.term;
  return first == second;
}

int order_of(Period period) {
  static constexpr std::array<int, 4> middle = {0, 11, 3, 6};
  return period.year * 12 + (period.month != 0 ? static_cast<int>(period.month) : middle[static_cast<std::size_t>(period.term)]);
}

std::vector<std::string> words_of(std::string_view text) {
  std::string plain = lower(text);
  for (auto [sign, word] : signs) replace_all(plain, sign, word);
  std::string joined = spelled(parted(fold(plain)));
  for (auto [phrase, word] : phrases) replace_all(joined, " " + std::string(phrase) + " ", " " + std::string(word) + " ");
  return split(joined, ' ');
}

Period take_period(std::vector<std::string>& words) {
  Period period;
  for (std::size_t i = 0; i < words.size();) {
    unsigned month = month_of(words[i]);
    Term term = term_of(words[i]);
    if (term != Term::none && i + 1 < words.size() && words[i + 1] == "term") words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);   // "Autumn Term 2021"
    bool year_follows = i + 1 < words.size() && year_of(words[i + 1]) != 0;
    bool second_of_window = month != 0 && period.month != 0;   // "Sep-Dec 20" ends in December
    if ((month == 0 || (words[i] == "may" && !year_follows)) && term == Term::none) { ++i; continue; }
    if (!second_of_window && period.said()) { ++i; continue; }
    period.month = month;
    period.term = term;
    std::size_t taken = 1;
    if (year_follows) {
      period.year = year_of(words[i + 1]);
      taken = 2;
    }
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + taken));
  }
  return period;
}

Period period_of(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  return take_period(words);
}

bool fits(const std::vector<std::string>& words, std::string_view pattern) {
  while (!pattern.empty()) {
    std::size_t end = pattern.find(' ');
    std::string_view wanted = pattern.substr(0, end);
    bool absent = wanted.starts_with('!');
    if (absent) wanted.remove_prefix(1);
    if (!wanted.empty() && alternative_fits(words, wanted) == absent) return false;
    pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + 1);
  }
  return true;
}

}  // namespace waymark::published
