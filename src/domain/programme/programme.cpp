#include "domain/programme/programme.h"

namespace waymark {

void TimetableLine::check(Remarks& remarks) const {
  check_period(from_on, to_on, "to_on", remarks);
  if (hours && (hours->hundredths < 0 || hours->hundredths > 100'00)) remarks.hard("hours", "weekly hours lie between 0 and 100");
  else if (hours && hours->hundredths > 40'00) remarks.soft("hours", "is more than 40 hours a week");
  if (cost && cost->hundredths < 0) remarks.hard("cost", "a cost is not below zero");
  if (transport_cost && transport_cost->hundredths < 0) remarks.hard("transport_cost", "a cost is not below zero");
  if (source.value == "provider" && !provider) remarks.soft("provider", "the hours are bought, but the provider is not named");
  if (source.value == "school" && provider) remarks.soft("provider", "the hours are at school, yet a provider is named");
}

}  // namespace waymark
