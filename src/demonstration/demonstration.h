// Fills an empty store with the demonstration: five workbooks through the importer, the earlier figures, and people to sign in as.
#pragma once
#include "demonstration/generator.h"

namespace waymark {

inline constexpr std::string_view demonstration_password = "demonstration only";
bool is_demonstration(Store& store);
// workbooks: a folder into which the five workbooks are written as well; empty: none.
Result<void> make_demonstration(Store& store, const std::string& workbooks, const Progress& progress);
// 150 counties of the same shape with ten years of history, about a million cases, for measuring.
Result<void> make_england(Store& store, int counties, int closed_cases_each, const Progress& progress);

}  // namespace waymark
