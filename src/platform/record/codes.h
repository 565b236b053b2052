// Code lists are data (data/codes.csv): list, code, label, aliases, first and last school year. A code is looked up by list and code,
// because the same letters mean other things in other lists.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waymark {

struct CodeItem {
  std::string code, label;
  std::vector<std::string> aliases;
  int since = 0, until = 0;   // school years; 0: open
};
struct CodeList {
  std::string name;
  std::vector<CodeItem> items;   // in the order in which people should see them
  const CodeItem* find(std::string_view text) const;   // by code, label or alias, ignoring case and punctuation
  std::string_view label(std::string_view code) const; // the code itself when it is unknown
  int position(std::string_view code) const;           // -1: not in the list
  std::string choices() const;                         // the labels, for an error message
};

std::span<const CodeList> all_code_lists();
const CodeList* find_code_list(std::string_view name);
std::string_view code_label(std::string_view list, std::string_view code);

}  // namespace waymark
