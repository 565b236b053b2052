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

// Each kind of record into its columns; what refers to another comes after it.
class Loader {
 public:
  Loader(Reader& reader, History& history) : reader_(reader), h_(history) {}
  void load(const Progress& progress) {
    auto tell = [&](std::string_view what) { if (progress) progress(what, 0, 0); };
    load_partnerships(reader_, h_, partnership_);
    tell("pupils");
    load_pupils();
    tell("cases");
    load_cases();
    tell("referrals");
    load_referrals();
    load_outcomes();
    load_discussions();
    tell("programmes");
    load_programmes();
    load_timetables();
    tell("statuses");
    load_statuses();
    load_schools();
    load_school_places();
  }

 private:
  static constexpr std::uint16_t nowhere = 0xFFFF;
  std::uint16_t partnership_at(Id<Partnership> id) const {
    auto found = partnership_.find(id.value);
    return found == partnership_.end() ? nowhere : found->second;
  }
  void load_pupils() {
    reader_.each<Pupil>({}, [this](const Pupil& p) {
      h_.pupils.id.push_back(p.id.value);
      h_.pupils.born.push_back(p.born_on ? p.born_on->days : no_end);
      h_.pupils.year_offset.push_back(static_cast<std::int8_t>(p.year_offset.value_or(0)));
      h_.pupils.home.push_back(position("authority", p.home_authority));
    });
  }
  void load_cases() {
    reader_.each<CaseFile>({}, [this](const CaseFile& c) {
      std::uint32_t pupil = pupil_at_(c.pupil.value);
      if (pupil == nothing || !c.opened_on || partnership_at(c.partnership) == nowhere) return;
      h_.cases.id.push_back(c.id.value);
      h_.cases.tie.push_back(tie_of(c.reference, h_.partnerships[partnership_at(c.partnership)]));
      h_.cases.pupil.push_back(pupil);
      h_.cases.partnership.push_back(partnership_at(c.partnership));
      h_.cases.opened.push_back(c.opened_on->days);
      h_.cases.closed.push_back(day_or_end(c.closed_on));
    });
  }
  void load_referrals() {
    reader_.each<Referral>({}, [this](const Referral& r) {
      std::uint32_t pupil = pupil_at_(r.pupil.value);
      if (pupil == nothing || !r.received_on || partnership_at(r.partnership) == nowhere) return;
      h_.referrals.id.push_back(r.id.value);
      h_.referrals.tie.push_back(tie_of(r.reference, h_.partnerships[partnership_at(r.partnership)]));
      h_.referrals.pupil.push_back(pupil);
      h_.referrals.partnership.push_back(partnership_at(r.partnership));
      h_.referrals.received.push_back(r.received_on->days);
      h_.referrals.category.push_back(position("referral_category", r.category));
    });
  }
  void load_outcomes() {
    reader_.each<ReferralOutcome>({}, [this](const ReferralOutcome& o) {
      std::uint32_t referral = referral_at_(o.referral.value);
      if (referral == nothing || !o.decided_on) return;
      h_.outcomes.id.push_back(o.id.value);
      h_.outcomes.referral.push_back(referral);
      h_.outcomes.outcome.push_back(position("referral_outcome", o.outcome));
      h_.outcomes.decided.push_back(o.decided_on->days);
    });
  }
  void load_discussions() {
    reader_.each<ForumDiscussion>({}, [this](const ForumDiscussion& d) {
      std::uint32_t pupil = pupil_at_(d.pupil.value);
      if (pupil == nothing || !d.discussed_on || partnership_at(d.partnership) == nowhere) return;
      h_.discussions.id.push_back(d.id.value);
      h_.discussions.pupil.push_back(pupil);
      h_.discussions.referral.push_back(d.referral ? referral_at_(d.referral.value) : nothing);
      h_.discussions.partnership.push_back(partnership_at(d.partnership));
      h_.discussions.day.push_back(d.discussed_on->days);
      h_.discussions.meeting.push_back(position("meeting_kind", d.meeting));
    });
  }
  void load_programmes() {
    reader_.each<Programme>({}, [this](const Programme& p) {
      std::uint32_t pupil = pupil_at_(p.pupil.value);
      if (pupil == nothing || !p.started_on || partnership_at(p.partnership) == nowhere) return;
      h_.programmes.id.push_back(p.id.value);
      h_.programmes.tie.push_back(tie_of(p.reference, h_.partnerships[partnership_at(p.partnership)]));
      h_.programmes.pupil.push_back(pupil);
      h_.programmes.partnership.push_back(partnership_at(p.partnership));
      h_.programmes.started.push_back(p.started_on->days);
      h_.programmes.ended.push_back(day_or_end(p.ended_on));
      h_.programmes.mode.push_back(position("programme_mode", p.mode));
      h_.programmes.tier.push_back(position("tier", p.tier));
    });
  }
  void load_timetables() {
    reader_.each<TimetableLine>({}, [this](const TimetableLine& l) {
      std::uint32_t programme = programme_at_(l.programme.value);
      if (programme == nothing || !l.hours || !l.from_on) return;
      h_.lines.programme.push_back(programme);
      h_.lines.source.push_back(position("timetable_source", l.source));
      h_.lines.bought.push_back(l.provider ? 1 : 0);
      h_.lines.hundredths.push_back(static_cast<std::int32_t>(l.hours->hundredths));
      h_.lines.from.push_back(l.from_on->days);
      h_.lines.to.push_back(day_or_end(l.to_on));
    });
  }
  template <class R> void load_spells(History::Spell& out, auto&& value) {
    reader_.each<R>({}, [&](const R& r) {
      std::uint32_t pupil = pupil_at_(r.pupil.value);
      if (pupil == nothing || !r.from_on) return;
      out.pupil.push_back(pupil);
      out.value.push_back(value(r));
      out.from.push_back(r.from_on->days);
      out.to.push_back(day_or_end(r.to_on));
    });
  }
  void load_statuses() {
    load_spells<SenStatus>(h_.ehc, [](const SenStatus& s) { return position("ehc_stage", s.stage); });
    load_spells<LookedAfter>(h_.looked_after, [](const LookedAfter& s) { return position("authority", s.authority); });
    load_spells<HomeAuthority>(h_.home, [](const HomeAuthority& s) { return position("authority", s.authority); });
  }
  void load_schools() {
    reader_.each<School>({}, [this](const School& s) {
      h_.schools.id.push_back(s.id.value);
      h_.schools.name.push_back(s.name);
      h_.schools.partnership.push_back(partnership_at(s.partnership));
    });
    reader_.each<SchoolCensus>({}, [this](const SchoolCensus& c) {
      std::uint32_t school = school_at_(c.school.value);
      if (school == nothing || !c.census_on || !c.roll_11_16) return;
      h_.rolls.school.push_back(school);
      h_.rolls.day.push_back(c.census_on->days);
      h_.rolls.roll.push_back(static_cast<std::int32_t>(*c.roll_11_16));
      h_.rolls.fsm_hundredths.push_back(c.fsm_percent ? static_cast<std::int32_t>(c.fsm_percent->hundredths) : -1);
    });
  }
  void load_school_places() {
    reader_.each<SchoolPlace>({}, [this](const SchoolPlace& p) {
      std::uint32_t pupil = pupil_at_(p.pupil.value), school = school_at_(p.school.value);
      if (pupil == nothing || school == nothing || !p.from_on) return;
      h_.places.pupil.push_back(pupil);
      h_.places.from.push_back(p.from_on->days);
      h_.places.to.push_back(day_or_end(p.to_on));
      h_.place_school.push_back(school);
    });
  }

  Reader& reader_;
  History& h_;
  std::unordered_map<std::int64_t, std::uint16_t> partnership_;
  Finder pupil_at_{h_.pupils.id}, referral_at_{h_.referrals.id}, programme_at_{h_.programmes.id}, school_at_{h_.schools.id};
};

}  // namespace

History load_history(Store& store, const Progress& progress) {
  History h;
  h.version = static_cast<std::uint64_t>(store.last_change());
  auto reader = store.read(system_session("figures"));
  Loader(*reader, h).load(progress);
  h.releases = reader->list<Release>();
  h.published = reader->list<PublishedFigure>();
  return h;
}

}  // namespace waymark
