#include "platform/govuk/components.h"

#include <algorithm>

namespace waymark::govuk {
namespace {

Html described(const std::string& name, const std::string& label, const std::string& hint, const std::string& error, const Html& control) {
  return element("div", error.empty() ? "govuk-form-group" : "govuk-form-group govuk-form-group--error",
                 {element("label", {{"class", "govuk-label"}, {"for", name}}, text(label)), hint.empty() ? Html() : element("div", {{"id", name + "-hint"}, {"class", "govuk-hint"}}, text(hint)),
                  error.empty() ? Html() : element("p", {{"id", name + "-error"}, {"class", "govuk-error-message"}}, element("span", "govuk-visually-hidden", text("Error: ")) + text(error)), control});
}

std::string description_ids(const std::string& name, const std::string& hint, const std::string& error) {
  std::string ids = hint.empty() ? "" : name + "-hint";
  if (!error.empty()) ids += (ids.empty() ? "" : " ") + name + "-error";
  return ids;
}

Html navigation(const Page& p) {
  if (p.navigation.empty()) return {};
  Html items = each(p.navigation, [](const Link& l) {
    Html label = l.current ? element("strong", "govuk-service-navigation__active-fallback", text(l.label)) : text(l.label);
    return element("li", l.current ? "govuk-service-navigation__item govuk-service-navigation__item--active" : "govuk-service-navigation__item",
                   element("a", {{"class", "govuk-service-navigation__link"}, {"href", l.href}, {"aria-current", "page", l.current}}, label));
  });
  return element("div", {{"class", "govuk-service-navigation"}, {"data-module", "govuk-service-navigation"}},
                 element("div", "govuk-width-container",
                         element("div", "govuk-service-navigation__container",
                                 element("nav", {{"aria-label", "Menu"}, {"class", "govuk-service-navigation__wrapper"}},
                                         Html::literal("<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\" aria-controls=\"navigation\" hidden aria-hidden=\"true\">Menu</button>") +
                                             element("ul", {{"class", "govuk-service-navigation__list"}, {"id", "navigation"}}, items)))));
}

Html person_line(const Page& p) {
  if (p.person.empty()) return {};
  return element("div", "govuk-width-container waymark-actions govuk-!-margin-top-2",
                 {element("span", "govuk-body govuk-!-margin-bottom-0", p.account.empty() ? text(p.person) : text(p.person + ": ") + link("your account", p.account)), form("/sign-out", "post", p.csrf, button("Sign out", "govuk-button--secondary"))});
}

Html crumbs(const Page& p) {
  if (p.breadcrumbs.empty()) return {};
  return element("nav", {{"class", "govuk-breadcrumbs"}, {"aria-label", "Breadcrumb"}},
                 element("ol", "govuk-breadcrumbs__list", each(p.breadcrumbs, [](const Link& l) {
                           return element("li", "govuk-breadcrumbs__list-item", element("a", {{"class", "govuk-breadcrumbs__link"}, {"href", l.href}}, text(l.label)));
                         })));
}

}  // namespace

std::string page(const Page& p) {
  Html head = {Html::literal("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">"),
               element("title", "", text((p.error ? "Error: " : "") + p.title + " - Waymark")), Html::literal("<link rel=\"stylesheet\" href=\"/assets/waymark.css\"><link rel=\"icon\" href=\"data:,\">")};
  Html notice = p.notice.empty() ? Html() : element("div", {{"class", "waymark-invented"}, {"role", "region"}, {"aria-label", "About the data"}}, element("div", "govuk-width-container", element("p", "govuk-body-s", text(p.notice))));
  Html body = {
      element("a", {{"href", "#main-content"}, {"class", "govuk-skip-link"}, {"data-module", "govuk-skip-link"}}, text("Skip to main content")),
      element("header", "govuk-template__header",
              {Html::literal("<div class=\"govuk-generic-header\"><div class=\"govuk-generic-header__container govuk-width-container\"><div class=\"govuk-generic-header__logo\">"
                             "<a href=\"/\" class=\"govuk-generic-header__homepage-link\">Waymark</a></div></div></div>"), navigation(p), person_line(p)}),
      notice,
      element("div", "govuk-width-container",
              {crumbs(p), element("main", {{"class", "govuk-main-wrapper"}, {"id", "main-content"}}, p.content)}),
      Html::literal("<footer class=\"govuk-footer\"><div class=\"govuk-width-container\"><ul class=\"govuk-footer__inline-list\"><li class=\"govuk-footer__inline-list-item\"><a class=\"govuk-footer__link\" href=\"/dictionary\">Data dictionary</a></li>"
                    "<li class=\"govuk-footer__inline-list-item\"><a class=\"govuk-footer__link\" href=\"/accessibility\">Accessibility statement</a></li></ul></div></footer>"
                    "<script src=\"/assets/waymark.js\" defer></script>"),
      p.charts ? Html::literal("<script src=\"/assets/charts.js\" defer></script>") : Html()};
  return "<!doctype html>\n" + element("html", {{"lang", "en"}, {"class", "govuk-template"}}, element("head", "", head) + element("body", p.wide ? "govuk-template__body waymark-wide" : "govuk-template__body", body)).str();
}

Html error_summary(const std::vector<FieldError>& errors) {
  if (errors.empty()) return {};
  return element("div", {{"class", "govuk-error-summary"}, {"data-module", "govuk-error-summary"}},
                 element("div", {{"role", "alert"}},
                         {element("h2", "govuk-error-summary__title", text("There is a problem")),
                          element("div", "govuk-error-summary__body", element("ul", "govuk-list govuk-error-summary__list", each(errors, [](const FieldError& e) {
                                                                                return element("li", "", e.id.empty() ? text(e.message) : element("a", {{"href", "#" + e.id}}, text(e.message)));
                                                                              })))}));
}

Html input(const Input& i) {
  std::string css = "govuk-input";
  if (i.width) css += " govuk-input--width-" + std::to_string(i.width);
  if (!i.error.empty()) css += " govuk-input--error";
  std::string ids = description_ids(i.name, i.hint, i.error);
  return described(i.name, i.label, i.hint, i.error,
                   empty_element("input", {{"class", css}, {"id", i.name}, {"name", i.name}, {"type", i.type}, {"value", i.value, !i.value.empty() && i.type != "password"}, {"autocomplete", i.autocomplete, !i.autocomplete.empty()},
                                           {"aria-describedby", ids, !ids.empty()}, {"spellcheck", "false"}, {"inputmode", i.inputmode, !i.inputmode.empty()}}));
}

Html textarea(const Input& i) {
  std::string ids = description_ids(i.name, i.hint, i.error);
  return described(i.name, i.label, i.hint, i.error,
                   element("textarea", {{"class", i.error.empty() ? "govuk-textarea" : "govuk-textarea govuk-textarea--error"}, {"id", i.name}, {"name", i.name}, {"rows", "4"}, {"aria-describedby", ids, !ids.empty()}}, text(i.value)));
}

Html select(const std::string& name, const std::string& label, const std::vector<Choice>& choices, const std::string& chosen, const std::string& hint, const std::string& error) {
  std::string ids = description_ids(name, hint, error);
  return described(name, label, hint, error, element("select", {{"class", error.empty() ? "govuk-select" : "govuk-select govuk-select--error"}, {"id", name}, {"name", name}, {"aria-describedby", ids, !ids.empty()}}, each(choices, [&](const Choice& c) {
                                                  return element("option", {{"value", c.value}, {"selected", "selected", c.value == chosen}}, text(c.label));
                                                })));
}

Html choices(const std::string& name, const std::string& legend, const std::vector<Choice>& of, const std::vector<std::string>& chosen, bool several, const std::string& hint, const std::string& error) {
  Choices c{.name = name, .legend = legend, .hint = hint, .error = error, .of = of, .chosen = chosen};
  return several ? checkboxes(c) : radios(c);
}
Html textarea(const std::string& name, const std::string& label, const std::string& value, const std::string& hint, const std::string& error) {
  return textarea(Input{.name = name, .label = label, .value = value, .hint = hint, .error = error});
}

namespace {

// Radios and checkboxes: the first has the name of the field as its id, so that the error summary leads to it.
Html choice_group(const Choices& c, const std::string& kind, const std::string& type) {
  std::string ids = description_ids(c.name, c.hint, c.error);
  Html items;
  for (std::size_t n = 0; n < c.of.size(); ++n) {
    const Choice& o = c.of[n];
    std::string id = n ? c.name + "-" + std::to_string(n + 1) : c.name;
    bool chosen = std::ranges::find(c.chosen, o.value) != c.chosen.end();
    items += element("div", "govuk-" + kind + "__item",
                     {empty_element("input", {{"class", "govuk-" + kind + "__input"}, {"id", id}, {"name", c.name}, {"type", type}, {"value", o.value}, {"checked", "checked", chosen}, {"aria-describedby", id + "-item-hint", !o.hint.empty()}}),
                      element("label", {{"class", "govuk-label govuk-" + kind + "__label"}, {"for", id}}, text(o.label)),
                      o.hint.empty() ? Html() : element("div", {{"id", id + "-item-hint"}, {"class", "govuk-hint govuk-" + kind + "__hint"}}, text(o.hint))});
  }
  return element("div", c.error.empty() ? "govuk-form-group" : "govuk-form-group govuk-form-group--error",
                 element("fieldset", {{"class", "govuk-fieldset"}, {"aria-describedby", ids, !ids.empty()}},
                         {element("legend", "govuk-fieldset__legend govuk-fieldset__legend--s", text(c.legend)), c.hint.empty() ? Html() : element("div", {{"id", c.name + "-hint"}, {"class", "govuk-hint"}}, text(c.hint)),
                          c.error.empty() ? Html() : element("p", {{"id", c.name + "-error"}, {"class", "govuk-error-message"}}, element("span", "govuk-visually-hidden", text("Error: ")) + text(c.error)),
                          element("div", {{"class", "govuk-" + kind}, {"data-module", "govuk-" + kind}}, items)}));
}

}  // namespace

Html radios(const Choices& choices) { return choice_group(choices, "radios", "radio"); }
Html checkboxes(const Choices& choices) { return choice_group(choices, "checkboxes", "checkbox"); }

Html file_upload(const std::string& name, const std::string& label, const std::string& hint, const std::string& error) {
  std::string ids = description_ids(name, hint, error);
  return described(name, label, hint, error,
                   empty_element("input", {{"class", error.empty() ? "govuk-file-upload" : "govuk-file-upload govuk-file-upload--error"}, {"id", name}, {"name", name}, {"type", "file"}, {"multiple", "multiple"},
                                           {"accept", ".xlsx,.ods,.csv"}, {"aria-describedby", ids, !ids.empty()}}));
}

Html button(const std::string& label, const std::string& extra) {
  return element("button", {{"type", "submit"}, {"class", "govuk-button " + extra}, {"data-module", "govuk-button"}, {"data-prevent-double-click", "true"}}, text(label));
}
Html link_button(const std::string& label, const std::string& href) {
  return element("a", {{"href", href}, {"role", "button"}, {"draggable", "false"}, {"class", "govuk-button govuk-button--secondary"}, {"data-module", "govuk-button"}}, text(label));
}
Html hidden(const std::string& name, const std::string& value) { return empty_element("input", {{"type", "hidden"}, {"name", name}, {"value", value}}); }
Html form(const std::string& action, const std::string& method, const std::string& csrf, const Html& content, bool with_files) {
  return element("form", {{"action", action}, {"method", method}, {"novalidate", "novalidate"}, {"enctype", "multipart/form-data", with_files}}, (csrf.empty() ? Html() : hidden("csrf", csrf)) + content);
}
Html link(const std::string& label, const std::string& href) { return element("a", {{"class", "govuk-link"}, {"href", href}}, text(label)); }

Html table(const std::string& caption, const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows, bool caption_hidden) {
  auto css = [](const char* base, bool numeric) { return std::string(base) + (numeric ? std::string(" ") + base + "--numeric" : std::string()); };
  Html head = each(columns, [&](const Column& c) {
    Html label = c.sort_href.empty() ? text(c.label) : element("span", "waymark-sort", link(c.label, c.sort_href));
    return element("th", {{"scope", "col"}, {"class", css("govuk-table__header", c.numeric)}, {"aria-sort", c.sorted, !c.sorted.empty()}}, label);
  });
  Html body = each(rows, [&](const std::vector<Cell>& row) {
    Html cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      bool numeric = i < columns.size() && columns[i].numeric;
      if (row[i].header) cells += element("th", {{"scope", "row"}, {"class", "govuk-table__header"}}, row[i].content);
      else cells += element("td", css("govuk-table__cell", numeric) + (row[i].strong ? " waymark-total" : ""), row[i].content);
    }
    return element("tr", "govuk-table__row", cells);
  });
  return element("div", {{"class", "waymark-table-scroll"}, {"role", "region"}, {"aria-label", caption}, {"tabindex", "0"}},
                 element("table", "govuk-table",
                         {element("caption", caption_hidden ? "govuk-table__caption govuk-visually-hidden" : "govuk-table__caption govuk-table__caption--m", text(caption)),
                          element("thead", "govuk-table__head", element("tr", "govuk-table__row", head)), element("tbody", "govuk-table__body", body)}));
}

Html summary_list(const std::vector<SummaryRow>& rows) {
  return element("dl", "govuk-summary-list", each(rows, [](const SummaryRow& r) {
                   return element("div", "govuk-summary-list__row", {element("dt", "govuk-summary-list__key", text(r.key)), element("dd", "govuk-summary-list__value", r.value), r.action.empty() ? Html() : element("dd", "govuk-summary-list__actions", r.action)});
                 }));
}
Html tag(const std::string& label, const std::string& colour) { return element("strong", "govuk-tag" + (colour.empty() ? "" : " govuk-tag--" + colour), text(label)); }
Html details(const std::string& summary, const Html& content) {
  return element("details", "govuk-details", element("summary", "govuk-details__summary", element("span", "govuk-details__summary-text", text(summary))) + element("div", "govuk-details__text", content));
}
Html warning(const std::string& message) {
  return element("div", "govuk-warning-text",
                 Html::literal("<span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span>") +
                     element("strong", "govuk-warning-text__text", element("span", "govuk-visually-hidden", text("Warning")) + text(message)));
}
Html image(const std::string& address, const std::string& description) { return empty_element("img", {{"src", address}, {"alt", description}, {"class", "waymark-picture"}}); }
Html code(const std::string& exactly) { return element("code", "waymark-code", text(exactly)); }
Html inset(const Html& content) { return element("div", "govuk-inset-text", content); }
Html panel(const std::string& title, const std::string& body) {
  return element("div", "govuk-panel govuk-panel--confirmation", element("h1", "govuk-panel__title", text(title)) + element("div", "govuk-panel__body", text(body)));
}
Html notification(const std::string& title, const Html& content) {
  return element("div", {{"class", "govuk-notification-banner"}, {"role", "region"}, {"aria-labelledby", "notification-title"}},
                 element("div", "govuk-notification-banner__header", element("h2", {{"class", "govuk-notification-banner__title"}, {"id", "notification-title"}}, text(title))) +
                     element("div", "govuk-notification-banner__content", content));
}
Html heading(int level, const std::string& label, const std::string& size, const std::string& id) {
  std::string name = "h" + std::to_string(level);
  return element(name, {{"class", "govuk-heading-" + size}, {"id", id, !id.empty()}}, text(label));
}
Html paragraph(const Html& content) { return element("p", "govuk-body", content); }
Html list(const std::vector<Html>& items) {
  return element("ul", "govuk-list govuk-list--bullet", each(items, [](const Html& item) { return element("li", "", item); }));
}

Html sub_navigation(const std::string& label, const std::vector<Link>& links) {
  return element("nav", {{"class", "waymark-sub-navigation"}, {"aria-label", label}},
                 element("ul", "waymark-sub-navigation__list", each(links, [](const Link& l) { return element("li", "", element("a", {{"class", "govuk-link"}, {"href", l.href}, {"aria-current", "page", l.current}}, text(l.label))); })));
}

Html timeline(const std::vector<TimelineEvent>& events) {
  return element("ol", "waymark-timeline", each(events, [](const TimelineEvent& e) {
                   return element("li", "waymark-timeline__item", {element("h3", "govuk-heading-s", text(e.title)), element("p", "waymark-timeline__when", text(e.when)), e.content});
                 }));
}

Html task_list(const std::vector<Task>& tasks) {
  return element("ul", "govuk-task-list", each(tasks, [n = 0](const Task& t) mutable {
                   std::string id = "task-" + std::to_string(++n);
                   return element("li", "govuk-task-list__item govuk-task-list__item--with-link",
                                  element("div", "govuk-task-list__name-and-hint", element("a", {{"class", "govuk-link govuk-task-list__link"}, {"href", t.href}, {"aria-describedby", id}}, text(t.label))) +
                                      element("div", {{"class", "govuk-task-list__status"}, {"id", id}}, t.done ? text(t.status) : tag(t.status, "blue")));
                 }));
}

Html pagination(std::size_t at, std::size_t pages, const std::string& href) {
  if (pages < 2) return {};
  auto step = [&](const char* which, const char* label, std::size_t to) {
    return element("div", std::string("govuk-pagination__") + which,
                   element("a", {{"class", "govuk-link govuk-pagination__link"}, {"href", href + std::to_string(to)}, {"rel", which}}, element("span", "govuk-pagination__link-title", text(label) + element("span", "govuk-visually-hidden", text(" page")))));
  };
  Html numbers;
  for (std::size_t n = 1; n <= pages; ++n) {
    if (n != 1 && n != pages && (n + 2 < at || n > at + 2)) {
      if (n + 3 == at || n == at + 3) numbers += element("li", "govuk-pagination__item govuk-pagination__item--ellipsis", text("…"));
      continue;
    }
    numbers += element("li", n == at ? "govuk-pagination__item govuk-pagination__item--current" : "govuk-pagination__item",
                       element("a", {{"class", "govuk-link govuk-pagination__link"}, {"href", href + std::to_string(n)}, {"aria-label", "Page " + std::to_string(n)}, {"aria-current", "page", n == at}}, text(std::to_string(n))));
  }
  return element("nav", {{"class", "govuk-pagination"}, {"aria-label", "Pagination"}}, {at > 1 ? step("prev", "Previous", at - 1) : Html(), element("ul", "govuk-pagination__list", numbers), at < pages ? step("next", "Next", at + 1) : Html()});
}

}  // namespace waymark::govuk
