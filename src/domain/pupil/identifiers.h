// Unique pupil numbers and unique learner numbers: form and check characters.
#pragma once
#include <string>
#include <string_view>

namespace waymark {

// The letter a UPN must begin with: the sum of weights 2 to 13 times values, modulo 23, in the alphabet without I, O and S.
// `rest` is the UPN without its first letter; 0 when it does not have the form of one. Source: DfE, Unique Pupil Number guide.
char upn_check_letter(std::string_view rest);
std::string upn_problem(std::string_view upn);    // a sentence; empty: sound
std::string uln_problem(std::string_view uln);    // weights 10 to 1, modulo 11, must leave 10 (Learning Records Service)

}  // namespace waymark
