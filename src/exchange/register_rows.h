// A register as plain rows of text, a list of rows a record type, in the order of the type's fields: what a workbook shows, written or fed
// to the importer without a file between.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "domain/casework/register_of.h"
#include "exchange/register_import.h"

namespace waymark {

class RegisterRows {
 public:
  using Row = std::vector<std::string>;   // one text a field, empty where there is none
  std::map<const RecordType*, std::vector<Row>> rows;

  class Builder {   // rows.add<Pupil>().set("upn", upn).set(...)
   public:
    Builder(const RecordType& type, Row& row) : type_(type), row_(row) {}
    Builder& set(std::string_view field, std::string value) {
      row_.at(type_.index_of(field)) = std::move(value);
      return *this;
    }

   private:
    const RecordType& type_;
    Row& row_;
  };
  template <class R> Builder add() {
    const RecordType& type = record_type_of<R>;
    return {type, rows[&type].emplace_back(type.fields.size())};
  }
};

ImportFile import_rows(std::string name, const RegisterRows& rows);
// The register of the session's reach, references in words: reading it back changes nothing.
RegisterRows export_register(Store& store, const Session& session);
// The same of records at hand, for example of a frozen return.
RegisterRows register_rows(const std::vector<RegisterPart>& parts);
// A workbook with headings, hints, drop-down lists; empty without rows. Raw bytes of an .xlsx file.
Result<std::string> register_workbook(const RegisterRows* rows = nullptr);

}  // namespace waymark
