// For tests and measuring: as many invented children as asked for, their names put together from halves of the demonstration's, some
// double-barrelled, with apostrophe or accent, the same for the same seed; and one slip of typing.
#pragma once
#include <fmt/format.h>

#include "demonstration/names.h"
#include "demonstration/random.h"
#include "domain/pupil/identifiers.h"
#include "domain/pupil/pupil.h"

namespace waymark::testing_support {

class InventedNames {
 public:
  explicit InventedNames(std::uint64_t seed) : random_(seed) {}

  Pupil child(std::int64_t id) {
    std::string rest = fmt::format("{:03}{:04}{:02}{:03}", 201 + id / 10'000'000 % 700, 1000 + id / 1000 % 9000, 16 + id / 9'000'000 % 8, id % 1000);
    Pupil p{.id = {id}, .upn = upn_check_letter(rest) + rest, .surname = surname(), .forename = random_.chance(70) ? joined(forenames) : random_.pick(forenames), .born_on = Date::of(2003, 9, 1) + random_.below(365 * 8)};
    p.reference = p.upn;
    if (random_.chance(5)) p.former_names = surname();
    return p;
  }

  // A letter added, left out or replaced, or two neighbours changed round.
  std::string slip(std::string name) {
    auto letter = [&] { return static_cast<char>('a' + random_.below(26)); };
    auto size = static_cast<int>(name.size());
    auto at = static_cast<std::size_t>(random_.below(size));
    switch (random_.below(4)) {
      case 0: return name.insert(at, 1, letter());
      case 1: return size > 2 ? name.erase(at, 1) : name;
      case 2: return name[at] = letter(), name;
      default: if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
        return name;
    }
  }
  Random& random() { return random_; }

 private:
  std::string joined(const std::vector<std::string>& from) {
    const std::string &a = random_.pick(from), &b = random_.pick(from);
    return a.substr(0, (a.size() + 1) / 2 + static_cast<std::size_t>(random_.below(2))) + b.substr(b.size() / 2);
  }
  std::string surname() {
    std::string name = joined(surnames);
    int kind = random_.below(100);
    if (kind < 8) return name + "-" + joined(surnames);
    if (kind < 11) return "O'" + name;
    if (kind < 13) return name + "é";
    if (kind < 15) return "Mac " + name;
    return name;
  }
  Random random_;
};

}  // namespace waymark::testing_support
