// The turn of the year: who leaves and which programmes are carried over, shown before it is done; taken back within the day.
#include <fmt/format.h>

#include <algorithm>

#include "domain/casework/turn_year.h"
#include "platform/record/codes.h"
#include "web/app.h"

namespace waymark {
namespace {

std::optional<Id<Partnership>> own_partnership(const Visit& visit) {
  auto own = visit.session().partnerships();
  if (own.empty() || visit.session().grant(record_type_of<YearTurn>).add == Reach::none) return std::nullopt;
  return Id<Partnership>{own[0]};
}

SchoolYear ended_year(const Visit& visit) { return {school_year(visit.app.usual_day()).begins - 1}; }

std::optional<YearTurn> held_turn(Reader& reader, Id<Partnership> partnership, SchoolYear year) {
  for (const YearTurn& turn : reader.list<YearTurn>({.where = {equals("partnership", partnership.value), equals("year", std::int64_t{year.begins})}}))
    if (!turn.undone_on) return turn;
  return std::nullopt;
}

Html plan_tables(const TurnPlan& plan) {
  std::vector<std::vector<govuk::Cell>> leaving, carried;
  for (const Pupil& p : plan.leaving) leaving.push_back({{govuk::link(p.forename + " " + p.surname, fmt::format("/pupil/{}", p.id.value)), true}, {text(p.upn)}});
  for (const auto& [p, programme] : plan.carried_over)
    carried.push_back({{govuk::link(p.forename + " " + p.surname, fmt::format("/pupil/{}", p.id.value)), true}, {text(code_label("programme_mode", programme.mode.value))}, {text(programme.started_on ? short_date(*programme.started_on) : "")}});
  return govuk::table(fmt::format("Leaving: Year 11 ({})", leaving.size()), {{"Child"}, {"UPN"}}, leaving) + govuk::table(fmt::format("Programmes carried over ({})", carried.size()), {{"Child"}, {"Mode"}, {"Since"}}, carried);
}

HttpResponse year_page(Visit& visit, Id<Partnership> partnership, const std::string& wrong) {
  auto reader = visit.app.store().read(visit.session());
  SchoolYear year = ended_year(visit);
  TurnPlan plan = plan_turn(*reader, partnership, year);
  Html content = govuk::error_summary(wrong.empty() ? std::vector<govuk::FieldError>{} : std::vector<govuk::FieldError>{{"", wrong}}) + govuk::heading(1, "The turn of the year", "l");
  if (auto turn = held_turn(*reader, partnership, year)) {
    content += govuk::paragraph(text(fmt::format("The school year {} was turned on {}.", name(year), long_date(*turn->done_on))));
    if (turn->done_on == visit.app.usual_day()) content += govuk::form("/year-turn/back", "post", visit.who->csrf, govuk::paragraph(text("It can be taken back today: what it closed is opened again.")) + govuk::button("Take it back", "govuk-button--warning"));
    content += plan_tables(plan);
  } else {
    content += govuk::paragraph(text(fmt::format("The school year {} has ended. Everyone moves up a year by date of birth. Cases, programmes and places on roll of those who were in Year 11 are closed on {}; nothing is removed.", name(year), long_date(year.last())))) + plan_tables(plan) +
               govuk::form("/year-turn", "post", visit.who->csrf, govuk::choices("sure", "Are you sure?", {{"yes", fmt::format("Yes, {} child{} leave{}", plan.leaving.size(), plan.leaving.size() == 1 ? "" : "ren", plan.leaving.size() == 1 ? "s" : "")}}, {}, true) + govuk::button("Turn the year"));
  }
  return show(visit, {.title = "The turn of the year", .content = content, .error = !wrong.empty()}, wrong.empty() ? 200 : 400);
}

}  // namespace

HttpResponse year_turn_page(Visit& visit) {
  auto partnership = own_partnership(visit);
  return partnership ? year_page(visit, *partnership, {}) : not_found(visit);
}

HttpResponse do_year_turn(Visit& visit) {
  auto partnership = own_partnership(visit);
  if (!partnership) return not_found(visit);
  if (visit.form("sure") != "yes") return year_page(visit, *partnership, "Say that you are sure: nothing was changed");
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    auto turned = turn_year(t, plan_turn(t, *partnership, ended_year(visit)), *partnership, visit.app.usual_day());
    return turned ? Result<void>{} : std::unexpected(turned.error());
  });
  return done ? redirect("/year-turn") : year_page(visit, *partnership, done.error().message);
}

HttpResponse undo_year_turn(Visit& visit) {
  auto partnership = own_partnership(visit);
  if (!partnership) return not_found(visit);
  auto turn = held_turn(*visit.app.store().read(visit.session()), *partnership, ended_year(visit));
  if (!turn) return not_found(visit);
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) { return take_back_turn(t, *turn, visit.app.usual_day()); });
  return done ? redirect("/year-turn") : year_page(visit, *partnership, done.error().message);
}

}  // namespace waymark
