#include "platform/store/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/core/clock.h"
#include "platform/core/digest.h"
#include "platform/store/audit.h"
#include "platform/store/schema.h"
#include "platform/store/select.h"

namespace waymark {
namespace {

struct Refused : std::runtime_error {   // access: inside a transaction, so that it is rolled back
  using std::runtime_error::runtime_error;
};

class ConnectedTransaction final : public Transaction {
 public:
  ConnectedTransaction(Connection& db, const Session& session, AuditChain& chain) : db_(db), session_(session), chain_(chain) {}

  using Reader::each;
  using Transaction::insert;
  using Transaction::update;
  void each(const RecordType& type, const Query& query, const std::function<void(const void*)>& row) override { select_rows(db_, session_, type, query, row); }
  std::int64_t count(const RecordType& type, const Query& query) override { return count_rows(db_, session_, type, query); }

  void insert(const RecordType& type, std::span<void* const> rows) override {
    if (session_.grant(type).add == Reach::none) refuse_kind(type);
    for (void* row : rows)
      if (type.get_id(row) == 0) type.set_id(row, new_id());
    constexpr std::size_t at_once = 10'000;
    for (; !rows.empty(); rows = rows.subspan(std::min(at_once, rows.size()))) insert_some(type, rows.first(std::min(at_once, rows.size())));
    changed_ = true;
  }

  void update(const RecordType& type, const void* before, const void* after) override {
    std::vector<FieldChange> list = changes(type, before, after);
    if (list.empty()) return;
    if (session_.grant(type).change == Reach::none) refuse_kind(type);
    for (const FieldChange& change : list)
      if (!may_change(type, *change.field)) throw Refused(fmt::format("your role does not change the field {} of records of the kind {}", change.field->label, type.title));
    std::int64_t id = type.get_id(before);
    touched(Action::change, type, id);
    check_reach(Action::change, type, {id});   // it must have been within reach before, too
    std::shared_ptr<void> now = current(type, id);
    for (const FieldChange& change : list)
      if (change.field->get(now.get()) != change.from) throw Refused(fmt::format("a record of the kind {} was changed by someone else meanwhile: look at it again", type.title));
    HeldValue value;
    for (const FieldChange& change : list) {   // what others changed in other fields stays
      change.field->write(after, value);
      change.field->read(now.get(), value, 0);
    }
    std::string sql;
    for (const FieldChange& change : list) sql += fmt::format("{}{} = ${}", sql.empty() ? "" : ", ", change.field->name, &change - list.data() + 1);
    Statement& s = db_.prepare(fmt::format("UPDATE {} SET {} WHERE id = ${}", type.table, sql, list.size() + 1));
    StatementWriter writer(s);
    for (const FieldChange& change : list) change.field->write(after, writer);
    s.bind(static_cast<int>(list.size()) + 1, id);
    s.step();
    s.reset();
    nlohmann::ordered_json detail = nlohmann::ordered_json::object();
    for (const FieldChange& change : list) {
      bool secret = change.field->privacy.level == Level::secret;   // that it changed, not what it is
      detail[std::string(change.field->name)] = {secret ? "" : change.from, secret ? "" : change.to};
    }
    chain_.append(session_.actor, "changed", &type, id, detail.dump(), row_digest(type, now.get()));
    changed_ = true;
  }

  void note(std::string_view action, const RecordType* type, std::int64_t id, std::string_view detail) override {
    chain_.append(session_.actor, action, type, id, detail, {});
  }
  std::string audit_head() override { return hex(chain_.mark().hash); }
  void set_county(std::string la_code) override { county_ = std::move(la_code); }

  void finish() {   // every row touched must lie within reach at the end: a new pupil does once their case is there
    for (auto& [what, ids] : touched_) check_reach(what.first, *what.second, ids);
    chain_.flush(db_);
  }
  bool changed() const { return changed_; }

 private:
  std::shared_ptr<void> current(const RecordType& type, std::int64_t id) {
    std::shared_ptr<void> out = type.make();
    bool there = false;
    select_rows(db_, system_session("update"), type, {.where = {equals("id", id)}}, [&](const void* row) {
      HeldValue value;
      type.set_id(out.get(), id);
      for (const FieldInfo& field : type.fields) {
        field.write(row, value);
        field.read(out.get(), value, 0);
      }
      there = true;
    });
    if (!there) throw Refused(fmt::format("a record of the kind {} is no longer there", type.title));
    return out;
  }
  // Of many rows the hashes are taken on a second thread while this one feeds the database.
  void insert_some(const RecordType& type, std::span<void* const> rows) {
    auto audit = [&] {
      for (const void* row : rows) chain_.append(session_.actor, "created", &type, type.get_id(row), {}, row_digest(type, row));
    };
    std::future<void> hashing = std::async(rows.size() < 200 ? std::launch::deferred : std::launch::async, audit);
    auto bulk = db_.bulk(std::string(type.table), column_names(type));
    for (const void* row : rows) {
      bulk->integer(type.get_id(row));
      county_.empty() ? bulk->null() : bulk->text(county_);
      for (const FieldInfo& field : type.fields) field.write(row, *bulk);
      bulk->end_row();
    }
    bulk->finish();
    hashing.get();
    for (const void* row : rows) touched(Action::add, type, type.get_id(row));
    if (chain_.pending() > 20'000) chain_.flush(db_);
  }
  [[noreturn]] static void refuse_kind(const RecordType& type) { throw Refused(fmt::format("your role does not change records of the kind {}", type.title)); }
  bool may_change(const RecordType& type, const FieldInfo& field) const {
    return session_.system || std::ranges::any_of(session_.holdings, [&](const Holding& h) {
      Grant g = session_.rules->grant(h.role, type);
      return g.change != Reach::none && g.shows(field);
    });
  }
  void touched(Action action, const RecordType& type, std::int64_t id) {
    if (!session_.system) touched_[{action, &type}].push_back(id);
  }
  void check_reach(Action action, const RecordType& type, const std::vector<std::int64_t>& ids) {
    if (session_.system) return;
    for (std::size_t from = 0; from < ids.size(); from += 512) {
      std::vector<SqlValue> values;
      std::string reach = reach_condition(session_, action, type, values);
      std::string places;
      std::size_t n = std::min<std::size_t>(512, ids.size() - from);
      for (std::size_t i = 0; i < n; ++i) {
        values.emplace_back(ids[from + i]);
        places += fmt::format("{}${}", i ? ", " : "", values.size());
      }
      Statement& s = db_.prepare(fmt::format("SELECT COUNT(*) FROM {} t WHERE {} AND t.id IN ({})", type.table, reach, places));
      for (std::size_t i = 0; i < values.size(); ++i) s.bind(static_cast<int>(i) + 1, values[i]);
      std::int64_t within = s.step() ? s.integer(0) : 0;
      s.reset();
      if (within != static_cast<std::int64_t>(n)) throw Refused(fmt::format("a record of the kind {} is not within your reach", type.title));
    }
  }
  Connection& db_;
  const Session& session_;
  AuditChain& chain_;
  std::string county_;
  std::map<std::pair<Action, const RecordType*>, std::vector<std::int64_t>> touched_;
  bool changed_ = false;
};

// What a change was from and to, of the fields only that the session may read.
std::string shown_detail(const Session& session, const RecordType& type, std::string_view detail) {
  auto changes = nlohmann::ordered_json::parse(detail, nullptr, false);
  if (session.system || !changes.is_object()) return std::string(detail);
  Grant grant = session.grant(type);
  nlohmann::ordered_json shown = nlohmann::ordered_json::object();
  for (const auto& [name, from_to] : changes.items())
    if (const FieldInfo* field = type.find(name); field && grant.shows(*field)) shown[name] = from_to;
  return shown.dump();
}

class ConnectedStore;

class PooledReader final : public Reader {
 public:
  PooledReader(ConnectedStore& store, std::unique_ptr<Connection> db, Session session) : store_(store), db_(std::move(db)), session_(std::move(session)) { db_->begin_read(); }
  ~PooledReader() override;
  void each(const RecordType& type, const Query& query, const std::function<void(const void*)>& row) override { select_rows(*db_, session_, type, query, row); }
  std::int64_t count(const RecordType& type, const Query& query) override { return count_rows(*db_, session_, type, query); }

 private:
  ConnectedStore& store_;
  std::unique_ptr<Connection> db_;
  Session session_;
};

struct Job {
  const Session* session;
  const std::function<Result<void>(Transaction&)>* work;
  std::promise<Result<void>> done;
};

class ConnectedStore final : public Store {
 public:
  ConnectedStore(std::string address, std::span<const RecordType* const> records, bool postgres) : address_(std::move(address)), records_(records), postgres_(postgres) {
    auto db = connect();
    bring_up_to_date(*db, records_);
    writer_ = std::jthread([this, held = std::move(db)](std::stop_token stop) mutable { write_in_groups(std::move(held), stop); });
  }
  ~ConnectedStore() override {
    writer_.request_stop();
    wake_.notify_all();
    writer_.join();
  }

  std::unique_ptr<Reader> read(const Session& session) override { return std::make_unique<PooledReader>(*this, take(), session); }

  Result<void> write(const Session& session, const std::function<Result<void>(Transaction&)>& work) override {
    Job job{&session, &work, {}};
    std::future<Result<void>> done = job.done.get_future();
    {
      std::scoped_lock lock(mutex_);
      queue_.push_back(&job);
    }
    wake_.notify_one();
    return done.get();
  }

  std::vector<AuditEntry> audit_of(const Session& session, const RecordType& type, std::int64_t id) override {
    auto reader = read(session);
    if (reader->count(type, {.where = {equals("id", id)}}) == 0) return {};
    Borrowed db(*this);
    Statement& s = db->prepare("SELECT sequence, at_ms, actor, action, detail FROM audit WHERE record_id = $1 AND record_type = $2 ORDER BY sequence");
    s.bind(1, id);
    s.bind(2, std::string(type.table));
    std::vector<AuditEntry> out;
    while (s.step())
      out.push_back({s.integer(0), s.integer(1), id, std::string(s.text(2)), std::string(s.text(3)), std::string(type.table), s.is_null(4) ? "" : shown_detail(session, type, s.text(4))});
    s.reset();
    return out;
  }
  std::vector<AuditEntry> audit_trail(const Session& session, const AuditFilter& filter) override {
    bool may = session.system || (session.rules && session.rules->reads_audit && std::ranges::any_of(session.holdings, [&](const Holding& h) { return session.rules->reads_audit(h.role); }));
    if (!may) return {};
    Borrowed db(*this);
    return select_audit(*db, filter);
  }
  std::int64_t last_sequence() override { return Borrowed(*this)->one_integer("SELECT MAX(sequence) FROM audit"); }
  std::int64_t last_change() override {
    auto held = setting("last_change");
    return held ? std::stoll(*held) : 0;
  }
  std::vector<std::int64_t> changed_since(const RecordType& type, std::int64_t sequence) override {
    Borrowed db(*this);
    Statement& s = db->prepare("SELECT DISTINCT record_id FROM audit WHERE sequence > $1 AND record_type = $2 AND row_digest IS NOT NULL ORDER BY record_id");   // an opening has no digest
    s.bind(1, sequence);
    s.bind(2, std::string(type.table));
    std::vector<std::int64_t> out;
    while (s.step()) out.push_back(s.integer(0));
    s.reset();
    return out;
  }
  std::optional<std::string> setting(std::string_view name) override {
    Borrowed db(*this);
    Statement& s = db->prepare("SELECT value FROM setting WHERE name = $1");
    s.bind(1, std::string(name));
    std::optional<std::string> out;
    if (s.step()) out = std::string(s.text(0));
    s.reset();
    return out;
  }
  void set_setting(std::string_view name, std::string_view value) override {
    Borrowed db(*this);
    db->begin_write();
    put_setting(*db, name, value);
    db->execute("COMMIT");
  }
  Verification verify(const Progress& progress) override {
    Borrowed db(*this);
    db->begin_read();
    Verification report = verify_store(*db, records_, progress);
    db->execute("COMMIT");
    return report;
  }
  Result<void> backup(const std::string& path) override { return Borrowed(*this)->backup(path); }

  void give_back(std::unique_ptr<Connection> db) {
    std::scoped_lock lock(pool_mutex_);
    if (pool_.size() < 16) pool_.push_back(std::move(db));
  }

 private:
  class Borrowed {   // a connection for one call; not given back when the call throws
   public:
    explicit Borrowed(ConnectedStore& store) : store_(store), db_(store.take()), exceptions_(std::uncaught_exceptions()) {}
    ~Borrowed() { if (std::uncaught_exceptions() == exceptions_) store_.give_back(std::move(db_)); }
    Connection* operator->() { return db_.get(); }
    Connection& operator*() { return *db_; }

   private:
    ConnectedStore& store_;
    std::unique_ptr<Connection> db_;
    int exceptions_;
  };

  std::unique_ptr<Connection> connect() { return postgres_ ? connect_postgres(address_) : connect_sqlite(address_, true); }
  std::unique_ptr<Connection> take() {
    {
      std::scoped_lock lock(pool_mutex_);
      if (!pool_.empty()) {
        auto db = std::move(pool_.back());
        pool_.pop_back();
        return db;
      }
    }
    return connect();
  }
  static void put_setting(Connection& db, std::string_view name, std::string_view value) {
    Statement& s = db.prepare("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    s.bind(1, std::string(name));
    s.bind(2, std::string(value));
    s.step();
    s.reset();
  }

  // Whatever waits is done in one transaction, each job behind a savepoint of its own, and acknowledged after the one commit.
  void write_in_groups(std::unique_ptr<Connection> db, const std::stop_token& stop) {
    for (;;) {
      std::vector<Job*> jobs;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return !queue_.empty() || stop.stop_requested(); });
        if (queue_.empty()) return;
        while (!queue_.empty() && jobs.size() < 256) {
          jobs.push_back(queue_.front());
          queue_.pop_front();
        }
      }
      std::vector<Result<void>> results(jobs.size());
      try {
        if (!db) db = connect();
        run_group(*db, jobs, results);
      } catch (...) {
        std::exception_ptr lost = std::current_exception();
        db.reset();   // rolls back; the next group connects anew
        for (Job* job : jobs) job->done.set_exception(lost);
        continue;
      }
      for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->done.set_value(std::move(results[i]));
    }
  }

  void run_group(Connection& db, const std::vector<Job*>& jobs, std::vector<Result<void>>& results) {
    db.begin_write();
    AuditChain chain;
    chain.load(db);
    bool changed = false;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      AuditChain::Mark mark = chain.mark();
      db.execute("SAVEPOINT job");
      ConnectedTransaction transaction(db, *jobs[i]->session, chain);
      try {
        results[i] = (*jobs[i]->work)(transaction);
        if (results[i]) transaction.finish();
      } catch (const ConstraintFailed& e) {
        results[i] = problem(std::string("the store refused a row: ") + e.what());
      } catch (const Refused& e) {
        results[i] = problem(e.what());
      }
      if (results[i]) {
        changed = changed || transaction.changed();
      } else {
        db.execute("ROLLBACK TO SAVEPOINT job");
        chain.go_back(mark);
      }
      db.execute("RELEASE SAVEPOINT job");
    }
    if (changed) put_setting(db, "last_change", std::to_string(chain.mark().sequence));
    db.execute("COMMIT");
  }

  std::string address_;
  std::span<const RecordType* const> records_;
  bool postgres_;
  std::mutex mutex_, pool_mutex_;
  std::condition_variable wake_;
  std::deque<Job*> queue_;
  std::vector<std::unique_ptr<Connection>> pool_;
  std::jthread writer_;
};

PooledReader::~PooledReader() {
  try {
    db_->execute("COMMIT");
    store_.give_back(std::move(db_));
  } catch (const std::exception&) {
    // the connection is lost: it is dropped, and whoever reads next connects anew
  }
}

}  // namespace

bool is_postgres(const std::string& address) { return address.starts_with("postgresql://") || address.starts_with("postgres://"); }

std::unique_ptr<Store> open_store(const std::string& address, std::span<const RecordType* const> records, IfMissing if_missing) {
  bool postgres = is_postgres(address);
  std::error_code ignored;
  if (!postgres && if_missing == IfMissing::refuse && !std::filesystem::exists(address, ignored)) throw StoreLost(fmt::format("there is no store at {}", address));
  return std::make_unique<ConnectedStore>(address, records, postgres);
}

}  // namespace waymark
