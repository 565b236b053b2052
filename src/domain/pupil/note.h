// A note about a pupil: a call, a visit, a letter, as it was on the day.
#pragma once
#include "domain/pupil/pupil.h"

namespace waymark {

struct Note {
  Id<Note> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  Code kind;
  std::optional<Date> noted_on;
  std::string author, words;

  static constexpr std::string_view table = "note", title = "Note", plural = "Notes", about = "A call, a visit, a letter or another contact about a pupil.";
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<Note>({
        field<&Note::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&Note::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&Note::kind>({.label = "Kind of contact", .required = true, .privacy = Level::personal, .codes = "note_kind", .in_return = false}),
        field<&Note::noted_on>({.label = "Date", .hint = "For example, 12/11/2020", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&Note::author>({.label = "Written by", .privacy = Level::personal, .in_return = false}),
        field<&Note::words>({.label = "Note", .required = true, .privacy = Level::case_note, .in_return = false}),
    });
  }
};

}  // namespace waymark
