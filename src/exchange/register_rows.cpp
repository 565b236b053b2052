#include "exchange/register_rows.h"

#include <unordered_map>

#include "domain/all_records.h"

namespace waymark {

ImportFile import_rows(std::string name, const RegisterRows& rows) {
  return {std::move(name), [&rows](SheetSink& sink) -> Result<void> {
    std::vector<SheetCell> cells;
    for (const RecordType* type : register_records()) {
      auto found = rows.rows.find(type);
      if (found == rows.rows.end()) continue;
      sink.sheet(type->plural, false);
      cells.clear();
      for (const FieldInfo& field : type->fields) cells.push_back({field.label});
      sink.row(1, cells);
      std::size_t number = 1;
      for (const RegisterRows::Row& row : found->second) {
        cells.clear();
        for (const std::string& text : row) cells.push_back({text});
        sink.row(++number, cells);
      }
    }
    return {};
  }};
}

namespace {

// References become the names of what they refer to, so that each kind of record comes after those it names.
class Writer {
 public:
  explicit Writer(RegisterRows& out) : out_(out) {}
  void take(const RecordType& type, const void* record) {
    RegisterRows::Row row;
    for (const FieldInfo& field : type.fields) {
      std::string text = field.get(record);
      if (field.refers_to && !text.empty()) text = names_[std::stoll(text)];
      row.push_back(std::move(text));
    }
    out_.rows[&type].push_back(std::move(row));
    if (!type.name_of.empty()) return;
    for (std::string_view lookup : type.lookups)
      if (std::string name = type.find(lookup)->get(record); !name.empty()) {
        names_.emplace(type.get_id(record), std::move(name));
        break;
      }
  }

 private:
  RegisterRows& out_;
  std::unordered_map<std::int64_t, std::string> names_;   // ids are unique over all tables
};

}  // namespace

RegisterRows export_register(Store& store, const Session& session) {
  RegisterRows out;
  Writer writer(out);
  auto reader = store.read(session);
  for (const RecordType* type : register_records()) {
    out.rows[type];
    reader->each(*type, {}, [&](const void* record) { writer.take(*type, record); });
  }
  return out;
}

RegisterRows register_rows(const std::vector<RegisterPart>& parts) {
  RegisterRows out;
  Writer writer(out);
  for (const RegisterPart& part : parts) {
    out.rows[part.type];
    for (const auto& row : part.rows) writer.take(*part.type, row.get());
  }
  return out;
}

}  // namespace waymark
