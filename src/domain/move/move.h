// A pupil's move between schools: a managed move (with a trial only until the law ended trials), a fresh start without one, hosting during a
// suspension, off-site direction; and a Fair Access admission.
#pragma once
#include "domain/school/school_calendar.h"
#include "domain/pupil/statuses.h"

namespace waymark {

struct Move {
  Id<Move> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  Code kind;
  Id<School> from_school, to_school;
  std::optional<Date> agreed_on, started_on, review_on;
  Code outcome;
  std::optional<Date> ended_on;
  std::string agreement;

  static constexpr std::string_view table = "move", title = "Move between schools", plural = "Moves between schools", about = "A managed move, fresh start, hosting or off-site direction, and how it ended.";
  static constexpr std::string_view key[] = {"pupil", "kind", "started_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<Move>({
        field<&Move::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Move::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Move::kind>({.label = "Kind of move", .required = true, .identity = true, .privacy = Level::personal, .codes = "move_kind", .in_return = false}),
        field<&Move::from_school>({.label = "From", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Move::to_school>({.label = "To", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Move::agreed_on>({.label = "Agreed", .privacy = Level::personal, .in_return = false}),
        field<&Move::started_on>({.label = "Started", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Move::review_on>({.label = "Next review", .privacy = Level::personal, .in_return = false}),
        field<&Move::outcome>({.label = "Outcome", .hint = "Successful: the pupil goes onto the new school's roll. Failed: the pupil returns.", .privacy = Level::personal, .codes = "move_outcome", .in_return = false}),
        field<&Move::ended_on>({.label = "Day of the outcome", .privacy = Level::personal, .in_return = false}),
        field<&Move::agreement>({.label = "What was agreed", .privacy = Level::case_note, .in_return = false}),
    });
  }
};
// From this day a managed move is permanent and may not be a trial (statutory guidance on suspension and permanent exclusion, July 2026). Trials
// begun before stay as they were.
inline constexpr Date no_trials_from = Date::of(2026, 7, 26);

struct FairAccess {
  Id<FairAccess> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::optional<Date> agreed_on, allocated_on, started_on, out_of_school_since_on;
  Id<School> school;
  std::string ground;

  static constexpr std::string_view table = "fair_access", title = "Fair Access admission", plural = "Fair Access admissions", about = "A child placed under the Fair Access Protocol, and how quickly.";
  static constexpr std::string_view key[] = {"pupil", "agreed_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<FairAccess>({
        field<&FairAccess::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&FairAccess::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&FairAccess::agreed_on>({.label = "Agreed that the protocol applies", .hint = "The 20 school days begin here", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&FairAccess::ground>({.label = "Ground", .hint = "Why the protocol applies", .privacy = Level::case_note, .in_return = false}),
        field<&FairAccess::out_of_school_since_on>({.label = "Out of school since", .privacy = Level::personal, .in_return = false}),
        field<&FairAccess::school>({.label = "School", .privacy = Level::personal, .in_return = false}),
        field<&FairAccess::allocated_on>({.label = "Place allocated", .privacy = Level::personal, .in_return = false}),
        field<&FairAccess::started_on>({.label = "Started there", .privacy = Level::personal, .in_return = false}),
    });
  }
};
// A place must be allocated within 20 school days of the agreement (School Admissions Code 2021, 3.21).
inline std::optional<Date> allocation_due(const FairAccess& f, const SchoolCalendar& calendar) { return f.agreed_on ? std::optional(calendar.after(*f.agreed_on, 20)) : std::nullopt; }

}  // namespace waymark
