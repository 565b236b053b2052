// Turns a Query into SQL: declared fields only, values as parameters only, and always the condition that the session's reach demands.
#pragma once
#include <functional>

#include "platform/store/database.h"

namespace waymark {

void select_rows(Connection& db, const Session& session, const RecordType& type, const Query& query, const std::function<void(const void*)>& row);
std::int64_t count_rows(Connection& db, const Session& session, const RecordType& type, const Query& query);

// SQL that is true of rows of `type` (named t) within reach, with parameters from number `next` on appended to `values`. Where the rows are
// to be found by nothing else, the database should begin from the partnership's own and not walk through everybody's.
enum class Finding { row_by_row, from_own };
enum class Action { read, add, change };
std::string reach_condition(const Session& session, Action action, const RecordType& type, std::vector<SqlValue>& values, Finding finding = Finding::row_by_row);

}  // namespace waymark
