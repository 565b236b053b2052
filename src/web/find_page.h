// The box in which a child is looked for, as several pages show it.
#pragma once
#include "web/app.h"

namespace waymark {

Html find_box(const Visit& visit, const std::string& typed = {}, const std::string& error = {});   // nothing for whoever sees no child

}  // namespace waymark
