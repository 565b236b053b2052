// The data dictionary and the accessibility statement: open to everyone.
#include <fmt/format.h>

#include "domain/all_records.h"
#include "figures/table.h"
#include "platform/record/codes.h"
#include "web/app.h"

namespace waymark {

HttpResponse dictionary_page(Visit& visit) {
  Html content = govuk::heading(1, "Data dictionary", "xl") + govuk::paragraph(text("Every record, field, code and figure, as the program itself declares them."));
  content += govuk::heading(2, "Records", "l");
  for (const RecordType* type : all_records()) {
    std::vector<std::vector<govuk::Cell>> rows;
    for (const FieldInfo& f : type->fields) rows.push_back({{text(f.label), true}, {text(f.name)}, {text(f.hint)}, {text(f.codes)}, {text(f.example)}});
    content += govuk::heading(3, std::string(type->title), "m", std::string(type->table)) + govuk::paragraph(text(type->about)) + govuk::table("Fields of: " + std::string(type->title), {{"Label"}, {"Name"}, {"Hint"}, {"Code list"}, {"Example"}}, rows, true);
  }
  content += govuk::heading(2, "Code lists", "l");
  for (const CodeList& list : all_code_lists()) {
    std::vector<std::vector<govuk::Cell>> rows;
    for (const CodeItem& i : list.items) rows.push_back({{text(i.code), true}, {text(i.label)}, {text(i.since ? std::to_string(i.since) : "")}, {text(i.until ? std::to_string(i.until) : "")}});
    content += govuk::details(list.name, govuk::table("Codes of " + list.name, {{"Code"}, {"Label"}, {"First school year", true}, {"Last school year", true}}, rows, true));
  }
  content += govuk::heading(2, "Figures", "l");
  for (const Table* table : all_tables()) {
    std::vector<govuk::SummaryRow> rows;
    for (const TableRow& row : table->rows)
      if (!row.measures.empty()) rows.push_back({row.shown.empty() ? row.name : row.shown, text(row.measures[0].words() + ". " + row.note)});
    content += govuk::heading(3, table->name + ": " + table->title, "m") + govuk::summary_list(rows);
  }
  return show(visit, {.title = "Data dictionary", .content = content});
}

HttpResponse accessibility_page(Visit& visit) {
  Html content = govuk::heading(1, "Accessibility statement", "xl") +
                 govuk::paragraph(text("Waymark is meant to be used by as many people as possible, and to meet the Web Content Accessibility Guidelines 2.2 at level AA. Every page works with the keyboard alone, with a screen reader, at 400 % zoom, and without script.")) +
                 govuk::paragraph(text("Every page is tested with axe in Chromium at each change of the program. It has not yet been audited by an outside body.")) +
                 govuk::heading(2, "What is known not to work well", "m") +
                 govuk::list({text("Charts are drawn by script. Each stands beside a table that says the same."), text("Wide tables scroll sideways on a phone; the area can be focused and scrolled with the keyboard.")}) +
                 govuk::paragraph(text("Tell the people who run this service if something is in your way; they must answer."));
  return show(visit, {.title = "Accessibility statement", .content = content});
}

}  // namespace waymark
