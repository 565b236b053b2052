// A ZIP file's parts, unpacked piece by piece within limits, and XML read from them by events. Document types are refused, so that
// neither entities nor outside files are ever expanded.
#pragma once
#include <zip.h>

#include <functional>
#include <string>
#include <string_view>

#include "exchange/sheets.h"

namespace waymark {

class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void start(std::string_view name, const char** attributes) = 0;   // name without its prefix; attributes: name, value, ..., null
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
  virtual bool too_much() const { return false; }   // true: more than fits in memory, reading stops

  // Elements that fill a part and are nearly always written alike may be read past the XML parser: those after the tag `after`, each of
  // which ends with `end`. take() says how many bytes it read, whole elements only; the next element that it leaves goes to the parser.
  struct Elements { std::string_view after, begin, end; };
  virtual Elements plain_elements() const { return {}; }
  virtual std::size_t take(std::string_view) { return 0; }
};
std::string_view attribute(const char** attributes, std::string_view name);   // prefix ignored; empty when it is not there

class Archive {
 public:
  static Result<Archive> open(std::string_view bytes, const SheetLimits& limits);   // bytes must outlive the archive
  Archive(Archive&& other) noexcept;
  ~Archive();
  Archive(const Archive&) = delete;

  bool has(const std::string& part) const;
  Result<void> each_piece(const std::string& part, const std::function<bool(std::string_view)>& piece);   // false stops
  Result<void> read_xml(const std::string& part, XmlEvents& events);

 private:
  Archive(zip_t* zip, const SheetLimits& limits) : zip_(zip), limits_(limits) {}
  zip_t* zip_;
  SheetLimits limits_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace waymark
