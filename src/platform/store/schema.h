// The schema follows from the declarations: missing tables and columns are added, code lists are brought up to date. What cannot be
// derived is a numbered migration in an append-only list. A schema that neither covers is refused.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "platform/store/database.h"

namespace waymark {

std::vector<std::string> table_statements(const Connection& dialect, const RecordType& type);   // table and indexes
std::vector<std::string> column_names(const RecordType& type);                                  // id, county, then the fields
void bring_up_to_date(Connection& db, std::span<const RecordType* const> records);

}  // namespace waymark
