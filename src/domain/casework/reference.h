// References of records made in the program: as those of a return that leaves them out, from the same fields.
#pragma once
#include "platform/record/store.h"

namespace waymark {

// Fills an empty reference from the fields that the type names, with "#2" and so on where it is taken. Nothing for types without one.
void give_reference(Reader& reader, const RecordType& type, void* record);

}  // namespace waymark
