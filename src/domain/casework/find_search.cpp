// Looking something up in the index: each typed word against every word held, then the rows in which all that was typed is found together.
#include <algorithm>
#include <bit>

#include "domain/casework/find_index.h"

namespace waymark {
namespace {

// What a word costs by how it was found; rows are ordered by the sum.
enum Cost : std::uint8_t { same = 0, begins = 1, by_one = 4, alike = 5, by_two = 8, not_at_all = 255 };

std::uint16_t because_of(std::uint8_t cost) {
  return cost == same ? FoundBy::name : cost == begins ? FoundBy::beginning : cost == by_one ? FoundBy::one_slip : cost == alike ? FoundBy::sound : FoundBy::two_slips;
}
int slips_allowed(std::size_t length) { return length >= 6 ? 2 : length >= 2 ? 1 : 0; }

struct Word {
  std::string text;
  std::vector<std::uint8_t> cost{}, school_cost{};                  // of each word held, of each school
  std::vector<std::pair<std::uint8_t, std::uint32_t>> found{};      // cost and word, the cheapest first
  std::size_t rows = 0;
  bool any_school = false;
};

struct Plan {
  std::vector<std::size_t> words{};
  bool code = false, born = false;
};
struct Fit { int cost = not_at_all; std::uint16_t because = 0; };

constexpr int stage_step = 10'000;

}  // namespace

class Search {
 public:
  Search(const FindIndex& index, const Sought& sought, const FindScope& scope, std::size_t most) : index_(index), sought_(sought), scope_(scope), most_(most) { set_born(); }

  std::vector<FindHit> run() {
    if (sought_.code.size() >= 3) find_codes();
    std::vector<Plan> plans = prepare();
    for (const Plan& plan : plans) candidates(plan);
    if (best_.empty() && std::ranges::any_of(sought_.words, [](const std::string& w) { return slips_allowed(w.size()) > 1; })) {
      most_slips_ = 2;
      plans = prepare();
      for (const Plan& plan : plans) candidates(plan);
    }
    if (best_.size() < most_ && scope_.schools && (best_.empty() || best_.front().score >= by_one * 8)) {   // else the names are right as typed
      stage_ = stage_step;
      for (Word& word : words_) add_schools(word);
      for (const Plan& plan : plans) candidates(plan);
    }
    if (best_.empty() && scope_.nearest) {
      stage_ = 2 * stage_step;
      for (const Plan& plan : all_but_one(plans.front())) candidates(plan);
    }
    return std::move(best_);
  }

 private:
  std::vector<Plan> prepare() {
    words_.clear();
    Plan all{.code = sought_.code.size() >= 3, .born = (sought_.born_on || sought_.born_in) && scope_.born_on};
    for (const std::string& word : sought_.words) all.words.push_back(add_word(word, most_slips_, true));
    std::vector<Plan> plans = {all};
    for (std::size_t i = 0; i + 1 < sought_.words.size(); ++i) {   // "o brien", "mac donald", a slip of the space bar
      std::string both = sought_.words[i] + sought_.words[i + 1];
      if (both.size() > Slips::longest) continue;
      Plan joined = all;
      joined.words[i] = add_word(both, 1, false);
      joined.words.erase(joined.words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      if (!words_[joined.words[i]].found.empty()) plans.push_back(joined);
    }
    return plans;
  }

  static std::vector<Plan> all_but_one(const Plan& plan) {
    std::vector<Plan> out;
    if (plan.words.size() + plan.code + plan.born < 2) return out;
    for (std::size_t i = 0; i < plan.words.size(); ++i) {
      out.push_back(plan);
      out.back().words.erase(out.back().words.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (plan.code) out.push_back(plan), out.back().code = false;
    if (plan.born) out.push_back(plan), out.back().born = false;
    return out;
  }

  std::size_t add_word(const std::string& text, int most_slips, bool by_sound) {
    Word& word = words_.emplace_back(Word{.text = text});
    word.cost.assign(index_.words(), not_at_all);
    Slips slips(text);
    compare(word, slips, std::min(most_slips, slips_allowed(text.size())));
    if (by_sound) listen(word);
    for (std::uint32_t w = 0; w < index_.words(); ++w)
      if (word.cost[w] != not_at_all) word.found.emplace_back(word.cost[w], w);
    std::ranges::sort(word.found);
    for (const auto& [cost, w] : word.found) word.rows += postings(w).size();
    return words_.size() - 1;
  }

  // Those that came after the last compacting are not in the order of length.
  void compare(Word& word, const Slips& slips, int most) const {
    int length = static_cast<int>(word.text.size());
    std::uint32_t letters = letters_of(word.text);
    auto sorted = static_cast<std::uint32_t>(index_.posted_at_.empty() ? 0 : index_.posted_at_.size() - 1), all = static_cast<std::uint32_t>(index_.words());
    auto longer = [&](std::uint32_t w) { return static_cast<int>(index_.text_at_[w + 1] - index_.text_at_[w]) - length; };
    auto near = [&](std::uint32_t w) {
      if (std::popcount(letters ^ index_.letters_[w]) > 2 * most || std::abs(longer(w)) > most) return;
      if (int n = slips.to(index_.text(w)); n <= most) word.cost[w] = n == 0 ? same : n == 1 ? by_one : by_two;
    };
    auto begun = [&](std::uint32_t w) { if ((letters & ~index_.letters_[w]) == 0 && longer(w) > 0 && index_.text(w).starts_with(word.text)) word.cost[w] = begins; };
    auto at = [&](int n) { return sorted ? index_.long_at_[static_cast<std::size_t>(std::clamp(n, 0, static_cast<int>(Slips::longest) + 1))] : 0; };
    for (std::uint32_t w = at(length - most); w < at(length + most + 1); ++w) near(w);
    for (std::uint32_t w = at(length + 1); w < sorted; ++w) begun(w);
    for (std::uint32_t w = sorted; w < all; ++w) near(w), begun(w);
  }
  void listen(Word& word) const {
    std::uint32_t sound = sound_of(word.text);
    if (sound == 0) return;
    for (std::uint32_t w = 0; w < index_.words(); ++w)
      if (index_.sounds_[w] == sound && word.cost[w] > alike) word.cost[w] = alike;
  }

  void add_schools(Word& word) const {
    word.school_cost.assign(index_.school_words_.size(), not_at_all);
    if (word.text.size() < 3) return;
    Slips slips(word.text);
    std::vector<std::uint8_t> cost(index_.school_text_.size(), not_at_all);
    for (const auto& [theirs, number] : index_.school_text_) {
      int n = slips.to(theirs);
      cost[number] = n == 0 ? same : theirs.starts_with(word.text) ? begins : n == 1 && word.text.size() > 4 ? by_one : not_at_all;
      word.any_school = word.any_school || cost[number] != not_at_all;
    }
    for (std::size_t s = 0; s < index_.school_words_.size(); ++s)
      for (std::uint32_t theirs : index_.school_words_[s]) word.school_cost[s] = std::min(word.school_cost[s], cost[theirs]);
  }

  std::span<const std::uint32_t> postings(std::uint32_t word) const {
    if (word + 1 >= index_.posted_at_.size()) return {};   // came after the last compacting
    return {index_.posted_.data() + index_.posted_at_[word], index_.posted_.data() + index_.posted_at_[word + 1]};
  }

  bool within(std::uint32_t row) const {
    if (index_.ids_[row] < 0) return false;
    return scope_.rows ? std::ranges::binary_search(*scope_.rows, row) : !scope_.hidden || !std::ranges::binary_search(*scope_.hidden, row);
  }

  void take_code(std::size_t i, int cost, std::uint16_t because) {
    auto kind = static_cast<FindIndex::Code>(index_.code_ends_[i] & 3);
    bool may = kind == FindIndex::Code::upn ? scope_.upn : kind == FindIndex::Code::reference ? scope_.reference : scope_.uln;
    if (may && within(index_.code_rows_[i])) coded_.push_back({index_.code_rows_[i], {cost, because}});
  }

  // Codes that begin with `code`, or are it: the sorted ones by halving, the late ones one by one.
  void look_up(std::string_view code, bool beginnings, int cost) {
    std::size_t size;
    auto [low, end] = FindIndex::packed(code, size);
    std::uint64_t high = low, step = 1;
    for (std::size_t i = 12; i-- > size; step *= 37) high += beginnings ? 36 * step : 0;
    auto take = [&](std::size_t i) {
      bool is_it = index_.codes_[i] == low && index_.code_ends_[i] >> 2 == end;
      if (is_it) take_code(i, cost, static_cast<std::uint16_t>(cost ? FoundBy::code_slip : FoundBy::code));
      else if (beginnings && size < 13) take_code(i, begins, FoundBy::code_beginning);
    };
    auto sorted_end = index_.codes_.begin() + static_cast<std::ptrdiff_t>(index_.sorted_codes_);
    for (auto at = std::lower_bound(index_.codes_.begin(), sorted_end, low); at != sorted_end && *at <= high; ++at) take(static_cast<std::size_t>(at - index_.codes_.begin()));
    for (std::size_t i = index_.sorted_codes_; i < index_.codes_.size(); ++i)
      if (index_.codes_[i] >= low && index_.codes_[i] <= high) take(i);
  }

  // A whole UPN or ULN with one character wrong, missing, too many, or changed round with its neighbour.
  void look_up_slips(const std::string& code) {
    constexpr std::string_view characters = "0123456789ABCDEFGHJKLMNPQRTUVWXYZ";
    auto ask = [&](const std::string& other) { if ((other.size() == 13 || other.size() == 10) && other != code) look_up(other, false, by_one); };
    for (std::size_t i = 0; i <= code.size(); ++i) {
      std::string other = code;
      if (i < code.size()) {
        for (char c : characters) other[i] = c, ask(other);
        ask(std::string(code).erase(i, 1));
      }
      if (i + 1 < code.size()) other = code, std::swap(other[i], other[i + 1]), ask(other);
      for (char c : characters) ask(std::string(code).insert(i, 1, c));
    }
  }

  void find_codes() {
    look_up(sought_.code, true, same);
    if (coded_.empty() && sought_.code.size() >= 9 && sought_.code.size() <= 14) look_up_slips(sought_.code);
    std::ranges::sort(coded_, {}, [](const auto& c) { return std::pair(c.first, c.second.cost); });
    auto again = std::ranges::unique(coded_, {}, [](const auto& c) { return c.first; });
    coded_.erase(again.begin(), again.end());
  }

  Fit fit_born(std::int32_t born) const {
    if (born >= born_first_ && born <= born_last_) return {same, FoundBy::birth};
    return born == born_swapped_ ? Fit{by_one, FoundBy::birth_swapped} : Fit{};
  }
  void set_born() {
    if (sought_.born_in) born_first_ = Date::of(*sought_.born_in, 1, 1).days, born_last_ = Date::of(*sought_.born_in, 12, 31).days;
    if (!sought_.born_on) return;
    born_first_ = born_last_ = sought_.born_on->days;
    if (Date d = *sought_.born_on; d.day() <= 12 && d.day() != d.month()) born_swapped_ = Date::of(d.year(), d.day(), d.month()).days;
  }

  // Each typed word must be another part of the name (or, when schools are looked at, of the school's): the cheapest way.
  Fit fit_words(const Plan& plan, std::size_t i, std::uint32_t used, std::span<const std::uint32_t> entries, std::uint32_t school_at) const {
    if (i == plan.words.size()) return {0, 0};
    const Word& word = words_[plan.words[i]];
    Fit best;
    auto take = [&](int cost, std::uint16_t because, std::uint32_t use) {
      if (cost >= best.cost) return;
      Fit rest = fit_words(plan, i + 1, used | use, entries, school_at);
      if (rest.cost != not_at_all && cost + rest.cost < best.cost) best = {cost + rest.cost, static_cast<std::uint16_t>(because | rest.because)};
    };
    for (std::size_t e = 0; e < entries.size(); ++e) {
      std::uint8_t cost = word.cost[FindIndex::word_of(entries[e])];
      bool was = FindIndex::part_of(entries[e]) == FindIndex::earlier;
      if (cost == not_at_all || (used >> e & 1) || (stage_ > stage_step && cost > begins && word.text.size() < 5) || !(was ? scope_.former_names : scope_.names)) continue;
      take(cost + was, static_cast<std::uint16_t>(because_of(cost) | (was ? FoundBy::former : 0)), 1u << e);
    }
    if (stage_ == stage_step && school_at != FindIndex::nowhere && word.school_cost[school_at] != not_at_all) take(word.school_cost[school_at], FoundBy::school, 0);
    return best;
  }

  int left_over(const Plan& plan, std::span<const std::uint32_t> entries) const {
    auto names = std::ranges::count_if(entries, [](std::uint32_t e) { return !FindIndex::is_joined(e) && FindIndex::part_of(e) != FindIndex::earlier; });
    return std::clamp(static_cast<int>(names) - static_cast<int>(plan.words.size()), 0, 7);
  }

  void consider(const Plan& plan, std::uint32_t row) {
    if (index_.ids_[row] < 0) return;
    Fit all{0, 0};
    auto with = [&](const Fit& fit) { all = fit.cost == not_at_all ? Fit{} : Fit{all.cost + fit.cost, static_cast<std::uint16_t>(all.because | fit.because)}; return fit.cost != not_at_all; };
    if (plan.born && !with(fit_born(index_.born_[row]))) return;
    if (plan.code) {
      auto at = std::ranges::lower_bound(coded_, row, {}, [](const auto& c) { return c.first; });
      if (at == coded_.end() || at->first != row || !with(at->second)) return;
    }
    auto entries = index_.entries(row);
    if (!with(fit_words(plan, 0, 0, entries, index_.school_[row]))) return;
    if (stage_ == stage_step && !(all.because & FoundBy::school)) return;
    if (!scope_.rows && !within(row)) return;
    keep({index_.ids_[row], row, stage_ + all.cost * 8 + left_over(plan, entries), static_cast<std::uint16_t>(all.because | (stage_ > stage_step ? FoundBy::in_part : 0))});
  }

  bool better(const FindHit& a, const FindHit& b) const { return a.score != b.score ? a.score < b.score : index_.before(a.row, b.row); }
  void keep(const FindHit& hit) {
    if (best_.size() == most_ && !better(hit, best_.back())) return;
    if (auto held = std::ranges::find(best_, hit.row, &FindHit::row); held != best_.end()) {
      if (held->score <= hit.score) return;
      best_.erase(held);
    }
    best_.insert(std::ranges::upper_bound(best_, hit, [&](const FindHit& a, const FindHit& b) { return better(a, b); }), hit);
    if (best_.size() > most_) best_.pop_back();
  }

  void candidates(const Plan& plan) {
    if (plan.words.empty() && !plan.code && !plan.born) return;
    if (stage_ == stage_step && std::ranges::none_of(plan.words, [&](std::size_t w) { return words_[w].any_school; })) return;
    if (scope_.rows) {
      for (std::uint32_t row : *scope_.rows) consider(plan, row);
    } else if (plan.code) {
      for (const auto& [row, fit] : coded_) consider(plan, row);
    } else if (const Word* word = rarest(plan)) {
      by_word(plan, *word);
    } else {
      by_row(plan);
    }
  }

  const Word* rarest(const Plan& plan) const {
    const Word* out = nullptr;
    for (std::size_t w : plan.words)
      if ((stage_ != stage_step || !words_[w].any_school) && (!out || words_[w].rows < out->rows)) out = &words_[w];
    return out;
  }

  void by_word(const Plan& plan, const Word& word) {
    for (const auto& [cost, held] : word.found) {
      if (best_.size() == most_ && stage_ + cost * 8 > best_.back().score) break;
      for (std::uint32_t row : postings(held)) consider(plan, row);
    }
    for (auto row = static_cast<std::uint32_t>(index_.sorted_rows_); row < index_.ids_.size(); ++row) consider(plan, row);
  }

  void by_row(const Plan& plan) {
    auto last = static_cast<std::uint32_t>(index_.school_words_.size()), rows = static_cast<std::uint32_t>(index_.ids_.size());
    std::vector<char> fits(last + 1, plan.words.empty());
    for (std::size_t s = 0; s < last; ++s) fits[s] = fits[s] || std::ranges::any_of(plan.words, [&](std::size_t w) { return words_[w].school_cost[s] != not_at_all; });
    constexpr std::uint32_t block = 512;
    for (std::uint32_t from = 0; from < rows; from += block) {   // most blocks hold nobody born on the day: this is looked at many rows at once
      std::uint32_t to = std::min(rows, from + block), some = 0;
      for (std::uint32_t row = from; row < to; ++row) some += ((index_.born_[row] >= born_first_) & (index_.born_[row] <= born_last_)) | (index_.born_[row] == born_swapped_);
      if (plan.born && !some) continue;
      for (std::uint32_t row = from; row < to; ++row)
        if ((!plan.born || fit_born(index_.born_[row]).cost != not_at_all) && fits[std::min(index_.school_[row], last)]) consider(plan, row);
    }
  }

  const FindIndex& index_;
  const Sought& sought_;
  const FindScope& scope_;
  std::size_t most_;
  std::int32_t born_first_ = INT32_MAX, born_last_ = INT32_MIN, born_swapped_ = INT32_MAX;
  int stage_ = 0, most_slips_ = 1;   // two slips in a word only when nothing is found otherwise
  std::vector<Word> words_;
  std::vector<std::pair<std::uint32_t, Fit>> coded_;
  std::vector<FindHit> best_;   // the best first
};

std::vector<FindHit> FindIndex::search(const Sought& sought, const FindScope& scope, std::size_t most) const { return sought.empty() || most == 0 ? std::vector<FindHit>{} : Search(*this, sought, scope, most).run(); }

}  // namespace waymark
