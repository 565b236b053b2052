#include "testing/spreadsheets.h"

#include <fmt/format.h>
#include <zip.h>

#include <cstring>
#include <stdexcept>

#include "domain/pupil/identifiers.h"
#include "exchange/register_parse.h"
#include "platform/core/csv.h"

namespace waymark::testing_support {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
  return out;
}

class ZipInMemory {
 public:
  ZipInMemory() {
    zip_error_init(&error_);
    memory_ = zip_source_buffer_create(nullptr, 0, 0, &error_);
    zip_source_keep(memory_);
    zip_ = zip_open_from_source(memory_, ZIP_TRUNCATE, &error_);
    if (!zip_) throw std::runtime_error("no ZIP in memory");
  }
  void add(const std::string& name, zip_source_t* source) {
    if (zip_file_add(zip_, name.c_str(), source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) < 0) throw std::runtime_error(zip_strerror(zip_));
  }
  zip_t* zip() { return zip_; }
  std::string bytes() {
    if (zip_close(zip_) != 0) throw std::runtime_error(zip_strerror(zip_));
    zip_stat_t stat;
    zip_source_stat(memory_, &stat);
    std::string out(stat.size, '\0');
    zip_source_open(memory_);
    zip_source_read(memory_, out.data(), out.size());
    zip_source_close(memory_);
    zip_source_free(memory_);
    return out;
  }

 private:
  zip_error_t error_;
  zip_source_t* memory_;
  zip_t* zip_;
};

struct Zeros { std::uint64_t left, all; };
zip_int64_t give_zeros(void* state, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& zeros = *static_cast<Zeros*>(state);
  switch (command) {
    case ZIP_SOURCE_OPEN: zeros.left = zeros.all; return 0;
    case ZIP_SOURCE_READ: {
      std::uint64_t n = std::min<std::uint64_t>(zeros.left, length);
      std::memset(data, 0, n);
      zeros.left -= n;
      return static_cast<zip_int64_t>(n);
    }
    case ZIP_SOURCE_STAT: {
      auto* stat = static_cast<zip_stat_t*>(data);
      zip_stat_init(stat);
      stat->size = zeros.all;
      stat->valid |= ZIP_STAT_SIZE;
      return sizeof *stat;
    }
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_READABLE;
    default: return 0;
  }
}

}  // namespace

std::string csv_bytes(const Grid& rows) {
  std::string out;
  for (const auto& row : rows) out += csv_row(row);
  return out;
}

std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& parts) {
  ZipInMemory zip;
  for (const auto& [name, text] : parts) zip.add(name, zip_source_buffer(zip.zip(), text.data(), text.size(), 0));
  return zip.bytes();
}

std::string zip_bomb(std::uint64_t bytes) {
  ZipInMemory zip;
  Zeros zeros{bytes, bytes};
  zip.add("xl/workbook.xml", zip_source_function(zip.zip(), give_zeros, &zeros));
  return zip.bytes();
}

std::string xlsx_bytes(const std::vector<SheetText>& sheets) {
  std::string list, relations;
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    list += fmt::format(R"(<sheet name="{0}" sheetId="{1}" r:id="rId{1}"{2}/>)", escaped(sheets[i].name), i + 1, sheets[i].hidden ? R"( state="hidden")" : "");
    relations += fmt::format(R"(<Relationship Id="rId{0}" Target="worksheets/sheet{0}.xml"/>)", i + 1);
    std::string rows;
    for (std::size_t r = 0; r < sheets[i].rows.size(); ++r) {
      rows += fmt::format(R"(<row r="{}">)", r + 1);
      for (std::size_t c = 0; c < sheets[i].rows[r].size(); ++c)
        if (!sheets[i].rows[r][c].empty()) rows += fmt::format(R"(<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>)", column_letters(c), r + 1, escaped(sheets[i].rows[r][c]));
      rows += "</row>";
    }
    parts.emplace_back(fmt::format("xl/worksheets/sheet{}.xml", i + 1), "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  }
  parts.emplace_back("xl/workbook.xml", "<workbook><sheets>" + list + "</sheets></workbook>");
  parts.emplace_back("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
  return zip_bytes(parts);
}

std::string raw_xlsx(std::string_view sheet_name, std::string_view rows, bool since_1904) {
  return zip_bytes({{"xl/workbook.xml", fmt::format(R"(<workbook><workbookPr date1904="{}"/><sheets><sheet name="{}" sheetId="1" r:id="r1"/></sheets></workbook>)", since_1904 ? 1 : 0, sheet_name)},
                    {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="r1" Target="/xl/worksheets/one.xml"/></Relationships>)"},
                    {"xl/styles.xml", R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0&quot;d&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>)"},
                    {"xl/worksheets/one.xml", fmt::format("<worksheet><sheetData>{}</sheetData></worksheet>", rows)}});
}

std::string ods_bytes(const std::vector<SheetText>& sheets) {
  std::string body;
  for (const SheetText& sheet : sheets) {
    body += fmt::format(R"(<table:table table:name="{}" table:style-name="{}">)", escaped(sheet.name), sheet.hidden ? "away" : "shown");
    for (const auto& row : sheet.rows) {
      body += "<table:table-row>";
      for (const std::string& cell : row)
        body += cell.empty() ? "<table:table-cell/>" : fmt::format(R"(<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>)", escaped(cell));
      body += R"(<table:table-cell table:number-columns-repeated="16000"/></table:table-row>)";
    }
    body += "</table:table>";
  }
  return zip_bytes({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                    {"content.xml", R"(<office:document-content xmlns:office="o" xmlns:style="s" xmlns:table="t" xmlns:text="x"><style:style style:name="away"><style:table-properties table:display="false"/></style:style>)" + body +
                                        "</office:document-content>"}});
}

std::string upn(int n) {
  std::string rest = fmt::format("855{:09}", n);
  return upn_check_letter(rest) + rest;
}

}  // namespace waymark::testing_support
