// School days: what the clocks of exclusions and of Fair Access count. Every weekday is one that is neither a bank holiday nor within a holiday
// of the county's schools; an administrator keeps those.
#pragma once
#include <vector>

#include "domain/school/school.h"
#include "platform/record/store.h"

namespace waymark {

struct SchoolHoliday {
  Id<SchoolHoliday> id;
  Code authority;
  std::string name;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "school_holiday", title = "School holiday", plural = "School holidays", about = "Days on which the county's schools are closed, first and last.";
  static constexpr std::string_view key[] = {"authority", "from_on"};
  static constexpr Scope scope = Scope::everyone();
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<SchoolHoliday>({
        field<&SchoolHoliday::authority>({.label = "County", .required = true, .identity = true, .privacy = Level::none, .codes = "authority", .in_return = false}),
        field<&SchoolHoliday::name>({.label = "Name", .hint = "For example, Autumn half term", .required = true, .privacy = Level::none, .in_return = false}),
        field<&SchoolHoliday::from_on>({.label = "First day", .required = true, .identity = true, .privacy = Level::none, .in_return = false}),
        field<&SchoolHoliday::to_on>({.label = "Last day", .required = true, .privacy = Level::none, .in_return = false}),
    });
  }
};

class SchoolCalendar {
 public:
  explicit SchoolCalendar(std::vector<SchoolHoliday> holidays) : holidays_(std::move(holidays)) {}
  explicit SchoolCalendar(Reader& reader) : holidays_(reader.list<SchoolHoliday>()) {}
  bool is_school_day(Date day) const;
  Date nth_from(Date first, int n) const;          // the n-th school day, counting `first` when it is one
  Date after(Date day, int n) const { return nth_from(day + 1, n); }
  int between(Date first, Date last) const;        // school days from first to last, both counted

 private:
  std::vector<SchoolHoliday> holidays_;
};

}  // namespace waymark
