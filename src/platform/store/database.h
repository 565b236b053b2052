// The thin layer over the two database libraries: connections, prepared statements with numbered parameters ($1, $2 ...), typed values,
// bulk loading. All SQL outside this folder is derived; what differs between the databases is said here and in their two files.
#pragma once
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "platform/record/store.h"

namespace waymark {

// The database itself refused a row (unique, foreign key, not null): the caller's data is at fault, not the database.
struct ConstraintFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Statement : public ValueReader {
 public:
  virtual void bind(int number, const SqlValue& value) = 0;           // $number
  virtual void bind_bytes(int number, std::string_view bytes) = 0;
  virtual bool step() = 0;                                            // false: no further row
  virtual void reset() = 0;
  virtual std::string bytes(int column) = 0;
};

// Rows of one table at speed. Values in the order of the columns, then end_row(), until which text and bytes must live; finish() before
// anything else is done on the connection.
class BulkInsert : public ValueWriter {
 public:
  virtual void bytes(std::string_view value) = 0;
  virtual void end_row() = 0;
  virtual void finish() = 0;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void execute(const std::string& sql) = 0;
  virtual Statement& prepare(const std::string& sql) = 0;   // cached by text; reset and ready
  virtual std::unique_ptr<BulkInsert> bulk(const std::string& table, const std::vector<std::string>& columns) = 0;
  virtual void begin_write() = 0;   // waits its turn: one writer at a time over all processes
  virtual void begin_read() = 0;    // a view that does not change
  virtual std::vector<std::string> columns_of(const std::string& table) = 0;   // empty: no such table
  virtual std::string column_type(Kind kind) const = 0;
  virtual std::string bytes_type() const = 0;
  virtual std::string table_suffix(bool small_text_key) const = 0;             // STRICT and the like
  virtual std::string append_only(const std::string& table) const = 0;        // SQL that makes the table refuse update and delete
  virtual Result<void> backup(const std::string& path) = 0;
  virtual std::string integrity() = 0;   // the database's own check; empty: sound

  std::int64_t one_integer(const std::string& sql, std::int64_t otherwise = 0);
};

// How long a connection waits for another program's lock: ten seconds, or what WAYMARK_LOCK_WAIT says.
int lock_wait_seconds();
std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool create);
std::unique_ptr<Connection> connect_postgres(const std::string& address);

// Binds what a field writes to the statement's parameters, one after the other.
class StatementWriter final : public ValueWriter {
 public:
  explicit StatementWriter(Statement& statement, int first = 1) : statement_(statement), next_(first) {}
  void null() override { statement_.bind(next_++, {}); }
  void integer(std::int64_t value) override { statement_.bind(next_++, value); }
  void text(std::string_view value) override { statement_.bind(next_++, std::string(value)); }
  void date(Date value) override { statement_.bind(next_++, value); }
  int next() const { return next_; }

 private:
  Statement& statement_;
  int next_;
};

}  // namespace waymark
