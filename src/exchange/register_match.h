// Second half of an import: references in words become references to records, and each row is matched with what the store holds by its key.
#pragma once
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "exchange/register_parse.h"

namespace waymark {

class RegisterMatch {
 public:
  RegisterMatch(Store& store, const Session& session, std::deque<ParsedSheet>& sheets, std::vector<ImportIssue>& issues)
      : store_(store), session_(session), sheets_(sheets), issues_(issues) {}
  void run();
  std::span<const std::int64_t> partnerships() const { return partnerships_; }   // those the file speaks of
  const std::string& county() const { return county_; }
  std::unordered_set<std::int64_t> known_to_others(std::span<const std::int64_t> pupils) const;   // those with a case of a partnership that the file does not speak of
  const std::map<const RecordType*, std::vector<std::shared_ptr<void>>>& not_in_file() const { return left_; }

 private:
  using NameIndex = std::unordered_map<std::string, std::int64_t>;
  using Held = std::unordered_map<std::string, std::shared_ptr<void>>;
  static constexpr std::int64_t several = -1, refused = -2;   // instead of an id: the name is not one sound record's
  bool own_only(const RecordType& type) const { return session_.grant(type).change == Reach::own; }
  void find_partnerships();
  void match_type(const RecordType& type);
  void leave_out(const RecordType& type);
  void match_row(ParsedSheet& sheet, ParsedRow& row);
  void load_held(const RecordType& type);
  void load_elsewhere(const RecordType& type, std::string field, const std::vector<SqlValue>& values);
  void load_pupils_known_elsewhere();
  void load_statuses_known_elsewhere(const RecordType& type);
  void find_targets(const ParsedSheet& sheet);
  void resolve(ParsedSheet& sheet, ParsedRow& row);
  void give_reference(ParsedSheet& sheet, ParsedRow& row);
  void find_held(ParsedSheet& sheet, ParsedRow& row, std::string& key);   // may change the key
  void keep_what_is_not_said(ParsedSheet& sheet, ParsedRow& row);
  void look_for_same_person(const ParsedSheet& sheet, const ParsedRow& row);
  void keep_what_others_hold(ParsedSheet& sheet, ParsedRow& row);
  bool may_write(ParsedSheet& sheet, ParsedRow& row);
  void add_names(const RecordType& type, const void* record, std::int64_t id);
  void refuse_beyond_reach();
  void refuse_what_refers_to_refused();
  std::string key_of(const RecordType& type, const void* record) const;
  void refuse(ParsedSheet& sheet, ParsedRow& row, std::string_view column, std::string_view value, std::string message);

  Store& store_;
  const Session& session_;
  std::deque<ParsedSheet>& sheets_;
  std::vector<ImportIssue>& issues_;
  std::vector<std::int64_t> partnerships_;
  std::int64_t default_partnership_ = 0;
  std::string county_;
  struct TargetOf { const RecordType* type; const NameIndex* names; };
  std::vector<TargetOf> targets_;                                // of the reference fields of the sheet at hand
  std::map<std::string_view, NameIndex> names_;                  // by table
  std::unordered_map<std::int64_t, std::string> called_;         // the name by which a record is referred to
  Held held_, elsewhere_, pupil_by_upn_;                         // of the type at hand, by key: of these partnerships, of others
  std::unordered_map<std::string, std::size_t> in_file_;         // key -> row number, of the type at hand
  bool rows_without_upn_ = false;
  std::unordered_map<std::string, std::string> person_with_upn_, person_without_upn_;   // name, birth date and sex -> reference, of those held
  std::unordered_set<std::int64_t> pupils_elsewhere_, pupils_with_case_;
  std::map<const RecordType*, std::vector<std::shared_ptr<void>>> left_;
};

}  // namespace waymark
