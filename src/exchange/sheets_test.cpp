// Reading files as people hand them in: encodings, dates, formulas, formats that are not what they say, and files made to harm.
#include "exchange/sheets.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/resource.h>

#include <chrono>

#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "testing/spreadsheets.h"

namespace waymark {
namespace {

using namespace testing_support;

struct Collect final : SheetSink {
  struct Row { std::string sheet; std::size_t number; std::vector<std::string> cells; std::vector<SheetCell::Kind> kinds; };
  std::vector<std::string> shown, hidden;
  std::vector<Row> rows;
  void sheet(std::string_view name, bool is_hidden) override { (is_hidden ? hidden : shown).emplace_back(name); }
  void row(std::size_t number, std::span<const SheetCell> cells) override {
    Row row{shown.empty() ? "" : shown.back(), number, {}, {}};
    for (const SheetCell& cell : cells) {
      row.cells.emplace_back(cell.text);
      row.kinds.push_back(cell.kind);
    }
    rows.push_back(std::move(row));
  }
};

Collect read(std::string_view bytes, std::string_view name = "Pupils.csv") {
  Collect sink;
  auto done = read_sheets(bytes, name, sink);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  return sink;
}
std::string refusal(std::string_view bytes, std::string_view name = "register.xlsx") {
  Collect sink;
  auto done = read_sheets(bytes, name, sink);
  return done ? "" : done.error().message;
}
using Cells = std::vector<std::string>;

TEST(Sheets, csv_with_a_byte_order_mark_in_utf_16_and_in_windows_1252) {
  EXPECT_EQ(read("\xEF\xBB\xBFName\nZo\xC3\xAB\n").rows.at(0).cells, Cells{"Name"});
  EXPECT_EQ(read(std::string_view("\xFF\xFEN\0a\0\n\0Z\0o\0\xEB\0\n\0", 16)).rows.at(1).cells, Cells{"Zo\xC3\xAB"});
  EXPECT_EQ(read(std::string_view("\xFE\xFF\0N\0a\0\n\0Z\0o\0\xEB\0\n", 16)).rows.at(1).cells, Cells{"Zo\xC3\xAB"});
  EXPECT_EQ(read("Name\nZo\xEB \x96 O\x92Neil\n").rows.at(1).cells, Cells{"Zo\xC3\xAB \xE2\x80\x93 O\xE2\x80\x99Neil"});
}

TEST(Sheets, csv_by_comma_semicolon_or_tab) {
  for (const char* text : {"a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n"}) EXPECT_EQ(read(text).rows.at(1).cells, (Cells{"1", "2"}));
}

TEST(Sheets, csv_rows_are_numbered_by_their_line_and_blank_ones_left_out) {
  auto sink = read("a,b\n\n,,\n \"\"\n1,2\n");
  EXPECT_EQ(sink.rows.back().number, 5u);
  EXPECT_EQ(sink.shown, Cells{"Pupils"});
}

TEST(Sheets, a_quotation_mark_left_open_is_named_with_its_line) { EXPECT_EQ(refusal("a,b\n1,\"x\n", "x.csv"), "a quotation mark opened on line 2 is never closed"); }

TEST(Sheets, a_line_of_more_cells_than_any_spreadsheet_has_columns_is_refused) {
  EXPECT_EQ(refusal("a,b\n" + std::string(1'000'000, ',') + "\n", "x.csv"), "line 2 holds more than 16384 cells");
  EXPECT_EQ(read("a,b\n1,2" + std::string(10'000, ',') + "\n").rows.size(), 2u);
}

TEST(Sheets, a_large_csv_of_one_quoted_column_is_read_in_no_time) {
  std::string text = "\"Name\"\n";
  for (int i = 0; i < 400'000; ++i) text += "\"somebody whose name is long\"\n";
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(read(text).rows.size(), 400'001u);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Sheets, xlsx_dates_go_by_their_style_and_by_1904_where_the_workbook_says_so) {
  std::string rows = R"(<row r="1"><c r="A1" s="1"><v>39448.75</v></c><c r="B1"><v>39448</v></c><c r="C1" s="2"><v>5</v></c><c r="D1" t="d"><v>2008-01-01T00:00:00</v></c></row>)";
  auto row = read(raw_xlsx("Pupils", rows)).rows.at(0);
  EXPECT_EQ(row.cells, (Cells{"2008-01-01", "39448", "5", "2008-01-01"}));
  EXPECT_EQ(row.kinds[0], SheetCell::Kind::date);
  EXPECT_EQ(row.kinds[1], SheetCell::Kind::number);
  std::string since_1904 = R"(<row r="1"><c r="A1" s="1"><v>37986</v></c></row>)";
  EXPECT_EQ(read(raw_xlsx("Pupils", since_1904, true)).rows.at(0).cells, Cells{"2008-01-01"});
}

TEST(Sheets, xlsx_formula_cells_give_their_stored_value_and_booleans_words) {
  std::string rows = R"(<row r="3"><c r="A3" t="str"><f>"R"&amp;"oe"</f><v>Roe</v></c><c r="B3"><f>2.5*2</f><v>5</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" t="b"><v>0</v></c><c r="F3"><v>0.30000000000000004</v></c><c r="G3"><v>1E3</v></c></row>)";
  auto row = read(raw_xlsx("Pupils", rows)).rows.at(0);
  EXPECT_EQ(row.number, 3u);
  EXPECT_EQ(row.cells, (Cells{"Roe", "5", "yes", "no", "", "0.3", "1000"}));
}

TEST(Sheets, numbers_beyond_any_measure_are_no_harm) {
  std::string rows = R"(<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>-1e300</v></c><c r="C1" s="1"><v>1e30</v></c><c r="D1"><v>nan e</v></c></row>)";
  EXPECT_EQ(read(raw_xlsx("Pupils", rows)).rows.size(), 1u);
}

TEST(Sheets, shared_and_rich_text_is_put_together) {
  auto bytes = zip_bytes({{"xl/workbook.xml", R"(<x:workbook xmlns:x="m"><x:sheets><x:sheet name="Pupils" r:id="a" xmlns:r="r"/></x:sheets></x:workbook>)"},
                          {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>)"},
                          {"xl/sharedStrings.xml", "<sst><si><t>one</t></si><si><r><t>Sur</t></r><r><t>name</t></r><rPh><t>x</t></rPh></si></sst>"},
                          {"xl/s.xml", R"(<w><row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>99</v></c></row></w>)"}});
  EXPECT_EQ(read(bytes).rows.at(0).cells, (Cells{"Surname", "one"}));
}

// Rows written plainly are read past the XML parser, but only after a tag <sheetData> without attributes: with a blank in it all goes by events.
TEST(Sheets, xlsx_rows_read_past_the_parser_are_what_the_parser_would_have_given) {
  std::string large = "<row>";   // over the 64 kB that are unpacked at once, and over what is held back for the rest of a row
  for (int i = 0; i < 4; ++i) large += "<c t=\"str\"><v>" + std::string(60'000, 'x') + "</v></c>";
  large += "</row>";
  const std::vector<std::string> sound = {
      R"(<row r="7" spans="1:2"><c r="A7" t="s"><v>0</v></c><c r="C7" s="1"><v>39448</v></c></row>)", R"(<row r="2"/>)", "<row/>", "\n  ", "<row></row>", "<row ><c ><v >1</v ></c ></row >",
      R"(<row><c t="inlineStr"><is><t>in line</t></is></c><c/><c t="str"><v>text</v></c><c><v></v></c></row>)", R"(<row r="9"><c r="B9" t='str'><v>single</v></c></row>)",
      "<row><c t=\"str\"><v>Ro&#101; &amp; Zo\xC3\xAB</v></c></row>", R"(<row><c t="str"><v><![CDATA[<row><c><v>1</v></c></row>]]></v></c></row>)", R"(<x:row x:r="30"><x:c r="B30"><x:v>5</x:v></x:c></x:row>)",
      "<row/><!-- </row><row><c><v>1</v></c></row> -->", "<![CDATA[<row/></row>]]>", "<![CDATA[<row/></row><row><c><v>1</v></c></row>]]>", "<?row <row></row>?>", R"(<row><c r="A1"><f>1+1</f><v>2</v></c></row>)",
      R"(<row><c t="str"><v>a > b]]</v></c></row>)", R"(<row><c><v>1</v></c></row></sheetData><sheetData a="">)", "<v><row><c><v>3</v></c></row></v>", "<row><row><c><v>4</v></c></row></row>",
      "<row><c t=\"str\"><v>1\r\n2</v></c></row>", R"(<row a="1" b="2"><c r="D1"><v>1e3</v></c></row>)", "loose text", large};
  const std::vector<std::string> unsound = {R"(<row><c r="A1" r="B1"><v>1</v></c></row>)", "<row><c><v>1</v></row>", "<row><c t=\"str\"><v>\xFF</v></c></row>", R"(<row><c t="str"><v>&unknown;</v></c></row>)",
                                            "<row><c><v>]]></v></c></row>", "</row>", "<row", "<row>", "<!--", "<![CDATA[", "</sheetData>", R"(<row a="<"></row>)", "<row><c\x01></c></row>"};
  auto told = [](const std::string& tag, const std::string& rows) {
    Collect sink;
    auto done = read_sheets(zip_bytes({{"xl/workbook.xml", R"(<workbook><sheets><sheet name="Pupils" r:id="a"/></sheets></workbook>)"},
                                       {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>)"},
                                       {"xl/sharedStrings.xml", "<sst><si><t>shared</t></si></sst>"},
                                       {"xl/s.xml", "<worksheet>" + tag + rows + "</sheetData></worksheet>"}}), "x.xlsx", sink);
    std::string out = done ? "read\n" : done.error().message + "\n";
    for (const auto& row : sink.rows) out += std::to_string(row.number) + ": " + join(row.cells, "|") + "\n";
    return out;
  };
  for (const std::string& piece : sound) {
    std::string plain = told("<sheetData>", sound[0] + piece + sound[0]);
    EXPECT_TRUE(plain.starts_with("read\n")) << piece.substr(0, 200);
    EXPECT_TRUE(plain == told("<sheetData >", sound[0] + piece + sound[0])) << piece.substr(0, 200);
  }
  for (const std::string& piece : unsound) EXPECT_EQ(told("<sheetData>", sound[0] + piece + sound[0]), told("<sheetData >", sound[0] + piece + sound[0])) << piece;
  rc::check("the same rows and the same refusals", [&] {
    std::string rows, all;
    for (std::size_t i : *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, sound.size() - 1))) rows += sound[i];
    for (std::size_t times = *rc::gen::element<std::size_t>(1, 1, 1, 100); times > 0; --times) all += rows;
    if (*rc::gen::inRange(0, 4) == 0) all += *rc::gen::elementOf(unsound) + sound[0];
    RC_ASSERT(told("<sheetData>", all) == told("<sheetData >", all));
  });
}

TEST(Sheets, hidden_sheets_are_told_apart_in_both_formats) {
  for (const std::string& bytes : {xlsx_bytes({{"Pupils", {{"UPN"}}}, {"Old", {{"x"}}, true}}), ods_bytes({{"Pupils", {{"UPN"}}}, {"Old", {{"x"}}, true}})}) {
    auto sink = read(bytes);
    EXPECT_EQ(sink.shown, Cells{"Pupils"});
    EXPECT_EQ(sink.hidden, Cells{"Old"});
    EXPECT_EQ(sink.rows.size(), 1u);
  }
}

TEST(Sheets, ods_values_dates_booleans_repeats_and_notes) {
  std::string xml =
      R"(<d xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="Pupils"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>)"
      R"(<table:table-cell office:value-type="date" office:date-value="2008-01-02T00:00:00"><text:p>2 January</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="5.5"><text:p>5,50</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>two<text:s/>words</text:p></table:table-cell>)"
      R"(<table:table-cell table:number-columns-repeated="16379"/></table:table-row></table:table></d>)";
  auto sink = read(zip_bytes({{"content.xml", xml}}));
  ASSERT_EQ(sink.rows.size(), 1u);
  EXPECT_EQ(sink.rows[0].number, 4u);
  EXPECT_EQ(sink.rows[0].cells, (Cells{"2008-01-02", "5.5", "yes", "two words", "two words"}));
}

TEST(Sheets, a_file_that_is_not_what_it_says_is_refused_in_words) {
  EXPECT_NE(refusal("").find("empty"), std::string::npos);
  EXPECT_NE(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").find("old Excel"), std::string::npos);
  EXPECT_NE(refusal("%PDF-1.7 ...").find("PDF"), std::string::npos);
  EXPECT_NE(refusal(std::string_view("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)).find("neither a spreadsheet nor text"), std::string::npos);
  EXPECT_NE(refusal(zip_bytes({{"word/document.xml", "<w/>"}})).find("neither an Excel nor an OpenDocument"), std::string::npos);
  std::string whole = xlsx_bytes({{"Pupils", {{"UPN"}}}});
  for (std::size_t keep : {std::size_t{4}, whole.size() / 2, whole.size() - 3}) EXPECT_NE(refusal(whole.substr(0, keep)).find("damaged"), std::string::npos) << keep;
  std::string bent = whole;
  for (std::size_t i = 40; i < 60; ++i) bent[i] = static_cast<char>(bent[i] ^ 0x55);
  EXPECT_FALSE(refusal(bent).empty());
  EXPECT_EQ(refusal(zip_bytes({{"xl/workbook.xml", "<workbook><sheets>"}, {"xl/_rels/workbook.xml.rels", "<R/>"}})), "the file is damaged: its part xl/workbook.xml is not well formed");
}

TEST(Sheets, text_that_calls_itself_a_workbook_is_read_as_the_text_it_is) {
  auto sink = read("UPN,Surname\n1,Roe\n", "register.xlsx");
  EXPECT_EQ(sink.rows.size(), 2u);
}

TEST(Sheets, a_document_type_and_its_entities_are_refused) {
  std::string bomb = R"(<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><workbook>&c;</workbook>)";
  EXPECT_NE(refusal(zip_bytes({{"xl/workbook.xml", bomb}, {"xl/_rels/workbook.xml.rels", "<R/>"}})).find("document type"), std::string::npos);
  EXPECT_NE(refusal(zip_bytes({{"content.xml", R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>)"}})).find("document type"), std::string::npos);
}

long peak_kilobytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Sheets, a_gigabyte_of_zeros_in_a_small_file_is_refused_quickly_and_without_holding_it) {
  std::string bytes = zip_bomb(1ull << 30);
  ASSERT_LT(bytes.size(), 2'000'000u);
  long before = peak_kilobytes();
  auto start = std::chrono::steady_clock::now();
  std::string said = refusal(bytes);
  EXPECT_TRUE(said.contains("unpacks to far more") || said.contains("not well formed")) << said;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
  EXPECT_LT(peak_kilobytes() - before, 100'000);
}

// Not zeros, which no XML reader takes, but well-formed text, of which the reader would have to hold all.
TEST(Sheets, a_hundred_megabytes_of_one_text_are_refused_quickly_and_without_holding_them) {
  for (std::string_view around : {"<sst><si><t>|</t></si></sst>", "<sst a='|'/>", "<sst><!--|--></sst>"}) {
    std::string text(around.substr(0, around.find('|')));
    text.append(100'000'000, 'a');
    text += around.substr(around.find('|') + 1);
    std::string bytes = zip_bytes({{"xl/workbook.xml", "<workbook/>"}, {"xl/_rels/workbook.xml.rels", "<R/>"}, {"xl/sharedStrings.xml", text}});
    text = {};
    long before = peak_kilobytes();
    auto start = std::chrono::steady_clock::now();
    EXPECT_NE(refusal(bytes), "");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
    EXPECT_LT(peak_kilobytes() - before, 100'000);
  }
}

TEST(Sheets, rows_without_end_are_refused) {
  std::string xml = R"(<d xmlns:table="t" xmlns:office="o">)";
  for (int t = 0; t < 40; ++t) {
    xml += R"(<table:table table:name="Pupils">)";
    for (int i = 0; i < 100; ++i) xml += R"(<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>)";
    xml += "</table:table>";
  }
  EXPECT_NE(refusal(zip_bytes({{"content.xml", xml + "</d>"}})).find("rows"), std::string::npos);
}

}  // namespace
}  // namespace waymark
