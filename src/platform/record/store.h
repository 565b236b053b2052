// What the rest of the program asks of a store. Every read and write goes through a Session that knows who asks; the store adds the
// condition that keeps it within its reach, and writes the audit before anything is acknowledged. platform/store implements this.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "platform/record/record.h"

namespace waymark {

// The database is gone, full, locked or damaged: nothing the person asking can mend. what() is one sentence for them.
struct StoreLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

enum class Reach { none, own, all };   // own: what the role is bound to leads there
struct Grant {
  Reach read = Reach::none, add = Reach::none, change = Reach::none;
  bool case_notes = false;
  std::string_view fields{};   // the only fields shown, a space between their names; empty: all
  bool shows(const FieldInfo& field) const;
};

// What a role may be bound to, and how a pupil leads there: through rows of `table` whose `from` is what one comes with, on with `to`.
// Rows that ended before today (`until`) lead nowhere any more.
enum class Circle { none, partnership, school, provider };
struct Hop { std::string_view table, from, to, until; };
struct AccessRules {
  Grant (*grant)(std::string_view role, const RecordType&);
  std::span<const Hop> from_pupil[4];                   // by Circle
  std::string_view seal, seal_member;                   // tables: a pupil with a seal is seen by its members only
  bool (*reads_audit)(std::string_view role) = nullptr; // the whole audit trail, without what changed in the fields
};

struct Holding {
  std::string role;
  Circle circle = Circle::none;
  std::int64_t id = 0;   // of the partnership, school or provider
};
struct Session {
  std::int64_t user = 0;
  std::string actor;                        // as the audit names it: "user 123", "import"
  std::vector<Holding> holdings;            // several roles may be held at once: a row is within reach when one of them reaches it
  const AccessRules* rules = nullptr;       // none: nothing is allowed
  std::vector<std::int64_t> opened;         // pupils outside its reach that it may read for a while, for a reason given
  bool system = false;                      // the program itself
  Grant grant(const RecordType& type) const;   // of all holdings together
  std::vector<std::int64_t> partnerships() const;
  bool holds(Circle circle, std::int64_t id) const;
  bool may_ask(const RecordType& type, std::string_view field) const;   // whoever does not see a field in every row may not search by it
};
Session system_session(std::string actor);   // the program itself: figures, imports already authorised, the demonstration

using SqlValue = std::variant<std::monostate, std::int64_t, std::string, Date>;

struct Condition {
  enum class Test { equal, less, less_or_equal, greater, greater_or_equal, one_of, empty, contains };
  std::string field;   // a declared field's name, or "id"; anything else is a broken program
  Test test = Test::equal;
  std::vector<SqlValue> values;
};
struct Query {
  std::vector<Condition> where;
  std::string order_by;   // field name; empty: by id
  bool descending = false;
  std::optional<std::int64_t> limit, offset;
};
inline Condition equals(std::string field, SqlValue value) { return {std::move(field), Condition::Test::equal, {std::move(value)}}; }
template <class R> Condition one_of(std::string field, const std::vector<Id<R>>& ids) {
  Condition c{std::move(field), Condition::Test::one_of, {}};
  for (Id<R> id : ids) c.values.emplace_back(id.value);
  return c;
}

// One unchanging view of the store for as long as it lives.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual void each(const RecordType& type, const Query& query, const std::function<void(const void*)>& row) = 0;
  virtual std::int64_t count(const RecordType& type, const Query& query) = 0;

  template <class R> void each(const Query& query, const std::function<void(const R&)>& row) {
    each(record_type_of<R>, query, [&](const void* r) { row(*static_cast<const R*>(r)); });
  }
  template <class R> std::vector<R> list(const Query& query = {}) {
    std::vector<R> out;
    each<R>(query, [&](const R& r) { out.push_back(r); });
    return out;
  }
  template <class R> std::optional<R> find(Id<R> id) {
    std::optional<R> out;
    each<R>({.where = {equals("id", id.value)}}, [&](const R& r) { out = r; });
    return out;
  }
};

class Transaction : public Reader {
 public:
  // Rows get an id when they have none. All of one type at once is much quicker than one by one.
  virtual void insert(const RecordType& type, std::span<void* const> rows) = 0;
  virtual void update(const RecordType& type, const void* before, const void* after) = 0;   // the audit says from what to what
  virtual void note(std::string_view action, const RecordType* type, std::int64_t id, std::string_view detail) = 0;
  virtual std::string audit_head() = 0;   // hash of the last audit row, in hexadecimal: what is published says on what it stood
  virtual void set_county(std::string la_code) = 0;   // of the rows that follow: every row carries it, so that a spread-out database can place it

  template <class R> void insert(R& row) { void* p = &row; insert(record_type_of<R>, std::span<void* const>(&p, 1)); }
  template <class R> void insert(std::vector<R>& rows) {
    std::vector<void*> pointers;
    for (R& row : rows) pointers.push_back(&row);
    insert(record_type_of<R>, pointers);
  }
  template <class R> void update(const R& before, const R& after) { update(record_type_of<R>, &before, &after); }
};

struct AuditEntry {
  std::int64_t sequence = 0, at_ms = 0, record_id = 0;
  std::string actor, action, record_type, detail;
};

struct AuditFilter {
  std::string actor, action, record_type;               // empty: any
  std::optional<std::int64_t> from_ms, until_ms, before_sequence;
  std::int64_t limit = 50;
};

struct Verification {
  std::int64_t audit_rows = 0, data_rows = 0;
  std::string head;                    // hash of the last audit row, to keep elsewhere
  std::vector<std::string> findings;   // sentences; empty: sound
};
using Progress = std::function<void(std::string_view what, std::int64_t done, std::int64_t of)>;

class Store {
 public:
  virtual ~Store() = default;
  virtual std::unique_ptr<Reader> read(const Session& session) = 0;
  // Runs the work in a transaction and returns once it is durable. A Problem from the work, or a refusal by access or by the
  // database's own constraints, leaves nothing behind.
  virtual Result<void> write(const Session& session, const std::function<Result<void>(Transaction&)>& work) = 0;
  virtual std::vector<AuditEntry> audit_of(const Session& session, const RecordType& type, std::int64_t id) = 0;
  virtual std::vector<AuditEntry> audit_trail(const Session& session, const AuditFilter& filter) = 0;   // latest first; of who may read none: empty
  virtual std::int64_t last_sequence() = 0;   // grows with every change and opening
  virtual std::int64_t last_change() = 0;     // grows with every change of a record only
  // Ids of the rows of one type that were added or changed after `sequence`, whichever program did it; for what is kept in memory.
  virtual std::vector<std::int64_t> changed_since(const RecordType& type, std::int64_t sequence) = 0;
  virtual std::optional<std::string> setting(std::string_view name) = 0;
  virtual void set_setting(std::string_view name, std::string_view value) = 0;
  virtual Verification verify(const Progress& progress) = 0;
  virtual Result<void> backup(const std::string& path) = 0;

  // Writes that someone opened a record; durable when it returns.
  Result<void> opened(const Session& session, const RecordType& type, std::int64_t id);
};

}  // namespace waymark
