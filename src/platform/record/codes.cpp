#include "platform/record/codes.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "platform/core/csv.h"
#include "platform/core/embedded.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

std::vector<CodeList> load() {
  std::vector<CodeList> lists;
  auto bytes = embedded_file("data/codes.csv");
  auto table = bytes ? read_csv_table(*bytes) : Result<CsvTable>(problem("data/codes.csv is not in the program"));
  if (!table) throw std::logic_error(table.error().message);
  for (const auto& row : table->rows) {
    auto list = std::ranges::find(lists, row[0], &CodeList::name);   // a list's codes need not stand together
    if (list == lists.end()) list = lists.insert(list, {row[0], {}});
    list->items.push_back({row[1], row[2], split(row[3], ';'), std::atoi(row[4].c_str()), std::atoi(row[5].c_str())});
  }
  return lists;
}

}  // namespace

const CodeItem* CodeList::find(std::string_view text) const {
  for (const CodeItem& item : items)
    if (item.code == text) return &item;
  std::string folded = fold(text);
  for (const CodeItem& item : items) {
    if (fold(item.code) == folded || fold(item.label) == folded) return &item;
    for (const std::string& alias : item.aliases)
      if (fold(alias) == folded) return &item;
  }
  return nullptr;
}

std::string_view CodeList::label(std::string_view code) const {
  int i = position(code);
  return i < 0 ? code : std::string_view(items[static_cast<std::size_t>(i)].label);
}

int CodeList::position(std::string_view code) const {
  for (std::size_t i = 0; i < items.size(); ++i)   // last letters differ where first ones are alike: most are told apart by them
    if (!code.empty() && items[i].code.ends_with(code.back()) && items[i].code == code) return static_cast<int>(i);
  return -1;
}

std::string CodeList::choices() const {
  std::string out;
  for (const CodeItem& item : items) {
    if (!out.empty()) out += ", ";
    out += item.label;
    if (out.size() > 400) return out + " …";
  }
  return out;
}

std::span<const CodeList> all_code_lists() {
  static const std::vector<CodeList> lists = load();
  return lists;
}

const CodeList* find_code_list(std::string_view name) {
  for (const CodeList& list : all_code_lists())
    if (list.name == name) return &list;
  return nullptr;
}

std::string_view code_label(std::string_view list, std::string_view code) {
  const CodeList* found = find_code_list(list);
  return found ? found->label(code) : code;
}

}  // namespace waymark
