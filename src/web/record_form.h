// A form made from a record's declaration: inputs by kind, what was typed kept, what is wrong said beside it. Each field carries the value
// with which the form was opened, so that two people's changes to different fields are both kept and the same field's are settled knowingly.
#pragma once
#include <map>

#include "web/app.h"

namespace waymark {

struct FormChoices {   // for reference fields: what may be chosen, by field name
  std::map<std::string_view, std::vector<govuk::Choice>, std::less<>> by_field;
};
using Typed = std::map<std::string, std::string, std::less<>>;   // field name -> as typed

bool has_form(const RecordType& type);   // on a page of its own: /record/TABLE/ID
std::vector<const FieldInfo*> form_fields(const RecordType& type, const Grant& grant);   // those a person fills in, in the order of the declaration
Typed typed_values(const Visit& visit, std::span<const FieldInfo* const> fields);
Typed held_values(std::span<const FieldInfo* const> fields, const void* record);
Html form_inputs(const RecordType& type, std::span<const FieldInfo* const> fields, const Typed& values, const std::vector<govuk::FieldError>& errors, const FormChoices& choices);
Html opened_with(std::span<const FieldInfo* const> fields, const void* record);         // the hidden "was" values

// Puts what was typed into the record. Errors: a value that is none, an identity field left empty, and the record's own hard rules.
std::vector<govuk::FieldError> take_typed(const RecordType& type, std::span<const FieldInfo* const> fields, const Typed& values, void* record);

}  // namespace waymark
