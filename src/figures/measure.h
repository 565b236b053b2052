// Measures: plain values that compose and read like their definitions. A cell is a set of rows of the census; the same value counts it,
// lists it, says it in words, and knows which set is part of which. Each distinct set is evaluated once a census, each count in one sweep.
#pragma once
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>

#include "figures/census.h"
#include "figures/number.h"

namespace waymark {

using Bits = std::vector<std::uint64_t>;   // one bit a row

class Evaluation;

class Set {
 public:
  struct Node {
    Space space;
    std::string words;
    std::function<void(const Census&, Bits&)> fill;
    std::shared_ptr<const Node> a, b;
    char kind;   // '=' a test, '&', '|', '!'
  };
  Set(Space space, std::string words, std::function<void(const Census&, Bits&)> fill)
      : node_(std::make_shared<Node>(Node{space, std::move(words), std::move(fill), nullptr, nullptr, '='})) {}
  friend Set operator&&(const Set& a, const Set& b) { return Set(a, b, '&'); }
  friend Set operator||(const Set& a, const Set& b) { return Set(a, b, '|'); }
  friend Set operator!(const Set& a) { return Set(a, a, '!'); }
  Space space() const { return node_->space; }
  std::string words() const;
  bool is_part_of(const Set& whole) const;   // by definition: "a and b" is part of "a"
  const std::shared_ptr<const Node>& node() const { return node_; }

 private:
  Set(const Set& a, const Set& b, char kind);
  std::shared_ptr<const Node> node_;
};

// A set by a test of one row. 64 flags at a time, so that the compiler can turn the inner loop into vector instructions.
template <auto Member, class F> Set where(Space space, std::string words, F test) {
  return Set(space, std::move(words), [space, test](const Census& census, Bits& out) {
    const auto& column = census.*Member;
    const std::size_t n = census.size_of(space);
    for (std::size_t w = 0; w < out.size(); ++w) {
      alignas(64) std::uint8_t flag[64] = {};
      const std::size_t from = w * 64, k = std::min<std::size_t>(64, n - from);
      if (k == 64) for (std::size_t i = 0; i < 64; ++i) flag[i] = test(column, from + i);
      else for (std::size_t i = 0; i < k; ++i) flag[i] = test(column, from + i);
      std::uint64_t bits = 0;
      for (std::size_t b = 0; b < 8; ++b) {
        std::uint64_t eight;
        std::memcpy(&eight, flag + b * 8, 8);
        bits |= (eight * 0x0102040810204080u >> 56) << b * 8;
      }
      out[w] = bits;
    }
  });
}

class Measure {
 public:
  enum class Kind { count, sum, roll, minus, plus, over, times, rounded };
  struct Node {
    Kind kind;
    std::shared_ptr<const Set> set;
    std::vector<std::int32_t> Students::*column = nullptr;
    std::shared_ptr<const Node> a, b;
    Number number;       // over: the factor it is multiplied by
    std::string words;
    int places = 0;
  };
  explicit Measure(Node node) : node_(std::make_shared<Node>(std::move(node))) {}
  const std::shared_ptr<const Node>& node() const { return node_; }
  const std::string& words() const { return node_->words; }
  bool is_count() const { return node_->kind == Kind::count; }

 private:
  std::shared_ptr<const Node> node_;
};

Measure count(const Set& set);                                                                    // rows in the set
Measure sum(std::string words, std::vector<std::int32_t> Students::*hundredths, const Set& set);   // of weekly hours
Measure school_roll();                                                                            // aged 11 to 16, of the partnership's schools
Measure operator-(const Measure& a, const Measure& b);
Measure operator+(const Measure& a, const Measure& b);
Measure ratio(const Measure& a, const Measure& b, int factor = 1);   // a / b * factor, unknown where b is 0
Measure divided(const Measure& a, int by);
Measure rounded(const Measure& a, int places);

// The columns of every table: each partnership, then each county, whose rows are counted on their own and not added up.
class Evaluation {
 public:
  explicit Evaluation(const Census& census) : census_(census) {}
  const Census& census() const { return census_; }
  const Bits& rows(const Set& set) { return rows(set.node()); }
  const std::vector<Number>& values(const Measure& measure);   // partnerships, then counties
  std::size_t columns() const { return census_.history->partnerships.size() + census_.history->counties.size(); }
  std::pair<std::uint32_t, std::uint32_t> range(std::size_t column, Space space) const;   // rows of a column
  std::vector<std::uint32_t> rows_in(const Set& set, std::size_t column);
  std::size_t sets() const { return sets_.size(); }

 private:
  const Bits& rows(const std::shared_ptr<const Set::Node>& node);
  std::vector<Number> compute(const Measure::Node& node);
  const std::vector<Number>& values(const std::shared_ptr<const Measure::Node>& node);
  const Census& census_;
  // The nodes are kept as keys, so that no address is ever another node's.
  std::unordered_map<std::shared_ptr<const Set::Node>, Bits> sets_;
  std::unordered_map<std::shared_ptr<const Measure::Node>, std::vector<Number>> values_;
};

// The set that a cell of the measure opens to: of a count its own, of a sum or a ratio the rows that it is made of.
std::shared_ptr<const Set> opens_to(const Measure& measure);

}  // namespace waymark
