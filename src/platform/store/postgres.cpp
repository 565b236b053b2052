// PostgreSQL 15 behind the interface of database.h, through libpq: prepared statements in single-row mode, COPY for bulk loading.
#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <unordered_map>

#include "platform/core/text.h"
#include "platform/store/database.h"

namespace waymark {
namespace {

constexpr std::int64_t writer_lock = 0x77617921;   // "way!": any fixed number that other programs do not use

struct ResultHandle {
  PGresult* r = nullptr;
  explicit ResultHandle(PGresult* result = nullptr) : r(result) {}
  ~ResultHandle() { PQclear(r); }
  ResultHandle(const ResultHandle&) = delete;
  void take(PGresult* result) { PQclear(r); r = result; }
};

std::string first_line(const char* text) {
  std::string_view all = trim(text ? text : "");
  return std::string(trim(all.substr(0, all.find('\n'))));
}

[[noreturn]] void fail(PGconn* db, const PGresult* result) {
  // The detail that follows would name values, and values are somebody's.
  const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  std::string said = first_line(primary ? primary : PQerrorMessage(db));
  const char* state_text = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  std::string_view state = state_text ? state_text : "";
  if (state.starts_with("23") || state == "P0001") throw ConstraintFailed(said);
  if (state == "53100") throw StoreLost("the disk of the database server is full; nothing was saved");
  if (state == "25006") throw StoreLost("the database server is a read-only standby");
  if (state.starts_with("08") || state.starts_with("57") || state.starts_with("53") || state.starts_with("58") || state.starts_with("55") || state.empty())
    throw StoreLost("the database server cannot be used: " + said);
  throw std::logic_error("database: " + said);
}

class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PGconn* db, std::string name, const std::string& sql) : db_(db), name_(std::move(name)) {
    ResultHandle done(PQprepare(db, name_.c_str(), sql.c_str(), 0, nullptr));
    if (PQresultStatus(done.r) != PGRES_COMMAND_OK) fail(db, done.r);
    ResultHandle described(PQdescribePrepared(db, name_.c_str()));
    values_.resize(static_cast<std::size_t>(PQnparams(described.r)));
    given_.assign(values_.size(), false);
    binary_.assign(values_.size(), 0);
  }
  ~PostgresStatement() override { drain(); }
  PostgresStatement(const PostgresStatement&) = delete;

  void bind(int number, const SqlValue& value) override {
    auto i = static_cast<std::size_t>(number - 1);
    given_.at(i) = true;
    binary_[i] = 0;
    if (auto* n = std::get_if<std::int64_t>(&value)) values_[i] = std::to_string(*n);
    else if (auto* s = std::get_if<std::string>(&value)) values_[i] = *s;
    else if (auto* d = std::get_if<Date>(&value)) values_[i] = iso(*d);
    else given_[i] = false;
  }
  void bind_bytes(int number, std::string_view bytes) override {
    auto i = static_cast<std::size_t>(number - 1);
    given_.at(i) = true;
    values_[i] = bytes;
    binary_[i] = 1;
  }
  bool step() override {
    if (!running_) send();
    row_.take(PQgetResult(db_));
    if (!row_.r) { running_ = false; return false; }
    switch (PQresultStatus(row_.r)) {
      case PGRES_SINGLE_TUPLE: return true;
      case PGRES_TUPLES_OK: case PGRES_COMMAND_OK: drain(); return false;
      default: {
        ResultHandle failed(row_.r);
        row_.r = nullptr;
        drain();
        fail(db_, failed.r);
      }
    }
  }
  void reset() override {
    drain();
    given_.assign(given_.size(), false);
  }
  bool is_null(int c) override { return PQgetisnull(row_.r, 0, c) != 0; }
  std::int64_t integer(int c) override {
    std::string_view s = text(c);
    std::int64_t n = 0;
    std::from_chars(s.data(), s.data() + s.size(), n);
    return n;
  }
  std::string_view text(int c) override { return {PQgetvalue(row_.r, 0, c), static_cast<std::size_t>(PQgetlength(row_.r, 0, c))}; }
  Date date(int c) override { return parse_iso_date(text(c)).value_or(Date{}); }
  std::string bytes(int c) override {
    std::size_t length = 0;
    unsigned char* raw = PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(row_.r, 0, c)), &length);
    std::string out(reinterpret_cast<char*>(raw), length);
    PQfreemem(raw);
    return out;
  }

 private:
  void send() {
    std::vector<const char*> pointers;
    std::vector<int> lengths;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      pointers.push_back(given_[i] ? values_[i].data() : nullptr);
      lengths.push_back(static_cast<int>(values_[i].size()));
    }
    if (!PQsendQueryPrepared(db_, name_.c_str(), static_cast<int>(values_.size()), pointers.data(), lengths.data(), binary_.data(), 0)) fail(db_, nullptr);
    PQsetSingleRowMode(db_);
    running_ = true;
  }
  void drain() {
    if (!running_) return;
    while (PGresult* rest = PQgetResult(db_)) PQclear(rest);
    running_ = false;
  }
  PGconn* db_;
  std::string name_;
  std::vector<std::string> values_;
  std::vector<bool> given_;
  std::vector<int> binary_;
  ResultHandle row_;
  bool running_ = false;
};

class PostgresBulk final : public BulkInsert {
 public:
  PostgresBulk(PGconn* db, const std::string& table, const std::vector<std::string>& columns) : db_(db) {
    ResultHandle started(PQexec(db, fmt::format("COPY {} ({}) FROM STDIN", table, join(columns, ", ")).c_str()));
    if (PQresultStatus(started.r) != PGRES_COPY_IN) fail(db, started.r);
    open_ = true;
  }
  ~PostgresBulk() override {
    if (!open_) return;
    PQputCopyEnd(db_, "given up");
    while (PGresult* rest = PQgetResult(db_)) PQclear(rest);
  }
  void null() override { next() += "\\N"; }
  void integer(std::int64_t v) override { next() += std::to_string(v); }
  void date(Date v) override { next() += iso(v); }
  void bytes(std::string_view v) override {
    static constexpr char digits[] = "0123456789abcdef";
    next() += "\\\\x";
    for (char c : v) {
      buffer_ += digits[static_cast<unsigned char>(c) >> 4];
      buffer_ += digits[static_cast<unsigned char>(c) & 15];
    }
  }
  void text(std::string_view v) override {
    next();
    for (char c : v) {
      if (c == '\\') buffer_ += "\\\\";
      else if (c == '\t') buffer_ += "\\t";
      else if (c == '\n') buffer_ += "\\n";
      else if (c == '\r') buffer_ += "\\r";
      else buffer_ += c;
    }
  }
  void end_row() override {
    buffer_ += '\n';
    first_ = true;
    if (buffer_.size() > 60'000) flush();
  }
  void finish() override {
    flush();
    open_ = false;
    if (PQputCopyEnd(db_, nullptr) != 1) fail(db_, nullptr);
    ResultHandle done(PQgetResult(db_));
    while (PGresult* rest = PQgetResult(db_)) PQclear(rest);
    if (PQresultStatus(done.r) != PGRES_COMMAND_OK) fail(db_, done.r);
  }

 private:
  std::string& next() {
    if (!first_) buffer_ += '\t';
    first_ = false;
    return buffer_;
  }
  void flush() {
    if (!buffer_.empty() && PQputCopyData(db_, buffer_.data(), static_cast<int>(buffer_.size())) != 1) fail(db_, nullptr);
    buffer_.clear();
  }
  PGconn* db_;
  std::string buffer_;
  bool first_ = true, open_ = false;
};

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(const std::string& address) : db_(PQconnectdb(address.c_str())) {
    if (PQstatus(db_) == CONNECTION_OK) {
      PQsetErrorVerbosity(db_, PQERRORS_TERSE);   // without the DETAIL, which quotes the row
      PQsetNoticeProcessor(db_, [](void*, const char*) {}, nullptr);
      execute(fmt::format("SET client_min_messages = warning; SET lock_timeout = '{}s'; SET datestyle = 'ISO'; SET client_encoding = 'UTF8'", lock_wait_seconds()));
      return;
    }
    std::string said = first_line(PQerrorMessage(db_));
    PQfinish(db_);
    std::string why = said.contains("password") ? "the name or password of the database was refused" : said;
    throw StoreLost("the database server cannot be reached: " + why);
  }
  ~PostgresConnection() override {
    statements_.clear();
    PQfinish(db_);
  }
  PostgresConnection(const PostgresConnection&) = delete;

  void execute(const std::string& sql) override {
    ResultHandle done(PQexec(db_, sql.c_str()));
    auto status = PQresultStatus(done.r);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(db_, done.r);
  }
  Statement& prepare(const std::string& sql) override {
    auto& slot = statements_[sql];
    if (!slot) slot = std::make_unique<PostgresStatement>(db_, "s" + std::to_string(statements_.size()), sql);
    slot->reset();
    return *slot;
  }
  std::unique_ptr<BulkInsert> bulk(const std::string& table, const std::vector<std::string>& columns) override {
    return std::make_unique<PostgresBulk>(db_, table, columns);
  }
  void begin_write() override {
    execute("BEGIN");
    execute(fmt::format("SELECT pg_advisory_xact_lock({})", writer_lock));
  }
  void begin_read() override { execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  std::vector<std::string> columns_of(const std::string& table) override {
    Statement& s = prepare("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position");
    s.bind(1, table);
    std::vector<std::string> out;
    while (s.step()) out.emplace_back(s.text(0));
    s.reset();
    return out;
  }
  std::string column_type(Kind kind) const override {
    return kind == Kind::text || kind == Kind::code ? "TEXT" : kind == Kind::date ? "DATE" : "BIGINT";
  }
  std::string bytes_type() const override { return "BYTEA"; }
  std::string table_suffix(bool) const override { return ""; }
  std::string append_only(const std::string& table) const override {
    return fmt::format(
        "CREATE OR REPLACE FUNCTION {0}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$;"
        "DROP TRIGGER IF EXISTS {0}_append_only ON {0};"
        "CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_append_only()", table);
  }
  Result<void> backup(const std::string&) override {
    return problem("a PostgreSQL store is backed up with its own tools: pg_basebackup with continuous archiving, or pg_dump");
  }
  std::string integrity() override { return {}; }

 private:
  PGconn* db_;
  std::unordered_map<std::string, std::unique_ptr<PostgresStatement>> statements_;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& address) { return std::make_unique<PostgresConnection>(address); }

}  // namespace waymark
