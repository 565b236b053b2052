// SQLite behind the interface of database.h: one file, write-ahead log, every commit on disk before it is acknowledged.
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <unordered_map>

#include "platform/store/database.h"
#include "platform/store/store.h"

namespace waymark {
namespace {

[[noreturn]] void fail(sqlite3* db, int code, const std::string& path) {
  std::string said = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT: throw ConstraintFailed(said);
    case SQLITE_FULL: throw StoreLost(fmt::format("the disk that holds {} is full; nothing was saved", path));
    case SQLITE_READONLY: throw StoreLost(fmt::format("{} or its folder cannot be written", path));
    case SQLITE_PERM: case SQLITE_CANTOPEN: throw StoreLost(fmt::format("{} cannot be opened: is the folder there, and may this user write in it?", path));
    case SQLITE_BUSY: case SQLITE_LOCKED: throw StoreLost(fmt::format("{} is locked by another program", path));
    case SQLITE_CORRUPT: case SQLITE_NOTADB: throw StoreLost(fmt::format("{} is damaged, or is not a Waymark store", path));
    case SQLITE_IOERR: throw StoreLost(fmt::format("{} cannot be read or written: {}", path, said));
    case SQLITE_NOMEM: throw std::bad_alloc();
    default: throw std::logic_error(fmt::format("database: {}", said));
  }
}

Result<void> copy_to(sqlite3* from, const std::string& path) {
  sqlite3* to = nullptr;
  int rc = sqlite3_open_v2(path.c_str(), &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (rc == SQLITE_OK) {
    if (sqlite3_backup* b = sqlite3_backup_init(to, "main", from, "main")) {
      sqlite3_backup_step(b, -1);
      rc = sqlite3_backup_finish(b);
    }
    if (rc == SQLITE_OK) rc = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
  }
  sqlite3_close(to);
  if (rc != SQLITE_OK) return problem(fmt::format("{} cannot be copied to {}: {}", sqlite3_db_filename(from, "main"), path, sqlite3_errstr(rc)));
  return {};
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* db, const std::string& path, const std::string& sql) : db_(db), path_(path) {
    if (int rc = sqlite3_prepare_v3(db, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &stmt_, nullptr); rc != SQLITE_OK) fail(db, rc, path);
    int n = sqlite3_bind_parameter_count(stmt_);
    places_.assign(static_cast<std::size_t>(n) + 1, 0);
    for (int i = 1; i <= n; ++i) places_.at(static_cast<std::size_t>(std::stoi(sqlite3_bind_parameter_name(stmt_, i) + 1))) = i;
  }
  ~SqliteStatement() override { sqlite3_finalize(stmt_); }
  SqliteStatement(const SqliteStatement&) = delete;

  void bind(int number, const SqlValue& value) override {
    int i = places_.at(static_cast<std::size_t>(number)), rc = SQLITE_OK;
    if (auto* n = std::get_if<std::int64_t>(&value)) rc = sqlite3_bind_int64(stmt_, i, *n);
    else if (auto* s = std::get_if<std::string>(&value)) rc = sqlite3_bind_text(stmt_, i, s->data(), static_cast<int>(s->size()), SQLITE_TRANSIENT);
    else if (auto* d = std::get_if<Date>(&value)) rc = sqlite3_bind_text(stmt_, i, iso(*d).c_str(), 10, SQLITE_TRANSIENT);
    else rc = sqlite3_bind_null(stmt_, i);
    if (rc != SQLITE_OK) fail(db_, rc, path_);
  }
  void bind_bytes(int number, std::string_view bytes) override {
    sqlite3_bind_blob(stmt_, places_.at(static_cast<std::size_t>(number)), bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
  }
  bool step() override {
    int rc = sqlite3_step(stmt_);
    if (rc == SQLITE_ROW) return true;
    if (rc == SQLITE_DONE) return false;
    sqlite3_reset(stmt_);
    fail(db_, rc, path_);
  }
  void reset() override { sqlite3_reset(stmt_); sqlite3_clear_bindings(stmt_); }
  bool is_null(int c) override { return sqlite3_column_type(stmt_, c) == SQLITE_NULL; }
  std::int64_t integer(int c) override { return sqlite3_column_int64(stmt_, c); }
  std::string_view text(int c) override {
    auto* p = reinterpret_cast<const char*>(sqlite3_column_text(stmt_, c));
    return p ? std::string_view(p, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, c))) : std::string_view();
  }
  Date date(int c) override { return parse_iso_date(text(c)).value_or(Date{}); }
  std::string bytes(int c) override {
    auto* p = static_cast<const char*>(sqlite3_column_blob(stmt_, c));
    return p ? std::string(p, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, c))) : std::string();
  }
  sqlite3_stmt* raw() { return stmt_; }

 private:
  sqlite3* db_;
  const std::string& path_;
  sqlite3_stmt* stmt_ = nullptr;
  std::vector<int> places_;
};

class SqliteBulk final : public BulkInsert {
 public:
  SqliteBulk(sqlite3* db, const std::string& path, SqliteStatement& statement) : db_(db), path_(path), statement_(statement) {}
  void null() override { sqlite3_bind_null(statement_.raw(), ++at_); }
  void integer(std::int64_t v) override { sqlite3_bind_int64(statement_.raw(), ++at_, v); }
  void text(std::string_view v) override { sqlite3_bind_text(statement_.raw(), ++at_, v.data(), static_cast<int>(v.size()), SQLITE_STATIC); }
  void date(Date v) override { sqlite3_bind_text(statement_.raw(), ++at_, iso(v).c_str(), 10, SQLITE_TRANSIENT); }
  void bytes(std::string_view v) override { sqlite3_bind_blob(statement_.raw(), ++at_, v.data(), static_cast<int>(v.size()), SQLITE_STATIC); }
  void end_row() override {
    int rc = sqlite3_step(statement_.raw());
    sqlite3_reset(statement_.raw());
    at_ = 0;
    if (rc != SQLITE_DONE) fail(db_, rc, path_);
  }
  void finish() override {}

 private:
  sqlite3* db_;
  const std::string& path_;
  SqliteStatement& statement_;
  int at_ = 0;
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool create) : path_(path) {
    static const int plain = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);   // its count of bytes takes a lock at every allocation
    (void)plain;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
    if (int rc = sqlite3_open_v2(path.c_str(), &db_, flags, nullptr); rc != SQLITE_OK) {
      sqlite3_close(db_);
      fail(nullptr, rc, path_);
    }
    try {
      sqlite3_extended_result_codes(db_, 1);
      sqlite3_busy_timeout(db_, lock_wait_seconds() * 1000);
      execute("PRAGMA journal_mode=WAL");
      execute("PRAGMA synchronous=FULL");
      execute("PRAGMA foreign_keys=ON");
      execute("PRAGMA trusted_schema=OFF");
      execute("PRAGMA cell_size_check=ON");
      execute("PRAGMA temp_store=MEMORY");
      execute("PRAGMA cache_size=-16000");
      execute("PRAGMA wal_autocheckpoint=4000");
    } catch (...) {
      sqlite3_close(db_);
      throw;
    }
  }
  ~SqliteConnection() override {
    statements_.clear();
    sqlite3_close(db_);
  }
  SqliteConnection(const SqliteConnection&) = delete;

  void execute(const std::string& sql) override {
    if (int rc = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr); rc != SQLITE_OK) fail(db_, rc, path_);
  }
  Statement& prepare(const std::string& sql) override { return prepared(sql); }
  std::unique_ptr<BulkInsert> bulk(const std::string& table, const std::vector<std::string>& columns) override {
    std::string names, places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      names += (i ? ", " : "") + columns[i];
      places += (i ? ", $" : "$") + std::to_string(i + 1);
    }
    return std::make_unique<SqliteBulk>(db_, path_, prepared("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")"));
  }
  void begin_write() override { execute("BEGIN IMMEDIATE"); }
  void begin_read() override { execute("BEGIN"); }
  std::vector<std::string> columns_of(const std::string& table) override {
    Statement& s = prepare("SELECT name FROM pragma_table_info($1)");
    s.bind(1, table);
    std::vector<std::string> out;
    while (s.step()) out.emplace_back(s.text(0));
    s.reset();
    return out;
  }
  std::string column_type(Kind kind) const override {
    return kind == Kind::text || kind == Kind::code || kind == Kind::date ? "TEXT" : "INTEGER";
  }
  std::string bytes_type() const override { return "BLOB"; }
  std::string table_suffix(bool small_text_key) const override { return small_text_key ? " STRICT, WITHOUT ROWID" : " STRICT"; }
  std::string append_only(const std::string& table) const override {
    std::string sql;
    for (const char* what : {"UPDATE", "DELETE"})
      sql += fmt::format("CREATE TRIGGER IF NOT EXISTS {0}_no_{1} BEFORE {1} ON {0} BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;", table, what);
    return sql;
  }
  Result<void> backup(const std::string& path) override { return copy_to(db_, path); }
  std::string integrity() override {
    Statement& s = prepare("PRAGMA integrity_check");
    std::string out;
    while (s.step())
      if (s.text(0) != "ok") out += std::string(s.text(0)) + "; ";
    s.reset();
    Statement& f = prepare("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 3");
    while (f.step()) out += fmt::format("a row of {} refers to a row of {} that is not there; ", f.text(0), f.text(1));
    f.reset();
    return out;
  }

 private:
  SqliteStatement& prepared(const std::string& sql) {
    auto& slot = statements_[sql];
    if (!slot) slot = std::make_unique<SqliteStatement>(db_, path_, sql);
    slot->reset();
    return *slot;
  }
  sqlite3* db_ = nullptr;
  std::string path_;
  std::unordered_map<std::string, std::unique_ptr<SqliteStatement>> statements_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool create) { return std::make_unique<SqliteConnection>(path, create); }

Result<void> copy_store(const std::string& from, const std::string& to) {
  sqlite3* db = nullptr;
  int rc = sqlite3_open_v2(from.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
  Result<void> done = rc == SQLITE_OK ? copy_to(db, to) : problem(fmt::format("{} cannot be opened", from));
  sqlite3_close(db);
  return done;
}

bool in_use(const std::string& path) {
  sqlite3* db = nullptr;
  int rc = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);   // needs the file for itself
  sqlite3_close(db);
  return rc == SQLITE_BUSY || rc == SQLITE_LOCKED;
}

int lock_wait_seconds() {
  const char* said = std::getenv("WAYMARK_LOCK_WAIT");
  int seconds = said ? std::atoi(said) : 0;
  return seconds > 0 && seconds <= 3600 ? seconds : 10;
}

std::int64_t Connection::one_integer(const std::string& sql, std::int64_t otherwise) {
  Statement& s = prepare(sql);
  std::int64_t out = s.step() && !s.is_null(0) ? s.integer(0) : otherwise;
  s.reset();
  return out;
}

}  // namespace waymark
