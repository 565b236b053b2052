// The empty workbook that partnerships fill in offers the codes it takes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/all_records.h"
#include "exchange/archive.h"
#include "exchange/register_parse.h"
#include "exchange/register_rows.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

struct DropDowns final : XmlEvents {
  std::vector<std::string> formulas;
  bool in_list = false, in_formula = false;
  void start(std::string_view name, const char** attributes) override {
    if (name == "dataValidation") in_list = attribute(attributes, "type") == "list";
    in_formula = in_list && name == "formula1";
    if (in_formula) formulas.emplace_back();
  }
  void end(std::string_view) override { in_formula = false; }
  void text(std::string_view text) override {
    if (in_formula) formulas.back() += text;
  }
};

struct ListsSheet final : SheetSink {
  std::vector<std::vector<std::string>> columns;   // the heading first
  bool here = false;
  void sheet(std::string_view name, bool) override { here = name == "Lists"; }
  void row(std::size_t, std::span<const SheetCell> cells) override {
    if (!here) return;
    columns.resize(std::max(columns.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (!cells[i].text.empty()) columns[i].emplace_back(cells[i].text);
  }
};

TEST(RegisterWorkbook, every_field_of_codes_has_a_drop_down_of_exactly_its_codes) {
  std::string book = register_workbook().value();
  ListsSheet lists;
  ASSERT_TRUE(read_sheets(book, "register.xlsx", lists));
  auto archive = Archive::open(book, {});
  ASSERT_TRUE(archive);
  int sheet = 2;   // after Read me and Lists
  std::size_t fields = 0;
  for (const RecordType* type : register_records()) {
    DropDowns found;
    ASSERT_TRUE(archive->read_xml(fmt::format("xl/worksheets/sheet{}.xml", ++sheet), found)) << type->plural;
    std::vector<std::string> expected;
    for (const FieldInfo& field : type->fields) {
      if (field.kind != Kind::code || !field.in_return) continue;
      const CodeList& codes = *find_code_list(field.codes);
      auto column = std::ranges::find(lists.columns, codes.name, [](const auto& c) { return c.empty() ? std::string() : c[0]; });
      ASSERT_NE(column, lists.columns.end()) << codes.name;
      ASSERT_EQ(column->size(), codes.items.size() + 1);
      for (std::size_t i = 0; i < codes.items.size(); ++i) EXPECT_EQ((*column)[i + 1], codes.items[i].label);
      expected.push_back(fmt::format("Lists!${0}$2:${0}${1}", column_letters(static_cast<std::size_t>(column - lists.columns.begin())), codes.items.size() + 1));
    }
    EXPECT_EQ(found.formulas, expected) << type->plural;
    fields += expected.size();
  }
  EXPECT_GT(fields, 10u);
}

}  // namespace
}  // namespace waymark
