#include "domain/pupil/pupil.h"

#include "domain/pupil/identifiers.h"
#include "domain/pupil/statuses.h"
#include "platform/core/clock.h"
#include "platform/record/codes.h"

namespace waymark {

void Pupil::check(Remarks& remarks) const {
  if (upn.empty()) remarks.soft("upn", "there is no UPN: ask the school, and replace the reference once it is known");
  else if (std::string wrong = upn_problem(upn); !wrong.empty()) remarks.hard("upn", wrong);
  else if (find_code_list("authority")->position(upn.substr(1, 3)) < 0) remarks.soft("upn", "the UPN names an authority (" + upn.substr(1, 3) + ") that is not known");
  if (!uln.empty())
    if (std::string wrong = uln_problem(uln); !wrong.empty()) remarks.hard("uln", wrong);
  if (born_on && *born_on > today()) remarks.hard("born_on", "the date of birth must be in the past");
  else if (born_on && today() - *born_on > 366 * 40) remarks.soft("born_on", "the date of birth is more than 40 years ago: is the century right?");
  if (year_offset && (*year_offset < -3 || *year_offset > 3)) remarks.hard("year_offset", "a pupil is taught at most three years out of year");
}

void check_period(const std::optional<Date>& from, const std::optional<Date>& to, std::string_view to_field, Remarks& remarks) {
  if (from && to && *to < *from) remarks.hard(to_field, "ends before it begins");
}

void SenStatus::check(Remarks& remarks) const {
  check_period(from_on, to_on, "to_on", remarks);
  constexpr Money enhanced{25'500'00};   // the package counted apart in table 2 (SENA, 2020)
  if (stage.value == "plan_package" && package && *package < enhanced) remarks.soft("package", "the stage says a package of £25,500 or more, the amount is less");
  if (stage.value == "plan_funded" && package && *package >= enhanced) remarks.soft("package", "the amount is £25,500 or more: is the stage the package?");
  bool plan = stage.value.starts_with("plan");
  if (plan && provision.value != "E") remarks.soft("provision", "there is an EHC plan, so the SEN provision should be E");
}

}  // namespace waymark
