// Names, codes, birth dates and schools of all pupils in arrays, by which a child is found though what was typed is not quite right. It
// proposes ids only: what may be seen of them is for the store to say. Not safe to share while it is changed (find.h sees to that).
#pragma once
#include <span>
#include <unordered_map>

#include "domain/casework/find_words.h"
#include "domain/pupil/pupil.h"

namespace waymark {

// Why a child was found, a bit each.
struct FoundBy {
  enum : std::uint16_t { name = 1, beginning = 2, one_slip = 4, sound = 8, two_slips = 16, former = 32, code = 64, code_beginning = 128, code_slip = 256, birth = 512, birth_swapped = 1024, school = 2048, in_part = 4096 };
};
struct FindHit {
  std::int64_t pupil = 0;
  std::uint32_t row = 0;
  int score = 0;              // the smaller, the better
  std::uint16_t because = 0;
};

// What whoever asks may find, and by what: a condition on a field that they do not see would tell what it holds.
struct FindScope {
  const std::vector<std::uint32_t>* rows = nullptr;      // null: all, but for
  const std::vector<std::uint32_t>* hidden = nullptr;    // these; both in ascending order
  bool names = true, former_names = true, upn = true, reference = true, uln = true, born_on = true, schools = true;
  bool nearest = true;        // nothing fits in all: also what fits in all but one thing typed
};

class FindIndex {
 public:
  static constexpr std::uint32_t nowhere = ~0u;

  void put_school(std::int64_t school, std::string_view name);
  void append(const Pupil& pupil, std::int64_t school);   // of a pupil not held yet; compact() before anything is looked for
  void put(const Pupil& pupil, std::int64_t school);      // new or changed
  void compact();                                         // sorts everything anew and drops what no longer holds
  bool wants_compacting() const { return ids_.size() - sorted_rows_ > 4096 + sorted_rows_ / 64; }

  std::vector<FindHit> search(const Sought& sought, const FindScope& scope, std::size_t most) const;
  std::vector<std::uint32_t> rows_of(const std::vector<std::int64_t>& pupils) const;   // in ascending order, without those not held
  std::size_t size() const { return held_; }
  std::size_t words() const { return letters_.size(); }
  std::size_t bytes() const;
  std::uint64_t version() const { return version_; }      // another one: rows mean other pupils

 private:
  friend class Search;
  enum Part : std::uint32_t { surname, forename, earlier, joined = 4 };       // joined: the parts of a surname or forename as one word
  enum class Code : std::uint8_t { upn, reference, uln };
  static std::uint32_t word_of(std::uint32_t entry) { return entry >> 3; }
  static Part part_of(std::uint32_t entry) { return static_cast<Part>(entry & 3); }
  static bool is_joined(std::uint32_t entry) { return (entry & joined) != 0; }

  std::string_view text(std::uint32_t word) const { return std::string_view(letters_text_).substr(text_at_[word], text_at_[word + 1] - text_at_[word]); }
  std::span<const std::uint32_t> entries(std::uint32_t row) const { return {entries_.data() + entry_at_[row], entries_.data() + entry_at_[row + 1]}; }
  std::uint32_t row_of(std::int64_t pupil) const;
  std::uint32_t intern(std::string_view word);
  std::uint32_t school_number(std::int64_t school);
  void add_names(std::string_view name, Part part);
  void add_code(std::string_view code, Code kind, std::uint32_t row);
  void grow_slots();
  std::vector<std::uint32_t> compact_words();
  std::vector<std::uint32_t> compact_rows(const std::vector<std::uint32_t>& new_word);
  void compact_codes(const std::vector<std::uint32_t>& new_row);
  void post();
  bool before(std::uint32_t a, std::uint32_t b) const;   // in the order of names
  static std::pair<std::uint64_t, std::uint8_t> packed(std::string_view code, std::size_t& size);

  // A row a pupil; those after sorted_rows_ came or changed since the last compacting. An id below zero: no longer held.
  std::vector<std::int64_t> ids_;
  std::vector<std::int32_t> born_;
  std::vector<std::uint32_t> school_, entry_at_{0}, entries_;
  std::size_t sorted_rows_ = 0, held_ = 0;
  std::unordered_map<std::int64_t, std::uint32_t> late_;   // pupil -> row, of the rows after sorted_rows_
  std::uint64_t version_ = 0;

  // Words: every different part of a name once, and the rows in which it stands. The first are sorted by length: those of n letters begin at long_at_[n].
  std::string letters_text_;
  std::vector<std::uint32_t> text_at_{0}, letters_, sounds_, slots_, posted_at_, posted_;
  std::array<std::uint32_t, Slips::longest + 2> long_at_{};

  // Codes, packed so that they sort as text, the first sorted_codes_ of them sorted: twelve characters, then the thirteenth with the kind.
  std::vector<std::uint64_t> codes_;
  std::vector<std::uint8_t> code_ends_;
  std::vector<std::uint32_t> code_rows_;
  std::size_t sorted_codes_ = 0;

  std::unordered_map<std::string, std::uint32_t> school_text_;   // words of schools' names, numbered
  std::vector<std::vector<std::uint32_t>> school_words_;
  std::unordered_map<std::int64_t, std::uint32_t> schools_;
};

}  // namespace waymark
