// A programme: the education that a partnership provides to a pupil, and the lines of its weekly timetable.
#pragma once
#include "domain/pupil/statuses.h"
#include "domain/provision/provider.h"

namespace waymark {

struct Programme {
  Id<Programme> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::string reference;
  std::optional<Date> started_on, ended_on;
  Code mode, tier;
  std::optional<Date> review_on;
  std::string short_week_reason, key_worker;

  static constexpr std::string_view table = "programme", title = "Programme", plural = "Programmes",
                                    about = "Education that the partnership provides. A live Tier 4 programme makes the pupil programme managed.";
  static constexpr std::string_view key[] = {"partnership", "reference"}, lookups[] = {"reference"}, reference_from[] = {"pupil", "started_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  void check(Remarks& remarks) const { check_period(started_on, ended_on, "ended_on", remarks); }
  static consteval auto fields() {
    return record<Programme>({
        field<&Programme::partnership>({.label = "Partnership", .hint = "Its code; leave empty in a workbook of one partnership", .required = true, .identity = true,
                                        .privacy = Level::none, .example = "HBEP"}),
        field<&Programme::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&Programme::reference>({.label = "Programme reference", .hint = "Any reference of your own that stays with the row; leave empty and one is made from pupil and date",
                                      .identity = true, .privacy = Level::personal, .aliases = {"Reference", "Programme"}}),
        field<&Programme::started_on>({.label = "Started", .required = true, .privacy = Level::personal, .aliases = {"Start date", "From"}, .example = "28/9/2020"}),
        field<&Programme::ended_on>({.label = "Ended", .hint = "The last day; empty while it lasts", .privacy = Level::personal, .aliases = {"End date", "To"}}),
        field<&Programme::mode>({.label = "Mode", .hint = "Full time with the partnership, part time, or children's medical needs", .required = true, .privacy = Level::special_category,
                                 .codes = "programme_mode", .aliases = {"Full or part time"}, .example = "Full time"}),
        field<&Programme::tier>({.label = "Tier", .hint = "4 is programme management", .required = true, .privacy = Level::personal, .codes = "tier", .example = "4"}),
        field<&Programme::review_on>({.label = "Next review", .hint = "Needed when the week has fewer than 24 hours", .privacy = Level::personal, .in_return = false}),
        field<&Programme::short_week_reason>({.label = "Why the week has fewer than 24 hours", .privacy = Level::case_note, .in_return = false}),
        field<&Programme::key_worker>({.label = "Key worker", .privacy = Level::personal, .in_return = false}),
    });
  }
};

struct TimetableLine {
  Id<TimetableLine> id;
  Id<Programme> programme;
  std::string reference;
  Code source;
  Id<Provider> provider;
  Code day;
  std::optional<Hours> hours;
  std::optional<Money> cost, transport_cost;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "timetable_line", title = "Timetable line", plural = "Timetable",
                                    about = "Weekly hours of a programme from one source: a provider, the partnership's own staff, the school, or online.";
  static constexpr std::string_view key[] = {"programme", "reference"}, reference_from[] = {"source", "provider", "day", "from_on"};
  static constexpr Scope scope = Scope::through("programme", "programme").seen_by("provider");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<TimetableLine>({
        field<&TimetableLine::programme>({.label = "Programme", .hint = "Its programme reference", .required = true, .identity = true, .privacy = Level::personal,
                                          .aliases = {"Programme reference"}}),
        field<&TimetableLine::reference>({.label = "Line reference", .hint = "Leave empty and one is made from source, provider, day and date", .identity = true,
                                          .privacy = Level::personal, .aliases = {"Reference", "Line"}}),
        field<&TimetableLine::source>({.label = "Source", .hint = "Who provides the hours: a provider (bought), own staff, the school on roll, or online", .required = true,
                                       .privacy = Level::personal, .codes = "timetable_source", .aliases = {"Provided by"}, .example = "Provider"}),
        field<&TimetableLine::provider>({.label = "Provider", .hint = "Its name, where the source is a provider", .privacy = Level::personal, .aliases = {"Provider name", "AP"},
                                         .example = "Riverside Motors"}),
        field<&TimetableLine::day>({.label = "Day", .hint = "Empty: hours spread over the week", .privacy = Level::personal, .codes = "weekday"}),
        field<&TimetableLine::hours>({.label = "Hours a week", .required = true, .privacy = Level::personal, .aliases = {"Hours", "Weekly hours"}, .example = "5.5"}),
        field<&TimetableLine::cost>({.label = "Cost a week", .hint = "Pounds", .privacy = Level::none, .aliases = {"Cost", "Weekly cost"}, .example = "180.00"}),
        field<&TimetableLine::transport_cost>({.label = "Transport cost a week", .hint = "Pounds", .privacy = Level::none, .aliases = {"Transport", "Taxi"}}),
        field<&TimetableLine::from_on>({.label = "From", .required = true, .privacy = Level::personal, .aliases = {"Start date"}, .example = "28/9/2020"}),
        field<&TimetableLine::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::personal, .aliases = {"End date"}}),
    });
  }
};

}  // namespace waymark
