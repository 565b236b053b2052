#include "demonstration/generator.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "demonstration/names.h"
#include "demonstration/random.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/programme/programme.h"
#include "domain/pupil/identifiers.h"
#include "domain/referral/outcome_tier.h"
#include "platform/calendar/school_year.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

struct Child {
  std::string upn, school;
  int year = 0;
  Date born{}, opened{};
  bool closed = false, managed = false, medical = false, full_time = false, short_week = false, city = false, looked_after = false, out_of_county = false;
  int school_hundredths = 0, bought = 0, own = 0;
  std::string ehc;
  bool new_referral = false, new_programme = false, forum = false, tier_4_before = false;
  int previous_referrals = 0;
  std::vector<std::string> outcomes;   // of the latest referral, decided this year
  Date received{}, decided{};
};

class Generator {
 public:
  Generator(const PartnershipTarget& target, int position, const GeneratorSettings& settings)
      : t_(target), s_(settings), position_(position), code_(settings.code_prefix + target.code), random_(0x5EED0000u + static_cast<std::uint64_t>(settings.county_number * 16 + position)) {}

  RegisterRows run() {
    write_partnership();
    write_schools();
    make_open_children();
    choose_programmes();
    share_hours(t_.ks3, 3);
    share_hours(t_.ks4, 4);
    spread_bought_and_own();
    choose_statuses();
    choose_referrals();
    choose_outcomes();
    for (Child& child : children_) write_child(child);
    for (int i = 0; i < s_.closed_cases; ++i) write_closed_case(i);
    return std::move(rows_);
  }

 private:
  static std::string on(Date d) { return iso(d); }
  Date between(Date low, Date high) { return low + random_.below(high - low + 1); }

  std::string new_upn(int born_year) {
    int serial = serial_++;
    std::string rest = fmt::format("{}{:04}{:02}{:03}", s_.county, 1000 + position_ * 1000 + serial / 1000 % 1000, (born_year + 4) % 100, serial % 1000);
    return upn_check_letter(rest) + rest;
  }

  void write_partnership() {
    rows_.add<Partnership>().set("code", code_).set("name", s_.code_prefix.empty() ? t_.name : t_.name + " " + s_.county).set("authority", s_.county)
        .set("position", std::to_string(position_)).set("merged_panel", t_.merged_panel ? "yes" : "no").set("quota", t_.quota);
    if (!s_.code_prefix.empty()) return;
    for (const std::string& entry : split(t_.short_names, ';')) {
      std::size_t space = entry.find(' ');
      auto row = rows_.add<PartnershipName>();
      row.set("partnership", code_).set("short_name", entry.substr(0, space)).set("name", t_.name);
      if (space != std::string::npos) row.set("from_on", entry.substr(space + 1));
    }
  }

  void write_schools() {
    int left = t_.roll;
    auto fsm = parse_hundredths(t_.fsm).value();
    for (int i = 0; i < t_.schools; ++i) {
      std::string urn = std::to_string(200000 + s_.county_number * 400 + position_ * 60 + i);
      int number = position_ * 20 + i;
      std::string name = fmt::format("{} {}", school_first[static_cast<std::size_t>(number) % school_first.size()], school_last[static_cast<std::size_t>(number / 4) % school_last.size()]);
      if (!s_.code_prefix.empty()) name += " " + urn;
      else if (!taken_names_.insert(name).second || number >= 20) name = fmt::format("{} {}", name, t_.code);
      int roll = i + 1 == t_.schools ? left : left / (t_.schools - i) + random_.between(-180, 180);
      left -= roll;
      rows_.add<School>().set("partnership", code_).set("urn", urn).set("name", name).set("dfe_number", fmt::format("{}/{}", s_.county, 4000 + number));
      rows_.add<SchoolCensus>().set("school", urn).set("census_on", "2020-10-01").set("roll_11_16", std::to_string(roll))
          .set("fsm_percent", format_hundredths(std::max<std::int64_t>(200, (fsm + random_.between(-450, 450)) / 10 * 10)));
      schools_.push_back(urn);
    }
    for (int i = 0; i < 4; ++i) {
      providers_.push_back(provider_names[static_cast<std::size_t>(position_ * 3 + i) % provider_names.size()] + (s_.code_prefix.empty() ? "" : " " + s_.county));
      rows_.add<Provider>().set("name", providers_.back()).set("provider_kind", "non_school");
    }
  }

  Child& make_child(int year) {
    Child& child = children_.emplace_back();
    child.year = year;
    Date youngest = Date::of(2020 - year - 4, 8, 31);
    child.born = between(Date::of(2020 - year - 5, 9, 1), youngest);
    child.upn = new_upn(child.born.year());
    child.school = random_.pick(schools_);
    child.opened = between(Date::of(2019, 1, 7), Date::of(2020, 7, 10));
    return child;
  }

  void make_open_children() {
    children_.reserve(1000);
    for (int year = 11; year >= 7; --year)
      for (int i = 0; i < t_.open[static_cast<std::size_t>(year)]; ++i) make_child(year);
  }

  std::vector<Child*> where(auto&& test) {
    std::vector<Child*> out;
    for (Child& child : children_)
      if (test(child)) out.push_back(&child);
    return out;
  }
  template <class Set> static void take(std::vector<Child*> from, int n, Set&& set) {
    if (static_cast<int>(from.size()) < n) throw std::logic_error("the demonstration's figures cannot be met");
    for (int i = 0; i < n; ++i) set(*from[static_cast<std::size_t>(i)]);
  }

  void choose_programmes() {
    auto manage = [](Child& c) { c.managed = true; };
    take(where([](Child& c) { return c.year == 10; }), t_.ks4.year_10, manage);
    take(where([](Child& c) { return c.year == 11; }), t_.ks4.heads - t_.ks4.year_10, manage);
    take(where([](Child& c) { return c.year <= 9; }), t_.ks3.heads, manage);
    for (auto [stage, target] : {std::pair{3, &t_.ks3}, std::pair{4, &t_.ks4}}) {
      auto all = where([stage](Child& c) { return c.managed && key_stage(c.year) == stage; });
      take(all, target->full_time, [](Child& c) { c.full_time = true; });
      auto rest = where([stage](Child& c) { return c.managed && !c.full_time && key_stage(c.year) == stage; });
      take(rest, target->medical, [](Child& c) { c.medical = true; });
    }
  }

  // Hours at school of the part-time pupils, in half hours, as even as they go; then who has fewer than 24 hours.
  void share_hours(const KeyStageTarget& target, int stage) {
    auto part = where([stage](Child& c) { return c.managed && !c.full_time && !c.medical && key_stage(c.year) == stage; });
    int halves = target.school_hundredths / 50, n = static_cast<int>(part.size());
    for (int i = 0; i < n; ++i) part[static_cast<std::size_t>(i)]->school_hundredths = (halves * (i + 1) / n - halves * i / n) * 50;
    auto order = where([stage](Child& c) { return c.managed && key_stage(c.year) == stage; });
    std::stable_sort(order.begin(), order.end(), [](Child* a, Child* b) { return a->medical > b->medical; });
    take(order, target.short_week, [](Child& c) { c.short_week = true; });
  }

  // Everyone with a full week gets 24 hours or more; what is left is shared among the short weeks; each week is split into bought and own.
  void spread_bought_and_own() {
    auto full = where([](Child& c) { return c.managed && !c.medical && !c.short_week; });
    auto brief = where([](Child& c) { return c.managed && !c.medical && c.short_week; });
    int total = (t_.bought_hundredths + t_.own_hundredths) / 50, used = 0;
    std::vector<std::pair<Child*, int>> weeks;   // half hours
    for (Child* c : full) {
      weeks.emplace_back(c, 48 - c->school_hundredths / 50);
      used += weeks.back().second;
    }
    int room = 0;
    for (Child* c : brief) room += 47 - c->school_hundredths / 50;
    int over = std::max(0, total - used - room);   // more than the short weeks can hold: the full ones get it
    for (std::size_t i = 0; i < weeks.size(); ++i)
      weeks[i].second += over * static_cast<int>(i + 1) / static_cast<int>(weeks.size()) - over * static_cast<int>(i) / static_cast<int>(weeks.size());
    int rest = total - used - over, before = 0, seen = 0;
    if (rest < 0) throw std::logic_error("the demonstration's hours cannot be met");
    for (Child* c : brief) {
      seen += 47 - c->school_hundredths / 50;
      int until = room ? static_cast<int>(static_cast<long long>(rest) * seen / room) : 0;
      weeks.emplace_back(c, until - before);
      before = until;
    }
    long long bought = t_.bought_hundredths / 50, sum = 0, given = 0;
    for (auto& [child, halves] : weeks) {
      sum += halves;
      long long until = total ? bought * sum / total : 0;
      child->bought = static_cast<int>(until - given) * 50;
      child->own = halves * 50 - child->bought;
      given = until;
    }
    for (Child* c : where([](Child& k) { return k.medical; })) {
      c->own = c->short_week ? 500 : 2400;   // home tuition: not counted among the hours of table 9
    }
  }

  void choose_statuses() {
    auto managed = [](int stage) { return [stage](Child& c) { return c.managed && key_stage(c.year) == stage; }; };
    auto pick = [&](auto&& test, int n, auto&& set) {
      auto list = where(test);
      random_.shuffle(list);
      take(list, n, set);
    };
    pick(managed(4), t_.city_ks4, [](Child& c) { c.city = true; });
    pick([](Child& c) { return !c.managed; }, t_.city - t_.city_ks4, [](Child& c) { c.city = true; });
    for (auto [stage, all, out] : {std::tuple{3, t_.looked_after_ks3, t_.out_of_county_ks3}, std::tuple{4, t_.looked_after_ks4, t_.out_of_county_ks4}}) {
      int abroad = out;
      pick(managed(stage), all, [&](Child& c) { c.looked_after = true; c.out_of_county = abroad-- > 0; });
    }
    pick([](Child& c) { return !c.managed; }, 2, [](Child& c) { c.looked_after = true; });
    pick([](Child& c) { return c.managed; }, t_.ehc.at("plan_package"), [](Child& c) { c.ehc = "plan_package"; });
    for (const char* stage : {"formal_assessment", "top_up", "plan_no_funding", "plan_funded"})
      pick([](Child& c) { return c.ehc.empty() && !c.managed; }, t_.ehc.at(stage), [&](Child& c) { c.ehc = stage; });
  }

  // New referrals first go to the forums' cases, by year group; where no such pupil is on the register, the case has closed since.
  void choose_referrals() {
    int fresh = t_.new_referrals, previous = t_.previous;
    for (int year = 7; year <= 11; ++year) {
      auto there = where([year](Child& c) { return c.year == year && !c.managed && !c.closed; });
      for (int i = 0; i < t_.forums[static_cast<std::size_t>(year)]; ++i) {
        Child* child = i < static_cast<int>(there.size()) ? there[there.size() - 1 - static_cast<std::size_t>(i)] : &make_child(year);
        if (i >= static_cast<int>(there.size())) child->closed = true;
        child->forum = child->new_referral = true;
        --fresh;
      }
    }
    // Programmes begun this year: their pupils' latest referral is a new one as far as there are any, else an earlier one decided now.
    int begun = t_.outcomes.at("part_time_programme") + t_.outcomes.at("full_time_programme");
    auto candidates = where([](Child& c) { return c.managed && !c.medical; });
    std::stable_sort(candidates.begin(), candidates.end(), [](Child* a, Child* b) { return a->full_time < b->full_time; });
    int part = t_.outcomes.at("part_time_programme");
    std::vector<Child*> chosen(candidates.begin(), candidates.begin() + std::min<std::ptrdiff_t>(part, std::ssize(candidates)));
    for (auto it = candidates.rbegin(); std::ssize(chosen) < begun && it != candidates.rend(); ++it) chosen.push_back(*it);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      Child* c = chosen[i];
      c->new_programme = true;
      c->outcomes.push_back(static_cast<int>(i) < part ? "part_time_programme" : "full_time_programme");
      if (fresh > 0) { c->new_referral = true; --fresh; }
    }
    auto others = where([](Child& c) { return !c.new_referral && !c.managed && !c.closed; });
    random_.shuffle(others);
    take(others, fresh, [](Child& c) { c.new_referral = true; });
    // Earlier referrals: those that ended in Tier 4 before this year belong to the managed pupils first.
    auto earlier = where([](Child& c) { return !c.new_referral && !c.closed; });
    std::stable_sort(earlier.begin(), earlier.end(), [](Child* a, Child* b) { return (a->managed && !a->medical) > (b->managed && !b->medical); });
    for (int round = 0; previous > 0; ++round)
      for (Child* c : earlier)
        if (previous > 0) { ++c->previous_referrals; --previous; }
    int tier_4 = t_.previous_tier_4;
    for (bool managed : {true, false})
      for (Child* c : earlier)
        if (tier_4 > 0 && c->managed == managed && !c->new_programme && c->previous_referrals > 0 && !c->tier_4_before) { c->tier_4_before = true; --tier_4; }
    if (tier_4 > 0) throw std::logic_error("the demonstration's earlier programmes cannot be met");
  }

  void choose_outcomes() {
    auto pool = where([](Child& c) { return c.new_referral && !c.new_programme; });
    auto rest = where([](Child& c) { return !c.new_referral && !c.new_programme && !c.managed && c.previous_referrals == 1 && !c.tier_4_before; });
    std::stable_sort(pool.begin(), pool.end(), [](Child* a, Child* b) { return a->forum > b->forum; });
    pool.insert(pool.end(), rest.begin(), rest.end());
    std::size_t at = 0;
    for (const auto& [outcome, n] : t_.outcomes) {
      if (outcome_tier(outcome) == 4) continue;
      for (int i = 0; i < n; ++i) {
        bool merged_forum_refuses = false;
        for (std::size_t tries = 0; tries < pool.size() * 2; ++tries) {
          Child* c = pool[at++ % pool.size()];
          merged_forum_refuses = t_.merged_panel && c->forum && outcome_tier(outcome) > 2;
          if (merged_forum_refuses || std::ranges::find(c->outcomes, outcome) != c->outcomes.end()) continue;
          c->outcomes.push_back(outcome);
          break;
        }
      }
    }
  }

  void write_identity(const Child& c, const std::string& surname) {
    rows_.add<Pupil>().set("upn", c.upn).set("surname", surname).set("forename", random_.pick(forenames)).set("born_on", on(c.born))
        .set("sex", random_.chance(68) ? "M" : "F").set("home_authority", c.city ? (s_.county == "855" ? "856" : "856") : s_.county);
    rows_.add<SchoolPlace>().set("pupil", c.upn).set("school", c.school).set("from_on", on(Date::of(c.born.year() + (c.born.month() > 8 ? 12 : 11), 9, 1)));
  }

  void write_child(Child& c) {
    c.received = c.new_referral ? between(Date::of(2020, 9, 3), Date::of(2020, 10, 9)) : c.opened;
    if (c.new_referral) c.opened = c.received;
    c.decided = between(std::max(c.received, Date::of(2020, 9, 14)), Date::of(2020, 11, 6));
    write_identity(c, random_.pick(surnames));
    auto file = rows_.add<CaseFile>();
    file.set("partnership", code_).set("pupil", c.upn).set("opened_on", on(c.opened));
    if (c.closed) file.set("closed_on", on(Date::of(2020, 11, 10)));
    write_referrals(c);
    write_statuses(c);
    if (c.managed) write_programme(c);
    else if (c.tier_4_before) write_ended_programme(c);
  }

  std::string write_referral(const Child& c, Date received, std::string_view route) {
    std::string reference = fmt::format("{}-R{:05}", code_, ++referral_);
    rows_.add<Referral>().set("partnership", code_).set("pupil", c.upn).set("reference", reference).set("received_on", on(received)).set("route", std::string(route))
        .set("category", random_.pick(categories)).set("referred_by", c.school);
    return reference;
  }
  void write_outcome(const std::string& referral, const std::string& outcome, Date decided) {
    rows_.add<ReferralOutcome>().set("referral", referral).set("outcome", outcome).set("decided_on", on(decided));
  }

  void write_referrals(Child& c) {
    std::string latest;
    for (int i = 0; i < c.previous_referrals; ++i) {
      Date received = i == 0 ? c.opened : between(c.opened, Date::of(2020, 7, 15));
      bool first = i == 0;
      std::string reference = write_referral(c, received, c.managed || c.tier_4_before ? "panel" : "inclusion_forum");
      if (first && c.tier_4_before) write_outcome(reference, c.full_time || !c.managed ? "full_time_programme" : "part_time_programme", received + 12);
      else if (!c.managed && c.outcomes.empty() && random_.chance(60)) write_outcome(reference, "advice_guidance", received + 14);
      latest = reference;
    }
    if (c.new_referral) latest = write_referral(c, c.received, c.forum ? "inclusion_forum" : c.new_programme ? "panel" : "core_group");
    for (const std::string& outcome : c.outcomes) write_outcome(latest, outcome, c.decided);
    if (c.forum) discuss(c, latest, c.decided, "inclusion_forum");
    else if (c.new_programme) discuss(c, latest, c.decided, t_.merged_panel ? "inclusion_forum" : "panel");
    else if (!c.outcomes.empty()) discuss(c, latest, c.decided, "core_group");
  }
  void discuss(const Child& c, const std::string& referral, Date day, const char* meeting) {
    rows_.add<ForumDiscussion>().set("partnership", code_).set("pupil", c.upn).set("discussed_on", on(day)).set("meeting", meeting).set("referral", referral);
  }

  void write_statuses(const Child& c) {
    if (c.looked_after) rows_.add<LookedAfter>().set("pupil", c.upn).set("authority", c.out_of_county ? "892" : s_.county).set("from_on", on(c.opened - 200));
    if (!c.ehc.empty()) {
      auto row = rows_.add<SenStatus>();
      row.set("pupil", c.upn).set("provision", c.ehc.starts_with("plan") ? "E" : "K").set("stage", c.ehc).set("from_on", on(c.opened - 60));
      if (c.ehc == "plan_package") row.set("package", "25500");
      if (c.ehc == "plan_funded") row.set("package", "6000");
    } else if (random_.chance(45)) {
      rows_.add<SenStatus>().set("pupil", c.upn).set("provision", random_.chance(80) ? "K" : "N").set("from_on", on(c.opened - 300));
    }
    if (c.medical) rows_.add<MedicalNeed>().set("pupil", c.upn).set("from_on", on(c.opened));
  }

  void line(const std::string& programme, const char* source, int hundredths, Date from, const std::string& provider = {}, std::string to = {}) {
    if (hundredths == 0) return;
    auto row = rows_.add<TimetableLine>();
    row.set("programme", programme).set("source", source).set("hours", format_hundredths(hundredths)).set("from_on", on(from)).set("to_on", std::move(to));
    if (!provider.empty()) row.set("provider", provider).set("cost", format_hundredths(hundredths / 100 * 2150)).set("transport_cost", random_.chance(40) ? "60" : "");
  }

  std::string programme(const Child& c, Date from, const std::string& to, const char* mode) {
    std::string reference = fmt::format("{}-P{:05}", code_, ++programme_);
    rows_.add<Programme>().set("partnership", code_).set("pupil", c.upn).set("reference", reference).set("started_on", on(from)).set("ended_on", to).set("mode", mode).set("tier", "4");
    return reference;
  }
  void write_programme(Child& c) {
    Date from = c.new_programme ? std::min(c.decided + 3, demonstration_day) : c.opened + 15;
    std::string reference = programme(c, from, {}, c.medical ? "medical" : c.full_time ? "full_time" : "part_time");
    int first = c.bought / 100 * 50;   // two providers where there are hours enough
    bool two = c.bought >= 1000;
    std::size_t p = static_cast<std::size_t>(random_.below(3));
    line(reference, "provider", two ? first : c.bought, from, providers_[p]);
    if (two) line(reference, "provider", c.bought - first, from, providers_[p + 1]);
    line(reference, "own_staff", c.own, from);
    line(reference, "school", c.school_hundredths, from);
  }
  void write_ended_programme(Child& c) {
    Date from = std::max(c.opened, std::min(c.opened + 15, Date::of(2020, 6, 22)));
    std::string reference = programme(c, from, "2020-07-17", "full_time");
    line(reference, "provider", 1200, from, providers_[0], "2020-07-17");
  }

  // History: a case that ran for some months in one of the last ten years.
  void write_closed_case(int n) {
    int begins = 2010 + n % 10, year = random_.between(7, 11);
    Child c;
    c.year = year;
    c.born = between(Date::of(begins - year - 5, 9, 1), Date::of(begins - year - 4, 8, 31));
    c.upn = new_upn(c.born.year());
    c.school = random_.pick(schools_);
    c.opened = between(Date::of(begins, 9, 3), Date::of(begins + 1, 6, 1));
    Date closed = std::min(c.opened + random_.between(30, 400), Date::of(2020, 8, 20));
    write_identity(c, random_.pick(surnames));
    rows_.add<CaseFile>().set("partnership", code_).set("pupil", c.upn).set("opened_on", on(c.opened)).set("closed_on", on(closed));
    std::string reference = write_referral(c, c.opened, "inclusion_forum");
    bool managed = random_.chance(25);
    write_outcome(reference, managed ? "full_time_programme" : "advice_guidance", c.opened + 14);
    discuss(c, reference, c.opened + 14, managed ? "panel" : "inclusion_forum");
    if (random_.chance(8)) rows_.add<LookedAfter>().set("pupil", c.upn).set("authority", s_.county).set("from_on", on(c.opened - 100)).set("to_on", on(closed));
    if (random_.chance(12)) rows_.add<SenStatus>().set("pupil", c.upn).set("provision", "E").set("stage", random_.chance(50) ? "plan_funded" : "plan_package").set("from_on", on(c.opened - 30));
    if (!managed) return;
    std::string p = programme(c, c.opened + 16, on(closed), "full_time");
    line(p, "provider", random_.between(8, 18) * 100, c.opened + 16, providers_[static_cast<std::size_t>(random_.below(4))], on(closed));
    line(p, "own_staff", random_.between(4, 10) * 100, c.opened + 16, {}, on(closed));
  }

  const PartnershipTarget& t_;
  const GeneratorSettings& s_;
  int position_, serial_ = 0, referral_ = 0, programme_ = 0;
  std::string code_;
  Random random_;
  RegisterRows rows_;
  std::vector<Child> children_;
  std::vector<std::string> schools_, providers_;
  std::set<std::string> taken_names_;
};

}  // namespace

RegisterRows generate_register(const PartnershipTarget& target, int position, const GeneratorSettings& settings) { return Generator(target, position, settings).run(); }

}  // namespace waymark
