#include "figures/measure.h"

#include <bit>

namespace waymark {
namespace {

bool part(const Set::Node& n, const Set::Node& whole) {
  if (&n == &whole) return true;
  if (whole.kind == '&') return part(n, *whole.a) && part(n, *whole.b);
  if (n.kind == '|') return part(*n.a, whole) && part(*n.b, whole);
  if (n.kind == '&' && (part(*n.a, whole) || part(*n.b, whole))) return true;
  if (whole.kind == '|') return part(n, *whole.a) || part(n, *whole.b);
  return false;
}

std::string say(const Set::Node& n) {
  switch (n.kind) {
    case '=': return n.words;
    case '!': return "not (" + say(*n.a) + ")";
    case '|': return "(" + say(*n.a) + " or " + say(*n.b) + ")";
    default: return say(*n.a) + " and " + say(*n.b);
  }
}

// A set's words; those of an intersection that nothing else asks for are made as they are read and never kept.
struct Words {
  const std::uint64_t* a;
  const std::uint64_t* b;
  std::uint64_t operator[](std::size_t i) const { return a[i] & b[i]; }
};

std::int64_t ones(Words bits, std::size_t from, std::size_t to) {
  if (from >= to) return 0;
  std::size_t a = from / 64, z = (to - 1) / 64;
  std::uint64_t first = ~std::uint64_t{0} << from % 64, last = ~std::uint64_t{0} >> (63 - (to - 1) % 64);
  if (a == z) return std::popcount(bits[a] & first & last);
  std::int64_t n = std::popcount(bits[a] & first);
  for (std::size_t i = a + 1; i < z; ++i) n += std::popcount(bits[i]);
  return n + std::popcount(bits[z] & last);
}

template <class F> void each_one(Words bits, std::size_t from, std::size_t to, F&& f) {
  if (from >= to) return;
  for (std::size_t w = from / 64; w <= (to - 1) / 64; ++w) {
    std::uint64_t word = bits[w];
    if (w == from / 64) word &= ~std::uint64_t{0} << from % 64;
    if (w == (to - 1) / 64) word &= ~std::uint64_t{0} >> (63 - (to - 1) % 64);
    for (; word; word &= word - 1) f(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
  }
}

Measure combine(Measure::Kind kind, const Measure& a, const Measure& b, std::string words, Number number = {}) {
  return Measure({.kind = kind, .a = a.node(), .b = b.node(), .number = number, .words = std::move(words)});
}

}  // namespace

Set::Set(const Set& a, const Set& b, char kind) : node_(std::make_shared<Node>(Node{a.space(), {}, {}, a.node_, b.node_, kind})) {
  if (a.space() != b.space()) throw std::logic_error("sets of different rows cannot be combined");
}
std::string Set::words() const { return say(*node_); }
bool Set::is_part_of(const Set& whole) const { return part(*node_, *whole.node_); }

Measure count(const Set& set) { return Measure({.kind = Measure::Kind::count, .set = std::make_shared<Set>(set), .words = "Number of " + set.words()}); }
Measure sum(std::string words, std::vector<std::int32_t> Students::*hundredths, const Set& set) {
  return Measure({.kind = Measure::Kind::sum, .set = std::make_shared<Set>(set), .column = hundredths, .words = std::move(words) + " of " + set.words()});
}
Measure school_roll() { return Measure({.kind = Measure::Kind::roll, .words = "pupils aged 11 to 16 on the roll of the partnership's schools, at the latest school census"}); }
Measure operator-(const Measure& a, const Measure& b) { return combine(Measure::Kind::minus, a, b, "(" + a.words() + ") less (" + b.words() + ")"); }
Measure operator+(const Measure& a, const Measure& b) { return combine(Measure::Kind::plus, a, b, "(" + a.words() + ") and (" + b.words() + ")"); }
Measure ratio(const Measure& a, const Measure& b, int factor) {
  std::string words = factor == 100 ? "(" + a.words() + ") as a percentage of (" + b.words() + ")" : "(" + a.words() + ") divided by (" + b.words() + ")";
  return combine(Measure::Kind::over, a, b, std::move(words), Number::of(factor));
}
Measure divided(const Measure& a, int by) {
  return Measure({.kind = Measure::Kind::times, .a = a.node(), .number = Number::fraction(1, by), .words = "(" + a.words() + ") divided by " + std::to_string(by)});
}
Measure rounded(const Measure& a, int places) { return Measure({.kind = Measure::Kind::rounded, .a = a.node(), .words = a.words() + ", rounded for show", .places = places}); }

const Bits& Evaluation::rows(const std::shared_ptr<const Set::Node>& node) {
  if (auto held = sets_.find(node); held != sets_.end()) return held->second;
  std::size_t n = census_.size_of(node->space);
  Bits out((n + 63) / 64);
  if (node->kind == '=') {
    node->fill(census_, out);
  } else {
    const Bits &a = rows(node->a), &b = rows(node->b);
    if (node->kind == '&') for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] & b[i];
    else if (node->kind == '|') for (std::size_t i = 0; i < out.size(); ++i) out[i] = a[i] | b[i];
    else {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = ~a[i];
      if (n % 64) out.back() &= (std::uint64_t{1} << n % 64) - 1;
    }
  }
  return sets_.emplace(node, std::move(out)).first->second;
}

std::pair<std::uint32_t, std::uint32_t> Evaluation::range(std::size_t column, Space space) const {
  const auto& starts = census_.starts[static_cast<std::size_t>(space)];
  std::size_t partnerships = census_.history->partnerships.size();
  if (column < partnerships) return {starts[column], starts[column + 1]};
  const CountyFacts& county = census_.history->counties[column - partnerships];
  return {starts[county.first], starts[county.last]};
}

std::vector<std::uint32_t> Evaluation::rows_in(const Set& set, std::size_t column) {
  auto [from, to] = range(column, set.space());
  std::vector<std::uint32_t> out;
  const Bits& bits = rows(set);
  each_one({bits.data(), bits.data()}, from, to, [&](std::size_t i) { out.push_back(static_cast<std::uint32_t>(i)); });
  return out;
}

const std::vector<Number>& Evaluation::values(const Measure& measure) { return values(measure.node()); }
const std::vector<Number>& Evaluation::values(const std::shared_ptr<const Measure::Node>& node) {
  if (auto held = values_.find(node); held != values_.end()) return held->second;
  std::vector<Number> computed = compute(*node);
  return values_.emplace(node, std::move(computed)).first->second;
}

std::vector<Number> Evaluation::compute(const Measure::Node& node) {
  using enum Measure::Kind;
  std::vector<Number> out(columns());
  std::size_t partnerships = census_.history->partnerships.size();
  if (node.kind == count || node.kind == sum) {
    const std::shared_ptr<const Set::Node>& set = node.set->node();
    bool unkept = set->kind == '&' && !sets_.contains(set);
    Words bits{rows(unkept ? set->a : set).data(), rows(unkept ? set->b : set).data()};
    for (std::size_t c = 0; c < out.size(); ++c) {
      auto [from, to] = range(c, node.set->space());
      if (node.kind == count) { out[c] = Number::of(ones(bits, from, to)); continue; }
      const auto& column = census_.students.*node.column;
      std::int64_t total = 0;
      each_one(bits, from, to, [&](std::size_t i) { total += column[i]; });
      out[c] = Number::fraction(total, 100);
    }
    return out;
  }
  if (node.kind == roll) {
    for (std::size_t c = 0; c < out.size(); ++c) {
      std::int64_t total = 0;
      if (c < partnerships) total = census_.roll[c];
      else for (std::uint32_t p = census_.history->counties[c - partnerships].first; p < census_.history->counties[c - partnerships].last; ++p) total += census_.roll[p];
      out[c] = total ? Number::of(total) : Number::unknown();
    }
    return out;
  }
  const std::vector<Number>& a = values(node.a);
  const std::vector<Number>* b = node.b ? &values(node.b) : nullptr;
  for (std::size_t c = 0; c < out.size(); ++c) switch (node.kind) {
      case minus: out[c] = a[c] - (*b)[c]; break;
      case plus: out[c] = a[c] + (*b)[c]; break;
      case over: out[c] = a[c] / (*b)[c] * node.number; break;
      case times: out[c] = a[c] * node.number; break;
      case rounded: out[c] = a[c].rounded(node.places); break;
      default: out[c] = node.number;
    }
  return out;
}

std::shared_ptr<const Set> opens_to(const Measure& measure) {
  std::function<std::shared_ptr<const Set>(const Measure::Node&)> find = [&](const Measure::Node& n) -> std::shared_ptr<const Set> {
    if (n.set) return n.set;
    std::shared_ptr<const Set> a = n.a ? find(*n.a) : nullptr;
    return a || !n.b ? a : find(*n.b);
  };
  return find(*measure.node());
}

}  // namespace waymark
