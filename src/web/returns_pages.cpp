// Returns: where each stands, opening them for all partnerships, freezing one, and the county's answer.
#include <fmt/format.h>

#include <map>
#include <set>

#include "exchange/register_rows.h"
#include "platform/core/text.h"
#include "web/record_form.h"
#include "web/returns_view.h"

namespace waymark {
namespace {

const RecordType& type = record_type_of<RegisterReturn>;
const std::vector<govuk::Link> crumbs = {{"Returns", "/returns"}};

struct Opened { RegisterReturn held; Partnership partnership; std::string title; };

std::optional<Opened> find_return(Visit& visit) {
  auto reader = visit.app.store().read(visit.session());
  auto r = reader->find(Id<RegisterReturn>{id_in(visit.parts[0])});
  if (!r) return std::nullopt;
  auto p = reader->find(r->partnership);
  if (!p) return std::nullopt;
  return Opened{*r, *p, fmt::format("{}, return for {}", p->code, r->label)};
}

std::string error_of(const std::vector<govuk::FieldError>& errors, std::string_view name) {
  for (const auto& e : errors)
    if (e.id == name) return e.message;
  return {};
}

Html opening_form(Visit& visit, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  if (!may_answer_returns(visit.session())) return {};
  std::vector<const FieldInfo*> fields = {type.find("label"), type.find("census_on"), type.find("due_on")};
  std::map<std::string, std::string> counties;
  for (const Partnership& p : visit.app.store().read(visit.session())->list<Partnership>()) counties[p.authority.value] = p.authority.value;
  Html county;
  if (counties.size() > 1) {
    std::vector<govuk::Choice> choices = {{"", "All"}};
    for (const auto& [code, label] : counties) choices.push_back({code, label});
    auto chosen = values.find("county");
    county = govuk::select("county", "County", choices, chosen == values.end() ? std::string() : chosen->second);
  }
  return govuk::heading(2, "Open a return for all partnerships", "m") + govuk::form("/returns", "post", visit.who->csrf, form_inputs(type, fields, values, errors, {}) + county + govuk::button("Open the returns"));
}

Html standings_table(Visit& visit) {
  std::map<std::pair<std::string, std::string>, std::int64_t> own;   // those that the person may open
  auto reader = visit.app.store().read(visit.session());
  std::map<std::int64_t, std::string> codes;
  for (const Partnership& p : reader->list<Partnership>()) codes[p.id.value] = p.code;
  reader->each<RegisterReturn>({}, [&](const RegisterReturn& r) { own[{codes[r.partnership.value], r.label}] = r.id.value; });
  std::vector<std::vector<govuk::Cell>> rows;
  for (const Standing& s : standings(visit.app.store(), visit.app.usual_day())) {
    auto found = own.find({s.partnership, s.label});
    Html name = found == own.end() ? text(s.partnership) : govuk::link(s.partnership, fmt::format("/returns/{}", found->second));
    auto date = [](const std::optional<Date>& d) { return text(d ? short_date(*d) : "not set"); };
    rows.push_back({{name, true}, {text(s.label)}, {date(s.census_on)}, {date(s.due_on)}, {state_tag(s.state, s.late)}});
  }
  return rows.empty() ? govuk::paragraph(text("No return has been opened yet.")) : govuk::table("Where every return stands", {{"Partnership"}, {"Return"}, {"Census date"}, {"Due"}, {"State"}}, rows);
}

HttpResponse list_page(Visit& visit, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  Html content = govuk::error_summary(errors) + govuk::heading(1, "Returns", "xl") + standings_table(visit) + opening_form(visit, values, errors);
  return show(visit, {.title = "Returns", .breadcrumbs = {{"Return", "/return"}}, .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

Html answer_form(Visit& visit, const RegisterReturn& r, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  bool frozen = r.state.value == "frozen";
  if (!may_answer_returns(visit.session()) || (!frozen && r.state.value != "accepted")) return {};
  auto value = [&](const char* name) { auto found = values.find(name); return found == values.end() ? std::string() : found->second; };
  Html inputs = frozen ? govuk::choices("answer", "Answer", {{"accept", "Accept it"}, {"send_back", "Send it back"}}, {value("answer")}, false, {}, error_of(errors, "answer")) : govuk::hidden("answer", "send_back");
  inputs += govuk::textarea("reason", "What is to be corrected", value("reason"), "Needed when it is sent back. Name no child.", error_of(errors, "reason"));
  return govuk::form(return_address(r, "/answer"), "post", visit.who->csrf, inputs + govuk::button(frozen ? "Send the answer" : "Send it back after all", frozen ? "" : "govuk-button--warning"));
}

HttpResponse one_page(Visit& visit, const Opened& o, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  const RegisterReturn& r = o.held;
  Date day = visit.app.usual_day();
  Html content = govuk::error_summary(errors) + govuk::heading(1, o.title, "l") + return_summary(r, day);
  if (visit.session().grant(record_type_of<ReturnRow>).read != Reach::none) {
    auto reader = visit.app.store().read(visit.session());
    content += problems_by_rule(quality_of(*reader, visit.session(), r.partnership, day).findings, "Open in the register as it is now");
    std::vector<Html> ways = {govuk::link("Data quality of this partnership", fmt::format("/quality?partnership={}", r.partnership.value))};
    if (r.revision) ways.push_back(govuk::link("The frozen register as a workbook", return_address(r, "/register")));
    content += govuk::list(ways);
  }
  if (can_be_frozen(r) && may_hand_in(visit.session(), r.partnership)) content += govuk::link_button("Freeze this return", return_address(r, "/freeze"));
  content += answer_form(visit, r, values, errors) + own_figures(visit, r);
  return show(visit, {.title = o.title, .breadcrumbs = crumbs, .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

// What the person is shown before freezing; asked for again where something else is open by then.
HttpResponse freezing_page(Visit& visit, const Opened& o, const RegisterQuality& quality, const std::string& problem, int status) {
  std::vector<govuk::FieldError> errors;
  if (!problem.empty()) errors.push_back({"sure", problem});
  std::string n = std::to_string(quality.findings.size());
  Html ask = govuk::hidden("seen", n);
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text(o.title)) + govuk::heading(1, "Freeze this return", "l") +
                 govuk::paragraph(text("The register is copied as it stands now, and the county accepts the copy or sends it back. You go on working in the register as before."));
  if (!quality.findings.empty()) {
    content += problems_by_rule(quality.findings, "Still open") + govuk::paragraph(govuk::link("Mend them first", fmt::format("/quality?partnership={}", o.partnership.id.value)));
    ask += govuk::choices("sure", "Are you sure?", {{"yes", quality.findings.size() == 1 ? "Freeze with the one thing above still open" : fmt::format("Freeze with the {} things above still open", n)}}, {}, true, {}, problem);
  }
  content += govuk::form(return_address(o.held, "/freeze"), "post", visit.who->csrf, {ask, element("div", "waymark-actions", govuk::button("Freeze this return") + govuk::link("Cancel", "/return"))});
  return show(visit, {.title = "Freeze this return", .breadcrumbs = crumbs, .content = content, .error = !problem.empty()}, status);
}

struct Freezing { Opened opened; RegisterQuality quality; };
std::optional<Freezing> to_freeze(Visit& visit) {
  auto o = find_return(visit);
  if (!o || !can_be_frozen(o->held) || !may_hand_in(visit.session(), o->partnership.id)) return std::nullopt;
  auto reader = visit.app.store().read(visit.session());
  return Freezing{*o, quality_of(*reader, visit.session(), o->partnership.id, visit.app.usual_day())};
}

Hand hand_of(const Visit& visit) { return {visit.user.name, visit.app.usual_day()}; }

}  // namespace

HttpResponse returns_page(Visit& visit) {
  if (visit.session().grant(type).read == Reach::none) return not_found(visit);
  return list_page(visit, {}, {});
}

HttpResponse open_returns_for_all(Visit& visit) {
  if (!may_answer_returns(visit.session())) return not_found(visit);
  Typed values;
  for (const char* name : {"label", "census_on", "due_on", "county"}) values[name] = std::string(trim(visit.form(name)));
  std::vector<govuk::FieldError> errors;
  ReturnsToOpen asked{.label = values["label"], .county = values["county"]};
  for (auto [name, date] : {std::pair{"census_on", &asked.census_on}, {"due_on", &asked.due_on}}) {
    if (values[name].empty()) continue;
    if (auto day = parse_date(values[name])) *date = *day;
    else errors.push_back({name, fmt::format("{}: {}", type.find(name)->label, day.error().message)});
  }
  if (!errors.empty()) return list_page(visit, values, errors);
  auto done = open_returns(visit.app.store(), visit.session(), asked);
  if (done) return redirect("/returns");
  const FieldInfo* field = type.find(done.error().field);
  return list_page(visit, values, {{done.error().field.empty() ? "label" : done.error().field, (field ? std::string(field->label) + ": " : "") + done.error().message}});
}

HttpResponse one_return_page(Visit& visit) {
  auto o = find_return(visit);
  return o ? one_page(visit, *o, {}, {}) : not_found(visit);
}

HttpResponse freeze_return_page(Visit& visit) {
  auto f = to_freeze(visit);
  return f ? freezing_page(visit, f->opened, f->quality, {}, 200) : not_found(visit);
}

HttpResponse freeze_return_now(Visit& visit) {
  auto f = to_freeze(visit);
  if (!f) return not_found(visit);
  if (!f->quality.findings.empty() && visit.form("seen") != std::to_string(f->quality.findings.size())) return freezing_page(visit, f->opened, f->quality, "The register was changed since you looked: this is what is open now", 409);
  if (!f->quality.findings.empty() && visit.form("sure") != "yes") return freezing_page(visit, f->opened, f->quality, "Say that you are sure, or mend what is open first", 400);
  auto done = freeze_return(visit.app.store(), visit.session(), f->opened.held.id, hand_of(visit));
  if (!done) return freezing_page(visit, f->opened, f->quality, "It could not be frozen: " + done.error().message, 409);
  return redirect(return_address(*done));
}

HttpResponse answer_return_now(Visit& visit) {
  auto o = find_return(visit);
  if (!o || !may_answer_returns(visit.session())) return not_found(visit);
  Typed values = {{"answer", visit.form("answer")}, {"reason", visit.form("reason").substr(0, 2000)}};
  if (values["answer"] != "accept" && values["answer"] != "send_back") return one_page(visit, *o, values, {{"answer", "Accept it or send it back"}});
  auto done = answer_return(visit.app.store(), visit.session(), o->held.id, values["answer"] == "accept" ? Answer::accept : Answer::send_back, values["reason"], hand_of(visit));
  if (done) return redirect(return_address(o->held));
  return one_page(visit, *o, values, {{done.error().field.empty() ? "answer" : done.error().field, "It was not answered: " + done.error().message}});
}

HttpResponse frozen_register_download(Visit& visit) {
  auto o = find_return(visit);
  if (!o || !o->held.revision || visit.session().grant(record_type_of<ReturnRow>).read == Reach::none) return not_found(visit);
  auto noted = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.note("exported", &type, o->held.id.value, "frozen register"); return {}; });
  if (!noted) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The export could not be noted in the audit, so it was not made."};
  RegisterRows rows = register_rows(frozen_register(*visit.app.store().read(visit.session()), o->held));
  auto bytes = register_workbook(&rows);
  if (!bytes) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = bytes.error().message};
  return download(std::move(*bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "frozen-register.xlsx");
}

}  // namespace waymark
