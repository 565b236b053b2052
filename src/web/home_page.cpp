// Home: what is late, due this week or waiting, each with the place where it is done; and how many cases there are.
#include <fmt/format.h>

#include <unordered_map>

#include "domain/casework/my_work.h"
#include "domain/referral/case_file.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/app.h"
#include "web/find_page.h"

namespace waymark {
namespace {

std::unordered_map<std::int64_t, std::string> names_of(Reader& reader, const MyWork& work) {
  std::vector<Id<Pupil>> ids;
  for (auto* list : {&work.late, &work.this_week, &work.waiting})
    for (const WorkItem& item : *list)
      if (item.pupil) ids.push_back(item.pupil);
  std::unordered_map<std::int64_t, std::string> names;
  for (std::size_t from = 0; from < ids.size(); from += 512) {
    std::vector<Id<Pupil>> some(ids.begin() + static_cast<std::ptrdiff_t>(from), ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + 512)));
    reader.each<Pupil>({.where = {one_of("id", some)}}, [&](const Pupil& p) { names[p.id.value] = p.forename + " " + p.surname; });
  }
  return names;
}

std::string place_of(const WorkItem& item) {
  switch (item.place) {
    case Place::meeting: return fmt::format("/meeting/{}", item.id);
    case Place::request: return fmt::format("/referrals/{}", item.id);
    case Place::pupil: break;
  }
  return fmt::format("/pupil/{}", item.pupil.value);
}

Html work_table(const std::string& title, const std::vector<WorkItem>& items, const std::unordered_map<std::int64_t, std::string>& names, bool late) {
  if (items.empty()) return {};
  std::vector<std::vector<govuk::Cell>> rows;
  for (const WorkItem& item : items) {
    auto name = names.find(item.pupil.value);
    Html who = govuk::link(name != names.end() ? name->second : item.place == Place::meeting ? "Meeting" : "Referral", place_of(item));
    Html due = item.due ? (late ? element("span", "waymark-late", text(short_date(*item.due))) : text(short_date(*item.due))) : text("no date");
    rows.push_back({{who, true}, {text(item.what)}, {due}});
  }
  return govuk::table(fmt::format("{} ({})", title, items.size()), {{"Who"}, {"What"}, {"Due"}}, rows);
}

std::int64_t open_cases(Reader& reader, Date day) {
  std::int64_t begun = reader.count(record_type_of<CaseFile>, {.where = {{"opened_on", Condition::Test::less_or_equal, {day}}}});
  return begun - reader.count(record_type_of<CaseFile>, {.where = {{"opened_on", Condition::Test::less_or_equal, {day}}, {"closed_on", Condition::Test::less, {day}}}});
}

Html counts(Visit& visit, Reader& reader, Date day) {
  if (visit.session().grant(record_type_of<CaseFile>).read == Reach::none) return {};
  std::int64_t now = open_cases(reader, day), before = open_cases(reader, day - 91), year = open_cases(reader, day - 365);
  auto change = [](std::int64_t n) { return n > 0 ? fmt::format("+{}", n) : std::to_string(n); };
  return govuk::table("Now", {{"Count"}, {"Now", true}, {"In three months", true}, {"In a year", true}}, {{{text("Open cases"), true}, {govuk::link(std::to_string(now), "/register")}, {text(change(now - before))}, {text(change(now - year))}}});
}

Html elsewhere(const Visit& visit) {
  struct Way { const char *label, *href; };
  static constexpr Way ways[] = {{"The register", "/register"}, {"The termly report", "/report"}, {"Hand in a return", "/return"}, {"The turn of the year", "/year-turn"}, {"People", "/people"},
                                 {"Find a child elsewhere", "/emergency"}, {"Emergency openings", "/emergency/openings"}, {"Sealed pupils", "/seals"}, {"The audit trail", "/audit"}};
  std::vector<Html> links;
  for (const Way& way : ways)
    if (may_open(visit, way.href)) links.push_back(govuk::link(std::string("Go to: ") + way.label, way.href));
  return links.empty() ? Html() : govuk::list(links);
}

}  // namespace

HttpResponse home_page(Visit& visit) {
  Date day = visit.app.usual_day();
  auto reader = visit.app.store().read(visit.session());
  MyWork work = my_work(*reader, day);
  auto names = names_of(*reader, work);
  std::vector<std::string> roles;
  for (const Holding& held : visit.session().holdings) roles.emplace_back(code_label("role", held.role));
  Html list = work_table("Late", work.late, names, true) + work_table("This week", work.this_week, names, false) + work_table("Waiting", work.waiting, names, false);
  if (list.empty()) list = govuk::paragraph(text("Nothing is due."));
  Html content = element("span", "govuk-caption-l", text(roles.empty() ? "You hold no role at present. An administrator can give you one." : join(roles, ", "))) + govuk::heading(1, "My work, " + long_date(day), "l") + find_box(visit) +
                 element("div", "waymark-work", element("div", "", list) + element("div", "", counts(visit, *reader, day) + elsewhere(visit)));
  return show(visit, {.title = "My work", .content = content, .wide = true});
}

}  // namespace waymark
