// Names as they are compared when a child is looked for: plain letters, parts, how many slips lie between two words, and how a word sounds.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/core/date.h"

namespace waymark {

// "O'Brien-Núñez" is "obrien nunez": lower case without accents and apostrophes, parts by one space.
std::string plain_letters(std::string_view name);
std::vector<std::string> name_parts(std::string_view name);

// One bit a letter, so that most words that are too far apart need not be compared.
std::uint32_t letters_of(std::string_view word);

// Equal for words that sound alike in English, however they are spelt: Stephen and Steven; 0: too short to say.
std::uint32_t sound_of(std::string_view word);

// One word made ready to be compared with many: the slips between two words are letters added, left out or replaced, and neighbours swapped.
class Slips {
 public:
  static constexpr std::size_t longest = 63;
  explicit Slips(std::string_view word);
  int to(std::string_view other) const;

 private:
  std::size_t size_;
  std::array<std::uint64_t, 256> places_{};   // of each letter in the word, a bit a place (Hyyrö 2003)
};

// What was typed into the one box: names, perhaps a UPN or its beginning, perhaps a birth date or year, in any order.
struct Sought {
  std::vector<std::string> words;   // plain letters, six at most
  std::string code;                 // capitals and digits: of a UPN, a reference or a ULN
  std::optional<Date> born_on;
  std::optional<int> born_in;
  bool empty() const { return words.empty() && code.empty() && !born_on && !born_in; }
};
Sought sought(std::string_view typed);
std::string plain_code(std::string_view code);   // capitals and digits only

}  // namespace waymark
