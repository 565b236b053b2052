#include "domain/school/school.h"

namespace waymark {

void School::check(Remarks& remarks) const {
  if (urn.size() != 6 || urn.find_first_not_of("0123456789") != std::string::npos) remarks.hard("urn", "a URN has six digits");
}

void SchoolCensus::check(Remarks& remarks) const {
  if (roll_11_16 && (*roll_11_16 < 0 || *roll_11_16 > 5000)) remarks.hard("roll_11_16", "a roll lies between 0 and 5,000");
  if (fsm_percent && (fsm_percent->hundredths < 0 || fsm_percent->hundredths > 10'000)) remarks.hard("fsm_percent", "a percentage lies between 0 and 100");
}

}  // namespace waymark
