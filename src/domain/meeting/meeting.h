// A meeting at which cases are discussed, and its agenda: what is to be discussed there and what was decided to do.
#pragma once
#include "domain/meeting/forum_discussion.h"
#include "domain/people/user.h"

namespace waymark {

struct Meeting {
  Id<Meeting> id;
  Id<Partnership> partnership;
  Code kind;
  std::optional<Date> held_on;
  std::string starts, place, attended;
  std::optional<std::int64_t> capacity;
  std::optional<Date> agenda_closes_on, closed_on;

  static constexpr std::string_view table = "meeting", title = "Meeting", plural = "Meetings", about = "An inclusion forum, panel, core group or Fair Access panel on its day.";
  static constexpr std::string_view key[] = {"partnership", "kind", "held_on"};
  static constexpr Scope scope = Scope::partnership("partnership");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<Meeting>({
        field<&Meeting::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Meeting::kind>({.label = "Kind of meeting", .required = true, .identity = true, .privacy = Level::none, .codes = "meeting_kind", .in_return = false}),
        field<&Meeting::held_on>({.label = "Date", .hint = "For example, 12/11/2020", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Meeting::starts>({.label = "Starts at", .hint = "For example, 13:30", .privacy = Level::none, .in_return = false}),
        field<&Meeting::place>({.label = "Place", .privacy = Level::none, .in_return = false}),
        field<&Meeting::attended>({.label = "Who came", .hint = "One person or school a line", .privacy = Level::personal, .in_return = false}),
        field<&Meeting::capacity>({.label = "Cases it has time for", .privacy = Level::none, .in_return = false}),
        field<&Meeting::agenda_closes_on>({.label = "Last day for the agenda", .privacy = Level::none, .in_return = false}),
        field<&Meeting::closed_on>({.label = "Minutes closed", .privacy = Level::none, .in_return = false}),
    });
  }
};

struct AgendaItem {
  Id<AgendaItem> id;
  Id<Partnership> partnership;
  Id<Meeting> meeting;
  Id<Pupil> pupil;
  Id<Referral> referral;
  Code reason, state;
  std::optional<std::int64_t> position;
  Id<ForumDiscussion> discussion;
  std::optional<Date> report_back_on;
  std::string notes;

  static constexpr std::string_view table = "agenda_item", title = "Agenda item", plural = "Agenda", about = "A pupil's case on the agenda of a meeting, and what was said of it.";
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<AgendaItem>({
        field<&AgendaItem::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&AgendaItem::meeting>({.label = "Meeting", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&AgendaItem::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&AgendaItem::referral>({.label = "Referral", .privacy = Level::personal, .in_return = false}),
        field<&AgendaItem::reason>({.label = "Why it is on the agenda", .required = true, .privacy = Level::personal, .codes = "agenda_reason", .in_return = false}),
        field<&AgendaItem::state>({.label = "State", .required = true, .privacy = Level::personal, .codes = "agenda_state", .in_return = false}),
        field<&AgendaItem::position>({.label = "Position", .privacy = Level::none, .in_return = false}),
        field<&AgendaItem::discussion>({.label = "Discussion", .privacy = Level::personal, .in_return = false}),
        field<&AgendaItem::report_back_on>({.label = "Reports back on", .privacy = Level::personal, .in_return = false}),
        field<&AgendaItem::notes>({.label = "Notes", .privacy = Level::case_note, .in_return = false}),
    });
  }
};

struct Action {
  Id<Action> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  Id<AgendaItem> agenda_item;
  std::string owner, task;
  std::optional<Date> due_on, done_on;

  static constexpr std::string_view table = "action", title = "Action", plural = "Actions", about = "What somebody is to do for a pupil, and by when.";
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<Action>({
        field<&Action::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Action::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Action::agenda_item>({.label = "Agreed under", .privacy = Level::personal, .in_return = false}),
        field<&Action::owner>({.label = "Who", .hint = "A person or a role, such as SENCo", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Action::task>({.label = "What is to be done", .required = true, .privacy = Level::case_note, .in_return = false}),
        field<&Action::due_on>({.label = "By", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Action::done_on>({.label = "Done", .privacy = Level::personal, .in_return = false}),
    });
  }
};

}  // namespace waymark
