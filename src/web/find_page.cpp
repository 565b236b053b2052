// Finding a child by what is known of it. What was typed is kept in the session, not in the address.
#include "web/find_page.h"

#include <fmt/format.h>

#include "domain/people/password.h"
#include "platform/calendar/school_year.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

constexpr std::size_t first_few = 10, most_shown = 50;

bool sees_children(const Visit& visit) { return visit.session().grant(record_type_of<Pupil>).read != Reach::none; }

std::string typed_before(Visit& visit) {
  std::scoped_lock lock(visit.who->mutex);
  auto found = visit.who->searches.find(visit.query("search"));
  return found == visit.who->searches.end() ? std::string() : found->second;
}

std::string year_of(const Pupil& p, Date day) {
  if (!p.born_on) return {};
  int year = curriculum_year(*p.born_on, day) + static_cast<int>(p.year_offset.value_or(0));
  return year >= 1 && year <= 14 ? std::to_string(year) : std::string();
}

Html what_can_be_typed() {
  return govuk::paragraph(text("You can type:")) + govuk::list({text("a surname, a forename or both, in any order, also with a letter wrong: jordon roe"), text("a date of birth, alone or beside the name: roe 3/2/2006"),
                                                               text("a UPN, or how it begins: P2070"), text("a school beside the name: jordan greenfield")});
}

Html nothing_found(const Visit& visit) {
  bool sees_referrals = visit.session().grant(record_type_of<ReferralRequest>).read != Reach::none;
  return govuk::heading(2, "No child found", "m") + govuk::paragraph(text("Among the children you may see, none fits. What to do next:")) +
         govuk::list({text("leave out a word, or type the date of birth or the UPN alone"), text("try a former name or another spelling"),
                      sees_referrals ? text("if the child is new: ") + govuk::link("see whether a school has sent a referral", "/referrals") : text("check the spelling with the school"), text("if you think the child is known elsewhere: ask your county officer")});
}

Html found_table(const Visit& visit, const std::vector<FoundChild>& found, bool more) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const FoundChild& f : found)
    rows.push_back({{govuk::link(f.pupil.surname + ", " + f.pupil.forename, fmt::format("/pupil/{}", f.pupil.id.value)), true}, {text(f.pupil.born_on ? short_date(*f.pupil.born_on) : "")}, {text(year_of(f.pupil, visit.app.usual_day()))},
                    {text(f.school)}, {text(f.partnership)}, {text(f.why)}});
  std::string caption = more ? fmt::format("The {} children that fit best", found.size()) : fmt::format("{} found", found.size() == 1 ? "1 child" : fmt::format("{} children", found.size()));
  return govuk::table(caption, {{"Name"}, {"Date of birth"}, {"Year", true}, {"School"}, {"Partnership"}, {"Found by"}}, rows);
}

HttpResponse page(Visit& visit, const std::string& typed, const std::string& error) {
  Html content = (error.empty() ? Html() : govuk::error_summary({{"child", error}})) + govuk::heading(1, "Find a child", "l") + find_box(visit, typed, error);
  std::string title = "Find a child";
  if (typed.empty()) {
    content += what_can_be_typed();
  } else {
    std::size_t most = visit.query("all") == "yes" ? most_shown : first_few;
    std::vector<FoundChild> found = visit.app.finder().find(visit.session(), typed, most + 1);
    bool more = found.size() > most;
    if (more) found.resize(most);
    title = fmt::format("{} found: find a child", found.empty() ? "Nothing" : more ? "Many" : std::to_string(found.size()));
    content += found.empty() ? nothing_found(visit) : found_table(visit, found, more);
    if (more) content += govuk::paragraph(text("There are more. Type a forename, a date of birth or a school beside what you typed to narrow them") + (most == first_few ? text(", or ") + govuk::link(fmt::format("show up to {}", most_shown), "/find?all=yes&search=" + visit.query("search")) : Html()) + text("."));
  }
  return show(visit, {.title = title, .breadcrumbs = {{"Children", "/register"}}, .content = content, .error = !error.empty(), .wide = true}, error.empty() ? 200 : 400);
}

}  // namespace

Html find_box(const Visit& visit, const std::string& typed, const std::string& error) {
  if (!sees_children(visit)) return {};
  bool here = visit.request.path == "/find";   // where the heading says what it is for
  Html box = govuk::input({.name = "child", .label = here ? "Name, UPN or date of birth" : "Find a child", .value = typed, .hint = here ? "" : "Name, UPN or date of birth", .error = error, .autocomplete = "off", .width = 30}) + govuk::button("Find");
  return element("search", "", govuk::form("/find", "post", visit.who->csrf, element("div", "waymark-actions", box)));
}

HttpResponse find_page(Visit& visit) { return sees_children(visit) ? page(visit, typed_before(visit), {}) : not_found(visit); }

HttpResponse find_child(Visit& visit) {
  if (!sees_children(visit)) return not_found(visit);
  std::string typed = std::string(trim(visit.form("child"))).substr(0, 200);
  if (!is_utf8(typed) || sought(typed).empty()) return page(visit, {}, "Type a name, a UPN or a date of birth");
  std::string token = random_token(9);
  std::scoped_lock lock(visit.who->mutex);
  if (visit.who->searches.size() > 50) visit.who->searches.clear();
  visit.who->searches[token] = typed;
  return redirect("/find?search=" + token);
}

}  // namespace waymark
