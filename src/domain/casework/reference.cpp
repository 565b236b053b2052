#include "domain/casework/reference.h"

#include <fmt/format.h>

#include "domain/all_records.h"

namespace waymark {
namespace {

// The name by which a return would refer to the record: the first of its lookups that it has.
std::string called(Reader& reader, const FieldInfo& reference, std::int64_t id) {
  const RecordType* type = target_of(reference);
  std::string out;
  reader.each(*type, {.where = {equals("id", id)}}, [&](const void* row) {
    for (std::string_view lookup : type->lookups)
      if (out.empty()) out = type->find(lookup)->get(row);
  });
  return out;
}

bool taken(Reader& reader, const RecordType& type, const void* record) {
  Query same;
  HeldValue value;
  for (std::string_view name : type.key) {
    const FieldInfo& field = *type.find(name);
    field.write(record, value);
    same.where.push_back(equals(std::string(name), field.refers_to ? SqlValue(value.integer()) : field.kind == Kind::date ? SqlValue(value.date()) : SqlValue(std::string(value.text()))));
  }
  return reader.count(type, same) > 0;
}

}  // namespace

void give_reference(Reader& reader, const RecordType& type, void* record) {
  const FieldInfo* reference = type.find("reference");
  if (!reference || !reference->empty(record)) return;
  std::string made;
  for (std::string_view name : type.reference_from) {
    const FieldInfo& field = *type.find(name);
    std::string part = field.get(record);
    if (field.refers_to && !part.empty()) part = called(reader, field, std::stoll(part));
    if (!part.empty()) made += (made.empty() ? "" : "/") + part;
  }
  if (made.empty()) made = fmt::format("{}", new_id());
  (void)reference->set(record, made, *reference);
  for (int n = 2; taken(reader, type, record); ++n) (void)reference->set(record, fmt::format("{}#{}", made, n), *reference);
}

}  // namespace waymark
