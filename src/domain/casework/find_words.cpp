#include "domain/casework/find_words.h"

#include <bit>
#include <unordered_map>

#include "platform/core/text.h"

namespace waymark {
namespace {

// Letters that people leave out or cannot type, by the letters typed instead.
constexpr std::pair<std::string_view, std::string_view> plain[] = {
    {"a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ"}, {"ae", "æǽÆ"}, {"c", "çćĉċčÇĆĈĊČ"}, {"d", "ðďđÐĎĐ"}, {"e", "èéêëēĕėęěẹẻẽếềểễệÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆ"},
    {"g", "ĝğġģĜĞĠĢ"}, {"h", "ĥħĤĦ"}, {"i", "ìíîïĩīĭįıǐỉịÌÍÎÏĨĪĬĮİỈỊ"}, {"j", "ĵĴ"}, {"k", "ķĶ"}, {"l", "ĺļľŀłĹĻĽĿŁ"}, {"n", "ñńņňŋÑŃŅŇŊ"},
    {"o", "òóôõöøōŏőơǒọỏốồổỗộớờởỡợÒÓÔÕÖØŌŎŐƠỌỎỐỒỔỖỘỚỜỞỠỢ"}, {"oe", "œŒ"}, {"r", "ŕŗřŔŖŘ"}, {"s", "śŝşšșŚŜŞŠȘ"}, {"ss", "ßẞ"}, {"t", "ţťŧțŢŤŦȚ"}, {"th", "þÞ"},
    {"u", "ùúûüũūŭůűųưǔụủứừửữựÙÚÛÜŨŪŬŮŰŲƯỤỦỨỪỬỮỰ"}, {"w", "ŵẁẃẅŴẀẂẄ"}, {"y", "ýÿŷỳỵỷỹÝŸŶỲỴỶỸ"}, {"z", "źżžŹŻŽ"}, {"", "'’‘ʼ`´ʻ"}, {" ", "\u00a0-‐‑–—.,"}};

std::size_t length_at(std::string_view s, std::size_t i) {
  auto c = static_cast<unsigned char>(s[i]);
  std::size_t n = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  return std::min(n, s.size() - i);
}

const std::unordered_map<std::string_view, std::string_view>& plain_of() {
  static const auto map = [] {
    std::unordered_map<std::string_view, std::string_view> out;
    for (const auto& [to, from] : plain)
      for (std::size_t i = 0; i < from.size(); i += length_at(from, i)) out[from.substr(i, length_at(from, i))] = to;
    return out;
  }();
  return map;
}

bool digit(char c) { return c >= '0' && c <= '9'; }
bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

// Which consonant is heard at `i`, and how many letters it takes; 0: none.
char heard(std::string_view w, std::size_t i, std::size_t& taken) {
  auto at = [&](std::size_t k) { return i + k < w.size() ? w[i + k] : ' '; };
  auto soft = [](char c) { return c == 'e' || c == 'i' || c == 'y'; };
  auto pair = [&](char a, char b) { return w[i] == a && at(1) == b; };
  taken = 1;
  if (i == 0 && (pair('k', 'n') || pair('g', 'n') || pair('p', 'n') || pair('w', 'r') || pair('p', 's'))) return 0;
  if (pair('p', 'h')) return taken = 2, 'f';
  if (pair('s', 'h') || pair('t', 'c') || (pair('c', 'h') && at(2) != 'r' && at(2) != 'l')) return taken = pair('t', 'c') && at(2) == 'h' ? 3 : 2, 'x';
  if (pair('c', 'k') || pair('c', 'h')) return taken = 2, 'k';
  if (pair('g', 'h')) return taken = 2, vowel(at(2)) && i == 0 ? 'g' : 0;
  if (pair('d', 'g') && soft(at(2))) return taken = 2, 'j';
  switch (w[i]) {
    case 'c': return soft(at(1)) ? 's' : 'k';
    case 'q': return 'k';
    case 'g': return soft(at(1)) ? 'j' : 'g';
    case 'z': case 'x': return 's';
    case 'v': return 'f';
    case 'h': return 0;
    case 'w': return vowel(at(1)) ? 'w' : 0;
    default: return vowel(w[i]) ? 0 : w[i];
  }
}

// Words between blanks and commas, with where they begin and end.
std::vector<std::string_view> pieces(std::string_view typed) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < typed.size();) {
    std::size_t end = typed.find_first_of(" ,;\t\n\r", i);
    if (end == std::string_view::npos) end = typed.size();
    if (end > i) out.push_back(typed.substr(i, end - i));
    i = end + 1;
  }
  return out;
}

bool take_date(const std::vector<std::string_view>& pieces, std::size_t& i, Sought& out) {
  if (out.born_on || !digit(pieces[i][0])) return false;
  for (std::size_t n : {3u, 1u}) {
    if (i + n > pieces.size()) continue;
    const char* begin = pieces[i].data();
    auto date = parse_date({begin, static_cast<std::size_t>(pieces[i + n - 1].data() + pieces[i + n - 1].size() - begin)});
    if (!date) continue;
    out.born_on = *date;
    i += n - 1;
    return true;
  }
  return false;
}

}  // namespace

std::string plain_letters(std::string_view name) {
  std::string out;
  bool gap = false;
  auto add = [&](std::string_view letters) {
    if (letters == " ") { gap = true; return; }
    if (gap && !out.empty() && !letters.empty()) out += ' ';
    gap = gap && letters.empty();
    out += letters;
  };
  for (std::size_t i = 0; i < name.size();) {
    std::size_t n = length_at(name, i);
    std::string_view letter = name.substr(i, n);
    i += n;
    if (auto found = plain_of().find(letter); found != plain_of().end()) add(found->second);
    else if (n == 1) { std::string c = lower(letter); add(digit(c[0]) || (c[0] >= 'a' && c[0] <= 'z') ? std::string_view(c) : " "); }
    else if (letter < "\u0300" || letter >= "\u0370") add(letter);   // between lie accents that stand apart
  }
  return out;
}

std::vector<std::string> name_parts(std::string_view name) {
  std::vector<std::string> out = split(plain_letters(name), ' ');
  for (std::string& part : out) part.resize(std::min(part.size(), Slips::longest));
  return out;
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t out = 0;
  for (char c : word) out |= 1u << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + static_cast<unsigned char>(c) % 6);
  return out;
}

std::uint32_t sound_of(std::string_view word) {
  std::string key;
  for (std::size_t i = 0, taken = 1; i < word.size(); i += taken) {
    char c = i == 0 && vowel(word[0]) ? 'a' : heard(word, i, taken);
    if (c && (i == 0 || key.empty() || key.back() != c || vowel(word[i - 1]))) key += c;
  }
  if (key.size() < 2 || word.size() < 3) return 0;
  std::uint32_t hash = 2166136261u;
  for (char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash | 1;
}

Slips::Slips(std::string_view word) : size_(std::min(word.size(), longest)) {
  for (std::size_t i = 0; i < size_; ++i) places_[static_cast<unsigned char>(word[i])] |= std::uint64_t{1} << i;
}

int Slips::to(std::string_view other) const {
  if (size_ == 0) return static_cast<int>(other.size());
  std::uint64_t up = ~std::uint64_t{0}, down = 0, same = 0, before = 0, last = std::uint64_t{1} << (size_ - 1);
  int slips = static_cast<int>(size_);
  for (char c : other) {
    std::uint64_t here = places_[static_cast<unsigned char>(c)];
    std::uint64_t swapped = (((~same) & here) << 1) & before;
    same = (((here & up) + up) ^ up) | here | down | swapped;
    std::uint64_t more = down | ~(same | up), fewer = same & up;
    slips += ((more & last) != 0) - ((fewer & last) != 0);
    more = more << 1 | 1;
    fewer <<= 1;
    up = fewer | ~(same | more);
    down = more & same;
    before = here;
  }
  return slips;
}

std::string plain_code(std::string_view code) {
  std::string out;
  for (char c : lower(code)) {
    if (digit(c)) out += c;
    else if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

Sought sought(std::string_view typed) {
  Sought out;
  std::vector<std::string_view> all = pieces(typed.substr(0, 200));
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (take_date(all, i, out)) continue;
    std::string code = plain_code(all[i]);
    bool digits = code.find_first_of("0123456789") != std::string::npos, number = digits && code.find_first_not_of("0123456789") == std::string::npos;
    if (number && code.size() == 4 && code >= "1980" && code <= "2060" && !out.born_in) out.born_in = std::stoi(code);
    else if (digits) out.code += code;
    else
      for (std::string& part : name_parts(all[i]))
        if (out.words.size() < 6) out.words.push_back(std::move(part));
  }
  return out;
}

}  // namespace waymark
