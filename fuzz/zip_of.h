// Puts parts into a ZIP file in memory, so that a fuzzer's bytes reach the XML readers instead of dying at a checksum.
#pragma once
#include <zip.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark {

inline std::string zip_of(const std::vector<std::pair<std::string, std::string_view>>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(memory);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_int64_t at = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(at), ZIP_CM_STORE, 0);
  }
  zip_close(zip);
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(memory);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

// An Excel workbook of one sheet: workbook, styles, shared text and the sheet, divided by a line of its own "====".
inline std::string workbook_of(std::string_view rest) {
  std::string_view parts[4];
  for (auto& part : parts) {
    std::size_t end = rest.find("\n====\n");
    part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 6);
  }
  constexpr std::string_view relations = R"(<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>)";
  return zip_of({{"xl/workbook.xml", parts[0]}, {"xl/_rels/workbook.xml.rels", relations}, {"xl/styles.xml", parts[1]}, {"xl/sharedStrings.xml", parts[2]}, {"xl/worksheets/sheet1.xml", parts[3]}});
}

}  // namespace waymark
