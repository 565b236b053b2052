#include "exchange/archive.h"

#include <expat.h>
#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <vector>

namespace waymark {
namespace {

std::string_view local(const char* name) {
  const char* colon = std::strrchr(name, ':');
  return colon ? colon + 1 : name;
}

struct XmlRun {
  XmlEvents* events;
  XML_Parser parser;
  bool doctype = false;
  std::size_t since_event = 0;   // bytes read since anything was understood: the parser holds them all
};
constexpr std::size_t longest_token = 4'000'000;

}  // namespace

std::string_view attribute(const char** attributes, std::string_view name) {
  for (; attributes && attributes[0]; attributes += 2)
    if (local(attributes[0]) == name) return attributes[1];
  return {};
}

Result<Archive> Archive::open(std::string_view bytes, const SheetLimits& limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  zip_error_fini(&error);
  if (!zip) {
    if (source) zip_source_free(source);
    return problem("the file is damaged: it begins like a spreadsheet but cannot be unpacked");
  }
  return Archive(zip, limits);
}

Archive::Archive(Archive&& other) noexcept : zip_(other.zip_), limits_(other.limits_), unpacked_(other.unpacked_) { other.zip_ = nullptr; }
Archive::~Archive() {
  if (zip_) zip_discard(zip_);
}

bool Archive::has(const std::string& part) const { return zip_name_locate(zip_, part.c_str(), 0) >= 0; }

Result<void> Archive::each_piece(const std::string& part, const std::function<bool(std::string_view)>& piece) {
  zip_stat_t stat;
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(zip_, part.c_str(), 0), zip_fclose);
  if (!file || zip_stat(zip_, part.c_str(), 0, &stat) != 0) return problem(fmt::format("the file is damaged: its part {} cannot be read", part));
  std::vector<char> buffer(64 * 1024);
  std::uint64_t here = 0, packed = stat.valid & ZIP_STAT_COMP_SIZE ? stat.comp_size : 1;
  for (;;) {
    zip_int64_t n = zip_fread(file.get(), buffer.data(), buffer.size());
    if (n < 0) return problem(fmt::format("the file is damaged: its part {} cannot be unpacked", part));
    if (n == 0) return {};
    here += static_cast<std::uint64_t>(n);
    unpacked_ += static_cast<std::uint64_t>(n);
    if (unpacked_ > limits_.unpacked_bytes || (here > 10'000'000 && here / limits_.ratio > packed))
      return problem("the file unpacks to far more than a register can be, and was not read: is it what it should be?");
    if (!piece({buffer.data(), static_cast<std::size_t>(n)})) return {};
  }
}

Result<void> Archive::read_xml(const std::string& part, XmlEvents& events) {
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  XmlRun run{&events, parser.get()};
  XML_SetUserData(parser.get(), &run);
  XML_SetElementHandler(
      parser.get(), [](void* r, const XML_Char* name, const XML_Char** atts) {
        static_cast<XmlRun*>(r)->since_event = 0;
        static_cast<XmlRun*>(r)->events->start(local(name), atts);
      },
      [](void* r, const XML_Char* name) { static_cast<XmlRun*>(r)->events->end(local(name)); });
  XML_SetCharacterDataHandler(parser.get(), [](void* r, const XML_Char* s, int n) {
    static_cast<XmlRun*>(r)->since_event = 0;
    static_cast<XmlRun*>(r)->events->text({s, static_cast<std::size_t>(n)});
  });
  XML_SetStartDoctypeDeclHandler(parser.get(), [](void* r, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<XmlRun*>(r)->doctype = true;
    XML_StopParser(static_cast<XmlRun*>(r)->parser, XML_FALSE);
  });
  bool bad = false, endless = false;
  auto parsed = each_piece(part, [&](std::string_view piece) {
    run.since_event += piece.size();
    endless = run.since_event > longest_token || events.too_much();
    if (endless) return false;
    bad = XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), 0) == XML_STATUS_ERROR;
    return !bad;
  });
  if (!parsed) return parsed;
  if (endless) return problem("the file holds a text far longer than a register can have, and was not read: is it what it should be?");
  if (!bad) bad = XML_Parse(parser.get(), "", 0, 1) == XML_STATUS_ERROR;
  if (run.doctype) return problem("the file holds a document type, which no spreadsheet needs, and was not read");
  if (bad) return problem(fmt::format("the file is damaged: its part {} is not well formed", part));
  return {};
}

}  // namespace waymark
