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

class XmlReader {
 public:
  explicit XmlReader(XmlEvents& events) : events_(events), plain_(events.plain_elements()), parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(), [](void* r, const XML_Char* name, const XML_Char** atts) { static_cast<XmlReader*>(r)->now(Last::start).start(local(name), atts); },
        [](void* r, const XML_Char* name) { static_cast<XmlReader*>(r)->now(Last::end).end(local(name)); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* r, const XML_Char* s, int n) { static_cast<XmlReader*>(r)->now(Last::text).text({s, static_cast<std::size_t>(n)}); });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* r, const XML_Char*, const XML_Char*, const XML_Char*, int) {
      static_cast<XmlReader*>(r)->doctype_ = true;
      XML_StopParser(static_cast<XmlReader*>(r)->parser_.get(), XML_FALSE);
    });
  }
  bool read(std::string_view piece) {   // false: no further
    since_event_ += piece.size();
    endless_ = since_event_ > longest_token || events_.too_much();
    if (endless_) return false;
    if (among_plain_) {
      held_ += piece;
      return read_plain();
    }
    std::size_t at = plain_.after.empty() ? piece.npos : piece.find(plain_.after);
    if (at == piece.npos) return parse(piece);
    if (!parse(piece.substr(0, at + plain_.after.size()))) return false;
    piece.remove_prefix(at + plain_.after.size());
    if (!stands_after(Last::start)) return parse(piece);   // in a comment, say
    among_plain_ = true;
    held_ = piece;
    return read_plain();
  }
  Result<void> finish(const std::string& part) {
    if (endless_) return problem("the file holds a text far longer than a register can have, and was not read: is it what it should be?");
    bool sound = !bad_ && parse(held_) && XML_Parse(parser_.get(), "", 0, 1) != XML_STATUS_ERROR;
    if (doctype_) return problem("the file holds a document type, which no spreadsheet needs, and was not read");
    if (!sound) return problem(fmt::format("the file is damaged: its part {} is not well formed", part));
    return {};
  }

 private:
  enum class Last { none, start, end, text };
  static constexpr std::size_t longest_token = 4'000'000, longest_plain = 200'000;
  XmlEvents& now(Last last) {
    last_ = last;
    since_event_ = 0;
    return events_;
  }
  bool parse(std::string_view bytes) {
    given_ += static_cast<XML_Index>(bytes.size());
    bad_ = XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), 0) == XML_STATUS_ERROR;
    return !bad_;
  }
  // The tag that was given last was one, and not part of a comment or of text.
  bool stands_after(Last last) const { return last_ == last && XML_GetCurrentByteIndex(parser_.get()) == given_; }
  bool read_plain() {
    std::string_view rest = held_;
    while (among_plain_) {
      if (std::size_t taken = events_.take(rest)) {
        since_event_ = 0;
        rest.remove_prefix(taken);
      }
      std::size_t end = rest.find(plain_.end);
      if (end == rest.npos) {   // wait for the rest of the element, if it is one
        among_plain_ = plain_.begin.starts_with(rest.substr(0, plain_.begin.size())) && rest.size() < longest_plain;
        break;
      }
      if (!parse(rest.substr(0, end + plain_.end.size()))) return false;
      rest.remove_prefix(end + plain_.end.size());
      among_plain_ = stands_after(Last::end);
    }
    if (among_plain_) {
      held_.erase(0, held_.size() - rest.size());
      return true;
    }
    plain_ = {};
    bool sound = parse(rest);
    held_.clear();
    return sound;
  }

  XmlEvents& events_;
  XmlEvents::Elements plain_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser_;
  bool among_plain_ = false, doctype_ = false, bad_ = false, endless_ = false;
  std::string held_;                // not yet given to either
  XML_Index given_ = 0;             // bytes given to the parser
  Last last_ = Last::none;
  std::size_t since_event_ = 0;     // bytes read since anything was understood: the parser holds them all
};

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
  XmlReader reader(events);
  if (auto unpacked = each_piece(part, [&](std::string_view piece) { return reader.read(piece); }); !unpacked) return unpacked;
  return reader.finish(part);
}

}  // namespace waymark
