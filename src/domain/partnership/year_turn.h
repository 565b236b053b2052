// The turn of a school year, done by a partnership: which records it closed, so that it can be taken back within the day.
#pragma once
#include "domain/partnership/partnership.h"

namespace waymark {

struct YearTurn {
  Id<YearTurn> id;
  Id<Partnership> partnership;
  std::optional<std::int64_t> year;
  std::optional<Date> done_on, undone_on;

  static constexpr std::string_view table = "year_turn", title = "Turn of the year", plural = "Turns of the year", about = "A partnership's turn from one school year to the next: Year 11 leaves, the others move up.";
  static constexpr Scope scope = Scope::partnership("partnership");
  static consteval auto fields() {
    return record<YearTurn>({
        field<&YearTurn::partnership>({.label = "Partnership", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurn::year>({.label = "School year that ended", .hint = "The year in which it began", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurn::done_on>({.label = "Done", .required = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurn::undone_on>({.label = "Taken back", .privacy = Level::none, .in_return = false}),
    });
  }
};

struct YearTurnChange {   // a date that was empty before the turn
  Id<YearTurnChange> id;
  Id<YearTurn> turn;
  std::string record_table, field_name;
  std::optional<std::int64_t> record_id;

  static constexpr std::string_view table = "year_turn_change", title = "Closed at the turn of the year", plural = "Closed at the turn of the year", about = "A record that the turn of the year closed.";
  static constexpr Scope scope = Scope::part_of("year_turn", "turn");
  static consteval auto fields() {
    return record<YearTurnChange>({
        field<&YearTurnChange::turn>({.label = "Turn of the year", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurnChange::record_table>({.label = "Record type", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurnChange::field_name>({.label = "Field", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&YearTurnChange::record_id>({.label = "Record", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
    });
  }
};

}  // namespace waymark
