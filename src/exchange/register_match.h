// Second half of an import: references in words become references to records, and each row is matched with what the store holds by its key.
#pragma once
#include <map>
#include <unordered_map>

#include "exchange/register_parse.h"

namespace waymark {

class RegisterMatch {
 public:
  RegisterMatch(Store& store, const Session& session, std::deque<ParsedSheet>& sheets, std::vector<ImportIssue>& issues)
      : store_(store), session_(session), sheets_(sheets), issues_(issues) {}
  void run();
  std::span<const std::int64_t> partnerships() const { return partnerships_; }   // those the file speaks of
  const std::string& county() const { return county_; }
  const std::map<const RecordType*, std::vector<std::shared_ptr<void>>>& not_in_file() const { return left_; }

 private:
  using NameIndex = std::unordered_map<std::string, std::int64_t>;   // -1: more than one record goes by the name
  void match_type(const RecordType& type);
  void load_held(const RecordType& type);
  void load_pupils_known_elsewhere(ParsedSheet& sheet);
  void resolve(ParsedSheet& sheet, ParsedRow& row);
  void give_reference(ParsedSheet& sheet, ParsedRow& row);
  bool may_write(ParsedSheet& sheet, ParsedRow& row);
  void add_names(const RecordType& type, const void* record, std::int64_t id);
  void find_partnerships();
  void find_targets(const ParsedSheet& sheet);
  std::string key_of(const void* record) const;   // of the type at hand
  void refuse(ParsedSheet& sheet, ParsedRow& row, std::string_view column, std::string_view value, std::string message);

  Store& store_;
  const Session& session_;
  std::deque<ParsedSheet>& sheets_;
  std::vector<ImportIssue>& issues_;
  std::vector<std::int64_t> partnerships_;
  std::int64_t default_partnership_ = 0;
  std::string county_;
  std::map<std::string_view, NameIndex> names_;                                        // by table
  struct Reference { const RecordType* type; const NameIndex* names; };
  std::vector<Reference> targets_;                                                     // of the sheet at hand, by reference field
  std::vector<const FieldInfo*> key_fields_;                                           // of the type at hand
  std::string lowered_;                                                                // the name being looked up
  std::unordered_map<std::string, std::shared_ptr<void>> held_;                        // of the type at hand, by key
  std::unordered_map<std::string, std::size_t> in_file_;                               // key -> row number, of the type at hand
  std::map<const RecordType*, std::vector<std::shared_ptr<void>>> left_;
};

}  // namespace waymark
