#include "domain/quality/warning.h"

#include <algorithm>

namespace waymark {

std::vector<Remark> remarks_on(const RecordType& type, const void* row) {
  Remarks remarks;
  type.check(row, remarks);
  for (const FieldInfo* field : missing_fields(type, row))
    if (!(type.table == "pupil" && field->name == "upn")) remarks.soft(field->name, "is missing");   // a missing UPN has its own words
  return std::move(remarks.list);
}

void keep_warnings_of(Transaction& t, const RecordType& type, const void* row, Id<Partnership> partnership, Date day) {
  std::vector<Remark> remarks = remarks_on(type, row);
  std::erase_if(remarks, &Remark::hard);
  std::vector<RecordWarning> held = t.list<RecordWarning>({.where = {equals("record_id", type.get_id(row)), equals("record_table", std::string(type.table))}});
  for (const Remark& remark : remarks) {
    auto same = std::ranges::find_if(held, [&](const RecordWarning& w) { return w.field_name == remark.field && w.message == remark.message; });
    if (same == held.end()) {
      RecordWarning fresh{.partnership = partnership, .record_table = std::string(type.table), .record_id = type.get_id(row), .field_name = std::string(remark.field), .message = remark.message, .raised_on = day};
      t.insert(fresh);
      continue;
    }
    RecordWarning again = *same;
    again.mended_on.reset();
    t.update(*same, again);
    held.erase(same);
  }
  for (const RecordWarning& w : held) {
    RecordWarning mended = w;
    if (!mended.mended_on) mended.mended_on = day;
    t.update(w, mended);
  }
}

}  // namespace waymark
