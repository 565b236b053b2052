#include "platform/store/audit.h"

#include <fmt/format.h>

#include <unordered_map>

#include "platform/core/clock.h"
#include "platform/core/digest.h"
#include "platform/store/select.h"

namespace waymark {

std::string chain_hash(const std::string& before, const AuditRow& row) {
  const AuditEntry& e = row.entry;
  return Digest(32).add(before).add(e.sequence).add(e.at_ms).add(e.actor).add(e.action).add(e.record_type).add(e.record_id).add(e.detail).add(row.row_digest).finish();
}

void AuditChain::load(Connection& db) {
  Statement& s = db.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  bool any = s.step();
  sequence_ = any ? s.integer(0) : 0;
  hash_ = any ? s.bytes(1) : std::string();
  s.reset();
  pending_.clear();
}

void AuditChain::append(std::string_view actor, std::string_view action, const RecordType* type, std::int64_t id, std::string_view detail, std::string row_digest) {
  AuditRow row{{++sequence_, now_ms(), id, std::string(actor), std::string(action), type ? std::string(type->table) : std::string(), std::string(detail)}, std::move(row_digest), {}};
  row.hash = hash_ = chain_hash(hash_, row);
  pending_.push_back(std::move(row));
}

void AuditChain::flush(Connection& db) {
  if (pending_.empty()) return;
  auto bulk = db.bulk("audit", {"sequence", "at_ms", "actor", "action", "record_type", "record_id", "detail", "row_digest", "hash"});
  auto text = [&](const std::string& s) { s.empty() ? bulk->null() : bulk->text(s); };
  for (const AuditRow& row : pending_) {
    bulk->integer(row.entry.sequence);
    bulk->integer(row.entry.at_ms);
    bulk->text(row.entry.actor);
    bulk->text(row.entry.action);
    text(row.entry.record_type);
    row.entry.record_id ? bulk->integer(row.entry.record_id) : bulk->null();
    text(row.entry.detail);
    row.row_digest.empty() ? bulk->null() : bulk->bytes(row.row_digest);
    bulk->bytes(row.hash);
    bulk->end_row();
  }
  bulk->finish();
  pending_.clear();
}

void each_audit_row(Connection& db, const std::function<void(const AuditRow&)>& row) {
  Statement& s = db.prepare("SELECT sequence, at_ms, actor, action, record_type, record_id, detail, row_digest, hash FROM audit ORDER BY sequence");
  AuditRow out;
  while (s.step()) {
    out.entry = {s.integer(0), s.integer(1), s.is_null(5) ? 0 : s.integer(5), std::string(s.text(2)), std::string(s.text(3)),
                 std::string(s.is_null(4) ? "" : s.text(4)), std::string(s.is_null(6) ? "" : s.text(6))};
    out.row_digest = s.is_null(7) ? std::string() : s.bytes(7);
    out.hash = s.bytes(8);
    row(out);
  }
  s.reset();
}

// Of a change the fields are left out: they hold personal data that whoever looks over the trail need not see. What a page itself noted is kept.
std::vector<AuditEntry> select_audit(Connection& db, const AuditFilter& f) {
  std::string where;
  std::vector<SqlValue> values;
  auto add = [&](bool asked, const char* condition, SqlValue value) {
    if (!asked) return;
    values.push_back(std::move(value));
    where += fmt::format("{} {} ${}", where.empty() ? " WHERE" : " AND", condition, values.size());
  };
  add(!f.actor.empty(), "actor =", f.actor);
  add(!f.action.empty(), "action =", f.action);
  add(!f.record_type.empty(), "record_type =", f.record_type);
  add(f.from_ms.has_value(), "at_ms >=", f.from_ms.value_or(0));
  add(f.until_ms.has_value(), "at_ms <", f.until_ms.value_or(0));
  add(f.before_sequence.has_value(), "sequence <", f.before_sequence.value_or(0));
  values.emplace_back(f.limit);
  Statement& s = db.prepare(fmt::format("SELECT sequence, at_ms, record_id, actor, action, record_type, CASE WHEN action = 'changed' THEN NULL ELSE detail END FROM audit{} ORDER BY sequence DESC LIMIT ${}", where, values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) s.bind(static_cast<int>(i) + 1, values[i]);
  std::vector<AuditEntry> out;
  auto text = [&](int column) { return std::string(s.is_null(column) ? "" : s.text(column)); };
  while (s.step()) out.push_back({s.integer(0), s.integer(1), s.is_null(2) ? 0 : s.integer(2), text(3), text(4), text(5), text(6)});
  s.reset();
  return out;
}

namespace {

using Digests = std::unordered_map<std::string, std::unordered_map<std::int64_t, std::string>>;   // record type -> id -> digest

void verify_chain(Connection& db, Verification& report, Digests& digests, const Progress& progress) {
  std::int64_t total = db.one_integer("SELECT COUNT(*) FROM audit"), expected = 0;
  std::string before;
  each_audit_row(db, [&](const AuditRow& row) {
    ++report.audit_rows;
    if (row.entry.sequence != ++expected && report.findings.size() < 100) {
      report.findings.push_back(fmt::format("audit rows {} to {} are missing", expected, row.entry.sequence - 1));
      expected = row.entry.sequence;
    }
    if (chain_hash(before, row) != row.hash && report.findings.size() < 100)
      report.findings.push_back(fmt::format("audit row {} was altered, or the row before it", row.entry.sequence));
    before = row.hash;
    if (!row.row_digest.empty()) digests[row.entry.record_type][row.entry.record_id] = row.row_digest;
    if (progress && report.audit_rows % 100'000 == 0) progress("audit", report.audit_rows, total);
  });
  report.head = hex(before);
}

}  // namespace

Verification verify_store(Connection& db, std::span<const RecordType* const> records, const Progress& progress) {
  Verification report;
  Digests digests;
  if (std::string wrong = db.integrity(); !wrong.empty()) report.findings.push_back("the database's own check says: " + wrong);
  verify_chain(db, report, digests, progress);
  Session session = system_session("verify");
  for (const RecordType* type : records) {
    auto& known = digests[std::string(type->table)];
    std::int64_t seen = 0;
    select_rows(db, session, *type, {}, [&](const void* row) {
      ++report.data_rows;
      auto found = known.find(type->get_id(row));
      std::string what;
      if (found == known.end()) what = "was put in past the audit";
      else if (found->second != row_digest(*type, row)) what = "was altered past the audit";
      else ++seen;
      if (found != known.end()) known.erase(found);
      if (!what.empty() && report.findings.size() < 100) report.findings.push_back(fmt::format("{} {} {}", type->table, type->get_id(row), what));
      if (progress && report.data_rows % 100'000 == 0) progress(type->table, report.data_rows, 0);
    });
    for (const auto& [id, digest] : known)
      if (report.findings.size() < 100) report.findings.push_back(fmt::format("{} {} was removed past the audit", type->table, id));
  }
  return report;
}

}  // namespace waymark
