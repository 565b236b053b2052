// The start page: what the person's roles open.
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "web/app.h"

namespace waymark {

HttpResponse home_page(Visit& visit) {
  std::string roles;
  for (const Holding& h : visit.session().holdings) roles += (roles.empty() ? "" : ", ") + std::string(code_label("role", h.role));
  Html content = govuk::heading(1, "Hello, " + visit.user.name.substr(0, visit.user.name.find(' ')), "l") +
                 govuk::paragraph(text(roles.empty() ? "You hold no role at present. An administrator can give you one." : "You are signed in as: " + roles + "."));
  struct Place { const char *label, *href, *about; };
  static constexpr Place places[] = {
      {"The termly report", "/report", "Every table on any day, with the records behind each figure."},
      {"The register", "/register", "The children with an open case: search, filter, export."},
      {"Hand in a return", "/return", "A partnership's register as a workbook: see what it would change, then confirm."},
      {"People", "/people", "Who signs in, and the roles they hold."},
      {"Find a child elsewhere", "/emergency", "A child of another partnership, opened for an hour and a reason."},
      {"Emergency openings", "/emergency/openings", "Who opened a child elsewhere, when and why."},
      {"Sealed pupils", "/seals", "Children whom only named people see."},
      {"The audit trail", "/audit", "Who did what, and when."},
  };
  for (const Place& place : places) {
    if (!may_open(visit, place.href)) continue;
    content += govuk::heading(2, place.label, "m") + govuk::paragraph(text(place.about)) + govuk::paragraph(govuk::link(std::string("Go to: ") + place.label, place.href));
  }
  return show(visit, {.title = "Start", .content = content});
}

}  // namespace waymark
