// Referrals from schools: the form in steps, saved at each, checked and sent; the partnership's answer; and the school following it.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "domain/casework/requests.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "platform/record/record_copy.h"
#include "web/record_form.h"
#include "web/record_view.h"

namespace waymark {
namespace {

const RecordType& type = record_type_of<ReferralRequest>;

struct Step { std::string_view name, title; std::vector<std::string_view> fields; };
const Step steps[] = {
    {"child", "The child", {"upn", "surname", "forename", "born_on", "sex"}},
    {"worry", "What worries you", {"category", "concern"}},
    {"tried", "What has been tried", {"tried"}},
    {"attendance", "Attendance and exclusions", {"attendance"}},
    {"family", "The family's view and consent", {"family_view", "consent"}},
};

std::vector<const FieldInfo*> fields_of_step(const Step& step) {
  std::vector<const FieldInfo*> out;
  for (std::string_view name : step.fields) out.push_back(type.find(name));
  return out;
}
const Step* find_step(std::string_view name) {
  auto found = std::ranges::find(steps, name, &Step::name);
  return found == std::end(steps) ? nullptr : found;
}

std::optional<ReferralRequest> find_request(Visit& visit) {
  const std::string& part = visit.parts[0];
  if (part.size() > 18 || part.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return visit.app.store().read(visit.session())->find(Id<ReferralRequest>{std::atoll(part.c_str())});
}

bool is_sender(const Visit& visit, const ReferralRequest& r) { return visit.session().holds(Circle::school, r.school.value); }
bool may_edit(const Visit& visit, const ReferralRequest& r) { return is_sender(visit, r) && (!r.sent_on || r.answer.value == "more"); }
bool may_answer(const Visit& visit, const ReferralRequest& r) {
  return r.sent_on && r.partnership && visit.session().holds(Circle::partnership, r.partnership.value) && visit.session().grant(type).change != Reach::none && r.answer.value != "accepted" && r.answer.value != "declined";
}

std::string state_of(const ReferralRequest& r) {
  if (!r.sent_on) return "Draft";
  return r.answer.value.empty() ? "Sent, waiting for an answer" : std::string(code_label("request_answer", r.answer.value));
}
std::string name_of(const ReferralRequest& r) { return r.surname.empty() && r.forename.empty() ? "No name yet" : r.forename + " " + r.surname; }

std::vector<const FieldInfo*> missing_of(const ReferralRequest& r, const Step& step) {
  std::vector<const FieldInfo*> out;
  for (const FieldInfo* field : fields_of_step(step))
    if (field->required && field->empty(&r)) out.push_back(field);
  return out;
}

std::string address(const ReferralRequest& r, const std::string& rest = {}) { return fmt::format("/referrals/{}{}", r.id.value, rest); }

std::vector<govuk::Link> crumbs(const ReferralRequest* r = nullptr) {
  std::vector<govuk::Link> out = {{"Referrals", "/referrals"}};
  if (r) out.push_back({"This referral", address(*r)});
  return out;
}

Html answers(const ReferralRequest& r, bool with_links) {
  Html out;
  for (const Step& step : steps) {
    std::vector<govuk::SummaryRow> rows;
    for (const FieldInfo* field : fields_of_step(step)) {
      std::string value = shown(*field, &r, {});
      Html action = with_links ? element("a", {{"class", "govuk-link"}, {"href", address(r, fmt::format("/step/{}#{}", step.name, field->name))}}, text("Change") + element("span", "govuk-visually-hidden", text(" " + lower(field->label)))) : Html();
      rows.push_back({std::string(field->label), value.empty() ? text(field->required ? "Not answered yet" : "Nothing said") : text(value), action});
    }
    out += govuk::heading(2, std::string(step.title), "m") + govuk::summary_list(rows);
  }
  return out;
}

Html task_page(const ReferralRequest& r) {
  std::vector<govuk::Task> tasks;
  bool complete = true;
  for (const Step& step : steps) {
    bool begun = std::ranges::any_of(fields_of_step(step), [&](const FieldInfo* f) { return !f->empty(&r); }), done = missing_of(r, step).empty() && (begun || step.name == "attendance");
    complete = complete && done;
    tasks.push_back({std::string(step.title), address(r, fmt::format("/step/{}", step.name)), done && begun ? "Completed" : done ? "Can be left out" : begun ? "Begun" : "Not begun", done && begun});
  }
  Html out = govuk::task_list(tasks);
  if (r.answer.value == "more") out = govuk::inset(text("The partnership asks: " + r.answer_reason)) + out;
  out += complete ? govuk::link_button("Check your answers and send", address(r, "/check")) : govuk::paragraph(text("Everything is saved as you go. When all parts are completed you can check your answers and send."));
  return out;
}

// Accepting says which child it is: one known already, or a new one.
Html answer_form(Visit& visit, const ReferralRequest& r, const Typed& typed, const std::vector<govuk::FieldError>& errors) {
  auto reader = visit.app.store().read(visit.session());
  std::vector<govuk::Choice> who;
  for (const Pupil& p : possible_duplicates(*reader, r, visit.app.finder().alike(visit.session(), r))) who.push_back({std::to_string(p.id.value), fmt::format("{} {}, born {}, UPN {}: known already", p.forename, p.surname, p.born_on ? short_date(*p.born_on) : "unknown", p.upn)});
  if (!who.empty()) who.push_back({"new", "Another child, not known yet"});
  auto value = [&](const char* name) { auto f = typed.find(name); return f == typed.end() ? std::string() : f->second; };
  auto error = [&](const char* name) { for (const auto& e : errors) if (e.id == name) return e.message; return std::string(); };
  Html inputs;
  if (!who.empty()) inputs += govuk::warning("This child may be known already. Say which child it is before you accept.") + govuk::choices("known", "Which child is it?", who, {value("known")}, false, {}, error("known"));
  inputs += govuk::choices("answer", "Answer", {{"accepted", "Accept: open a case and a referral"}, {"more", "Ask the school for more"}, {"declined", "Turn it down"}}, {value("answer")}, false, {}, error("answer")) +
            govuk::textarea("answer_reason", "Reason, or what you need", value("answer_reason"), "The school reads this. Needed unless you accept.", error("answer_reason")) + govuk::button("Send the answer");
  return govuk::heading(2, "Your answer", "m") + govuk::form(address(r, "/answer"), "post", visit.who->csrf, inputs);
}

HttpResponse request_view(Visit& visit, const ReferralRequest& r, const Typed& typed = {}, const std::vector<govuk::FieldError>& errors = {}) {
  ReferenceNames names = reference_names(*visit.app.store().read(visit.session()));
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text(fmt::format("Referral from {}", names[r.school.value]))) + govuk::heading(1, name_of(r), "l") + element("p", "govuk-body", govuk::tag(state_of(r), r.sent_on ? "blue" : "grey"));
  if (may_edit(visit, r)) content += task_page(r);
  else content += answers(r, false);
  if (r.answered_on) content += govuk::paragraph(text(fmt::format("Answered on {}: {}. {}", long_date(*r.answered_on), state_of(r), r.answer_reason)));
  if (r.referral)
    if (auto referral = visit.app.store().read(visit.session())->find(r.referral)) content += govuk::paragraph(govuk::link("Follow the child's case", fmt::format("/pupil/{}", referral->pupil.value)));
  if (may_answer(visit, r)) content += answer_form(visit, r, typed, errors);
  return show(visit, {.title = "Referral", .breadcrumbs = crumbs(), .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

HttpResponse step_form(Visit& visit, const ReferralRequest& r, const Step& step, const Typed& values, const Html& was, const std::vector<govuk::FieldError>& errors) {
  auto fields = fields_of_step(step);
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text("Refer a child")) + govuk::heading(1, std::string(step.title), "l") +
                 govuk::form(address(r, fmt::format("/step/{}", step.name)), "post", visit.who->csrf, {was, form_inputs(type, fields, values, errors, {}), govuk::button("Save and continue")});
  return show(visit, {.title = std::string(step.title), .breadcrumbs = crumbs(&r), .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

// A UPN on the school's own roll fills in the rest.
void fill_in_by_upn(Visit& visit, ReferralRequest& r) {
  if (r.upn.empty() || !r.surname.empty()) return;
  for (const Pupil& p : visit.app.store().read(visit.session())->list<Pupil>({.where = {equals("upn", r.upn)}})) {
    r.surname = p.surname;
    r.forename = p.forename;
    r.born_on = p.born_on;
    r.sex = p.sex;
  }
}

Result<void> save(Visit& visit, const ReferralRequest& before, const ReferralRequest& after) {
  return visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.update(before, after); return {}; });
}

}  // namespace

HttpResponse referrals_page(Visit& visit) {
  if (visit.session().grant(type).read == Reach::none) return not_found(visit);
  auto reader = visit.app.store().read(visit.session());
  ReferenceNames names = reference_names(*reader);
  std::string wanted = visit.query("state");
  std::vector<std::vector<govuk::Cell>> rows;
  reader->each<ReferralRequest>({.order_by = "sent_on", .descending = true}, [&](const ReferralRequest& r) {
    std::string state = !r.sent_on ? "draft" : r.answer.value.empty() ? "waiting" : r.answer.value;
    if (!wanted.empty() && wanted != state) return;
    rows.push_back({{govuk::link(name_of(r), address(r)), true}, {text(names[r.school.value])}, {text(r.category.value.empty() ? "" : code_label("referral_category", r.category.value))}, {text(r.sent_on ? short_date(*r.sent_on) : "")}, {text(state_of(r))}});
  });
  Html content = govuk::heading(1, "Referrals", "l");
  if (!visit.session().holdings.empty() && std::ranges::any_of(visit.session().holdings, [](const Holding& h) { return h.circle == Circle::school; }))
    content += govuk::form("/referrals", "post", visit.who->csrf, govuk::button("Refer a child"));
  content += element("div", "waymark-filter", govuk::form("/referrals", "get", {}, element("div", "waymark-actions", govuk::select("state", "State", {{"", "All"}, {"draft", "Draft"}, {"waiting", "Waiting for an answer"}, {"more", "More asked for"}, {"accepted", "Accepted"}, {"declined", "Turned down"}}, wanted) + govuk::button("Filter"))));
  content += rows.empty() ? govuk::paragraph(text("There are none.")) : govuk::table("Referral forms", {{"Child"}, {"School"}, {"Category"}, {"Sent"}, {"State"}}, rows);
  return show(visit, {.title = "Referrals", .content = content});
}

HttpResponse begin_referral(Visit& visit) {
  auto school = std::ranges::find(visit.session().holdings, Circle::school, &Holding::circle);
  if (school == visit.session().holdings.end()) return not_found(visit);
  ReferralRequest r{.school = {school->id}, .person = visit.user.id, .started_on = visit.app.usual_day()};
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.insert(r); return {}; });
  return done ? redirect(address(r, "/step/child")) : not_found(visit);
}

HttpResponse referral_request_page(Visit& visit) {
  auto r = find_request(visit);
  return r ? request_view(visit, *r) : not_found(visit);
}

HttpResponse referral_step_page(Visit& visit) {
  auto r = find_request(visit);
  const Step* step = find_step(visit.parts[1]);
  if (!r || !step || !may_edit(visit, *r)) return not_found(visit);
  auto fields = fields_of_step(*step);
  return step_form(visit, *r, *step, held_values(fields, &*r), opened_with(fields, &*r), {});
}

HttpResponse save_referral_step(Visit& visit) {
  auto r = find_request(visit);
  const Step* step = find_step(visit.parts[1]);
  if (!r || !step || !may_edit(visit, *r)) return not_found(visit);
  auto fields = fields_of_step(*step);
  Typed typed = typed_values(visit, fields);
  ReferralRequest after = *r;
  auto errors = take_typed(type, fields, typed, &after);
  if (errors.empty()) fill_in_by_upn(visit, after);
  if (errors.empty())
    if (auto done = save(visit, *r, after); !done) errors.push_back({"", "It could not be saved: " + done.error().message});
  if (!errors.empty()) return step_form(visit, *r, *step, typed, opened_with(fields, &*r), errors);
  const Step* next = step + 1;
  return redirect(next == std::end(steps) ? address(*r) : address(*r, fmt::format("/step/{}", next->name)));
}

HttpResponse check_referral_page(Visit& visit) {
  auto r = find_request(visit);
  if (!r || !may_edit(visit, *r)) return not_found(visit);
  Html content = govuk::heading(1, "Check your answers before you send", "l") + answers(*r, true) + govuk::form(address(*r, "/send"), "post", visit.who->csrf, govuk::button("Send to the partnership"));
  return show(visit, {.title = "Check your answers", .breadcrumbs = crumbs(&*r), .content = content});
}

HttpResponse send_referral(Visit& visit) {
  auto r = find_request(visit);
  if (!r || !may_edit(visit, *r)) return not_found(visit);
  std::vector<govuk::FieldError> errors;
  for (const Step& step : steps)
    for (const FieldInfo* field : missing_of(*r, step)) errors.push_back({"", fmt::format("{}: {} is not answered yet", step.title, lower(field->label))});
  auto school = visit.app.store().read(visit.session())->find(r->school);
  if (!school || !school->partnership) errors.push_back({"", "The school belongs to no partnership: ask an administrator"});
  ReferralRequest after = *r;
  if (errors.empty()) {
    after.partnership = school->partnership;
    if (!after.sent_on) after.sent_on = visit.app.usual_day();
    after.answer = {};
    after.answered_on.reset();
    if (auto done = save(visit, *r, after); !done) errors.push_back({"", done.error().message});
  }
  if (!errors.empty()) return show(visit, {.title = "Not sent", .breadcrumbs = crumbs(&*r), .content = govuk::error_summary(errors) + govuk::heading(1, "Not sent yet", "l") + govuk::paragraph(govuk::link("Back to the referral", address(*r))), .error = true}, 400);
  return show(visit, {.title = "Referral sent", .breadcrumbs = crumbs(), .content = govuk::panel("Referral sent", name_of(after)) + govuk::paragraph(text("The partnership will answer here. You can follow it under Referrals.")) + govuk::paragraph(govuk::link("Follow this referral", address(after)))});
}

HttpResponse answer_referral(Visit& visit) {
  auto r = find_request(visit);
  if (!r || !may_answer(visit, *r)) return not_found(visit);
  Typed typed = {{"answer", visit.form("answer")}, {"answer_reason", std::string(trim(visit.form("answer_reason")))}, {"known", visit.form("known")}};
  std::vector<govuk::FieldError> errors;
  auto reader = visit.app.store().read(visit.session());
  std::vector<Pupil> duplicates = possible_duplicates(*reader, *r, visit.app.finder().alike(visit.session(), *r));
  std::optional<Pupil> known;
  for (const Pupil& p : duplicates)
    if (std::to_string(p.id.value) == typed["known"]) known = p;
  if (!known && !r->upn.empty())   // a child with this UPN and birth date whom another partnership knows is this child
    for (const Pupil& p : visit.app.store().read(system_session("referral"))->list<Pupil>({.where = {equals("upn", r->upn)}}))
      if (p.born_on == r->born_on && typed["known"].empty()) known = p;
  const std::string& answer = typed["answer"];
  if (!find_code_list("request_answer")->find(answer) || answer.empty()) errors.push_back({"answer", "Say what you decide"});
  if (answer == "accepted" && !duplicates.empty() && !known && typed["known"] != "new") errors.push_back({"known", "Say which child it is"});
  if ((answer == "more" || answer == "declined") && typed["answer_reason"].empty()) errors.push_back({"answer_reason", "Tell the school why, or what you need"});
  if (!errors.empty()) return request_view(visit, *r, typed, errors);
  auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
    if (answer == "accepted") {
      auto made = accept_request(t, *r, known, visit.app.usual_day());
      return made ? Result<void>{} : std::unexpected(made.error());
    }
    ReferralRequest after = *r;
    after.answer = {answer};
    after.answer_reason = typed["answer_reason"];
    after.answered_on = visit.app.usual_day();
    t.update(*r, after);
    return {};
  });
  if (!done) return request_view(visit, *r, typed, {{"", "It could not be saved: " + done.error().message}});
  return redirect(address(*r));
}

}  // namespace waymark
