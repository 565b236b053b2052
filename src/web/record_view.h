// Values of records as people read them: codes by their labels, references by name, dates in words.
#pragma once
#include <unordered_map>

#include "platform/record/store.h"

namespace waymark {

using ReferenceNames = std::unordered_map<std::int64_t, std::string>;
ReferenceNames reference_names(Reader& reader);   // of partnerships, schools and providers
std::string shown(const FieldInfo& field, const void* record, const ReferenceNames& names);
std::string shown(const FieldInfo& field, const std::string& value, const ReferenceNames& names);   // value: as get() gives it

}  // namespace waymark
