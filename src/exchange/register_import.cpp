#include "exchange/register_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "domain/all_records.h"
#include "domain/casework/contradictions.h"
#include "domain/quality/warning.h"
#include "platform/record/record_copy.h"
#include "exchange/register_match.h"
#include "exchange/register_parse.h"
#include "platform/core/clock.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

void raise(std::vector<ImportIssue>& issues, const ParsedSheet& sheet, const ParsedRow& row, std::string_view field, std::string message, bool hard) {
  const FieldInfo* info = sheet.type->find(field);
  issues.push_back({sheet.name, row.number, std::string(info ? info->label : field), info && !info->refers_to ? info->get(row.record.get()) : std::string(), std::move(message), hard});
}

struct Softly { const ParsedSheet* sheet; const ParsedRow* row; std::string field, message; };

// What each record says of itself. Before references are resolved only what refuses a row is asked; afterwards the rest.
void refuse_unsound_rows(std::deque<ParsedSheet>& sheets, std::vector<ImportIssue>& issues) {
  for (ParsedSheet& sheet : sheets)
    for (ParsedRow& row : sheet.rows) {
      if (row.refused) continue;
      Remarks remarks;
      sheet.type->check(row.record.get(), remarks);
      for (Remark& remark : remarks.list)
        if (remark.hard) {
          raise(issues, sheet, row, remark.field, std::move(remark.message), true);
          row.refused = true;
        }
    }
}

void note_soft_remarks(std::deque<ParsedSheet>& sheets, std::vector<ImportIssue>& issues, std::vector<Softly>& softly) {
  for (ParsedSheet& sheet : sheets)
    for (ParsedRow& row : sheet.rows) {
      if (row.refused || row.elsewhere) continue;   // others' values are theirs to mend
      for (Remark& remark : remarks_on(*sheet.type, row.record.get())) {
        raise(issues, sheet, row, remark.field, remark.message, false);
        softly.push_back({&sheet, &row, std::string(remark.field), std::move(remark.message)});
      }
    }
}

// What only several rows together can show.
void check_together(std::deque<ParsedSheet>& sheets, std::vector<ImportIssue>& issues, std::vector<Softly>& softly) {
  std::vector<RowsOfType> lists;
  for (const ParsedSheet& sheet : sheets) {
    lists.push_back({sheet.type, {}});
    for (const ParsedRow& row : sheet.rows) lists.back().rows.push_back(row.refused ? nullptr : row.record.get());
  }
  for (Contradiction& c : contradictions(lists)) {
    const ParsedSheet& sheet = sheets[c.list];
    const ParsedRow& row = sheet.rows[c.row];
    raise(issues, sheet, row, c.field, c.message + (c.other ? fmt::format(" (row {})", sheet.rows[*c.other].number) : ""), false);
    softly.push_back({&sheet, &row, std::string(c.field), std::move(c.message)});   // what is kept names no row: rows move
  }
}

std::string name_of_row(const RecordType& type, const void* record) {
  std::string out;
  for (std::string_view name : type.key) {
    const FieldInfo* field = type.find(name);
    if (field->refers_to && type.key.size() > 1 && field->name == "partnership") continue;
    if (!out.empty()) out += ", ";
    out += field->refers_to ? "" : field->get(record);
  }
  while (out.starts_with(", ")) out.erase(0, 2);
  return out;
}

bool of_a_pupil(const RecordType& type) { return type.scope.path == Scope::Path::of_pupil; }
std::int64_t pupil_of(const RecordType& type, const ParsedRow& row) {
  const FieldInfo* pupil = type.find("pupil");
  return pupil ? referred_id(*pupil, row.record.get()) : row.id;
}

struct ChangedRow { std::int64_t pupil; const ParsedSheet* sheet; const ParsedRow* row; std::vector<FieldChange> list; };

// What is said of a pupil changes for every partnership that knows them, whichever handed it in.
void tell_what_others_see(const std::vector<ChangedRow>& rows, const RegisterMatch& match, std::vector<ImportIssue>& issues) {
  std::vector<std::int64_t> pupils;
  for (const ChangedRow& changed : rows) pupils.push_back(changed.pupil);
  auto shared = match.known_to_others(pupils);
  for (const ChangedRow& changed : rows)
    for (const FieldChange& change : changed.list)
      if (shared.contains(changed.pupil) && !change.from.empty() && !change.field->refers_to)
        issues.push_back({changed.sheet->name, changed.row->number, std::string(change.field->label), change.to,
                          fmt::format("another partnership knows this pupil too: what it sees changes from {} to {}", quoted(change.from), change.to.empty() ? "nothing" : quoted(change.to)), false});
}

void count_and_list(const std::deque<ParsedSheet>& sheets, RegisterMatch& match, ImportResult& result) {
  std::map<const RecordType*, ImportCount> counts;
  std::vector<ChangedRow> shared;
  for (const ParsedSheet& sheet : sheets) {
    ImportCount& count = counts[sheet.type];
    count.type = sheet.type;
    for (const ParsedRow& row : sheet.rows) {
      ++count.rows;
      if (row.refused) { ++count.refused; continue; }
      if (!row.held) { ++count.added; continue; }
      std::vector<FieldChange> list = changes(*sheet.type, row.held.get(), row.record.get());
      ++(list.empty() ? count.unchanged : count.changed);
      if (!list.empty() && of_a_pupil(*sheet.type)) shared.push_back({pupil_of(*sheet.type, row), &sheet, &row, list});
      for (FieldChange& change : list)
        result.changes.push_back({sheet.type, name_of_row(*sheet.type, row.record.get()), std::string(change.field->label), std::move(change.from), std::move(change.to)});
    }
  }
  for (const RecordType* type : register_records()) {
    if (auto left = match.not_in_file().find(type); left != match.not_in_file().end()) {
      counts[type].left = left->second.size();
      for (const auto& row : left->second) result.left.push_back({type, type->get_id(row.get()), name_of_row(*type, row.get())});
    }
    if (counts.contains(type)) result.counts.push_back(counts[type]);
  }
  tell_what_others_see(shared, match, result.issues);
}

std::string warning_key(const RecordWarning& w) { return fmt::format("{}\n{}\n{}\n{}", w.record_table, w.record_id.value_or(0), w.field_name, w.message); }

// A pupil whom two partnerships know has each warning once, with the partnership that raised it first.
std::set<std::string> warnings_of_others(Store& store, const std::vector<Softly>& softly, std::span<const std::int64_t> partnerships) {
  std::set<std::string> out;
  std::set<std::int64_t> ids;
  for (const Softly& s : softly)
    if (s.row->held) ids.insert(s.row->id);
  auto reader = store.read(system_session("import"));
  std::vector<SqlValue> some;
  for (auto at = ids.begin(); at != ids.end();) {
    for (some.clear(); at != ids.end() && some.size() < 512; ++at) some.emplace_back(*at);
    reader->each<RecordWarning>({.where = {{"record_id", Condition::Test::one_of, some}}}, [&](const RecordWarning& w) {
      if (std::ranges::find(partnerships, w.partnership.value) == partnerships.end()) out.insert(warning_key(w));
    });
  }
  return out;
}

// Warnings of the rows in this file: new ones are kept, those no longer raised are mended.
void keep_warnings(Transaction& t, const std::vector<Softly>& softly, const std::deque<ParsedSheet>& sheets, std::span<const std::int64_t> partnerships, const std::set<std::string>& raised_by_others) {
  std::vector<std::int64_t> in_file;   // no two records share an id, of whatever kind
  for (const ParsedSheet& sheet : sheets)
    for (const ParsedRow& row : sheet.rows)
      if (!row.refused && !row.elsewhere && row.id) in_file.push_back(row.id);
  std::map<std::string, RecordWarning> held;
  auto key = warning_key;
  Condition own{"partnership", Condition::Test::one_of, {partnerships.begin(), partnerships.end()}};
  std::vector<RecordWarning> of_partnerships = t.list<RecordWarning>({.where = {own}});
  if (!of_partnerships.empty()) std::ranges::sort(in_file);
  for (RecordWarning& w : of_partnerships)
    if (std::ranges::binary_search(in_file, *w.record_id)) held.emplace(key(w), w);
  std::vector<RecordWarning> fresh;
  std::set<std::string> raised;
  for (const Softly& s : softly) {
    if (s.row->refused || !s.row->id) continue;
    const FieldInfo* p = s.sheet->type->find("partnership");
    HeldValue held_partnership;
    if (p) p->write(s.row->record.get(), held_partnership);
    std::int64_t partnership = held_partnership.is_null() ? partnerships.front() : held_partnership.integer();
    RecordWarning w{.partnership = {partnership}, .record_table = std::string(s.sheet->type->table), .record_id = s.row->id, .field_name = s.field, .message = s.message, .raised_on = today()};
    if (raised_by_others.contains(key(w)) || !raised.insert(key(w)).second) continue;
    auto found = held.find(key(w));
    if (found == held.end()) { fresh.push_back(w); continue; }
    if (found->second.mended_on) {
      RecordWarning again = found->second;
      again.mended_on.reset();
      t.update(found->second, again);
    }
    held.erase(found);
  }
  for (auto& [text, w] : held)
    if (!w.mended_on) {
      RecordWarning mended = w;
      mended.mended_on = today();
      t.update(w, mended);
    }
  if (!fresh.empty()) t.insert(fresh);
}

Result<void> apply(Store& store, const Session& session, std::deque<ParsedSheet>& sheets, RegisterMatch& match, const std::vector<Softly>& softly, const Progress& progress) {
  std::set<std::string> raised_by_others = warnings_of_others(store, softly, match.partnerships());
  return store.write(session, [&](Transaction& t) -> Result<void> {
    t.set_county(match.county());
    for (const RecordType* type : register_records())
      for (ParsedSheet& sheet : sheets) {
        if (sheet.type != type || session.grant(*type).change == Reach::none) continue;   // such rows say what the store says
        if (progress) progress(type->plural, 0, static_cast<std::int64_t>(sheet.rows.size()));
        std::vector<void*> fresh;
        for (ParsedRow& row : sheet.rows)
          if (!row.refused && !row.held) fresh.push_back(row.record.get());
        if (!fresh.empty()) t.insert(*type, fresh);
        for (ParsedRow& row : sheet.rows)
          if (!row.refused && row.held) t.update(*type, row.held.get(), row.record.get());
      }
    if (!match.partnerships().empty()) keep_warnings(t, softly, sheets, match.partnerships(), raised_by_others);
    return {};
  });
}

}  // namespace

std::size_t ImportResult::hard() const { return static_cast<std::size_t>(std::ranges::count(issues, true, &ImportIssue::hard)); }
std::size_t ImportResult::soft() const { return issues.size() - hard(); }

ImportFile import_file(const std::string& path) {
  return {path, [path](SheetSink& sink) { return read_sheets_file(path, sink); }};
}
ImportFile import_bytes(std::string name, std::string_view bytes) {
  return {name, [name, bytes](SheetSink& sink) { return read_sheets(bytes, name, sink); }};
}

Result<ImportResult> import_register(Store& store, const Session& session, std::span<const ImportFile> files, const ImportOptions& options) {
  ImportResult result;
  RegisterParser parser(result.issues);
  for (const ImportFile& file : files)
    if (auto done = file.read(parser); !done) {
      Problem wrong = done.error();
      wrong.where = file.name + (wrong.where.empty() ? "" : ", " + wrong.where);
      return std::unexpected(wrong);
    }
  parser.finish();
  std::deque<ParsedSheet>& sheets = parser.sheets();
  if (sheets.empty() && result.issues.empty()) return problem("the file holds no sheet of the register");
  if (sheets.empty() && result.hard() == 0) result.issues.push_back({files.empty() ? "" : files[0].name, 0, "", "", "the file holds no sheet of the register", true});
  std::vector<Softly> softly;
  refuse_unsound_rows(sheets, result.issues);
  RegisterMatch match(store, session, sheets, result.issues);
  match.run();
  note_soft_remarks(sheets, result.issues, softly);
  check_together(sheets, result.issues, softly);
  count_and_list(sheets, match, result);
  if (options.dry_run || sheets.empty() || (result.hard() > 0 && !options.good_rows)) return result;
  if (auto done = apply(store, session, sheets, match, softly, options.progress); !done) return std::unexpected(done.error());
  result.applied = true;
  return result;
}

std::string issues_csv(const ImportResult& result) {
  std::string out = csv_row({"sheet", "row", "column", "value", "message", "kind"});
  for (const ImportIssue& i : result.issues)
    out += csv_row({i.sheet, i.row ? std::to_string(i.row) : "", i.column, i.value, i.message, i.hard ? "hard" : "soft"});
  return out;
}

}  // namespace waymark
