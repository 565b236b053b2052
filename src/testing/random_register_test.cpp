#include "testing/random_register.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "demonstration/random.h"
#include "platform/record/codes.h"

namespace waymark::testing_support {
namespace {

class Making {
 public:
  Making(std::uint64_t seed, bool ties) : random_(seed), ties_(ties) {}
  RandomRegister run() {
    places();
    int pupils = random_.between(1, 25);
    for (int i = 0; i < pupils; ++i) pupil();
    return std::move(r_);
  }

 private:
  using Maybe = std::optional<Date>;
  Date day() { return Date::of(2019, 7, 1) + random_.below(800); }
  Maybe maybe_day() { return random_.chance(8) ? Maybe() : day(); }
  Maybe day_after(const Maybe& from) { return random_.chance(55) ? Maybe() : Maybe(from.value_or(day()) + random_.below(300)); }
  Code code(std::string_view list, bool required = false) {
    const auto& items = find_code_list(list)->items;
    if (!required && random_.chance(10)) return {};
    return {items[static_cast<std::size_t>(random_.below(static_cast<int>(items.size())))].code};
  }
  Code authority() { return random_.chance(10) ? Code{} : random_.chance(60) ? Code{"855"} : random_.chance(60) ? Code{"856"} : code("authority"); }
  Id<Partnership> partnership() { return {random_.between(1, static_cast<int>(r_.partnerships.size()))}; }
  template <class R> Id<R> next(const std::vector<R>& rows) { return {static_cast<std::int64_t>(rows.size()) + 1}; }
  std::string reference(char kind, std::size_t n) { return ties_ && random_.chance(70) ? fmt::format("{}-{}", kind, random_.below(8)) : fmt::format("{}{}", kind, n); }
  template <class R> bool taken(const std::vector<R>& rows, Id<Partnership> p, const std::string& reference) {
    return std::ranges::any_of(rows, [&](const R& r) { return r.partnership == p && r.reference == reference; });
  }
  template <class R> void add(std::vector<R>& rows, R row, char kind) {
    row.id = next(rows);
    while (row.reference.empty() || taken(rows, row.partnership, row.reference)) row.reference = row.reference.empty() ? reference(kind, rows.size()) : fmt::format("{}{}", kind, rows.size() + 1000);
    rows.push_back(std::move(row));
  }
  // A day on which nothing else of the pupil begins, unless ties are wanted.
  Maybe fresh_day(std::set<std::int32_t>& used) {
    Maybe d = maybe_day();
    if (!ties_) while (d && used.contains(d->days)) d = day();
    else if (!used.empty() && random_.chance(60)) d = Date{*used.begin()};
    if (d) used.insert(d->days);
    return d;
  }

  void places() {
    for (int i = 1, n = random_.between(2, 4); i <= n; ++i)
      r_.partnerships.push_back({.id = {i}, .code = fmt::format("P{}", i), .name = fmt::format("Partnership {}", i), .authority = {"855"}, .position = i, .merged_panel = random_.chance(30)});
    for (int i = 1; i <= 5; ++i) {
      r_.schools.push_back({.id = {i}, .partnership = random_.chance(10) ? Id<Partnership>{} : partnership(), .urn = fmt::format("90010{}", i), .name = fmt::format("School {}", i)});
      for (int y = 2019; y <= 2020; ++y) r_.rolls.push_back({.id = next(r_.rolls), .school = {i}, .census_on = Date::of(y, 10, 1), .roll_11_16 = random_.chance(10) ? std::optional<std::int64_t>() : random_.between(0, 900)});
    }
    r_.providers.push_back({.id = {1}, .name = "Riverside Motors"});
  }
  void pupil() {
    Pupil p{.id = next(r_.pupils), .reference = fmt::format("U{}", r_.pupils.size()), .born_on = Date::of(random_.between(2002, 2010), static_cast<unsigned>(random_.between(1, 12)), static_cast<unsigned>(random_.between(1, 28)))};
    if (random_.chance(10)) p.born_on.reset();
    p.home_authority = authority();
    if (random_.chance(10)) p.year_offset = random_.between(-1, 1);
    r_.pupils.push_back(p);
    std::set<std::int32_t> cases, referrals, programmes;
    for (int i = random_.below(4); i > 0; --i) { Maybe d = fresh_day(cases); add(r_.cases, {.partnership = partnership(), .pupil = p.id, .opened_on = d, .closed_on = day_after(d)}, 'C'); }
    for (int i = random_.below(4); i > 0; --i) referral(p.id, referrals);
    for (int i = random_.below(3); i > 0; --i)
      add(r_.discussions, {.partnership = partnership(), .pupil = p.id, .discussed_on = maybe_day(), .meeting = code("meeting_kind"), .referral = r_.referrals.empty() ? Id<Referral>{} : Id<Referral>{random_.below(static_cast<int>(r_.referrals.size()) + 1)}}, 'D');
    for (int i = random_.below(4); i > 0; --i) programme(p.id, programmes);
    statuses(p.id);
  }
  void referral(Id<Pupil> pupil, std::set<std::int32_t>& used) {
    Maybe received = fresh_day(used);
    add(r_.referrals, {.partnership = partnership(), .pupil = pupil, .received_on = received, .category = code("referral_category")}, 'R');
    std::set<std::string> given;
    for (int i = random_.below(4); i > 0; --i)
      if (Code outcome = code("referral_outcome", true); given.insert(outcome.value).second)
        r_.outcomes.push_back({.id = next(r_.outcomes), .referral = r_.referrals.back().id, .outcome = outcome, .decided_on = random_.chance(50) && received ? Maybe(*received + random_.below(60)) : maybe_day()});
  }
  void programme(Id<Pupil> pupil, std::set<std::int32_t>& used) {
    Maybe started = fresh_day(used);
    add(r_.programmes, {.partnership = partnership(), .pupil = pupil, .started_on = started, .ended_on = day_after(started), .mode = code("programme_mode"), .tier = random_.chance(70) ? Code{"4"} : code("tier")}, 'G');
    for (int i = random_.below(4); i > 0; --i)
      r_.lines.push_back({.id = next(r_.lines), .programme = r_.programmes.back().id, .reference = fmt::format("L{}", i), .source = code("timetable_source"), .provider = random_.chance(50) ? Id<Provider>{1} : Id<Provider>{},
                          .hours = random_.chance(10) ? std::optional<Hours>() : Hours{random_.below(1500)}, .from_on = random_.chance(60) ? started : maybe_day(), .to_on = random_.chance(70) ? Maybe() : maybe_day()});
  }
  void statuses(Id<Pupil> pupil) {
    std::set<std::int32_t> sen, care, home;
    auto begin = [&](std::set<std::int32_t>& used) { Date d = day(); while (!used.insert(d.days).second) d = d + 1; return d; };
    for (int i = random_.below(3); i > 0; --i) { Date d = begin(sen); r_.sen.push_back({.id = next(r_.sen), .pupil = pupil, .stage = code("ehc_stage"), .from_on = d, .to_on = day_after(d)}); }
    for (int i = random_.below(3); i > 0; --i) { Date d = begin(care); r_.looked_after.push_back({.id = next(r_.looked_after), .pupil = pupil, .authority = authority(), .from_on = d, .to_on = day_after(d)}); }
    for (int i = random_.below(2); i > 0; --i) { Date d = begin(home); r_.homes.push_back({.id = next(r_.homes), .pupil = pupil, .authority = authority(), .from_on = d, .to_on = day_after(d)}); }
  }

  Random random_;
  bool ties_;
  RandomRegister r_;
};

using Map = std::unordered_map<std::int64_t, std::int64_t>;
template <class R> Map shuffled(std::vector<R>& rows, Random& random) {
  Map map = {{0, 0}};
  random.shuffle(rows);
  for (R& row : rows) {
    std::int64_t fresh = new_id();
    map[row.id.value] = fresh;
    row.id.value = fresh;
  }
  return map;
}

}  // namespace

RandomRegister random_register(std::uint64_t seed, bool ties) { return Making(seed, ties).run(); }

void put_register(Store& store, RandomRegister r, std::uint64_t order) {
  Random random(order);
  Map partnerships = shuffled(r.partnerships, random), schools = shuffled(r.schools, random), providers = shuffled(r.providers, random), pupils = shuffled(r.pupils, random), referrals = shuffled(r.referrals, random), programmes = shuffled(r.programmes, random);
  shuffled(r.rolls, random), shuffled(r.cases, random), shuffled(r.sen, random), shuffled(r.looked_after, random), shuffled(r.homes, random), shuffled(r.outcomes, random), shuffled(r.discussions, random), shuffled(r.lines, random);
  auto of = [](auto& id, const Map& map) { id.value = map.at(id.value); };
  for (auto& x : r.schools) of(x.partnership, partnerships);
  for (auto& x : r.rolls) of(x.school, schools);
  for (auto& x : r.cases) { of(x.partnership, partnerships); of(x.pupil, pupils); }
  for (auto& x : r.sen) of(x.pupil, pupils);
  for (auto& x : r.looked_after) of(x.pupil, pupils);
  for (auto& x : r.homes) of(x.pupil, pupils);
  for (auto& x : r.referrals) { of(x.partnership, partnerships); of(x.pupil, pupils); }
  for (auto& x : r.outcomes) of(x.referral, referrals);
  for (auto& x : r.discussions) { of(x.partnership, partnerships); of(x.pupil, pupils); of(x.referral, referrals); }
  for (auto& x : r.programmes) { of(x.partnership, partnerships); of(x.pupil, pupils); }
  for (auto& x : r.lines) { of(x.programme, programmes); of(x.provider, providers); }
  auto done = store.write(system_session("test"), [&](Transaction& t) -> Result<void> {
    auto put = [&](auto&... rows) { (t.insert(rows), ...); };
    put(r.partnerships, r.schools, r.rolls, r.providers, r.pupils, r.cases, r.sen, r.looked_after, r.homes, r.referrals, r.outcomes, r.discussions, r.programmes, r.lines);
    return {};
  });
  if (!done) throw std::runtime_error(done.error().message);
}

}  // namespace waymark::testing_support
