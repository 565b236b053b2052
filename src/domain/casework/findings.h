// The quality of a partnership's register: what each record says of itself, required fields that are empty, what records say against each
// other, and warnings kept from earlier. Worked out from the rows as they stand, nothing is stored.
#pragma once
#include <unordered_map>

#include "domain/casework/register_of.h"

namespace waymark {

struct Finding {
  const RecordType* type = nullptr;
  std::int64_t record_id = 0, pupil = 0, school = 0;   // 0: about none, or not known
  const FieldInfo* field = nullptr;
  std::string message, rule;                           // rule: the same words for every finding of its kind
  std::optional<Date> raised_on;                       // where it was kept as a warning
};
struct RegisterQuality {
  std::vector<Finding> findings;
  std::size_t records = 0, sound = 0;
  std::unordered_map<std::int64_t, std::string> pupils, schools;   // names
};
// What the session may see of it; school: on whose roll the pupil is on the day.
RegisterQuality quality_of(Reader& reader, const Session& session, Id<Partnership> partnership, Date day);

struct RuleCount { std::string rule; std::size_t count = 0; };
std::vector<RuleCount> by_rule(const std::vector<Finding>& findings);   // most first

}  // namespace waymark
