#include "domain/quality/warning.h"

#include <algorithm>

namespace waymark {

void keep_warnings_of(Transaction& t, const RecordType& type, const void* row, Id<Partnership> partnership, Date day) {
  Remarks remarks;
  type.check(row, remarks);
  std::erase_if(remarks.list, &Remark::hard);
  for (const FieldInfo* field : missing_fields(type, row)) remarks.soft(field->name, "is missing");
  std::vector<RecordWarning> held = t.list<RecordWarning>({.where = {equals("record_id", type.get_id(row)), equals("record_table", std::string(type.table))}});
  for (const Remark& remark : remarks.list) {
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
