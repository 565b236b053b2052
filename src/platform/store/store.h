// Opens a store: a file path (SQLite) or a postgresql:// address.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "platform/record/store.h"

namespace waymark {

enum class IfMissing { create, refuse };
// Brings the schema up to the declarations (see schema.h), or throws StoreLost with one sentence.
std::unique_ptr<Store> open_store(const std::string& address, std::span<const RecordType* const> records, IfMissing if_missing = IfMissing::create);

// Of SQLite only: a file copied as it is, and whether a program has it open. Of a file too damaged to tell, nobody has.
Result<void> copy_store(const std::string& from, const std::string& to);
bool in_use(const std::string& path);
bool is_postgres(const std::string& address);

}  // namespace waymark
