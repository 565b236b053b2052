// The rows each kind of table is known by, as declared data: an id, a unit and the words that say it.
#pragma once
#include <span>

#include "figures/published/recognise.h"

namespace waymark::published {

struct KnownRow {
  const char* id;
  Unit unit;
  const char* pattern;   // see fits(); the first that fits is taken
};

struct KnownTable {
  TableKind kind;
  const char* name;
  const char* needs;      // ids without which it is not this table, separated by spaces
  const char* hint;       // words of its name or lines that speak for this kind; "ks_3" are two in a row
  std::span<const KnownRow> rows;
};

std::span<const KnownTable> known_tables();
const KnownTable* known_table(TableKind kind);   // null: unknown

}  // namespace waymark::published
