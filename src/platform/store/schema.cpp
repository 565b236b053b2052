#include "platform/store/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "platform/core/clock.h"
#include "platform/core/digest.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

struct Migration {
  int number;
  std::string_view name;
  void (*run)(Connection&);
};

// Append only: a migration that has run anywhere is never edited.
constexpr Migration migrations[] = {
    {1, "audit",
     [](Connection& db) {
       std::string integer = db.column_type(Kind::integer), bytes = db.bytes_type();
       db.execute(fmt::format("CREATE TABLE audit (sequence {0} PRIMARY KEY, at_ms {0} NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, record_type TEXT, "
                              "record_id {0}, detail TEXT, row_digest {1}, hash {1} NOT NULL){2}",
                              integer, bytes, db.table_suffix(false)));
       db.execute("CREATE INDEX audit_by_record ON audit (record_id)");
       db.execute(db.append_only("audit"));
     }},
    {2, "revisions of releases",   // a report's label alone was unique
     [](Connection& db) {
       if (db.columns_of("release").empty()) return;   // a new store: made from the declaration
       db.execute("DROP INDEX IF EXISTS release_key");
       db.execute("ALTER TABLE release ADD COLUMN revision " + db.column_type(Kind::integer));
       db.execute("CREATE UNIQUE INDEX release_key ON release (authority, label, revision)");
     }},
};

std::string column_definition(const Connection& dialect, const FieldInfo& field) {
  std::string sql = fmt::format("{} {}", field.name, dialect.column_type(field.kind));
  if (field.identity) sql += " NOT NULL";
  if (field.refers_to) sql += fmt::format(" REFERENCES {}(id)", field.refers_to());
  if (!field.codes.empty()) sql += fmt::format(" REFERENCES code_{}(code)", field.codes);
  return sql;
}

void bring_code_lists(Connection& db) {
  Digest digest(16);
  for (const CodeList& list : all_code_lists()) {
    digest.add(list.name);
    for (const CodeItem& item : list.items) digest.add(item.code).add(item.label).add(std::int64_t{item.since}).add(std::int64_t{item.until});
  }
  std::string now = hex(digest.finish());
  Statement& held = db.prepare("SELECT value FROM setting WHERE name = 'code_lists'");
  bool same = held.step() && held.text(0) == now;
  held.reset();
  if (same) return;
  std::string integer = db.column_type(Kind::integer);
  for (const CodeList& list : all_code_lists()) {
    db.execute(fmt::format("CREATE TABLE IF NOT EXISTS code_{0} (code TEXT PRIMARY KEY, label TEXT NOT NULL, first_school_year {1}, last_school_year {1}, position {1} NOT NULL){2}",
                           list.name, integer, db.table_suffix(true)));
    Statement& put = db.prepare(fmt::format("INSERT INTO code_{} (code, label, first_school_year, last_school_year, position) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code) DO UPDATE SET "
                                            "label = excluded.label, first_school_year = excluded.first_school_year, last_school_year = excluded.last_school_year, position = excluded.position",
                                            list.name));
    std::int64_t position = 0;
    for (const CodeItem& item : list.items) {
      put.reset();
      put.bind(1, item.code);
      put.bind(2, item.label);
      put.bind(3, item.since ? SqlValue(std::int64_t{item.since}) : SqlValue());
      put.bind(4, item.until ? SqlValue(std::int64_t{item.until}) : SqlValue());
      put.bind(5, ++position);
      put.step();
    }
    put.reset();
  }
  Statement& keep = db.prepare("INSERT INTO setting (name, value) VALUES ('code_lists', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  keep.bind(1, now);
  keep.step();
  keep.reset();
}

void bring_table(Connection& db, const RecordType& type) {
  std::vector<std::string> held = db.columns_of(std::string(type.table));
  if (held.empty()) {
    for (const std::string& sql : table_statements(db, type)) db.execute(sql);
    return;
  }
  std::set<std::string> known(held.begin(), held.end());
  for (const FieldInfo& field : type.fields)
    if (!known.erase(std::string(field.name))) {
      if (field.identity) throw StoreLost(fmt::format("the store's table {} lacks {}, which cannot be added by itself: a migration is needed", type.table, field.name));
      db.execute(fmt::format("ALTER TABLE {} ADD COLUMN {}", type.table, column_definition(db, field)));
    }
  known.erase("id");
  known.erase("county");
  if (!known.empty())
    throw StoreLost(fmt::format("the store was made by another version of Waymark: its table {} has a column {} that this version does not know", type.table, *known.begin()));
}

}  // namespace

std::vector<std::string> column_names(const RecordType& type) {
  std::vector<std::string> names = {"id", "county"};
  for (const FieldInfo& field : type.fields) names.emplace_back(field.name);
  return names;
}

std::vector<std::string> table_statements(const Connection& dialect, const RecordType& type) {
  std::string sql = fmt::format("CREATE TABLE {} (\n  id {} PRIMARY KEY,\n  county TEXT", type.table, dialect.column_type(Kind::integer));
  for (const FieldInfo& field : type.fields) sql += ",\n  " + column_definition(dialect, field);
  std::vector<std::string> out = {sql + "\n)" + dialect.table_suffix(false)};
  std::vector<std::string> key(type.key.begin(), type.key.end());
  if (!key.empty()) out.push_back(fmt::format("CREATE UNIQUE INDEX {0}_key ON {0} ({1})", type.table, join(key, ", ")));
  for (const FieldInfo& field : type.fields)
    if (field.refers_to && (key.empty() || key[0] != field.name)) out.push_back(fmt::format("CREATE INDEX {0}_by_{1} ON {0} ({1})", type.table, field.name));
  for (std::string_view name : type.lookups)
    if (key.empty() || key[0] != name) out.push_back(fmt::format("CREATE INDEX {0}_named_{1} ON {0} ({1})", type.table, name));
  return out;
}

void bring_up_to_date(Connection& db, std::span<const RecordType* const> records) {
  db.begin_write();
  db.execute("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)" + db.table_suffix(true));
  db.execute("CREATE TABLE IF NOT EXISTS schema_change (number " + db.column_type(Kind::integer) + " PRIMARY KEY, name TEXT NOT NULL, made_at TEXT NOT NULL)" + db.table_suffix(false));
  std::int64_t done = db.one_integer("SELECT MAX(number) FROM schema_change");
  if (done > std::end(migrations)[-1].number) throw StoreLost("the store was made by a newer version of Waymark than this one");
  for (const Migration& migration : migrations) {
    if (migration.number <= done) continue;
    migration.run(db);
    Statement& keep = db.prepare("INSERT INTO schema_change (number, name, made_at) VALUES ($1, $2, $3)");
    keep.bind(1, std::int64_t{migration.number});
    keep.bind(2, std::string(migration.name));
    keep.bind(3, utc_text(now_ms()));
    keep.step();
    keep.reset();
  }
  bring_code_lists(db);
  for (const RecordType* type : records) bring_table(db, *type);
  db.execute("COMMIT");
}

}  // namespace waymark
