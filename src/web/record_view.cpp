#include "web/record_view.h"

#include "domain/programme/programme.h"
#include "platform/record/codes.h"

namespace waymark {

ReferenceNames reference_names(Reader& reader) {
  ReferenceNames names;
  for (const Partnership& p : reader.list<Partnership>()) names[p.id.value] = p.code;
  reader.each<School>({}, [&](const School& s) { names[s.id.value] = s.name; });
  for (const Provider& p : reader.list<Provider>()) names[p.id.value] = p.name;
  return names;
}

std::string shown(const FieldInfo& field, const std::string& value, const ReferenceNames& names) {
  if (value.empty()) return value;
  if (field.kind == Kind::code) return std::string(code_label(field.codes, value));
  if (field.kind == Kind::date) return long_date(parse_iso_date(value).value());
  if (field.kind == Kind::money) return "£" + value;
  if (field.refers_to) {
    auto found = names.find(std::stoll(value));
    return found == names.end() ? "" : found->second;
  }
  return value;
}

std::string shown(const FieldInfo& field, const void* record, const ReferenceNames& names) { return shown(field, field.get(record), names); }

}  // namespace waymark
