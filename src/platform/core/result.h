// What an operation gives back when its input may be wrong: a value, or a Problem whose message can be shown to a person.
// Broken programs and lost databases are exceptions instead (see StoreLost in platform/store/store.h).
#pragma once
#include <expected>
#include <string>
#include <utility>

namespace waymark {

struct Problem {
  std::string field;    // name of the field concerned, or empty
  std::string message;  // a sentence for a person, without personal data
  std::string where;    // file, sheet, row: as far as known
};

template <class T = void>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> problem(std::string message, std::string field = {}, std::string where = {}) {
  return std::unexpected(Problem{std::move(field), std::move(message), std::move(where)});
}

}  // namespace waymark
