// Suspensions (fixed term) and permanent exclusions (Education Act 2002 s.51A), with those rescinded kept and marked, and the education that is
// due from the sixth school day.
#pragma once
#include "domain/school/school_calendar.h"
#include "domain/pupil/statuses.h"

namespace waymark {

struct Exclusion {
  Id<Exclusion> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  Id<School> school;
  Code kind, reason;
  std::optional<Date> decided_on, from_on, to_on;
  std::string circumstances, provision;
  std::optional<Date> provision_from_on, rescinded_on;
  std::string rescinded_why;

  static constexpr std::string_view table = "exclusion", title = "Exclusion", plural = "Exclusions", about = "A suspension or a permanent exclusion. One that was rescinded stays on the record, marked, and counts no more.";
  static constexpr std::string_view key[] = {"pupil", "school", "from_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<Exclusion>({
        field<&Exclusion::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Exclusion::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::school>({.label = "Excluding school", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::kind>({.label = "Kind", .required = true, .privacy = Level::special_category, .codes = "exclusion_kind", .in_return = false}),
        field<&Exclusion::reason>({.label = "Reason", .required = true, .privacy = Level::special_category, .codes = "exclusion_reason", .in_return = false}),
        field<&Exclusion::decided_on>({.label = "Decided", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::from_on>({.label = "First day", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::to_on>({.label = "Last day", .hint = "Of a suspension", .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::circumstances>({.label = "Circumstances", .privacy = Level::case_note, .in_return = false}),
        field<&Exclusion::provision>({.label = "Education from the sixth school day", .hint = "Where and with whom", .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::provision_from_on>({.label = "That education began", .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::rescinded_on>({.label = "Rescinded", .hint = "Withdrawn by the school, or not upheld by governors or a panel", .privacy = Level::personal, .in_return = false}),
        field<&Exclusion::rescinded_why>({.label = "Why it was rescinded", .privacy = Level::case_note, .in_return = false}),
    });
  }
};

// The day from which full-time education must be provided: the sixth school day of a permanent exclusion, or of a suspension of more than five
// (Education Act 1996 s.19(3A), Education and Inspections Act 2006 s.100). None: there is no such duty, or it ended with the rescinding.
std::optional<Date> sixth_day(const Exclusion& exclusion, const SchoolCalendar& calendar);
// School days of suspension in the school year of `day`, rescinded ones left out: at most 45 are lawful.
int suspended_days(std::span<const Exclusion> exclusions, const SchoolCalendar& calendar, Date day);
inline constexpr int most_suspended_days = 45;

}  // namespace waymark
