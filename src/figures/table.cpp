#include "figures/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/meeting/forum_discussion.h"
#include "figures/published/recognise.h"
#include "platform/core/digest.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

struct Labels { std::string label, short_label, window; };

std::string filled(std::string text, const Labels& labels) {
  for (auto [mark, value] : {std::pair<std::string_view, const std::string*>{"{label}", &labels.label}, {"{short label}", &labels.short_label}, {"{window}", &labels.window}})
    if (std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), *value);
  return text;
}

Labels labels_for(const std::string& label, Date as_at) {
  std::string brief = short_label(label);
  std::vector<std::string> parts = split(brief, ' ');
  bool named = false;   // "Autumn 2021" names no month: the census date does
  for (unsigned m = 1; m <= 12 && !parts.empty(); ++m) named = named || (parts[0].size() >= 3 && starts_like(month_name(m), parts[0]));
  std::string month = !named ? std::string(month_name(as_at.month())) : parts[0], year = parts.size() > 1 ? parts.back() : fmt::format("{:02}", as_at.year() % 100);
  return {label, brief, fmt::format("Sep-{} {}", month.substr(0, 3), year)};
}

std::string short_name(const PartnershipFacts& p, Date day) {
  std::string name = p.code;
  for (const auto& [from, said] : p.short_names)
    if (from <= day.days) name = said;
  return name;
}

class Computing {
 public:
  Computing(Evaluation& evaluation, const ReportOptions& options, std::size_t county)
      : e_(evaluation), h_(*evaluation.census().history), county_(county), day_(evaluation.census().day), labels_(labels_for(options.label, day_)) {}

  ReportTable run(const Table& table) {
    ReportTable out{.table = &table};
    columns(table, out);
    for (const TableRow& row : table.rows) {
      if (row.since && day_ < *row.since) continue;
      if (!row.history.empty()) frozen_rows(row, out);
      if (!row.measures.empty()) out.rows.push_back(measured(row, out));
    }
    return out;
  }

 private:
  void columns(const Table& table, ReportTable& out) const {
    int now = static_cast<int>(term(day_));
    auto add = [&](const std::string& name, std::size_t index, bool total) {
      for (std::size_t v = 0; v < table.variants.size(); ++v) {
        const ColumnVariant& variant = table.variants[v];
        if (variant.term > now || (total && !variant.for_total)) continue;
        out.columns.push_back({name + variant.suffix, index, v, total});
      }
    };
    for (std::uint32_t p = h_.counties[county_].first; p < h_.counties[county_].last; ++p) add(short_name(h_.partnerships[p], day_), p, false);
    add("Total", h_.partnerships.size() + county_, true);
  }

  ReportRow measured(const TableRow& row, const ReportTable& out) {
    ReportRow made{.name = filled(row.name, labels_), .shown = filled(row.shown.empty() ? row.name : row.shown, labels_), .words = row.measures[0].words(), .note = row.note, .places = row.places, .source = &row};
    for (const ReportColumn& column : out.columns) {
      const Measure& measure = row.measures.at(column.variant);
      Number value = e_.values(measure)[column.index];
      made.cells.push_back({value, value.text(row.places), opens_to(measure) != nullptr});
    }
    return made;
  }

  // Earlier reports' frozen figures, oldest first; where a printed one was wrong, the value consistent with its report.
  void frozen_rows(const TableRow& row, ReportTable& out) const {
    std::vector<const Release*> releases;
    for (const Release& r : h_.releases) {
      if (is_revised(r) || !r.as_at || *r.as_at >= day_ || r.authority.value != h_.counties[county_].code || same_words(r.label, labels_.label)) continue;
      bool same_season = school_year(*r.as_at).begins + 1 == school_year(day_).begins && term(*r.as_at) == term(day_);
      if (!row.same_season_only || same_season) releases.push_back(&r);
    }
    std::ranges::sort(releases, {}, [](const Release* r) { return std::pair(*r->as_at, r->label); });
    for (const Release* release : releases) {
      Labels labels = labels_for(release->label, *release->as_at);
      ReportRow made{.name = filled(row.name, labels), .shown = filled(row.shown.empty() ? row.name : row.shown, labels), .words = "As published in the report " + release->label, .places = row.places, .as_at = release->as_at};
      bool any = false;
      for (const ReportColumn& column : out.columns) {
        const PublishedFigure* figure = find(*release, row.history, column);
        ReportCell cell;
        if (figure) {
          cell.value = parse_number(figure->consistent.empty() ? figure->printed : figure->consistent);
          cell.text = cell.value.text(row.places);
          if (!figure->printed_later_as.empty()) made.name = figure->printed_later_as;
          any = true;
        }
        made.cells.push_back(cell);
      }
      if (any) out.rows.push_back(std::move(made));
    }
  }

  bool is_revised(const Release& r) const {
    return std::ranges::any_of(h_.releases, [&](const Release& other) { return other.authority == r.authority && other.label == r.label && other.revision.value_or(1) > r.revision.value_or(1); });
  }
  const PublishedFigure* find(const Release& release, const std::string& series, const ReportColumn& column) const {
    for (const PublishedFigure& f : h_.published) {
      if (f.release != release.id || f.series != series) continue;
      if (column.total ? published::recognise_place(f.column_name).kind == published::PlaceKind::county : goes_by(column, f.column_name)) return &f;
    }
    return nullptr;
  }
  bool goes_by(const ReportColumn& column, const std::string& name) const {
    const PartnershipFacts& p = h_.partnerships[column.index];
    return name == column.name || std::ranges::any_of(p.names, [&](const std::string& n) { return same_words(n, name); });
  }

  Evaluation& e_;
  const History& h_;
  std::size_t county_;
  Date day_;
  Labels labels_;
};

}  // namespace

const ReportRow* ReportTable::row(std::string_view name) const {
  for (const ReportRow& row : rows)
    if (same_words(row.name, name) || same_words(row.shown, name)) return &row;
  return nullptr;
}

std::size_t county_index(const History& history, std::string_view county) {
  for (std::size_t i = 0; i < history.counties.size(); ++i)
    if (county.empty() || history.counties[i].code == county || same_words(history.counties[i].name, county)) return i;
  return SIZE_MAX;
}

std::string default_label(Date as_at) { return fmt::format("{} {}", month_name(as_at.month()).substr(0, 3), as_at.year()); }

std::string short_label(std::string_view label) {
  std::string out(label);
  if (out.size() >= 4 && std::string_view(out).substr(out.size() - 4).find_first_not_of("0123456789") == std::string_view::npos) out.erase(out.size() - 4, 2);
  return out;
}

std::vector<ReportTable> compute_tables(Evaluation& evaluation, const ReportOptions& options) {
  std::vector<ReportTable> out;
  std::size_t county = county_index(*evaluation.census().history, options.county);
  if (county == SIZE_MAX) return out;
  Computing computing(evaluation, options, county);
  for (const Table* table : all_tables())
    if (!table->since || evaluation.census().day >= *table->since) out.push_back(computing.run(*table));
  return out;
}

std::string definitions_hash() {
  Digest digest(32);
  for (const Table* table : all_tables())
    for (const TableRow& row : table->rows) {
      digest.add(table->id).add(row.name).add(std::int64_t{row.places});
      for (const Measure& m : row.measures) digest.add(m.words());
    }
  return hex(digest.finish()).substr(0, 32);
}

std::vector<CellRecord> open_cell(Evaluation& evaluation, const Measure& measure, std::size_t column) {
  std::vector<CellRecord> out;
  std::shared_ptr<const Set> set = opens_to(measure);
  if (!set) return out;
  const Census& c = evaluation.census();
  const History& h = *c.history;
  for (std::uint32_t i : evaluation.rows_in(*set, column)) switch (set->space()) {
      case Space::students: {
        CellRecord r{&record_type_of<Pupil>, h.pupils.id[c.students.pupil[i]], h.pupils.id[c.students.pupil[i]], {}};
        const Measure::Node* n = measure.node().get();
        while (!n->column && n->a) n = n->a.get();
        if (n->column) r.hundredths = (c.students.*n->column)[i];
        out.push_back(r);
        break;
      }
      case Space::referrals: {
        std::uint32_t referral = c.referrals.referral[i];
        out.push_back({&record_type_of<Referral>, h.referrals.id[referral], h.pupils.id[h.referrals.pupil[referral]], {}});
        break;
      }
      case Space::discussions: {
        std::uint32_t discussion = c.discussions.discussion[i];
        out.push_back({&record_type_of<ForumDiscussion>, h.discussions.id[discussion], h.pupils.id[h.discussions.pupil[discussion]], {}});
        break;
      }
      case Space::outcomes: {
        std::uint32_t outcome = c.outcomes.outcome[i], referral = h.outcomes.referral[outcome];
        out.push_back({&record_type_of<ReferralOutcome>, h.outcomes.id[outcome], h.pupils.id[h.referrals.pupil[referral]], {}});
        break;
      }
    }
  return out;
}

}  // namespace waymark
