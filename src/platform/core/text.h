// Text as people type it and as old files encode it: trimming, folding for comparison, UTF-8 checks, Windows-1252.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

std::string_view trim(std::string_view text);                 // spaces, tabs, no-break spaces, line ends
std::string lower(std::string_view text);                     // ASCII letters only
std::string fold(std::string_view text);                      // lower case, letters and digits only, words by one space
bool same_words(std::string_view a, std::string_view b);      // equal once folded
std::vector<std::string> split(std::string_view text, char separator);   // trimmed parts, empty ones left out
std::string join(const std::vector<std::string>& parts, std::string_view separator);
bool is_utf8(std::string_view bytes);
std::string from_windows_1252(std::string_view bytes);
std::string to_utf8(std::string_view bytes);                  // removes a byte-order mark; decodes UTF-16 and Windows-1252
std::string quoted(std::string_view text);                    // “text”, cut after 40 characters, for messages
bool starts_like(std::string_view text, std::string_view beginning);   // ignoring ASCII case

}  // namespace waymark
