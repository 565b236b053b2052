// The partnerships and the county by all the names their columns have had, with the term or qualifier a heading adds.
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "figures/published/recognise.h"
#include "platform/core/text.h"

namespace waymark::published {
namespace {

struct Alias {
  std::string_view code, name;
  bool begins = false;   // a heading that only begins so is meant too
};

constexpr std::array aliases = {
    Alias{"HBEP", "hbep"}, Alias{"HBEP", "hb"}, Alias{"HBEP", "hinckley", true},
    Alias{"LIP", "lip"}, Alias{"LIP", "lncip"}, Alias{"LIP", "nclip"}, Alias{"LIP", "lnclip"}, Alias{"LIP", "loughborough", true}, Alias{"LIP", "north charnwood", true},
    Alias{"MSCIP", "mscip"}, Alias{"MSCIP", "msc"}, Alias{"MSCIP", "cip"}, Alias{"MSCIP", "melton", true},
    Alias{"NWLLIP", "nwllip"}, Alias{"NWLLIP", "nw"}, Alias{"NWLLIP", "nwlip"}, Alias{"NWLLIP", "nwl"}, Alias{"NWLLIP", "north west", true}, Alias{"NWLLIP", "northwest", true},
    Alias{"SLIP", "slip"}, Alias{"SLIP", "sl"}, Alias{"SLIP", "south leic", true},
    Alias{"COUNTY", "total"}, Alias{"COUNTY", "totals"}, Alias{"COUNTY", "county"}, Alias{"COUNTY", "all"}, Alias{"COUNTY", "county total"}, Alias{"COUNTY", "county totals"},
    Alias{"COUNTY", "leics"}, Alias{"COUNTY", "leics total"},
    Alias{"COUNTY", "seip total"}, Alias{"COUNTY", "seips total"}, Alias{"COUNTY", "total seips"}, Alias{"COUNTY", "grand total"}, Alias{"COUNTY", "overall"}, Alias{"COUNTY", "overall total"}, Alias{"COUNTY", "whole county"}, Alias{"COUNTY", "all partnerships"},
    Alias{"COUNTY", "all seips"}, Alias{"COUNTY", "leicestershire"}, Alias{"COUNTY", "leicestershire total"}, Alias{"COUNTY", "leicestershire totals"}, Alias{"COUNTY", "total county"}};

const Alias* find_alias(std::string_view name) {
  for (const Alias& alias : aliases)
    if (alias.name == name || (alias.begins && name.starts_with(alias.name))) return &alias;
  return nullptr;
}

// The heading without its term and year, the words otherwise as they stand.
std::string without_period(std::string_view printed, Period& period) {
  std::string folded = fold(printed), parted;
  for (char c : folded) {
    bool digit = c >= '0' && c <= '9', was_digit = !parted.empty() && parted.back() >= '0' && parted.back() <= '9';
    if (!parted.empty() && parted.back() != ' ' && c != ' ' && digit != was_digit) parted += ' ';
    parted += c;
  }
  std::vector<std::string> words = split(parted, ' ');
  period = take_period(words);
  return join(words, " ");
}

// "NW Leics", "LIP/LNCIP", "SL partnership": a short name, its other names and words that add nothing. What else is said qualifies it.
const Alias* find_short_name(std::string& name, std::string& qualifier) {
  static constexpr std::array fillers = {"partnership", "seip", "bp", "leics", "leicestershire", "area", "no", "number"};
  const Alias* found = nullptr;
  std::vector<std::string> rest;
  for (const std::string& word : split(name, ' ')) {
    bool filler = std::find(fillers.begin(), fillers.end(), word) != fillers.end();
    const Alias* alias = find_alias(word);
    if (filler && found != nullptr) continue;
    if (alias != nullptr && !alias->begins) {
      if (found != nullptr && found->code != alias->code) return nullptr;   // two partnerships at once
      found = alias;
    } else if (found == nullptr) {
      return nullptr;
    } else {
      rest.push_back(word);
    }
  }
  if (found == nullptr || rest.size() > 3 || (found->code == "COUNTY" && !rest.empty())) return nullptr;
  if (qualifier.empty()) qualifier = join(rest, " ");
  return found;
}

// Cuts " of which out of", " year to date", " total" off the end of a name and says what it cut.
std::string take_qualifier(std::string& name) {
  std::size_t of_which = std::min({name.find("of which"), name.find("out of county"), name.size()});
  if (of_which < name.size()) {
    name = std::string(trim(std::string_view(name).substr(0, of_which)));
    return "of which";
  }
  for (std::string_view ending : {"year to date", "to date", "ytd", "total", "totals"})
    if (name.size() > ending.size() && name.ends_with(ending) && find_alias(name) == nullptr) {
      name = std::string(trim(std::string_view(name).substr(0, name.size() - ending.size())));
      return "total";
    }
  return {};
}

}  // namespace

Place recognise_place(std::string_view printed) {
  Place place{.printed = std::string(printed)};
  std::string name = without_period(printed, place.period);
  std::string whole = name;
  place.qualifier = take_qualifier(name);
  const Alias* alias = find_alias(name);
  if (alias == nullptr) alias = find_short_name(name, place.qualifier);
  if (printed.find('%') != std::string_view::npos && place.qualifier.empty()) place.qualifier = percent_column;
  if (alias == nullptr) {
    place.qualifier.clear();
    place.code = place.period.said() && whole.empty() ? fold(printed) : whole;
    return place;
  }
  place.code = alias->code;
  place.kind = alias->code == "COUNTY" ? PlaceKind::county : PlaceKind::partnership;
  return place;
}

std::string Place::key() const {
  return fmt::format("{}|{}|{}|{}|{}", code, period.year, period.month, static_cast<int>(period.term), qualifier);
}

}  // namespace waymark::published
