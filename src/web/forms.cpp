#include "web/forms.h"

#include <fmt/format.h>

#include "platform/core/clock.h"

namespace waymark {

void Problems::add(std::string field, std::string_view message) { list_.push_back({std::move(field), sentence(message)}); }

std::string Problems::of(std::string_view field) const {
  for (const govuk::FieldError& e : list_)
    if (e.id == field) return e.message;
  return {};
}

HttpResponse show_form(const Visit& visit, const FormPage& page, const Problems& problems, int status) {
  Html content = govuk::error_summary(problems.list()) + govuk::heading(1, page.title, "l") + page.before +
                 govuk::form(page.action, "post", visit.who ? visit.who->csrf : std::string(), page.inside + govuk::button(page.button, page.button_kind)) + page.after;
  return show(visit, {.title = page.title, .breadcrumbs = page.breadcrumbs, .content = content, .error = problems.any()}, problems.any() ? status : 200);
}

HttpResponse ask(const Visit& visit, const Question& q, const Problems& problems) {
  return show_form(visit, {.title = q.title, .action = q.action, .breadcrumbs = q.breadcrumbs, .before = q.about, .inside = {}, .button = q.button, .button_kind = "govuk-button--warning",
                           .after = govuk::paragraph(govuk::link("Go back without changing anything", q.back))}, problems);
}

std::string sentence(std::string_view message) {
  std::string out(message);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string moment(std::int64_t ms) { return short_date(Date{static_cast<std::int32_t>(ms / 86'400'000)}) + " at " + utc_text(ms).substr(11, 5) + " UTC"; }

bool is_id(const std::string& part, std::int64_t& id) {
  if (part.empty() || part.size() > 18 || part.find_first_not_of("0123456789") != std::string::npos) return false;
  id = std::stoll(part);
  return id != 0;
}

govuk::Column Sorting::column(const std::string& label, const std::string& name) const {
  bool now = by == name;
  return {label, false, fmt::format("{}sort={}{}", page, name, now && !descending ? "&order=down" : ""), now ? (descending ? "descending" : "ascending") : "none"};
}

Sorting sorting_of(const Visit& visit, const std::string& page, const std::string& usual) {
  std::string by = visit.query("sort");
  return {by.empty() ? usual : by, page, visit.query("order") == "down"};
}

}  // namespace waymark
