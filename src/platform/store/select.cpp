#include "platform/store/select.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/core/clock.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

std::string place(std::vector<SqlValue>& values, SqlValue value) {
  values.push_back(std::move(value));
  return "$" + std::to_string(values.size());
}

std::string column(const RecordType& type, const std::string& name) {
  if (name != "id" && !type.find(name)) throw std::logic_error(fmt::format("{} has no field {}", type.table, name));
  return "t." + name;
}

// Lists of values are filled up to a power of two with their last, so that few different statements are prepared.
std::string list_of(std::vector<SqlValue>& values, const std::vector<SqlValue>& items) {
  std::size_t n = 1;
  while (n < items.size()) n *= 2;
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += (i ? ", " : "") + place(values, items[std::min(i, items.size() - 1)]);
  return out;
}

std::string condition_sql(const RecordType& type, const Condition& c, std::vector<SqlValue>& values) {
  using enum Condition::Test;
  std::string name = column(type, c.field);
  switch (c.test) {
    case empty: return name + " IS NULL";
    case one_of: return c.values.empty() ? "1 = 0" : fmt::format("{} IN ({})", name, list_of(values, c.values));
    case contains: {
      std::string pattern = "%";
      for (char ch : lower(std::get<std::string>(c.values.at(0)))) {
        if (ch == '%' || ch == '_' || ch == '\\') pattern += '\\';
        pattern += ch;
      }
      return fmt::format("LOWER({}) LIKE {} ESCAPE '\\'", name, place(values, pattern + "%"));
    }
    case equal: return fmt::format("{} = {}", name, place(values, c.values.at(0)));
    case less: return fmt::format("{} < {}", name, place(values, c.values.at(0)));
    case less_or_equal: return fmt::format("{} <= {}", name, place(values, c.values.at(0)));
    case greater: return fmt::format("{} > {}", name, place(values, c.values.at(0)));
    case greater_or_equal: return fmt::format("{} >= {}", name, place(values, c.values.at(0)));
  }
  return "1 = 0";
}

std::string from_where(const Session& session, const RecordType& type, const Query& query, std::vector<SqlValue>& values) {
  Finding finding = query.where.empty() ? Finding::from_own : Finding::row_by_row;
  std::string sql = fmt::format(" FROM {} t WHERE {}", type.table, reach_condition(session, Action::read, type, values, finding));
  // A condition on a field that not everyone who reaches the row may see would tell what it holds.
  for (const Condition& c : query.where) sql += " AND " + (session.may_ask(type, c.field) ? condition_sql(type, c, values) : "1 = 0");
  return sql;
}

Statement& ready(Connection& db, const std::string& sql, const std::vector<SqlValue>& values) {
  Statement& statement = db.prepare(sql);
  for (std::size_t i = 0; i < values.size(); ++i) statement.bind(static_cast<int>(i) + 1, values[i]);
  return statement;
}

}  // namespace

namespace {

// The pupil that the row is about.
std::string pupil_sql(const RecordType& type) {
  const Scope& scope = type.scope;
  switch (scope.path) {
    case Scope::Path::of_pupil: return fmt::format("t.{}", scope.column);
    case Scope::Path::own_column: return scope.pupil.empty() ? std::string() : fmt::format("t.{}", scope.pupil);
    case Scope::Path::through: return scope.pupil.empty() ? std::string() : fmt::format("(SELECT p.{} FROM {} p WHERE p.id = t.{})", scope.pupil, scope.table, scope.column);
    default: return {};
  }
}

// The pupils that lead to `own`, hop by hop.
std::string pupils_of(std::span<const Hop> hops, std::vector<SqlValue>& values, const std::vector<SqlValue>& own, const std::string& of_pupil) {
  std::string from, where, at = of_pupil;
  for (std::size_t i = 0; i < hops.size(); ++i) {
    const Hop& hop = hops[i];
    std::string alias = fmt::format("h{}", i);
    from += fmt::format("{}{} {}", i ? ", " : "", hop.table, alias);
    if (!at.empty()) where += fmt::format("{}.{} = {} AND ", alias, hop.from, at);
    if (!hop.until.empty()) where += fmt::format("({0}.{1} IS NULL OR {0}.{1} >= {2}) AND ", alias, hop.until, place(values, today()));
    at = fmt::format("{}.{}", alias, hop.to);
  }
  return fmt::format("FROM {} WHERE {}{} IN ({})", from, where, at, list_of(values, own));
}

// Rows that one role, bound to `own`, reaches.
std::string own_condition(const Session& session, Circle circle, const RecordType& type, std::vector<SqlValue>& values, const std::vector<SqlValue>& own, Finding finding) {
  const Scope& scope = type.scope;
  if (scope.path == Scope::Path::everyone) return "1 = 1";
  if (scope.path == Scope::Path::of_person) return session.user ? fmt::format("t.{} = {}", scope.column, place(values, session.user)) : "1 = 0";
  if (!scope.casework() || circle == Circle::none) return "1 = 0";
  if (circle == Circle::partnership && scope.path == Scope::Path::own_column) return fmt::format("t.{} IN ({})", scope.column, list_of(values, own));
  if (circle == Circle::partnership && scope.path == Scope::Path::through)
    return finding == Finding::from_own ? fmt::format("t.{} IN (SELECT s.id FROM {} s WHERE s.partnership IN ({}))", scope.column, scope.table, list_of(values, own))
                                        : fmt::format("EXISTS (SELECT 1 FROM {} s WHERE s.id = t.{} AND s.partnership IN ({}))", scope.table, scope.column, list_of(values, own));
  if (circle == Circle::provider && !scope.provider.empty()) return fmt::format("t.{} IN ({})", scope.provider, list_of(values, own));
  if (circle == Circle::school && !scope.school.empty()) return fmt::format("t.{} IN ({})", scope.school, list_of(values, own));
  std::string pupil = pupil_sql(type);
  if (pupil.empty()) return "1 = 0";
  auto hops = session.rules->from_pupil[static_cast<std::size_t>(circle)];
  if (finding == Finding::from_own) return fmt::format("{} IN (SELECT h0.{} {})", pupil, hops[0].from, pupils_of(hops, values, own, {}));
  return fmt::format("EXISTS (SELECT 1 {})", pupils_of(hops, values, own, pupil));
}

Reach reach_of(const Grant& grant, Action action) { return action == Action::read ? grant.read : action == Action::add ? grant.add : grant.change; }

// One condition for all holdings that see the same, since most people hold one role in one place.
std::string holding_condition(const Session& session, const Holding& holding, Action action, const RecordType& type, std::vector<SqlValue>& values, Finding finding) {
  switch (reach_of(session.rules->grant(holding.role, type), action)) {
    case Reach::all: return "1 = 1";
    case Reach::own: return own_condition(session, holding.circle, type, values, {holding.id}, finding);
    case Reach::none: break;
  }
  return "1 = 0";
}

std::string not_sealed(const Session& session, const RecordType& type, std::vector<SqlValue>& values) {
  std::string pupil = pupil_sql(type);
  if (pupil.empty() || session.rules->seal.empty()) return {};
  return fmt::format(" AND NOT EXISTS (SELECT 1 FROM {0} x WHERE x.pupil = {1} AND x.lifted_on IS NULL AND NOT EXISTS (SELECT 1 FROM {2} m WHERE m.seal = x.id AND m.left_on IS NULL AND m.person = {3}))", session.rules->seal, pupil,
                     session.rules->seal_member, place(values, session.user));
}

// Whom a row's fields are shown to may differ from row to row, where a person holds several roles: each row says which of them reach it.
class Blinds {
 public:
  Blinds(const Session& session, const RecordType& type) : session_(session), type_(type) {
    if (session.system || !session.rules) return;
    for (const Holding& h : session.holdings)
      if (Grant g = session.rules->grant(h.role, type); g.read != Reach::none) grants_.push_back({&h, g});
    differ_ = std::ranges::any_of(type.fields, [&](const FieldInfo& f) { return std::ranges::any_of(grants_, [&](const auto& g) { return g.second.shows(f) != grants_[0].second.shows(f); }); });
  }
  std::string columns() const {
    std::string sql;
    for (const FieldInfo& field : type_.fields) sql += differ_ || shown(field) ? fmt::format(", t.{}", field.name) : std::string(", NULL");
    return sql;
  }
  std::string flags(std::vector<SqlValue>& values) const {
    std::string sql;
    if (differ_)
      for (const auto& [holding, grant] : grants_) sql += fmt::format(", CASE WHEN {} THEN 1 ELSE 0 END", holding_condition(session_, *holding, Action::read, type_, values, Finding::row_by_row));
    return sql;
  }
  // Clears what no role that reaches this row shows; an emergency opening shows what any of them does.
  void draw(void* record, Statement& row, const void* empty) const {
    if (!differ_) return;
    HeldValue nothing;
    for (const FieldInfo& field : type_.fields) {
      bool seen = false, reached = false;
      for (std::size_t g = 0; g < grants_.size(); ++g) {
        bool reaches = row.integer(static_cast<int>(type_.fields.size() + 1 + g)) != 0;
        reached = reached || reaches;
        seen = seen || (reaches && grants_[g].second.shows(field));
      }
      if (seen || (!reached && shown(field))) continue;
      field.write(empty, nothing);
      field.read(record, nothing, 0);
    }
  }

 private:
  bool shown(const FieldInfo& field) const {
    return session_.system || std::ranges::any_of(grants_, [&](const auto& g) { return g.second.shows(field); });
  }
  const Session& session_;
  const RecordType& type_;
  std::vector<std::pair<const Holding*, Grant>> grants_;
  bool differ_ = false;
};

}  // namespace

std::string reach_condition(const Session& session, Action action, const RecordType& type, std::vector<SqlValue>& values, Finding finding) {
  if (session.system) return "1 = 1";
  if (!session.rules) return "1 = 0";
  std::vector<std::string> any;
  for (const Holding& holding : session.holdings) {
    std::string condition = holding_condition(session, holding, action, type, values, finding);
    if (condition != "1 = 0") any.push_back(std::move(condition));
  }
  std::string pupil = pupil_sql(type);
  if (action == Action::read && !session.opened.empty() && !pupil.empty() && session.grant(type).read != Reach::none)
    any.push_back(fmt::format("{} IN ({})", pupil, list_of(values, {session.opened.begin(), session.opened.end()})));
  if (any.empty()) return "1 = 0";
  return "(" + join(any, " OR ") + ")" + not_sealed(session, type, values);
}

void select_rows(Connection& db, const Session& session, const RecordType& type, const Query& query, const std::function<void(const void*)>& row) {
  std::vector<SqlValue> values;
  Blinds blinds(session, type);
  std::string flags = blinds.flags(values);
  std::string sql = "SELECT t.id" + blinds.columns() + flags + from_where(session, type, query, values);
  std::string order = query.order_by.empty() || !session.may_ask(type, query.order_by) ? "id" : query.order_by;
  sql += fmt::format(" ORDER BY {}{}", column(type, order), query.descending ? " DESC" : "");
  if (order != "id") sql += ", t.id";
  if (query.limit) sql += " LIMIT " + place(values, *query.limit);
  if (query.offset) sql += (query.limit ? "" : " LIMIT 9223372036854775807") + (" OFFSET " + place(values, *query.offset));
  Statement& statement = ready(db, sql, values);
  std::shared_ptr<void> record = type.make(), empty = type.make();
  struct Finally { Statement& s; ~Finally() { s.reset(); } } finally{statement};
  while (statement.step()) {
    type.set_id(record.get(), statement.integer(0));
    for (std::size_t i = 0; i < type.fields.size(); ++i) type.fields[i].read(record.get(), statement, static_cast<int>(i) + 1);
    blinds.draw(record.get(), statement, empty.get());
    row(record.get());
  }
}

std::int64_t count_rows(Connection& db, const Session& session, const RecordType& type, const Query& query) {
  std::vector<SqlValue> values;
  std::string sql = "SELECT COUNT(*)" + from_where(session, type, query, values);
  Statement& statement = ready(db, sql, values);
  std::int64_t n = statement.step() ? statement.integer(0) : 0;
  statement.reset();
  return n;
}

}  // namespace waymark
