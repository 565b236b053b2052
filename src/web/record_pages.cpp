// Adding a record about a pupil and changing one: any kind, by its declaration. A save that meets another person's change shows both, field
// by field, and lets the person decide.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "domain/all_records.h"
#include "domain/casework/reference.h"
#include "domain/casework/settle_move.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/people/user.h"
#include "domain/programme/programme.h"
#include "domain/quality/warning.h"
#include "platform/core/clock.h"
#include "platform/core/text.h"
#include "platform/record/record_copy.h"
#include "web/record_form.h"
#include "web/record_view.h"

namespace waymark {
namespace {

std::int64_t number_of(const std::string& part) { return part.size() > 18 || part.find_first_not_of("0123456789") != std::string::npos ? 0 : std::atoll(part.c_str()); }

std::shared_ptr<void> find_row(Reader& reader, const RecordType& type, std::int64_t id) {
  std::shared_ptr<void> out;
  reader.each(type, {.where = {equals("id", id)}}, [&](const void* row) { out = copy_record(type, row); });
  return out;
}

// What each reference field may name: schools, providers, or the pupil's own rows of that kind.
FormChoices choices_for(Reader& reader, const RecordType& type, std::int64_t pupil) {
  FormChoices out;
  for (const FieldInfo& field : type.fields) {
    if (!field.refers_to || field.name == "pupil" || field.name == "partnership") continue;
    const RecordType& target = *target_of(field);
    std::vector<govuk::Choice>& list = out.by_field[field.name];
    Query query;
    if (target.find("pupil")) query.where = {equals("pupil", pupil)};
    else if (target.scope.path != Scope::Path::everyone) continue;
    query.order_by = target.find("name") ? "name" : target.find("reference") ? "reference" : "id";
    reader.each(target, query, [&](const void* row) {
      const FieldInfo* named = target.find("name") ? target.find("name") : target.find("reference");
      list.push_back({std::to_string(target.get_id(row)), named ? named->get(row) : std::to_string(target.get_id(row))});
    });
  }
  return out;
}

// The pupil that a row is about, through its parent where need be; 0: none within reach.
std::int64_t pupil_of(Reader& reader, const RecordType& type, const void* row) {
  if (type.table == Pupil::table) return type.get_id(row);
  if (const FieldInfo* pupil = type.find("pupil")) return referred_id(*pupil, row);
  if (type.scope.path != Scope::Path::through) return 0;
  const RecordType& parent = *find_record(type.scope.table);
  auto held = find_row(reader, parent, referred_id(*type.find(type.scope.column), row));
  return held ? referred_id(*parent.find("pupil"), held.get()) : 0;
}

struct Subject {
  const RecordType* type;
  std::int64_t pupil = 0, parent = 0;
  std::string name;
};

std::string pupil_name(Reader& reader, std::int64_t pupil) {
  auto found = reader.find(Id<Pupil>{pupil});
  return found ? found->forename + " " + found->surname : std::string();
}

HttpResponse form_page(Visit& visit, const Subject& s, const std::string& title, const std::string& action, const Html& hidden, const Typed& values, const std::vector<govuk::FieldError>& errors) {
  auto reader = visit.app.store().read(visit.session());
  auto fields = form_fields(*s.type, visit.session().grant(*s.type));
  Html content = govuk::error_summary(errors) + element("span", "govuk-caption-l", text(s.name)) + govuk::heading(1, title, "l") + govuk::paragraph(text(s.type->about)) +
                 govuk::form(action, "post", visit.who->csrf, {hidden, form_inputs(*s.type, fields, values, errors, choices_for(*reader, *s.type, s.pupil)), element("div", "waymark-actions", govuk::button("Save") + govuk::link("Cancel", fmt::format("/pupil/{}", s.pupil)))});
  return show(visit, {.title = title, .breadcrumbs = {{"Children", "/register"}, {"Child", fmt::format("/pupil/{}", s.pupil)}}, .content = content, .error = !errors.empty()}, errors.empty() ? 200 : 400);
}

// Who the pupil's rows of a partnership belong to: the person's own where they hold one, else that of the pupil's case.
std::int64_t partnership_for(Reader& reader, const Session& session, std::int64_t pupil) {
  std::int64_t out = 0;
  reader.each<CaseFile>({.where = {equals("pupil", pupil)}, .order_by = "opened_on"}, [&](const CaseFile& c) {
    if (session.partnerships().empty() || session.holds(Circle::partnership, c.partnership.value)) out = c.partnership.value;
  });
  return out ? out : session.partnerships().empty() ? 0 : session.partnerships()[0];
}

std::optional<Subject> subject_to_add(Visit& visit) {
  const RecordType* type = find_record(visit.parts[1]);
  std::int64_t pupil = number_of(visit.parts[0]);
  if (!type || !has_form(*type) || type->table == Pupil::table || visit.session().grant(*type).add == Reach::none) return std::nullopt;
  auto reader = visit.app.store().read(visit.session());
  Subject s{type, pupil, number_of(visit.request.method == "POST" ? visit.form("parent") : visit.query("parent")), pupil_name(*reader, pupil)};
  if (s.name.empty()) return std::nullopt;
  if (type->scope.path == Scope::Path::through) {
    auto parent = find_row(*reader, *find_record(type->scope.table), s.parent);
    if (!parent || referred_id(*find_record(type->scope.table)->find("pupil"), parent.get()) != pupil) return std::nullopt;
  }
  return s;
}

std::shared_ptr<void> new_row(Visit& visit, const Subject& s) {
  std::shared_ptr<void> row = s.type->make();
  auto reader = visit.app.store().read(visit.session());
  HeldValue value;
  auto put = [&](std::string_view field, std::int64_t id) {
    if (!s.type->find(field) || id == 0) return;
    value.integer(id);
    s.type->find(field)->read(row.get(), value, 0);
  };
  put("pupil", s.pupil);
  if (s.type->find("partnership")) put("partnership", partnership_for(*reader, visit.session(), s.pupil));
  if (s.type->scope.path == Scope::Path::through) put(s.type->scope.column, s.parent);
  if (const FieldInfo* author = s.type->find("author")) (void)author->set(row.get(), visit.user.name, *author);
  return row;
}

// What follows from a save: the rolls after a move, and the warnings of what is left open.
void saved(Visit& visit, Transaction& t, const RecordType& type, const void* row, std::int64_t pupil) {
  if (type.table == Move::table) settle_move(t, *static_cast<const Move*>(row));
  if (visit.session().grant(record_type_of<RecordWarning>).add == Reach::none) return;
  keep_warnings_of(t, type, row, {partnership_for(t, visit.session(), pupil)}, visit.app.usual_day());
}

struct Conflict { const FieldInfo* field; std::string now, mine; };

struct Change {   // what was typed against what the form was opened with, and against what is there now
  std::shared_ptr<void> now, before, after;
  std::vector<Conflict> conflicts;
};

Change change_of(Visit& visit, const RecordType& type, std::span<const FieldInfo* const> fields, std::shared_ptr<void> now, const void* typed) {
  Change c{now, copy_record(type, now.get()), copy_record(type, now.get()), {}};
  for (const FieldInfo* field : fields) {
    std::string was = visit.form(fmt::format("was.{}", field->name)), mine = field->get(typed), held = field->get(now.get()), keep = visit.form(fmt::format("keep.{}", field->name));
    if (mine == was || mine == held || keep == "theirs") continue;
    if (was != held) c.conflicts.push_back({field, held, mine});
    copy_field(*field, typed, c.after.get());
  }
  return c;
}

std::string last_hand(Visit& visit, const RecordType& type, std::int64_t id) {
  auto audit = visit.app.store().audit_of(visit.session(), type, id);
  for (auto e = audit.rbegin(); e != audit.rend(); ++e) {
    if (e->action == "opened") continue;
    std::string who = e->actor;
    if (e->actor.starts_with("user "))
      if (auto user = visit.app.store().read(system_session("names of the audit"))->find(Id<User>{std::atoll(e->actor.c_str() + 5)})) who = user->name;
    return fmt::format("{}, {} at {} (UTC)", who, short_date(Date{static_cast<std::int32_t>(e->at_ms / 86'400'000)}), utc_text(e->at_ms).substr(11, 5));
  }
  return "somebody else";
}

// ASVS 5.0 V2.3.3: a second save neither wins silently nor is lost.
HttpResponse conflict_page(Visit& visit, const Subject& s, std::int64_t id, const Change& change) {
  auto reader = visit.app.store().read(visit.session());
  ReferenceNames names = reference_names(*reader);
  Html inputs;
  auto fields = form_fields(*s.type, visit.session().grant(*s.type));
  for (const auto& [name, value] : held_values(fields, change.after.get())) inputs += govuk::hidden(name, value);   // the other's changes and mine
  inputs += opened_with(fields, change.now.get());
  for (const Conflict& c : change.conflicts) {
    auto say = [&](const std::string& value) { std::string out = shown(*c.field, value, names); return out.empty() ? std::string("empty") : out; };
    inputs += govuk::choices(fmt::format("keep.{}", c.field->name), std::string(c.field->label), {{"theirs", "Keep the other person's: " + say(c.now)}, {"mine", "Use mine: " + say(c.mine)}}, {"theirs"}, false);
  }
  Html content = govuk::heading(1, "Somebody else changed this meanwhile", "l") +
                 govuk::paragraph(text(fmt::format("Last changed by {}. Nothing of yours is saved yet. What you both changed is below; your other changes will be saved with it.", last_hand(visit, *s.type, id)))) +
                 govuk::form(fmt::format("/record/{}/{}", s.type->table, id), "post", visit.who->csrf, inputs + element("div", "waymark-actions", govuk::button("Save my choice") + govuk::link("Cancel", fmt::format("/pupil/{}", s.pupil))));
  return show(visit, {.title = "Two changes at once", .breadcrumbs = {{"Children", "/register"}, {"Child", fmt::format("/pupil/{}", s.pupil)}}, .content = content}, 409);
}

std::string title_of(const RecordType& type) { return lower(type.title.substr(0, 1)) + std::string(type.title.substr(1)); }
std::string verb_title(const char* verb, const RecordType& type) { return fmt::format("{} {}", verb, type.title.starts_with("SEN") ? std::string(type.title) : title_of(type)); }

}  // namespace

HttpResponse add_record_page(Visit& visit) {
  auto s = subject_to_add(visit);
  if (!s) return not_found(visit);
  std::shared_ptr<void> row = new_row(visit, *s);
  auto fields = form_fields(*s->type, visit.session().grant(*s->type));
  return form_page(visit, *s, verb_title("Add", *s->type), fmt::format("/pupil/{}/add/{}", s->pupil, s->type->table), govuk::hidden("parent", std::to_string(s->parent)), held_values(fields, row.get()), {});
}

HttpResponse add_record(Visit& visit) {
  auto s = subject_to_add(visit);
  if (!s) return not_found(visit);
  std::shared_ptr<void> row = new_row(visit, *s);
  auto fields = form_fields(*s->type, visit.session().grant(*s->type));
  Typed typed = typed_values(visit, fields);
  auto errors = take_typed(*s->type, fields, typed, row.get());
  if (typed == held_values(fields, new_row(visit, *s).get())) errors.push_back({std::string(fields.empty() ? "" : fields[0]->name), "Nothing was filled in"});
  if (errors.empty()) {
    auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
      give_reference(t, *s->type, row.get());
      void* p = row.get();
      t.insert(*s->type, std::span<void* const>(&p, 1));
      saved(visit, t, *s->type, row.get(), s->pupil);
      return {};
    });
    if (done) return redirect(fmt::format("/pupil/{}#r{}", s->pupil, s->type->get_id(row.get())));
    errors.push_back({"", "It could not be saved: " + done.error().message});
  }
  return form_page(visit, *s, verb_title("Add", *s->type), fmt::format("/pupil/{}/add/{}", s->pupil, s->type->table), govuk::hidden("parent", std::to_string(s->parent)), typed, errors);
}

namespace {

struct Held { Subject subject; std::int64_t id; std::shared_ptr<void> row; };
std::optional<Held> row_to_change(Visit& visit) {
  const RecordType* type = find_record(visit.parts[0]);
  std::int64_t id = number_of(visit.parts[1]);
  if (!type || !has_form(*type) || visit.session().grant(*type).change == Reach::none) return std::nullopt;
  auto reader = visit.app.store().read(visit.session());
  auto row = find_row(*reader, *type, id);
  std::int64_t pupil = row ? pupil_of(*reader, *type, row.get()) : 0;
  if (pupil == 0) return std::nullopt;
  return Held{{type, pupil, 0, pupil_name(*reader, pupil)}, id, row};
}

}  // namespace

HttpResponse change_record_page(Visit& visit) {
  auto held = row_to_change(visit);
  if (!held) return not_found(visit);
  const RecordType& type = *held->subject.type;
  auto fields = form_fields(type, visit.session().grant(type));
  return form_page(visit, held->subject, verb_title("Change", type), fmt::format("/record/{}/{}", type.table, held->id), opened_with(fields, held->row.get()), held_values(fields, held->row.get()), {});
}

HttpResponse change_record(Visit& visit) {
  auto held = row_to_change(visit);
  if (!held) return not_found(visit);
  const RecordType& type = *held->subject.type;
  auto fields = form_fields(type, visit.session().grant(type));
  Typed typed = typed_values(visit, fields);
  std::shared_ptr<void> as_typed = copy_record(type, held->row.get());
  auto errors = take_typed(type, fields, typed, as_typed.get());
  if (errors.empty()) {
    Change change = change_of(visit, type, fields, held->row, as_typed.get());
    if (!change.conflicts.empty()) return conflict_page(visit, held->subject, held->id, change);
    auto done = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> {
      t.update(type, change.before.get(), change.after.get());
      saved(visit, t, type, change.after.get(), held->subject.pupil);
      return {};
    });
    if (done) return redirect(fmt::format("/pupil/{}#r{}", held->subject.pupil, held->id));
    errors.push_back({"", "It could not be saved: " + done.error().message});
  }
  Html was;
  for (const FieldInfo* field : fields) was += govuk::hidden(fmt::format("was.{}", field->name), visit.form(fmt::format("was.{}", field->name)));
  return form_page(visit, held->subject, verb_title("Change", type), fmt::format("/record/{}/{}", type.table, held->id), was, typed, errors);
}

}  // namespace waymark
