#include "platform/record/record.h"

#include <charconv>
#include <set>

#include "platform/core/digest.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

class DigestWriter final : public ValueWriter {
 public:
  explicit DigestWriter(Digest& digest) : digest_(digest) {}
  void null() override { digest_.add("\0"); }
  void integer(std::int64_t value) override { digest_.add(value); }
  void text(std::string_view value) override { digest_.add(value); }
  void date(Date value) override { digest_.add(std::int64_t{value.days}); }

 private:
  Digest& digest_;
};

}  // namespace

Result<void> Value<std::string>::parse(std::string_view s, const FieldInfo&, std::string& v) {
  if (s.size() > 10'000) return problem("is longer than 10,000 characters");
  for (char c : s)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') return problem("holds a control character");
  v = s;
  return {};
}

Result<void> Value<Code>::parse(std::string_view s, const FieldInfo& f, Code& v) {
  const CodeList* list = find_code_list(f.codes);
  if (!list) return problem("the code list " + std::string(f.codes) + " is missing");
  const CodeItem* item = list->find(s);
  if (!item) return problem(quoted(s) + " is not one of: " + list->choices());
  v.value = item->code;
  return {};
}

Result<void> Value<std::optional<Date>>::parse(std::string_view s, const FieldInfo&, std::optional<Date>& v) {
  Result<Date> date = parse_date(s);
  if (!date) return std::unexpected(date.error());
  v = *date;
  return {};
}

Result<void> Value<std::optional<std::int64_t>>::parse(std::string_view s, const FieldInfo&, std::optional<std::int64_t>& v) {
  if (s.size() > 2 && s.ends_with(".0")) s.remove_suffix(2);   // how a spreadsheet may write a whole number
  std::int64_t n = 0;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (error != std::errc{} || end != s.data() + s.size()) return problem(quoted(s) + " is not a whole number");
  v = n;
  return {};
}

Result<void> Value<bool>::parse(std::string_view s, const FieldInfo&, bool& v) {
  std::string word = lower(s);
  if (word == "yes" || word == "y" || word == "true" || word == "1") v = true;
  else if (word == "no" || word == "n" || word == "false" || word == "0") v = false;
  else return problem(quoted(s) + " is not yes or no");
  return {};
}

const FieldInfo* RecordType::find(std::string_view field_name) const {
  std::size_t i = index_of(field_name);
  return i < fields.size() ? &fields[i] : nullptr;
}

std::size_t RecordType::index_of(std::string_view field_name) const {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == field_name) return i;
  return fields.size();
}

std::vector<FieldChange> changes(const RecordType& type, const void* before, const void* after) {
  std::vector<FieldChange> out;
  for (const FieldInfo& field : type.fields) {
    std::string from = field.get(before), to = field.get(after);
    if (from != to) out.push_back({&field, std::move(from), std::move(to)});
  }
  return out;
}

std::string row_digest(const RecordType& type, const void* row) {
  Digest digest(16);
  digest.add(type.get_id(row));
  DigestWriter writer(digest);
  for (const FieldInfo& field : type.fields) {   // by name and only when it holds something, so that a field declared later changes no older row's digest
    if (field.empty(row)) continue;
    digest.add(field.name);
    field.write(row, writer);
  }
  return digest.finish();
}

std::vector<const FieldInfo*> missing_fields(const RecordType& type, const void* row) {
  std::vector<const FieldInfo*> out;
  for (const FieldInfo& field : type.fields)
    if (field.required && field.empty(row)) out.push_back(&field);
  return out;
}

std::string heading_problem(const RecordType& type) {
  std::set<std::string> seen;
  for (const FieldInfo& field : type.fields) {
    std::set<std::string> own = {fold(field.label), fold(field.name)};
    for (std::string_view alias : field.aliases)
      if (!alias.empty()) own.insert(fold(alias));
    for (const std::string& heading : own)
      if (!seen.insert(heading).second) return heading;
  }
  return {};
}

}  // namespace waymark
