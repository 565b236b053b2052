#include "domain/casework/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "domain/all_records.h"
#include "domain/people/seal.h"
#include "platform/core/clock.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

template <class R> void each_of(Reader& reader, std::string_view field, const std::vector<std::int64_t>& ids, const std::function<void(const R&)>& row) {
  for (std::size_t from = 0; from < ids.size(); from += 512) {
    Condition some{std::string(field), Condition::Test::one_of, {}};
    for (std::size_t i = from; i < std::min(ids.size(), from + 512); ++i) some.values.emplace_back(ids[i]);
    reader.each<R>({.where = {std::move(some)}}, row);
  }
}

struct Place {
  std::int64_t pupil = 0, from = 0, id = 0, school = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};
Place place_of(const SchoolPlace& p) { return {p.pupil.value, p.from_on ? p.from_on->days : 0, p.id.value, p.school.value}; }

// The latest place of each pupil, the pupils in ascending order.
class Places {
 public:
  explicit Places(std::vector<Place> all) : all_(std::move(all)) { std::ranges::sort(all_); }
  std::int64_t school_of(std::int64_t pupil) {
    auto after = std::ranges::upper_bound(all_, pupil, {}, &Place::pupil);
    return after != all_.begin() && std::prev(after)->pupil == pupil ? std::prev(after)->school : 0;
  }

 private:
  std::vector<Place> all_;
};

std::string reasons(std::uint16_t because) {
  static constexpr std::pair<std::uint16_t, std::string_view> words[] = {
      {FoundBy::code, "UPN or reference"}, {FoundBy::code_beginning, "Beginning of the UPN or reference"}, {FoundBy::code_slip, "UPN with one character different"}, {FoundBy::name, "Name"},
      {FoundBy::beginning, "Beginning of the name"}, {FoundBy::one_slip, "Name with one letter different"}, {FoundBy::sound, "Name that sounds alike"}, {FoundBy::two_slips, "Name with two letters different"},
      {FoundBy::former, "Former name"}, {FoundBy::birth, "Date of birth"}, {FoundBy::birth_swapped, "Date of birth with day and month swapped"}, {FoundBy::school, "School"}};
  constexpr std::uint16_t not_plain = FoundBy::beginning | FoundBy::one_slip | FoundBy::sound | FoundBy::two_slips | FoundBy::former;
  std::vector<std::string> said;
  for (const auto& [bit, word] : words)
    if ((because & bit) && !(bit == FoundBy::name && (because & not_plain))) said.push_back(said.empty() ? std::string(word) : lower(word.substr(0, 1)) + std::string(word.substr(1)));
  return (because & FoundBy::in_part ? "Only in part: " : "") + join(said, ", ");
}

// One of day, month and year is another: a slip in typing the date.
bool nearly(Date a, Date b) {
  return (a.year() != b.year()) + (a.month() != b.month()) + (a.day() != b.day()) <= 1;
}

std::string key_of(const Session& session) {
  std::string key = fmt::format("{} {} {}", session.user, session.system, today().days);
  for (const Holding& h : session.holdings) key += fmt::format(" {}:{}:{}", h.role, static_cast<int>(h.circle), h.id);
  for (std::int64_t id : session.opened) key += fmt::format(" +{}", id);
  return key;
}

}  // namespace

void Finder::build() {
  auto reader = store_.read(system_session("find"));
  FindIndex fresh;
  reader->each<School>({}, [&](const School& s) { fresh.put_school(s.id.value, s.name); });
  std::vector<Place> all;
  reader->each<SchoolPlace>({}, [&](const SchoolPlace& p) { all.push_back(place_of(p)); });
  Places places(std::move(all));
  reader->each<Pupil>({}, [&](const Pupil& p) { fresh.append(p, places.school_of(p.id.value)); });
  fresh.compact();
  std::unique_lock lock(index_mutex_);
  index_ = std::move(fresh);
}

void Finder::take_changes(std::int64_t since) {
  std::vector<std::int64_t> pupils = store_.changed_since(record_type_of<Pupil>, since), moved = store_.changed_since(record_type_of<SchoolPlace>, since), schools = store_.changed_since(record_type_of<School>, since);
  if (pupils.size() + moved.size() > 2000 + index_.size() / 4) return build();
  auto reader = store_.read(system_session("find"));
  each_of<SchoolPlace>(*reader, "id", moved, [&](const SchoolPlace& p) { pupils.push_back(p.pupil.value); });
  std::ranges::sort(pupils);
  pupils.erase(std::ranges::unique(pupils).begin(), pupils.end());
  std::vector<Place> all;
  each_of<SchoolPlace>(*reader, "pupil", pupils, [&](const SchoolPlace& p) { all.push_back(place_of(p)); });
  Places places(std::move(all));
  std::vector<Pupil> rows;
  each_of<Pupil>(*reader, "id", pupils, [&](const Pupil& p) { rows.push_back(p); });
  std::vector<School> named;
  each_of<School>(*reader, "id", schools, [&](const School& s) { named.push_back(s); });
  std::unique_lock lock(index_mutex_);
  for (const School& s : named) index_.put_school(s.id.value, s.name);
  for (const Pupil& p : rows) index_.put(p, places.school_of(p.id.value));
  if (index_.wants_compacting()) index_.compact();
}

void Finder::follow() {
  std::int64_t now = store_.last_change();
  if (as_of_ == now) return;
  std::scoped_lock lock(follow_mutex_);
  now = store_.last_change();   // before anything is read: what comes in between is read twice, never left out
  if (as_of_ == now) return;
  if (as_of_ < 0) build();
  else take_changes(as_of_);
  as_of_ = now;
}

bool Finder::reach_changed(const Session& session, std::int64_t since) {
  if (!session.rules) return false;
  auto touched = [&](std::string_view table) { const RecordType* type = find_record(table); return type && !store_.changed_since(*type, since).empty(); };
  for (const Holding& h : session.holdings)
    for (const Hop& hop : session.rules->from_pupil[static_cast<std::size_t>(h.circle)])
      if (touched(hop.table)) return true;
  return touched(session.rules->seal) || touched(session.rules->seal_member);
}

std::shared_ptr<const Finder::Reached> Finder::read_reach(const Session& session, std::int64_t as_of) {
  auto out = std::make_shared<Reached>(Reached{.as_of = as_of, .all = session.grant(record_type_of<Pupil>).read == Reach::all});
  auto reader = store_.read(session);
  if (!out->all) {
    reader->each<Pupil>({}, [&](const Pupil& p) { out->pupils.push_back(p.id.value); });
  } else if (!session.system) {
    store_.read(system_session("find"))->each<PupilSeal>({.where = {{"lifted_on", Condition::Test::empty, {}}}}, [&](const PupilSeal& s) { out->pupils.push_back(s.pupil.value); });
    std::ranges::sort(out->pupils);
    std::vector<std::int64_t> seen;
    each_of<Pupil>(*reader, "id", out->pupils, [&](const Pupil& p) { seen.push_back(p.id.value); });
    std::ranges::sort(seen);
    std::erase_if(out->pupils, [&](std::int64_t id) { return std::ranges::binary_search(seen, id); });
  }
  return out;
}

std::shared_ptr<const Finder::Reached> Finder::reached(const Session& session) {
  std::string key = key_of(session);
  std::int64_t now = store_.last_change();
  std::shared_ptr<const Reached> held;
  {
    std::scoped_lock lock(reach_mutex_);
    if (auto found = reached_.find(key); found != reached_.end()) held = found->second;
  }
  if (held && held->as_of != now && !reach_changed(session, held->as_of)) {
    auto same = std::make_shared<Reached>(*held);
    same->as_of = now;
    held = same;
  }
  if (!held || held->as_of != now) held = read_reach(session, now);
  {
    std::shared_lock lock(index_mutex_);
    if (held->version != index_.version()) {
      auto here = std::make_shared<Reached>(*held);
      here->rows = index_.rows_of(held->pupils);
      here->version = index_.version();
      held = here;
    }
  }
  std::scoped_lock lock(reach_mutex_);
  if (reached_.size() > 500) reached_.clear();
  reached_[key] = held;
  return held;
}

std::vector<FindHit> Finder::search(const Session& session, const Sought& sought, std::size_t most, bool nearest) {
  const RecordType& pupil = record_type_of<Pupil>;
  if (session.grant(pupil).read == Reach::none) return {};
  follow();
  for (;;) {
    std::shared_ptr<const Reached> reach = reached(session);
    std::shared_lock lock(index_mutex_);
    if (reach->version != index_.version()) continue;   // it moved on in between
    FindScope scope{.rows = reach->all ? nullptr : &reach->rows, .hidden = reach->all ? &reach->rows : nullptr, .names = session.may_ask(pupil, "surname") && session.may_ask(pupil, "forename"),
                    .former_names = session.may_ask(pupil, "former_names"), .upn = session.may_ask(pupil, "upn"), .reference = session.may_ask(pupil, "reference"), .uln = session.may_ask(pupil, "uln"),
                    .born_on = session.may_ask(pupil, "born_on"), .schools = nearest && session.grant(record_type_of<SchoolPlace>).read != Reach::none, .nearest = nearest};
    return index_.search(sought, scope, most);
  }
}

std::vector<FoundChild> Finder::find(const Session& session, std::string_view typed, std::size_t most) {
  std::vector<FindHit> hits = search(session, sought(typed), most, true);
  std::vector<std::int64_t> ids, schools, partnerships;
  for (const FindHit& hit : hits) ids.push_back(hit.pupil);
  auto reader = store_.read(session);
  std::unordered_map<std::int64_t, Pupil> pupils;
  each_of<Pupil>(*reader, "id", ids, [&](const Pupil& p) { pupils[p.id.value] = p; });
  std::vector<Place> all;
  each_of<SchoolPlace>(*reader, "pupil", ids, [&](const SchoolPlace& p) { all.push_back(place_of(p)); });
  std::unordered_map<std::int64_t, CaseFile> cases;   // the open one begun last, else the last
  auto rank = [](const CaseFile& c) { return std::tuple(!c.closed_on, c.opened_on, c.id); };
  each_of<CaseFile>(*reader, "pupil", ids, [&](const CaseFile& c) {
    if (auto& held = cases[c.pupil.value]; !held.id || rank(held) < rank(c)) held = c;
  });
  for (const Place& p : all) schools.push_back(p.school);
  for (const auto& [id, c] : cases) partnerships.push_back(c.partnership.value);
  std::unordered_map<std::int64_t, std::string> names;
  each_of<School>(*reader, "id", schools, [&](const School& s) { names[s.id.value] = s.name; });
  each_of<Partnership>(*reader, "id", partnerships, [&](const Partnership& p) { names[p.id.value] = p.code; });
  Places places(std::move(all));
  std::vector<FoundChild> out;
  for (const FindHit& hit : hits)
    if (auto found = pupils.find(hit.pupil); found != pupils.end()) out.push_back({found->second, names[places.school_of(hit.pupil)], names[cases[hit.pupil].partnership.value], reasons(hit.because)});
  return out;
}

std::vector<Id<Pupil>> Finder::alike(const Session& session, const ReferralRequest& request) {
  std::vector<Id<Pupil>> out;
  auto add = [&](std::int64_t id) { if (std::ranges::find(out, Id<Pupil>{id}) == out.end()) out.push_back({id}); };
  if (!request.upn.empty())
    for (const FindHit& hit : search(session, {.code = plain_code(request.upn)}, 10, false))
      if (!(hit.because & FoundBy::code_beginning)) add(hit.pupil);
  Sought named{.words = name_parts(request.surname)};
  for (std::string& part : name_parts(request.forename)) named.words.push_back(std::move(part));
  if (named.words.size() < 2 || named.words.size() > 6 || !request.born_on) return out;
  Sought born = named;
  born.born_on = request.born_on;
  for (const FindHit& hit : search(session, born, 10, false)) add(hit.pupil);
  std::vector<std::int64_t> same;
  for (const FindHit& hit : search(session, named, 50, false))
    if (!(hit.because & (FoundBy::one_slip | FoundBy::two_slips | FoundBy::sound))) same.push_back(hit.pupil);
  each_of<Pupil>(*store_.read(session), "id", same, [&](const Pupil& p) { if (!p.born_on || nearly(*p.born_on, *request.born_on)) add(p.id.value); });
  return out;
}

std::size_t Finder::pupils() {
  std::shared_lock lock(index_mutex_);
  return index_.size();
}
std::size_t Finder::bytes() {
  std::shared_lock lock(index_mutex_);
  return index_.bytes();
}

}  // namespace waymark
