#include "web/record_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/core/text.h"
#include "platform/record/codes.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

std::string error_of(const std::vector<govuk::FieldError>& errors, std::string_view name) {
  for (const govuk::FieldError& e : errors)
    if (e.id == name) return e.message;
  return {};
}

std::vector<govuk::Choice> code_choices(const FieldInfo& field) {
  std::vector<govuk::Choice> out;
  for (const CodeItem& item : find_code_list(field.codes)->items) out.push_back({item.code, item.label});
  return out;
}

Html input_for(const FieldInfo& field, const std::string& value, const std::string& error, const FormChoices& choices) {
  std::string name(field.name), label(field.label), hint(field.hint);
  auto with_none = [](std::vector<govuk::Choice> list) {
    list.insert(list.begin(), {"", "Choose"});
    return list;
  };
  if (field.refers_to) {
    auto found = choices.by_field.find(field.name);
    return govuk::select(name, label, with_none(found == choices.by_field.end() ? std::vector<govuk::Choice>() : found->second), value, {}, error);   // the hint speaks of workbooks
  }
  if (field.kind == Kind::code) {
    std::vector<govuk::Choice> list = code_choices(field);
    return list.size() <= 5 ? govuk::choices(name, label, list, {value}, false, hint, error) : govuk::select(name, label, with_none(std::move(list)), value, hint, error);
  }
  if (field.kind == Kind::truth) return govuk::choices(name, label, {{"yes", "Yes"}, {"no", "No"}}, {value}, false, hint, error);
  if (field.kind == Kind::text && (field.privacy.level == Level::case_note || field.name == "attended")) return govuk::textarea(name, label, value, hint, error);
  int width = field.kind == Kind::date ? 10 : field.kind == Kind::text ? 0 : 5;
  return govuk::input({.name = name, .label = label, .value = value, .hint = hint.empty() && field.kind == Kind::date ? "For example, 27/3/2020" : hint, .error = error, .width = width});
}

}  // namespace

bool has_form(const RecordType& type) {
  static constexpr std::string_view have_pages_of_their_own[] = {"pupil_seal", "record_warning", "agenda_item", "referral_request", "meeting", "register_return", "return_row", "year_turn", "year_turn_change"};
  return type.scope.casework() && std::ranges::find(have_pages_of_their_own, type.table) == std::end(have_pages_of_their_own);
}

std::vector<const FieldInfo*> form_fields(const RecordType& type, const Grant& grant) {
  std::vector<const FieldInfo*> out;
  for (const FieldInfo& field : type.fields) {
    bool given = field.name == "pupil" || field.name == "partnership" || field.name == "reference" || (type.scope.path == Scope::Path::through && field.name == type.scope.column);
    if (type.table == "pupil" && field.name == "reference") given = false;
    if (!given && grant.shows(field)) out.push_back(&field);
  }
  return out;
}

Typed typed_values(const Visit& visit, std::span<const FieldInfo* const> fields) {
  Typed out;
  for (const FieldInfo* field : fields) out[std::string(field->name)] = std::string(trim(visit.form(field->name)));
  return out;
}

Typed held_values(std::span<const FieldInfo* const> fields, const void* record) {
  Typed out;
  for (const FieldInfo* field : fields) {
    std::string value = field->get(record);
    if (field->kind == Kind::date && !value.empty()) value = form_date(parse_iso_date(value).value());
    out[std::string(field->name)] = std::move(value);
  }
  return out;
}

Html form_inputs(const RecordType&, std::span<const FieldInfo* const> fields, const Typed& values, const std::vector<govuk::FieldError>& errors, const FormChoices& choices) {
  Html out;
  for (const FieldInfo* field : fields) {
    auto value = values.find(field->name);
    out += input_for(*field, value == values.end() ? std::string() : value->second, error_of(errors, field->name), choices);
  }
  return out;
}

Html opened_with(std::span<const FieldInfo* const> fields, const void* record) {
  Html out;
  for (const FieldInfo* field : fields) out += govuk::hidden(fmt::format("was.{}", field->name), field->get(record));
  return out;
}

std::vector<govuk::FieldError> take_typed(const RecordType& type, std::span<const FieldInfo* const> fields, const Typed& values, void* record) {
  std::vector<govuk::FieldError> errors;
  std::shared_ptr<void> blank = type.make();
  for (const FieldInfo* field : fields) {
    auto found = values.find(field->name);
    if (found == values.end()) continue;
    std::string label(field->label);
    if (found->second.empty()) {
      copy_field(*field, blank.get(), record);
      if (field->identity) errors.push_back({std::string(field->name), fmt::format("{}: this is needed", label)});
    } else if (auto done = field->set(record, found->second, *field); !done) {
      errors.push_back({std::string(field->name), fmt::format("{}: {}", label, done.error().message)});
    }
  }
  if (!errors.empty()) return errors;
  Remarks remarks;
  type.check(record, remarks);
  for (const Remark& remark : remarks.list)
    if (remark.hard) {
      const FieldInfo* field = type.find(remark.field);
      errors.push_back({std::string(remark.field), fmt::format("{}: {}", field ? field->label : remark.field, remark.message)});
    }
  return errors;
}

}  // namespace waymark
