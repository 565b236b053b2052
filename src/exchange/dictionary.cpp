#include "exchange/dictionary.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "domain/all_records.h"
#include "figures/table.h"
#include "platform/core/csv.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::text: return "text";
    case Kind::integer: return "whole number";
    case Kind::money: return "pounds and pence";
    case Kind::hours: return "hours a week";
    case Kind::percent: return "per cent";
    case Kind::date: return "date";
    case Kind::code: return "code";
    case Kind::truth: return "yes or no";
    case Kind::reference: return "reference";
  }
  return "";
}
std::string_view privacy_name(Level level) {
  switch (level) {
    case Level::none: return "not personal";
    case Level::personal: return "personal";
    case Level::special_category: return "special category";
    case Level::case_note: return "case note";
    case Level::secret: return "secret";
  }
  return "";
}
std::string aliases_of(const FieldInfo& field) {
  std::string out;
  for (std::string_view alias : field.aliases)
    if (!alias.empty()) out += fmt::format("{}{}", out.empty() ? "" : "; ", alias);
  return out;
}
std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

}  // namespace

std::string dictionary_csv() {
  std::string out = csv_row({"record", "field", "label", "kind", "hint", "required", "identity", "privacy", "code list or record", "aliases", "example", "in the return"});
  for (const RecordType* type : all_records())
    for (const FieldInfo& f : type->fields)
      out += csv_row({std::string(type->table), std::string(f.name), std::string(f.label), std::string(kind_name(f.kind)), std::string(f.hint), f.required ? "yes" : "no", f.identity ? "yes" : "no",
                      std::string(privacy_name(f.privacy.level)), f.refers_to ? std::string(f.refers_to()) : std::string(f.codes), aliases_of(f), std::string(f.example), f.in_return ? "yes" : "no"});
  return out;
}

std::string dictionary_json() {
  using Json = nlohmann::ordered_json;
  Json records = Json::array(), lists = Json::array(), figures = Json::array();
  for (const RecordType* type : all_records()) {
    Json fields = Json::array();
    for (const FieldInfo& f : type->fields)
      fields.push_back({{"name", f.name}, {"label", f.label}, {"kind", kind_name(f.kind)}, {"hint", f.hint}, {"required", f.required}, {"identity", f.identity}, {"privacy", privacy_name(f.privacy.level)},
                        {"codes", f.codes}, {"refers_to", f.refers_to ? f.refers_to() : ""}, {"aliases", aliases_of(f)}, {"example", f.example}, {"in_return", f.in_return}});
    records.push_back({{"table", type->table}, {"title", type->title}, {"about", type->about}, {"fields", fields}});
  }
  for (const CodeList& list : all_code_lists()) {
    Json items = Json::array();
    for (const CodeItem& i : list.items) items.push_back({{"code", i.code}, {"label", i.label}, {"first_school_year", i.since}, {"last_school_year", i.until}});
    lists.push_back({{"name", list.name}, {"codes", items}});
  }
  for (const Table* table : all_tables())
    for (const TableRow& row : table->rows)
      if (!row.measures.empty()) figures.push_back({{"table", table->name}, {"title", table->title}, {"row", row.name}, {"definition", row.measures[0].words()}, {"note", row.note}, {"decimal_places", row.places}});
  return Json{{"records", records}, {"code_lists", lists}, {"figures", figures}}.dump(2) + "\n";
}

std::string dictionary_html() {
  std::string out = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Waymark data dictionary</title></head><body>\n<h1>Data dictionary</h1>\n<h2>Records</h2>\n";
  for (const RecordType* type : all_records()) {
    out += fmt::format("<h3 id=\"{0}\">{1} (<code>{0}</code>)</h3>\n<p>{2}</p>\n<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Label</th><th scope=\"col\">Kind</th><th scope=\"col\">Hint</th><th scope=\"col\">Privacy</th></tr></thead><tbody>\n",
                       type->table, escaped(type->title), escaped(type->about));
    for (const FieldInfo& f : type->fields)
      out += fmt::format("<tr><td><code>{}</code></td><td>{}</td><td>{}{}</td><td>{}</td><td>{}</td></tr>\n", f.name, escaped(f.label), kind_name(f.kind),
                         f.codes.empty() ? (f.refers_to ? fmt::format(": <a href=\"#{0}\">{0}</a>", f.refers_to()) : std::string()) : fmt::format(": <a href=\"#code-{0}\">{0}</a>", f.codes), escaped(f.hint), privacy_name(f.privacy.level));
    out += "</tbody></table>\n";
  }
  out += "<h2>Code lists</h2>\n";
  for (const CodeList& list : all_code_lists()) {
    out += fmt::format("<h3 id=\"code-{0}\">{0}</h3>\n<dl>", list.name);
    for (const CodeItem& i : list.items) out += fmt::format("<dt><code>{}</code></dt><dd>{}</dd>", escaped(i.code), escaped(i.label));
    out += "</dl>\n";
  }
  out += "<h2>Figures</h2>\n";
  for (const Table* table : all_tables()) {
    out += fmt::format("<h3>{}: {}</h3>\n<dl>", escaped(table->name), escaped(table->title));
    for (const TableRow& row : table->rows)
      if (!row.measures.empty()) out += fmt::format("<dt>{}</dt><dd>{}. {}</dd>", escaped(row.name), escaped(row.measures[0].words()), escaped(row.note));
    out += "</dl>\n";
  }
  return out + "</body></html>\n";
}

}  // namespace waymark
