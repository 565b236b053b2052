// GOV.UK Frontend's components as typed functions: the only place that knows its class names.
#pragma once
#include <optional>

#include "platform/govuk/html.h"

namespace waymark::govuk {

struct Link { std::string label, href; bool current = false; };

struct Page {
  std::string title;
  std::vector<Link> navigation;
  std::string person;               // signed in; empty: nobody
  std::string account;              // address of the person's own page; empty: none yet
  std::string csrf;                 // for the sign-out button
  std::string notice;               // on every page, for example that the children are invented
  std::vector<Link> breadcrumbs;
  Html content;
  bool error = false;               // the title says so first
  bool charts = false;              // load the script that draws them
  bool wide = false;
};
std::string page(const Page& page);

struct FieldError { std::string id, message; };
Html error_summary(const std::vector<FieldError>& errors);

struct Input {
  std::string name, label, value, hint, error, type = "text", autocomplete;
  int width = 0;                    // characters
  std::string inputmode{};
};
Html input(const Input& input);
Html textarea(const Input& input);
struct Choice { std::string value, label, hint{}; };
Html select(const std::string& name, const std::string& label, const std::vector<Choice>& choices, const std::string& chosen, const std::string& hint = {}, const std::string& error = {});
struct Choices { std::string name, legend, hint, error; std::vector<Choice> of; std::vector<std::string> chosen; };
Html radios(const Choices& choices);
Html checkboxes(const Choices& choices);
// Choices under a legend; several: check boxes of one name, chosen holding the values of those ticked.
Html choices(const std::string& name, const std::string& legend, const std::vector<Choice>& of, const std::vector<std::string>& chosen, bool several, const std::string& hint = {}, const std::string& error = {});
Html textarea(const std::string& name, const std::string& label, const std::string& value, const std::string& hint = {}, const std::string& error = {});
Html file_upload(const std::string& name, const std::string& label, const std::string& hint, const std::string& error);
Html button(const std::string& label, const std::string& extra = {});            // submits its form
Html link_button(const std::string& label, const std::string& href);
Html hidden(const std::string& name, const std::string& value);
Html form(const std::string& action, const std::string& method, const std::string& csrf, const Html& content, bool with_files = false);
Html link(const std::string& label, const std::string& href);

struct Column { std::string label; bool numeric = false; std::string sort_href; std::string sorted; };   // sorted: ascending, descending or empty
struct Cell { Html content; bool header = false, strong = false; };
Html table(const std::string& caption, const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows, bool caption_hidden = false);
struct SummaryRow { std::string key; Html value, action; };
Html summary_list(const std::vector<SummaryRow>& rows);
Html tag(const std::string& label, const std::string& colour = "");
Html details(const std::string& summary, const Html& content);
Html warning(const std::string& message);
Html image(const std::string& address, const std::string& description);
Html code(const std::string& exactly);                                          // to be copied letter by letter
Html inset(const Html& content);
Html panel(const std::string& title, const std::string& body);
Html notification(const std::string& title, const Html& content);
Html heading(int level, const std::string& label, const std::string& size = "m", const std::string& id = {});
Html paragraph(const Html& content);
Html list(const std::vector<Html>& items);
// Links to the parts of one thing, the current one marked (MoJ sub-navigation).
Html sub_navigation(const std::string& label, const std::vector<Link>& links);
// What happened, latest first (MoJ timeline).
struct TimelineEvent { std::string title, when; Html content; };
Html timeline(const std::vector<TimelineEvent>& events);
struct Task { std::string label, href, status; bool done = false; };
Html task_list(const std::vector<Task>& tasks);
// Pages of a long list: numbers with the current one, previous and next.
Html pagination(std::size_t page, std::size_t pages, const std::string& href_without_page);

}  // namespace waymark::govuk
