#include "domain/casework/find_index.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <numeric>
#include <tuple>

namespace waymark {
namespace {

constexpr std::int32_t unborn = INT32_MIN;

std::size_t hash_of(std::string_view word) { return std::hash<std::string_view>{}(word); }
std::uint64_t next_version() {   // never the same twice, whichever index it is
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}
template <class T> std::size_t held_by(const std::vector<T>& v) { return v.capacity() * sizeof(T); }

}  // namespace

void FindIndex::put_school(std::int64_t school, std::string_view name) {
  auto& words = school_words_[school_number(school)];
  words.clear();
  for (std::string& word : name_parts(name)) words.push_back(school_text_.try_emplace(std::move(word), static_cast<std::uint32_t>(school_text_.size())).first->second);
}

std::uint32_t FindIndex::school_number(std::int64_t school) {
  auto [found, fresh] = schools_.try_emplace(school, static_cast<std::uint32_t>(school_words_.size()));
  if (fresh) school_words_.emplace_back();
  return found->second;
}

void FindIndex::grow_slots() {
  slots_.assign(std::max<std::size_t>(64, std::bit_ceil(letters_.size() * 2 + 2)), 0);
  for (std::uint32_t word = 0; word < letters_.size(); ++word) {
    std::size_t at = hash_of(text(word)) & (slots_.size() - 1);
    while (slots_[at]) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = word + 1;
  }
}

std::uint32_t FindIndex::intern(std::string_view word) {
  if (slots_.size() < letters_.size() * 3 / 2 + 2) grow_slots();
  std::size_t at = hash_of(word) & (slots_.size() - 1);
  for (; slots_[at]; at = (at + 1) & (slots_.size() - 1))
    if (text(slots_[at] - 1) == word) return slots_[at] - 1;
  letters_text_ += word;
  text_at_.push_back(static_cast<std::uint32_t>(letters_text_.size()));
  letters_.push_back(letters_of(word));
  sounds_.push_back(sound_of(word));
  slots_[at] = static_cast<std::uint32_t>(letters_.size());
  return slots_[at] - 1;
}

void FindIndex::add_names(std::string_view name, Part part) {
  std::vector<std::string> parts = name_parts(name);
  std::string together;
  for (const std::string& word : parts) {
    if (entries_.size() - entry_at_.back() >= 16) return;
    entries_.push_back(intern(word) << 3 | part);
    together += word;
  }
  if (parts.size() > 1 && part != earlier && together.size() <= Slips::longest) entries_.push_back(intern(together) << 3 | joined | part);
}

// Characters count from 1 in base 37, so that a code stands just before those it is the beginning of.
std::pair<std::uint64_t, std::uint8_t> FindIndex::packed(std::string_view code, std::size_t& size) {
  auto value = [](char c) { return static_cast<std::uint64_t>(c <= '9' ? c - '0' + 1 : c - 'A' + 11); };
  size = std::min<std::size_t>(code.size(), 13);
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < 12; ++i) out = out * 37 + (i < size ? value(code[i]) : 0);
  return {out, static_cast<std::uint8_t>(size == 13 ? value(code[12]) : 0)};
}

void FindIndex::add_code(std::string_view code, Code kind, std::uint32_t row) {
  std::string plain = plain_code(code);
  if (plain.empty()) return;
  std::size_t size;
  auto [key, end] = packed(plain, size);
  codes_.push_back(key);
  code_ends_.push_back(static_cast<std::uint8_t>(end << 2 | static_cast<std::uint8_t>(kind)));
  code_rows_.push_back(row);
}

void FindIndex::append(const Pupil& p, std::int64_t school) {
  auto row = static_cast<std::uint32_t>(ids_.size());
  ids_.push_back(p.id.value);
  born_.push_back(p.born_on ? p.born_on->days : unborn);
  school_.push_back(school ? school_number(school) : nowhere);
  add_names(p.surname, surname);
  add_names(p.forename, forename);
  add_names(p.former_names, earlier);
  entry_at_.push_back(static_cast<std::uint32_t>(entries_.size()));
  add_code(p.upn, Code::upn, row);
  if (p.reference != p.upn) add_code(p.reference, Code::reference, row);
  add_code(p.uln, Code::uln, row);
  ++held_;
}

void FindIndex::put(const Pupil& pupil, std::int64_t school) {
  if (std::uint32_t row = row_of(pupil.id.value); row != nowhere) {
    ids_[row] |= INT64_MIN;   // no longer held, but the order stays for those who search in it
    --held_;
  }
  late_[pupil.id.value] = static_cast<std::uint32_t>(ids_.size());
  append(pupil, school);
  version_ = next_version();
}

std::uint32_t FindIndex::row_of(std::int64_t pupil) const {
  if (auto late = late_.find(pupil); late != late_.end()) return late->second;
  auto known = [](std::int64_t id) { return id & INT64_MAX; };
  auto end = ids_.begin() + static_cast<std::ptrdiff_t>(sorted_rows_), at = std::ranges::lower_bound(ids_.begin(), end, pupil, {}, known);
  return at != end && *at == pupil ? static_cast<std::uint32_t>(at - ids_.begin()) : nowhere;
}

std::vector<std::uint32_t> FindIndex::rows_of(const std::vector<std::int64_t>& pupils) const {
  std::vector<std::uint32_t> out;
  for (std::int64_t id : pupils)
    if (std::uint32_t row = row_of(id); row != nowhere) out.push_back(row);
  std::ranges::sort(out);
  return out;
}

std::vector<std::uint32_t> FindIndex::compact_words() {
  std::vector<bool> used(letters_.size());
  for (std::uint32_t row = 0; row < ids_.size(); ++row)
    if (ids_[row] > 0)
      for (std::uint32_t entry : entries(row)) used[word_of(entry)] = true;
  std::vector<std::uint32_t> order, at(1, 0), letters, sounds, new_word(letters_.size(), nowhere);
  for (std::uint32_t word = 0; word < letters_.size(); ++word)
    if (used[word]) order.push_back(word);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t word) { return text(word).size(); });
  std::string all;
  long_at_.fill(static_cast<std::uint32_t>(order.size()));
  for (std::uint32_t word : order) {
    auto now = static_cast<std::uint32_t>(letters.size());
    for (std::size_t n = text(word).size() + 1; n-- > 0 && long_at_[n] > now;) long_at_[n] = now;
    new_word[word] = now;
    all += text(word);
    at.push_back(static_cast<std::uint32_t>(all.size()));
    letters.push_back(letters_[word]), sounds.push_back(sounds_[word]);
  }
  all.shrink_to_fit(), at.shrink_to_fit(), letters.shrink_to_fit(), sounds.shrink_to_fit();
  letters_text_.swap(all), text_at_.swap(at), letters_.swap(letters), sounds_.swap(sounds);
  slots_ = {};
  grow_slots();
  return new_word;
}

std::vector<std::uint32_t> FindIndex::compact_rows(const std::vector<std::uint32_t>& new_word) {
  std::vector<std::uint32_t> order, new_row(ids_.size(), nowhere);
  order.reserve(held_);
  for (std::uint32_t row = 0; row < ids_.size(); ++row)
    if (ids_[row] > 0) order.push_back(row);
  auto id = [&](std::uint32_t row) { return ids_[row]; };
  if (!std::ranges::is_sorted(order, {}, id)) std::ranges::sort(order, {}, id);
  std::vector<std::int64_t> ids(order.size());
  std::vector<std::int32_t> born(order.size());
  std::vector<std::uint32_t> places(order.size()), at(1, 0), list;
  at.reserve(order.size() + 1);
  list.reserve(entries_.size());
  for (std::uint32_t to = 0; to < order.size(); ++to) {
    std::uint32_t from = order[to];
    new_row[from] = to;
    ids[to] = ids_[from], born[to] = born_[from], places[to] = school_[from];
    for (std::uint32_t entry : entries(from)) list.push_back(new_word[word_of(entry)] << 3 | (entry & 7));
    at.push_back(static_cast<std::uint32_t>(list.size()));
  }
  list.shrink_to_fit();
  ids_.swap(ids), born_.swap(born), school_.swap(places), entry_at_.swap(at), entries_.swap(list);
  return new_row;
}

void FindIndex::compact_codes(const std::vector<std::uint32_t>& new_row) {
  std::vector<std::uint32_t> order;
  order.reserve(codes_.size());
  for (std::uint32_t i = 0; i < codes_.size(); ++i)
    if (new_row[code_rows_[i]] != nowhere) order.push_back(i);
  std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::pair(codes_[i], code_ends_[i]); });
  std::vector<std::uint64_t> codes(order.size());
  std::vector<std::uint8_t> ends(order.size());
  std::vector<std::uint32_t> rows(order.size());
  for (std::size_t to = 0; to < order.size(); ++to) codes[to] = codes_[order[to]], ends[to] = code_ends_[order[to]], rows[to] = new_row[code_rows_[order[to]]];
  codes_.swap(codes), code_ends_.swap(ends), code_rows_.swap(rows);
  sorted_codes_ = codes_.size();
}

void FindIndex::post() {
  posted_at_.assign(letters_.size() + 1, 0);
  for (std::uint32_t entry : entries_) ++posted_at_[word_of(entry) + 1];
  std::partial_sum(posted_at_.begin(), posted_at_.end(), posted_at_.begin());
  posted_.assign(entries_.size(), 0);
  posted_.shrink_to_fit();
  std::vector<std::uint32_t> next(posted_at_.begin(), posted_at_.end() - 1);
  for (std::uint32_t row = 0; row < ids_.size(); ++row)
    for (std::uint32_t entry : entries(row)) posted_[next[word_of(entry)]++] = row;
}

void FindIndex::compact() {
  compact_codes(compact_rows(compact_words()));
  post();
  late_ = {};
  sorted_rows_ = held_ = ids_.size();
  version_ = next_version();
}

std::size_t FindIndex::bytes() const {
  std::size_t out = held_by(ids_) + held_by(born_) + held_by(school_) + held_by(entry_at_) + held_by(entries_) + letters_text_.capacity() + held_by(text_at_) + held_by(letters_) + held_by(sounds_) + held_by(slots_) +
                    held_by(posted_at_) + held_by(posted_) + held_by(codes_) + held_by(code_ends_) + held_by(code_rows_);
  return out + late_.size() * 40 + schools_.size() * 150;
}

bool FindIndex::before(std::uint32_t a, std::uint32_t b) const {
  auto x = entries(a), y = entries(b);
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
    if (part_of(x[i]) != part_of(y[i]) || word_of(x[i]) != word_of(y[i])) return part_of(x[i]) != part_of(y[i]) ? part_of(x[i]) > part_of(y[i]) : text(word_of(x[i])) < text(word_of(y[i]));
  return std::tuple(x.size(), born_[a], ids_[a]) < std::tuple(y.size(), born_[b], ids_[b]);
}

}  // namespace waymark
