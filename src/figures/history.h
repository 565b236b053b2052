// Everything the figures need of the register, over all time, as columns: loaded from the store once, then any day's census comes from
// memory. Names and notes are not in it; a figure that opens is looked up in the store by id, under the reader's own access.
#pragma once
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "domain/release/release.h"
#include "platform/record/store.h"

namespace waymark {

inline constexpr std::int32_t no_end = std::numeric_limits<std::int32_t>::max();
inline constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

struct PartnershipFacts {
  std::int64_t id = 0;
  std::string code, name, county;
  bool merged_panel = false;
  std::vector<std::string> names;   // every short name it has gone by
  std::vector<std::pair<std::int32_t, std::string>> short_names;   // from day, name: what reports of that time call it
};
struct CountyFacts {
  std::string code, name;
  std::uint32_t first = 0, last = 0;   // its partnerships, last excluded
};

struct History {
  std::vector<PartnershipFacts> partnerships;   // by county, then in the order of the tables
  std::vector<CountyFacts> counties;

  struct { std::vector<std::int64_t> id; std::vector<std::int32_t> born; std::vector<std::int8_t> year_offset; std::vector<std::uint8_t> home; } pupils;
  struct { std::vector<std::int64_t> id; std::vector<std::uint32_t> pupil; std::vector<std::uint16_t> partnership; std::vector<std::int32_t> opened, closed; std::vector<std::uint64_t> tie; } cases;   // tie: decides between equals, from the reference, so that the order of rows never matters
  struct { std::vector<std::int64_t> id; std::vector<std::uint32_t> pupil; std::vector<std::uint16_t> partnership; std::vector<std::int32_t> received; std::vector<std::uint8_t> category; std::vector<std::uint64_t> tie; } referrals;
  struct { std::vector<std::int64_t> id; std::vector<std::uint32_t> referral; std::vector<std::uint8_t> outcome; std::vector<std::int32_t> decided; } outcomes;
  struct { std::vector<std::int64_t> id; std::vector<std::uint32_t> pupil, referral; std::vector<std::uint16_t> partnership; std::vector<std::int32_t> day; std::vector<std::uint8_t> meeting; } discussions;
  struct { std::vector<std::int64_t> id; std::vector<std::uint32_t> pupil; std::vector<std::uint16_t> partnership; std::vector<std::int32_t> started, ended; std::vector<std::uint8_t> mode, tier; std::vector<std::uint64_t> tie; } programmes;
  struct { std::vector<std::uint32_t> programme; std::vector<std::uint8_t> source, bought; std::vector<std::int32_t> hundredths, from, to; } lines;
  struct Spell { std::vector<std::uint32_t> pupil; std::vector<std::uint8_t> value; std::vector<std::int32_t> from, to; };
  Spell ehc, looked_after, home;               // value: position in the code list
  Spell places;                                // value unused
  std::vector<std::uint32_t> place_school;     // beside places
  struct { std::vector<std::int64_t> id; std::vector<std::string> name; std::vector<std::uint16_t> partnership; } schools;
  struct { std::vector<std::uint32_t> school; std::vector<std::int32_t> day; std::vector<std::int32_t> roll, fsm_hundredths; } rolls;
  std::vector<Release> releases;
  std::vector<PublishedFigure> published;
  std::uint64_t version = 0;                   // the store's last change when it was loaded
};

// Rows that lack what a figure needs (no date, no pupil) are left out of it: they are warnings on the register.
History load_history(Store& store, const Progress& progress = {});

}  // namespace waymark
