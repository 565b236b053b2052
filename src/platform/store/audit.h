// The audit: one row a change or opening, each hash taken over the row before it and its own content, so that an altered, added or
// missing row breaks the chain; each change carries the digest of the data row as it then was, so that an altered data row shows too.
#pragma once
#include <string>
#include <vector>

#include "platform/store/database.h"

namespace waymark {

struct AuditRow {
  AuditEntry entry;
  std::string row_digest, hash;
};

class AuditChain {
 public:
  void load(Connection& db);   // the end of the chain, inside a write transaction
  void append(std::string_view actor, std::string_view action, const RecordType* type, std::int64_t id, std::string_view detail, std::string row_digest);
  void flush(Connection& db);  // writes what was appended
  std::size_t pending() const { return pending_.size(); }
  struct Mark { std::int64_t sequence; std::string hash; };
  Mark mark() const { return {sequence_, hash_}; }
  void go_back(const Mark& mark) { sequence_ = mark.sequence; hash_ = mark.hash; pending_.clear(); }

 private:
  std::int64_t sequence_ = 0, now_ = 0;
  std::string hash_;
  std::vector<AuditRow> pending_;
};

std::string chain_hash(const std::string& before, const AuditRow& row);
void each_audit_row(Connection& db, const std::function<void(const AuditRow&)>& row);
std::vector<AuditEntry> select_audit(Connection& db, const AuditFilter& filter);   // latest first, without what changed in the fields
Verification verify_store(Connection& db, std::span<const RecordType* const> records, const Progress& progress);

}  // namespace waymark
