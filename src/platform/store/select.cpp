#include "platform/store/select.h"

#include <fmt/format.h>

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
  std::string sql = fmt::format(" FROM {} t WHERE {}", type.table, reach_condition(session, session.grant(type).read, type, values, finding));
  for (const Condition& c : query.where) sql += " AND " + condition_sql(type, c, values);
  return sql;
}

Statement& ready(Connection& db, const std::string& sql, const std::vector<SqlValue>& values) {
  Statement& statement = db.prepare(sql);
  for (std::size_t i = 0; i < values.size(); ++i) statement.bind(static_cast<int>(i) + 1, values[i]);
  return statement;
}

}  // namespace

std::string reach_condition(const Session& session, Reach reach, const RecordType& type, std::vector<SqlValue>& values, Finding finding) {
  const Scope& scope = type.scope;
  if (reach == Reach::all) return "1 = 1";
  if (reach == Reach::none) return "1 = 0";
  if (scope.path == Scope::Path::everyone) return "1 = 1";
  if (scope.path == Scope::Path::system_only || session.partnerships.empty()) return "1 = 0";
  std::vector<SqlValue> own(session.partnerships.begin(), session.partnerships.end());
  if (scope.path == Scope::Path::own_column) return fmt::format("t.{} IN ({})", scope.column, list_of(values, own));
  if (finding == Finding::from_own) return fmt::format("t.{2} IN (SELECT s.{1} FROM {0} s WHERE s.partnership IN ({3}))", scope.table, scope.their_column, scope.column, list_of(values, own));
  return fmt::format("EXISTS (SELECT 1 FROM {0} s WHERE s.{1} = t.{2} AND s.partnership IN ({3}))", scope.table, scope.their_column, scope.column, list_of(values, own));
}

void select_rows(Connection& db, const Session& session, const RecordType& type, const Query& query, const std::function<void(const void*)>& row) {
  std::vector<SqlValue> values;
  bool notes = session.grant(type).case_notes;
  std::string sql = "SELECT t.id";
  for (const FieldInfo& field : type.fields) sql += field.privacy.level == Level::case_note && !notes ? ", NULL" : fmt::format(", t.{}", field.name);
  sql += from_where(session, type, query, values);
  sql += fmt::format(" ORDER BY {}{}", column(type, query.order_by.empty() ? "id" : query.order_by), query.descending ? " DESC" : "");
  if (!query.order_by.empty() && query.order_by != "id") sql += ", t.id";
  if (query.limit) sql += " LIMIT " + place(values, *query.limit);
  if (query.offset) sql += (query.limit ? "" : " LIMIT 9223372036854775807") + (" OFFSET " + place(values, *query.offset));
  Statement& statement = ready(db, sql, values);
  std::shared_ptr<void> record = type.make();
  struct Finally { Statement& s; ~Finally() { s.reset(); } } finally{statement};
  while (statement.step()) {
    type.set_id(record.get(), statement.integer(0));
    for (std::size_t i = 0; i < type.fields.size(); ++i) type.fields[i].read(record.get(), statement, static_cast<int>(i) + 1);
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
