#include "figures/census.h"

#include <algorithm>

#include "domain/referral/outcome_tier.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

constexpr std::uint8_t unknown_code = 255;

std::uint8_t at(std::string_view list, std::string_view code) { return static_cast<std::uint8_t>(find_code_list(list)->position(code)); }

struct Codes {
  std::uint8_t full_time = at("programme_mode", "full_time"), part_time = at("programme_mode", "part_time"), medical = at("programme_mode", "medical");
  std::uint8_t tier_4 = at("tier", "4"), city = at("authority", "856"), forum = at("meeting_kind", "inclusion_forum");
  std::uint8_t provider = at("timetable_source", "provider"), own = at("timetable_source", "own_staff"), school = at("timetable_source", "school"), online = at("timetable_source", "online");
  std::uint8_t no_category = at("referral_category", "none");
  std::array<int, 256> tier{};
  std::array<bool, 256> additional{};
  Codes() {
    const CodeList& list = *find_code_list("referral_outcome");
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      tier[i] = outcome_tier(list.items[i].code);
      additional[i] = is_additional_support(list.items[i].code);
    }
  }
};
const Codes& codes() {
  static const Codes held;
  return held;
}

// Rows sorted by partnership, keeping their order within one: which source row comes at which place, and where each partnership starts.
std::vector<std::uint32_t> sorted_by_partnership(const std::vector<std::uint16_t>& partnership, std::size_t partnerships, std::vector<std::uint32_t>& starts) {
  starts.assign(partnerships + 1, 0);
  for (std::uint16_t p : partnership) ++starts[p + 1u];
  for (std::size_t p = 0; p < partnerships; ++p) starts[p + 1] += starts[p];
  std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1), order(partnership.size());
  for (std::uint32_t i = 0; i < partnership.size(); ++i) order[next[partnership[i]]++] = i;
  return order;
}

class Taking {
 public:
  Taking(const History& history, Date day) : h_(history), day_(day.days) {
    c_.history = &history;
    c_.day = day;
    c_.year = school_year(day);
    year_start_ = c_.year.first().days;
  }
  Census run() {
    open_cases();
    live_programmes();
    students();
    spells();
    hours();
    referrals();
    discussions();
    outcomes();
    rolls();
    return std::move(c_);
  }

 private:
  bool within(std::int32_t from, std::int32_t to) const { return from <= day_ && day_ <= to; }
  std::uint8_t year_group(std::uint32_t pupil) const {
    std::int32_t born = h_.pupils.born[pupil];
    if (born == no_end) return 0;
    int year = curriculum_year(Date{born}, c_.day) + h_.pupils.year_offset[pupil];
    return static_cast<std::uint8_t>(year < 0 || year > 20 ? 0 : year);
  }

  void open_cases() {
    case_of_.assign(h_.pupils.id.size(), nothing);
    for (std::uint32_t i = 0; i < h_.cases.id.size(); ++i) {
      if (h_.cases.opened[i] > day_ || h_.cases.closed[i] <= day_) continue;
      std::uint32_t& held = case_of_[h_.cases.pupil[i]];
      if (held == nothing || h_.cases.opened[i] > h_.cases.opened[held] || (h_.cases.opened[i] == h_.cases.opened[held] && h_.cases.tie[i] > h_.cases.tie[held])) held = i;
    }
  }
  void live_programmes() {
    programme_of_.assign(h_.pupils.id.size(), nothing);
    for (std::uint32_t i = 0; i < h_.programmes.id.size(); ++i) {
      if (h_.programmes.tier[i] != codes().tier_4 || !within(h_.programmes.started[i], h_.programmes.ended[i])) continue;
      std::uint32_t& held = programme_of_[h_.programmes.pupil[i]];
      if (held == nothing || h_.programmes.started[i] > h_.programmes.started[held] ||
          (h_.programmes.started[i] == h_.programmes.started[held] && h_.programmes.tie[i] > h_.programmes.tie[held])) held = i;
    }
  }
  void students() {
    std::vector<std::uint32_t> pupils;
    std::vector<std::uint16_t> partnership;
    for (std::uint32_t p = 0; p < h_.pupils.id.size(); ++p) {
      if (case_of_[p] == nothing && programme_of_[p] == nothing) continue;
      pupils.push_back(p);
      partnership.push_back(programme_of_[p] != nothing ? h_.programmes.partnership[programme_of_[p]] : h_.cases.partnership[case_of_[p]]);
    }
    Students& s = c_.students;
    auto order = sorted_by_partnership(partnership, h_.partnerships.size(), starts(Space::students));
    row_of_.assign(h_.pupils.id.size(), nothing);
    for (std::uint32_t source : order) {
      std::uint32_t p = pupils[source], programme = programme_of_[p];
      row_of_[p] = static_cast<std::uint32_t>(s.pupil.size());
      s.pupil.push_back(p);
      s.programme.push_back(programme);
      s.year.push_back(year_group(p));
      s.open.push_back(case_of_[p] != nothing);
      s.managed.push_back(programme != nothing);
      s.mode.push_back(programme != nothing ? h_.programmes.mode[programme] : 255);
      s.city.push_back(h_.pupils.home[p] == codes().city);
    }
    std::size_t n = c_.size[0] = s.pupil.size();
    s.school.assign(n, nothing);
    s.ehc.assign(n, 255);
    s.looked_after.assign(n, 0);
    s.out_of_county.assign(n, 0);
    for (auto* v : {&s.bought, &s.own, &s.at_school, &s.weekly}) v->assign(n, 0);
  }
  // Of spells that overlap the one begun last holds.
  template <class F> void each_spell(const History::Spell& spell, F&& set) {
    std::vector<std::int32_t> begun(c_.students.pupil.size(), std::numeric_limits<std::int32_t>::min());
    for (std::uint32_t i = 0; i < spell.pupil.size(); ++i) {
      std::uint32_t row = row_of_[spell.pupil[i]];
      if (row == nothing || !within(spell.from[i], spell.to[i]) || spell.from[i] < begun[row]) continue;
      begun[row] = spell.from[i];
      set(row, i);
    }
  }
  void spells() {
    Students& s = c_.students;
    each_spell(h_.ehc, [&](std::uint32_t row, std::uint32_t i) { s.ehc[row] = h_.ehc.value[i]; });
    each_spell(h_.home, [&](std::uint32_t row, std::uint32_t i) { s.city[row] = h_.home.value[i] == codes().city; });
    each_spell(h_.places, [&](std::uint32_t row, std::uint32_t i) { s.school[row] = h_.place_school[i]; });
    std::vector<std::uint8_t> county;   // of each partnership
    for (const PartnershipFacts& p : h_.partnerships) county.push_back(at("authority", p.county));
    const auto& start = starts(Space::students);
    std::vector<std::uint8_t> own(s.pupil.size());
    for (std::size_t p = 0; p < h_.partnerships.size(); ++p) std::fill(own.begin() + start[p], own.begin() + start[p + 1], county[p]);
    each_spell(h_.looked_after, [&](std::uint32_t row, std::uint32_t i) {
      s.looked_after[row] = 1;
      s.out_of_county[row] = h_.looked_after.value[i] != unknown_code && h_.looked_after.value[i] != own[row];
    });
  }
  void hours() {
    Students& s = c_.students;
    for (std::uint32_t i = 0; i < h_.lines.programme.size(); ++i) {
      if (!within(h_.lines.from[i], h_.lines.to[i])) continue;
      std::uint32_t programme = h_.lines.programme[i], row = row_of_[h_.programmes.pupil[programme]];
      if (row == nothing || s.programme[row] != programme) continue;
      std::uint8_t source = h_.lines.source[i];
      if (source == unknown_code) continue;   // nobody's hours, until the line says whose
      std::int32_t n = h_.lines.hundredths[i];
      bool bought = source == codes().provider || (source == codes().online && h_.lines.bought[i]);
      (bought ? s.bought : source == codes().school ? s.at_school : s.own)[row] += n;
      s.weekly[row] += n;
    }
  }
  void referrals() {
    std::vector<std::uint8_t> tier_4(h_.referrals.id.size(), 0);
    for (std::uint32_t i = 0; i < h_.outcomes.id.size(); ++i)
      if (h_.outcomes.decided[i] < year_start_ && codes().tier[h_.outcomes.outcome[i]] == 4) tier_4[h_.outcomes.referral[i]] = 1;
    std::vector<std::uint32_t> list;
    std::vector<std::uint16_t> partnership;
    for (std::uint32_t i = 0; i < h_.referrals.id.size(); ++i) {
      std::int32_t received = h_.referrals.received[i];
      if (received > day_ || (received < year_start_ && case_of_[h_.referrals.pupil[i]] == nothing)) continue;
      list.push_back(i);
      partnership.push_back(h_.referrals.partnership[i]);
    }
    Referrals& r = c_.referrals;
    for (std::uint32_t source : sorted_by_partnership(partnership, h_.partnerships.size(), starts(Space::referrals))) {
      std::uint32_t i = list[source];
      bool fresh = h_.referrals.received[i] >= year_start_;
      r.referral.push_back(i);
      r.fresh.push_back(fresh);
      r.previous.push_back(!fresh);
      r.tier_4_before.push_back(!fresh && tier_4[i]);
      r.category.push_back(h_.referrals.category[i] == 255 ? codes().no_category : h_.referrals.category[i]);
      r.term.push_back(static_cast<std::uint8_t>(term(Date{h_.referrals.received[i]})));
    }
    c_.size[1] = r.referral.size();
  }
  void discussions() {
    // What each referral's decisions on each day came to: looked up by referral in the order of the outcomes.
    std::vector<std::uint32_t> list;
    std::vector<std::uint16_t> partnership;
    std::vector<std::uint8_t> wanted(h_.referrals.id.size(), 0);
    for (std::uint32_t i = 0; i < h_.discussions.id.size(); ++i) {
      std::int32_t day = h_.discussions.day[i];
      if (day < year_start_ || day > day_ || h_.discussions.meeting[i] != codes().forum) continue;
      list.push_back(i);
      partnership.push_back(h_.discussions.partnership[i]);
      if (h_.discussions.referral[i] != nothing) wanted[h_.discussions.referral[i]] = 1;
    }
    struct Decided { std::uint32_t referral; std::int32_t day; std::uint8_t outcome; };
    std::vector<Decided> decided;
    for (std::uint32_t i = 0; i < h_.outcomes.id.size(); ++i)
      if (wanted[h_.outcomes.referral[i]] && h_.outcomes.decided[i] <= day_) decided.push_back({h_.outcomes.referral[i], h_.outcomes.decided[i], h_.outcomes.outcome[i]});
    std::ranges::sort(decided, {}, &Decided::referral);
    Discussions& d = c_.discussions;
    for (std::uint32_t source : sorted_by_partnership(partnership, h_.partnerships.size(), starts(Space::discussions))) {
      std::uint32_t i = list[source], referral = h_.discussions.referral[i];
      bool additional = false, above_tier_2 = false;
      if (referral != nothing)
        for (auto at = std::ranges::lower_bound(decided, referral, {}, &Decided::referral); at != decided.end() && at->referral == referral; ++at) {
          if (at->day == h_.discussions.day[i]) additional = additional || codes().additional[at->outcome];
          above_tier_2 = above_tier_2 || codes().tier[at->outcome] > 2;
        }
      bool fresh = referral != nothing && h_.referrals.received[referral] >= year_start_;
      bool merged = h_.partnerships[h_.discussions.partnership[i]].merged_panel;
      d.discussion.push_back(i);
      d.year.push_back(year_group(h_.discussions.pupil[i]));
      d.counts.push_back(!merged || (fresh && !above_tier_2));
      d.additional.push_back(additional);
      d.term.push_back(static_cast<std::uint8_t>(term(Date{h_.discussions.day[i]})));
    }
    c_.size[2] = d.discussion.size();
  }
  void outcomes() {
    std::vector<std::uint32_t> latest(h_.pupils.id.size(), nothing);
    for (std::uint32_t i = 0; i < h_.referrals.id.size(); ++i) {
      if (h_.referrals.received[i] > day_) continue;
      std::uint32_t& held = latest[h_.referrals.pupil[i]];
      if (held == nothing || h_.referrals.received[i] > h_.referrals.received[held] || (h_.referrals.received[i] == h_.referrals.received[held] && h_.referrals.tie[i] > h_.referrals.tie[held])) held = i;
    }
    std::vector<std::uint32_t> list;
    std::vector<std::uint16_t> partnership;
    for (std::uint32_t i = 0; i < h_.outcomes.id.size(); ++i) {
      std::uint32_t referral = h_.outcomes.referral[i];
      if (h_.outcomes.decided[i] < year_start_ || h_.outcomes.decided[i] > day_ || latest[h_.referrals.pupil[referral]] != referral) continue;
      list.push_back(i);
      partnership.push_back(h_.referrals.partnership[referral]);
    }
    for (std::uint32_t source : sorted_by_partnership(partnership, h_.partnerships.size(), starts(Space::outcomes))) {
      c_.outcomes.outcome.push_back(list[source]);
      c_.outcomes.code.push_back(h_.outcomes.outcome[list[source]]);
    }
    c_.size[3] = list.size();
  }
  void rolls() {
    std::vector<std::uint32_t> newest(h_.schools.id.size(), nothing);
    for (std::uint32_t i = 0; i < h_.rolls.school.size(); ++i) {
      std::uint32_t& held = newest[h_.rolls.school[i]];
      if (h_.rolls.day[i] <= day_ && (held == nothing || h_.rolls.day[i] > h_.rolls.day[held])) held = i;
    }
    c_.roll.assign(h_.partnerships.size(), 0);
    c_.fsm_weighted.assign(h_.partnerships.size(), 0);
    for (std::uint32_t school = 0; school < newest.size(); ++school) {
      std::uint16_t p = h_.schools.partnership[school];
      if (newest[school] == nothing || p == 0xFFFF) continue;
      c_.roll[p] += h_.rolls.roll[newest[school]];
      if (h_.rolls.fsm_hundredths[newest[school]] >= 0) c_.fsm_weighted[p] += std::int64_t{h_.rolls.roll[newest[school]]} * h_.rolls.fsm_hundredths[newest[school]];
    }
  }
  std::vector<std::uint32_t>& starts(Space s) { return c_.starts[static_cast<std::size_t>(s)]; }

  const History& h_;
  std::int32_t day_, year_start_ = 0;
  Census c_;
  std::vector<std::uint32_t> case_of_, programme_of_, row_of_;
};

}  // namespace

Census take_census(const History& history, Date day) { return Taking(history, day).run(); }

}  // namespace waymark
