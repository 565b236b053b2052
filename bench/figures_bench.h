// Times the history, the census and all cells of all tables, and writes the census columns with the cells for others to compute again.
#pragma once
#include <string>

#include "platform/core/date.h"
#include "platform/record/store.h"

namespace waymark {

struct FiguresBench {
  Date as_at, earlier;          // the day of the tables, and one long past
  std::string folder;           // where the columns and cells go; a folder "wide" inside it for the widened census
  std::size_t live = 0;         // widen the census to about so many students; 0: do not
  int repetitions = 15;
};
void measure_figures(Store& store, const FiguresBench& settings);   // prints "what<tab>number" lines

}  // namespace waymark
