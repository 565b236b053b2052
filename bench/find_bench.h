// Times finding a child: through the store as the page does it, and the index alone over invented names that are nearly all different.
#pragma once
#include <cstdint>
#include <string>

#include "platform/record/store.h"

namespace waymark {

void measure_find(Store& store, int repetitions);                 // prints "what<tab>number" lines
void measure_find_names(std::int64_t pupils, int repetitions);

}  // namespace waymark
