#include "figures/history.h"

#include <algorithm>
#include <unordered_map>

#include "domain/meeting/forum_discussion.h"
#include "domain/programme/programme.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

std::uint8_t position(std::string_view list, const Code& code) {
  static thread_local std::unordered_map<std::string, std::uint8_t> seen;
  std::string key = std::string(list) + ':' + code.value;
  auto found = seen.find(key);
  if (found != seen.end()) return found->second;
  int at = find_code_list(list)->position(code.value);
  return seen.emplace(std::move(key), static_cast<std::uint8_t>(at < 0 ? 255 : at)).first->second;
}

// FNV-1a. A reference is unique within its partnership only, so that the partnership is part of it.
std::uint64_t tie_of(std::string_view reference, const PartnershipFacts& partnership) {
  std::uint64_t hash = 14695981039346656037u;
  for (std::string_view text : {reference, std::string_view("\n"), std::string_view(partnership.code)})
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

std::int32_t day_or_end(const std::optional<Date>& d) { return d ? d->days : no_end; }

// Ids arrive in rising order (that is how the store gives them), so that a search in the sorted column replaces a map.
class Finder {
 public:
  explicit Finder(const std::vector<std::int64_t>& ids) : ids_(ids) {}
  std::uint32_t operator()(std::int64_t id) const {
    auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
    return at != ids_.end() && *at == id ? static_cast<std::uint32_t>(at - ids_.begin()) : nothing;
  }

 private:
  const std::vector<std::int64_t>& ids_;
};

void load_partnerships(Reader& reader, History& h, std::unordered_map<std::int64_t, std::uint16_t>& index) {
  std::vector<Partnership> list = reader.list<Partnership>();
  std::ranges::sort(list, [](const Partnership& a, const Partnership& b) {
    return std::tuple(a.authority.value, a.position.value_or(1'000'000), a.code) < std::tuple(b.authority.value, b.position.value_or(1'000'000), b.code);
  });
  std::vector<PartnershipName> names = reader.list<PartnershipName>();
  for (const Partnership& p : list) {
    PartnershipFacts facts{p.id.value, p.code, p.name, p.authority.value, p.merged_panel, {p.code}, {}};
    for (const PartnershipName& n : names)
      if (n.partnership == p.id) facts.names.push_back(n.short_name);
    for (const PartnershipName& n : names)
      if (n.partnership == p.id && n.from_on) facts.short_names.emplace_back(n.from_on->days, n.short_name);
    std::ranges::sort(facts.short_names);
    auto at = static_cast<std::uint32_t>(h.partnerships.size());
    if (h.counties.empty() || h.counties.back().code != facts.county)
      h.counties.push_back({facts.county, std::string(code_label("authority", facts.county)), at, at});
    h.counties.back().last = at + 1;
    index[p.id.value] = static_cast<std::uint16_t>(at);
    h.partnerships.push_back(std::move(facts));
  }
}

template <class R> void load_spells(Reader& reader, const Finder& pupil_at, History::Spell& out, auto&& value) {
  reader.each<R>({}, [&](const R& r) {
    std::uint32_t pupil = pupil_at(r.pupil.value);
    if (pupil == nothing || !r.from_on) return;
    out.pupil.push_back(pupil);
    out.value.push_back(value(r));
    out.from.push_back(r.from_on->days);
    out.to.push_back(day_or_end(r.to_on));
  });
}

}  // namespace

History load_history(Store& store, const Progress& progress) {
  History h;
  h.version = static_cast<std::uint64_t>(store.last_change());
  auto reader = store.read(system_session("figures"));
  auto tell = [&](std::string_view what) { if (progress) progress(what, 0, 0); };
  std::unordered_map<std::int64_t, std::uint16_t> partnership;
  load_partnerships(*reader, h, partnership);
  auto partnership_at = [&](Id<Partnership> id) { auto f = partnership.find(id.value); return f == partnership.end() ? std::uint16_t{0xFFFF} : f->second; };

  tell("pupils");
  reader->each<Pupil>({}, [&](const Pupil& p) {
    h.pupils.id.push_back(p.id.value);
    h.pupils.born.push_back(p.born_on ? p.born_on->days : no_end);
    h.pupils.year_offset.push_back(static_cast<std::int8_t>(p.year_offset.value_or(0)));
    h.pupils.home.push_back(position("authority", p.home_authority));
  });
  Finder pupil_at(h.pupils.id);

  tell("cases");
  reader->each<CaseFile>({}, [&](const CaseFile& c) {
    std::uint32_t pupil = pupil_at(c.pupil.value);
    if (pupil == nothing || !c.opened_on || partnership_at(c.partnership) == 0xFFFF) return;
    h.cases.id.push_back(c.id.value);
    h.cases.tie.push_back(tie_of(c.reference, h.partnerships[partnership_at(c.partnership)]));
    h.cases.pupil.push_back(pupil);
    h.cases.partnership.push_back(partnership_at(c.partnership));
    h.cases.opened.push_back(c.opened_on->days);
    h.cases.closed.push_back(day_or_end(c.closed_on));
  });

  tell("referrals");
  reader->each<Referral>({}, [&](const Referral& r) {
    std::uint32_t pupil = pupil_at(r.pupil.value);
    if (pupil == nothing || !r.received_on || partnership_at(r.partnership) == 0xFFFF) return;
    h.referrals.id.push_back(r.id.value);
    h.referrals.tie.push_back(tie_of(r.reference, h.partnerships[partnership_at(r.partnership)]));
    h.referrals.pupil.push_back(pupil);
    h.referrals.partnership.push_back(partnership_at(r.partnership));
    h.referrals.received.push_back(r.received_on->days);
    h.referrals.category.push_back(position("referral_category", r.category));
  });
  Finder referral_at(h.referrals.id);
  reader->each<ReferralOutcome>({}, [&](const ReferralOutcome& o) {
    std::uint32_t referral = referral_at(o.referral.value);
    if (referral == nothing || !o.decided_on) return;
    h.outcomes.id.push_back(o.id.value);
    h.outcomes.referral.push_back(referral);
    h.outcomes.outcome.push_back(position("referral_outcome", o.outcome));
    h.outcomes.decided.push_back(o.decided_on->days);
  });
  reader->each<ForumDiscussion>({}, [&](const ForumDiscussion& d) {
    std::uint32_t pupil = pupil_at(d.pupil.value);
    if (pupil == nothing || !d.discussed_on || partnership_at(d.partnership) == 0xFFFF) return;
    h.discussions.id.push_back(d.id.value);
    h.discussions.pupil.push_back(pupil);
    h.discussions.referral.push_back(d.referral ? referral_at(d.referral.value) : nothing);
    h.discussions.partnership.push_back(partnership_at(d.partnership));
    h.discussions.day.push_back(d.discussed_on->days);
    h.discussions.meeting.push_back(position("meeting_kind", d.meeting));
  });

  tell("programmes");
  reader->each<Programme>({}, [&](const Programme& p) {
    std::uint32_t pupil = pupil_at(p.pupil.value);
    if (pupil == nothing || !p.started_on || partnership_at(p.partnership) == 0xFFFF) return;
    h.programmes.id.push_back(p.id.value);
    h.programmes.tie.push_back(tie_of(p.reference, h.partnerships[partnership_at(p.partnership)]));
    h.programmes.pupil.push_back(pupil);
    h.programmes.partnership.push_back(partnership_at(p.partnership));
    h.programmes.started.push_back(p.started_on->days);
    h.programmes.ended.push_back(day_or_end(p.ended_on));
    h.programmes.mode.push_back(position("programme_mode", p.mode));
    h.programmes.tier.push_back(position("tier", p.tier));
  });
  Finder programme_at(h.programmes.id);
  reader->each<TimetableLine>({}, [&](const TimetableLine& l) {
    std::uint32_t programme = programme_at(l.programme.value);
    if (programme == nothing || !l.hours || !l.from_on) return;
    h.lines.programme.push_back(programme);
    h.lines.source.push_back(position("timetable_source", l.source));
    h.lines.bought.push_back(l.provider ? 1 : 0);
    h.lines.hundredths.push_back(static_cast<std::int32_t>(l.hours->hundredths));
    h.lines.from.push_back(l.from_on->days);
    h.lines.to.push_back(day_or_end(l.to_on));
  });

  tell("statuses");
  load_spells<SenStatus>(*reader, pupil_at, h.ehc, [](const SenStatus& s) { return position("ehc_stage", s.stage); });
  load_spells<LookedAfter>(*reader, pupil_at, h.looked_after, [](const LookedAfter& s) { return position("authority", s.authority); });
  load_spells<HomeAuthority>(*reader, pupil_at, h.home, [](const HomeAuthority& s) { return position("authority", s.authority); });

  reader->each<School>({}, [&](const School& s) {
    h.schools.id.push_back(s.id.value);
    h.schools.name.push_back(s.name);
    h.schools.partnership.push_back(partnership_at(s.partnership));
  });
  Finder school_at(h.schools.id);
  reader->each<SchoolCensus>({}, [&](const SchoolCensus& c) {
    std::uint32_t school = school_at(c.school.value);
    if (school == nothing || !c.census_on || !c.roll_11_16) return;
    h.rolls.school.push_back(school);
    h.rolls.day.push_back(c.census_on->days);
    h.rolls.roll.push_back(static_cast<std::int32_t>(*c.roll_11_16));
    h.rolls.fsm_hundredths.push_back(c.fsm_percent ? static_cast<std::int32_t>(c.fsm_percent->hundredths) : -1);
  });
  reader->each<SchoolPlace>({}, [&](const SchoolPlace& p) {
    std::uint32_t pupil = pupil_at(p.pupil.value), school = school_at(p.school.value);
    if (pupil == nothing || school == nothing || !p.from_on) return;
    h.places.pupil.push_back(pupil);
    h.places.from.push_back(p.from_on->days);
    h.places.to.push_back(day_or_end(p.to_on));
    h.place_school.push_back(school);
  });
  h.releases = reader->list<Release>();
  h.published = reader->list<PublishedFigure>();
  return h;
}

}  // namespace waymark
