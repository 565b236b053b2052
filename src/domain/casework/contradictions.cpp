#include "domain/casework/contradictions.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/programme/programme.h"
#include "domain/referral/case_file.h"
#include "platform/record/record_copy.h"

namespace waymark {
namespace {

struct Span { std::int64_t pupil; Date from, to; std::size_t row; };
std::pair<std::int64_t, Date> beginning(const Span& s) { return {s.pupil, s.from}; }

void add_spans(const RowsOfType& list, std::string_view from_field, std::string_view to_field, std::vector<Span>& out) {
  const FieldInfo *pupil = list.type->find("pupil"), *from = list.type->find(from_field), *to = list.type->find(to_field);
  if (!pupil || !from || !to) return;
  HeldValue begin, end;
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const void* row = list.rows[i];
    if (!row || from->empty(row)) continue;
    from->write(row, begin);
    to->write(row, end);
    out.push_back({referred_id(*pupil, row), begin.date(), end.is_null() ? Date::of(2100, 1, 1) : end.date(), i});
  }
}

}  // namespace

std::vector<Contradiction> contradictions(std::span<const RowsOfType> lists) {
  std::vector<Contradiction> out;
  std::vector<Span> cases;
  bool has_cases = false;
  for (const RowsOfType& list : lists)
    if (list.type == &record_type_of<CaseFile>) {
      add_spans(list, "opened_on", "closed_on", cases);
      has_cases = true;
    }
  std::ranges::stable_sort(cases, {}, beginning);
  for (std::size_t l = 0; l < lists.size(); ++l) {
    bool programme = lists[l].type == &record_type_of<Programme>;
    std::string_view from = programme ? "started_on" : "from_on";
    std::vector<Span> spans;
    add_spans(lists[l], from, programme ? "ended_on" : "to_on", spans);
    std::ranges::stable_sort(spans, {}, beginning);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const Span& s = spans[i];
      if (i > 0 && s.pupil == spans[i - 1].pupil && s.from <= spans[i - 1].to)
        out.push_back({l, s.row, from, fmt::format("overlaps with the one that began on {}", long_date(spans[i - 1].from)), spans[i - 1].row});
      if (!programme || !has_cases) continue;
      bool covered = std::ranges::any_of(std::ranges::equal_range(cases, s.pupil, {}, &Span::pupil), [&](const Span& c) { return c.from <= s.from && s.from <= c.to; });
      if (!covered) out.push_back({l, s.row, from, "no case of this pupil was open on that day", {}});
    }
  }
  return out;
}

}  // namespace waymark
