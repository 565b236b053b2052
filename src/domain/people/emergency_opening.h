// A pupil outside a person's reach, opened for an hour and a reason that somebody reads afterwards ("break glass").
#pragma once
#include "domain/people/user.h"
#include "domain/pupil/pupil.h"
#include "platform/record/store.h"

namespace waymark {

struct EmergencyOpening {
  Id<EmergencyOpening> id;
  Id<User> person;
  Id<Pupil> pupil;
  std::string reason;
  std::optional<std::int64_t> opened_at, ends_at;   // milliseconds since 1970, UTC

  static constexpr std::int64_t lasts_ms = 60 * 60'000;
  static constexpr std::string_view table = "emergency_opening", title = "Emergency opening", plural = "Emergency openings",
                                    about = "A pupil outside a person's reach, opened for reading for an hour, and why.";
  static constexpr std::string_view key[] = {"person", "pupil", "opened_at"};
  static constexpr Scope scope = Scope::of_person("person");
  static consteval auto fields() {
    return record<EmergencyOpening>({
        field<&EmergencyOpening::person>({.label = "Person", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&EmergencyOpening::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&EmergencyOpening::reason>({.label = "Reason", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&EmergencyOpening::opened_at>({.label = "Opened at", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&EmergencyOpening::ends_at>({.label = "Ends at", .required = true, .privacy = Level::personal, .in_return = false}),
    });
  }
};

// Opens the pupil who has exactly this UPN and date of birth. A sealed one is not found, like one who is not there.
struct EmergencyRequest { std::string upn; std::optional<Date> born_on; std::string reason; };
Result<Id<Pupil>> open_in_emergency(Store& store, const Session& session, const EmergencyRequest& request);

}  // namespace waymark
