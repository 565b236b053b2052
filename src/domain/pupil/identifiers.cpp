#include "domain/pupil/identifiers.h"

namespace waymark {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char upn_check_letter(std::string_view rest) {
  if (rest.size() != 12) return 0;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    std::size_t value = 0;
    if (digit(rest[i])) value = static_cast<std::size_t>(rest[i] - '0');
    else if (i == 11 && alphabet.find(rest[i]) != std::string_view::npos) value = alphabet.find(rest[i]);
    else return 0;
    sum += (i + 2) * value;
  }
  return alphabet[sum % alphabet.size()];
}

std::string upn_problem(std::string_view upn) {
  if (upn.size() != 13) return "a UPN has 13 characters";
  char letter = upn_check_letter(upn.substr(1));
  if (letter == 0) return "a UPN is a letter and 12 digits; the last may be a letter (not I, O or S)";
  if (upn[0] != letter) return "the first letter of the UPN does not fit its digits: one of them is mistyped";
  return {};
}

std::string uln_problem(std::string_view uln) {
  if (uln.size() != 10 || uln[0] == '0') return "a ULN has 10 digits and does not begin with 0";
  int sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    if (!digit(uln[i])) return "a ULN has 10 digits and does not begin with 0";
    sum += (uln[i] - '0') * (10 - static_cast<int>(i));
  }
  return sum % 11 == 10 ? std::string() : "the digits of the ULN do not fit together: one of them is mistyped";
}

}  // namespace waymark
