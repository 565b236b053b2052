// The data dictionary, made from the declarations: every record, field, code list and figure.
#pragma once
#include <string>

namespace waymark {

std::string dictionary_csv();
std::string dictionary_json();
std::string dictionary_html();

}  // namespace waymark
