// Dates, amounts and codes as people type them: what is understood is written so that it is understood again as the same.
#include <cstdlib>
#include <cstring>

#include "domain/all_records.h"
#include "domain/pupil/identifiers.h"
#include "figures/number.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  if (auto date = parse_date(text)) {
    for (const std::string& written : {iso(*date), long_date(*date), short_date(*date)})
      if (parse_date(written).value_or(Date{}) != *date) std::abort();
  }
  if (auto amount = parse_hundredths(text)) {
    if (parse_hundredths(format_hundredths(*amount)).value_or(*amount + 1) != *amount) std::abort();
    (void)format_money({*amount});
  }
  double serial = 0;
  if (size >= sizeof serial) std::memcpy(&serial, data, sizeof serial);
  if (auto date = excel_serial_date(serial); date && (date->year() < 1900 || date->year() > 2100)) std::abort();
  (void)parse_number(text).text(2);
  (void)upn_problem(text);
  (void)uln_problem(text);
  (void)quoted(text);
  if (is_utf8(text) && !is_utf8(quoted(text))) std::abort();
  for (const CodeList& list : all_code_lists())
    if (const CodeItem* item = list.find(text); item && list.find(item->code) != item) std::abort();
  for (const RecordType* type : all_records()) {
    std::shared_ptr<void> record = type->make(), again = type->make();
    for (const FieldInfo& field : type->fields) {
      if (!field.set(record.get(), text, field)) continue;
      if (std::string written = field.get(record.get()); !written.empty() && (!field.set(again.get(), written, field) || field.get(again.get()) != written)) std::abort();
    }
    Remarks remarks;
    type->check(record.get(), remarks);
  }
  return 0;
}
