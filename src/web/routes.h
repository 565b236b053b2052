// The table of routes: which page answers an address, and what it asks of the person. A page that is not in it does not exist.
#pragma once
#include "web/app.h"

namespace waymark {

bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& parts);
std::vector<govuk::Link> navigation_of(const Visit& visit);   // what the person's roles open, no more

}  // namespace waymark
