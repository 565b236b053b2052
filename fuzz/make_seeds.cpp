// Writes the first inputs of every fuzzer into a folder each, below the one it is given: small returns as the program itself writes them.
#include <filesystem>
#include <iostream>

#include "demonstration/generator.h"
#include "domain/all_records.h"
#include "exchange/register_rows.h"
#include "platform/core/csv.h"
#include "platform/record/codes.h"
#include "zip_of.h"

using namespace waymark;

namespace {

std::string folder;

void seed(const std::string& fuzzer, const std::string& name, const std::string& bytes) {
  std::filesystem::create_directories(folder + "/" + fuzzer);
  if (auto done = write_file(folder + "/" + fuzzer + "/" + name, bytes); !done) std::cerr << done.error().message << "\n";
}

constexpr std::size_t rows_each = 3;

std::string csv_of(const RecordType& type, const std::vector<RegisterRows::Row>& rows) {
  std::vector<std::string> headings;
  for (const FieldInfo& field : type.fields) headings.emplace_back(field.label);
  std::string out = csv_row(headings);
  for (std::size_t i = 0; i < rows.size() && i < rows_each; ++i) out += csv_row(rows[i]);
  return out;
}

const std::string workbook_xml = R"(<workbook><workbookPr date1904="0"/><sheets><sheet name="Pupils" sheetId="1" r:id="r1"/></sheets></workbook>)";
const std::string styles_xml = R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>)";
const std::string shared_xml = R"(<sst><si><t>UPN</t></si><si><r><t>Sur</t></r><r><t>name</t></r></si></sst>)";
const std::string sheet_xml =
    R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Date of birth</t></is></c></row>)"
    R"(<row r="2"><c r="A2" t="str"><f>1+1</f><v>2</v></c><c r="B2" s="1"><v>39448.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2"><v>0.30000000000000004</v></c></row></sheetData></worksheet>)";
const std::string content_xml =
    R"(<office:document-content xmlns:office="o" xmlns:style="s" xmlns:table="t" xmlns:text="x"><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>)"
    R"(<table:table table:name="Pupils"><table:table-row><table:table-cell office:value-type="string"><text:p>UPN</text:p></table:table-cell></table:table-row>)"
    R"(<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" office:date-value="2008-01-02"/><table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="5.5"/></table:table-row></table:table></office:document-content>)";

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  folder = argv[1];
  RegisterRows rows = generate_register(december_2020_targets().at(0), 1, {});
  std::string whole;
  for (const RecordType* type : register_records()) {
    std::string csv = csv_of(*type, rows.rows[type]);
    seed("csv_fuzz", std::string(type->table), csv);
    seed("spreadsheet_fuzz", std::string(type->table), "f" + csv);
    seed("register_import_fuzz", std::string(type->table), "==== " + std::string(type->plural) + "\n" + csv);
    whole += "==== " + std::string(type->plural) + "\n" + csv;
  }
  seed("register_import_fuzz", "all", whole);
  seed("http_fuzz", "form", "/sign-in?x=%20&y=1\nemail=a%40b&password=c+d");
  seed("http_fuzz", "files", "/return\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n1,2\r\n--x--");
  seed("http_fuzz", "page", "/report/table/ks4-programme?as_at=2020-11-13\nwaymark=1; a=b");
  for (const CodeList& list : all_code_lists()) seed("values_fuzz", list.name, list.items.front().label);
  int n = 0;
  for (const char* value : {"27/3/2009", "27 March 2009", "2009-03-27", "27.03.09", "£1,234.50", "(12.5)", "12.5%", "yes", "P207000016049", "9876543210", "900101"}) seed("values_fuzz", "value" + std::to_string(++n), value);
  std::string parts = workbook_xml + "\n====\n" + styles_xml + "\n====\n" + shared_xml + "\n====\n" + sheet_xml;
  seed("spreadsheet_fuzz", "xlsx", "x" + parts);
  seed("spreadsheet_fuzz", "ods", "o" + content_xml);
  seed("spreadsheet_fuzz", "file.ods", "f" + zip_of({{"content.xml", content_xml}}));
  seed("spreadsheet_fuzz", "file.xlsx", "f" + workbook_of(parts));
  if (auto book = register_workbook()) seed("spreadsheet_fuzz", "template.xlsx", "f" + *book);
  return 0;
}
