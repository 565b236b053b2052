// Reads Excel workbooks (ECMA-376) by events: shared and inline text, numbers, dates by their style, a formula's stored value.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <vector>

#include "exchange/archive.h"
#include "platform/core/date.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

constexpr int days_of_1904 = 1462;   // from 30 December 1899 to 1 January 1904

struct WorkbookSheet { std::string name, relation; bool hidden; };

struct WorkbookXml final : XmlEvents {
  std::vector<WorkbookSheet> sheets;
  bool since_1904 = false;
  void start(std::string_view name, const char** a) override {
    if (name == "sheet" && sheets.size() < 1000) {
      std::string_view state = attribute(a, "state"), relation;
      for (const char** p = a; p && p[0]; p += 2)
        if (std::string_view(p[0]).ends_with(":id")) relation = p[1];
      sheets.push_back({std::string(attribute(a, "name")), std::string(relation), !state.empty() && state != "visible"});
    } else if (name == "workbookPr") {
      std::string_view v = attribute(a, "date1904");
      since_1904 = v == "1" || v == "true";
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

struct RelationsXml final : XmlEvents {
  std::map<std::string, std::string, std::less<>> targets;
  void start(std::string_view name, const char** a) override {
    if (name != "Relationship") return;
    std::string target(attribute(a, "Target"));
    targets[std::string(attribute(a, "Id"))] = target.starts_with("/") ? target.substr(1) : "xl/" + target;
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

struct StylesXml final : XmlEvents {
  std::vector<bool> is_date;   // by index of the cell format
  std::map<int, bool> custom;
  bool in_formats = false;
  static bool date_format(std::string_view code) {
    bool in_quote = false, in_bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
      char c = code[i];
      if (c == '"') in_quote = !in_quote;
      else if (c == '\\') ++i;
      else if (in_quote) continue;
      else if (c == '[') in_bracket = true;
      else if (c == ']') in_bracket = false;
      else if (!in_bracket && (c == 'd' || c == 'D' || c == 'y' || c == 'Y')) return true;
    }
    return false;
  }
  void start(std::string_view name, const char** a) override {
    int id = std::atoi(std::string(attribute(a, "numFmtId")).c_str());
    if (name == "numFmt") custom[id] = date_format(attribute(a, "formatCode"));
    else if (name == "cellXfs") in_formats = true;
    else if (name == "xf" && in_formats && is_date.size() < 100'000) {
      auto found = custom.find(id);
      is_date.push_back(found != custom.end() ? found->second : (id >= 14 && id <= 17) || id == 22);
    }
  }
  void end(std::string_view name) override { if (name == "cellXfs") in_formats = false; }
  void text(std::string_view) override {}
};

struct SharedTextXml final : XmlEvents {
  std::string all;
  std::vector<std::size_t> ends;
  bool in_text = false, in_reading = false;
  void start(std::string_view name, const char**) override {
    if (name == "t") in_text = !in_reading;
    else if (name == "rPh") in_reading = true;   // how Japanese text is read aloud: not part of it
  }
  void end(std::string_view name) override {
    if (name == "t") in_text = false;
    else if (name == "rPh") in_reading = false;
    else if (name == "si") ends.push_back(all.size());
  }
  void text(std::string_view t) override { if (in_text) all += t; }
  bool too_much() const override { return all.size() + ends.size() * sizeof(std::size_t) > 300'000'000 || all.size() - (ends.empty() ? 0 : ends.back()) > 4'000'000; }
  std::string_view at(std::size_t i) const {
    if (i >= ends.size()) return {};
    std::size_t from = i ? ends[i - 1] : 0;
    return std::string_view(all).substr(from, ends[i] - from);
  }
};

// Goes through XML in its plainest writing: tags just so, values in double quotes, printable ASCII without references. It stops at anything else.
class PlainXml {
 public:
  explicit PlainXml(std::string_view text) : all_(text), rest_(text) {}
  std::size_t position() const { return all_.size() - rest_.size(); }
  bool skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  bool text(std::string_view& out) { return up_to('<', out); }
  template <class Take> bool attributes(Take take) {   // take(name, value)
    std::array<std::string_view, 16> names;
    std::size_t n = 0;
    for (std::string_view value; skip(" "); ++n) {
      std::size_t length = 0;
      while (length < rest_.size() && (ascii_letter(rest_[length]) || rest_[length] == ':')) ++length;
      std::string_view name = rest_.substr(0, length);
      rest_.remove_prefix(length);
      auto before = std::span(names).first(n);
      if (name.empty() || n == names.size() || std::ranges::find(before, name) != before.end()) return false;
      if (!skip("=\"") || !up_to('"', value) || !skip("\"")) return false;
      names[n] = name;
      take(name, value);
    }
    return true;
  }

 private:
  static bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  bool up_to(char end, std::string_view& out) {
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      char c = rest_[i];
      if (c == end) {
        out = rest_.substr(0, i);
        rest_.remove_prefix(i);
        return true;
      }
      if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&') return false;
    }
    return false;
  }
  std::string_view all_, rest_;
};

class SheetXml final : public XmlEvents {
 public:
  SheetXml(SheetSink& sink, const SharedTextXml& shared, const StylesXml& styles, bool since_1904, const SheetLimits& limits)
      : sink_(sink), shared_(shared), styles_(styles), since_1904_(since_1904), limits_(limits) {}

  void start(std::string_view name, const char** a) override {
    if (name == "c") {
      begin_cell();
      for (; a && a[0]; a += 2) cell_attribute(a[0], a[1]);
      place_cell();
    } else if (name == "v" || name == "t") in_value_ = true;
    else if (name == "row") begin_row(attribute(a, "r"));
  }
  void text(std::string_view t) override { if (in_value_ && value_.size() < limits_.cell_bytes) value_ += t; }
  void end(std::string_view name) override {
    if (name == "v" || name == "t") in_value_ = false;
    else if (name == "c") end_cell();
    else if (name == "row") end_row();
  }
  Elements plain_elements() const override { return {"<sheetData>", "<row", "</row>"}; }
  std::size_t take(std::string_view rows) override {
    std::size_t done = 0, last = row_;
    for (PlainXml xml(rows); !in_value_ && plain_row(xml); last = row_) done = xml.position();
    row_ = last;
    return done;
  }

 private:
  struct Part { std::size_t column, from, length; SheetCell::Kind kind; };

  // The same steps as by events, and false at the first thing that they would be needed for.
  bool plain_row(PlainXml& xml) {
    std::string_view number, value;
    xml.skip_blanks();
    if (!xml.skip("<row") || !xml.attributes([&](std::string_view name, std::string_view said) { if (name == "r") number = said; }) || !xml.skip(">")) return false;
    begin_row(number);
    while (xml.skip("<c")) {
      begin_cell();
      if (!xml.attributes([&](std::string_view name, std::string_view said) { cell_attribute(name, said); })) return false;
      place_cell();
      if (!xml.skip("/>")) {
        bool is_text = xml.skip("><is><t>");
        if (!is_text && !xml.skip("><v>")) return false;
        if (!xml.text(value) || value.size() >= limits_.cell_bytes || !xml.skip(is_text ? "</t></is></c>" : "</v></c>")) return false;
        value_ = value;
      }
      end_cell();
    }
    if (!xml.skip("</row>")) return false;
    end_row();
    return true;
  }
  void begin_row(std::string_view r) {
    std::size_t number = 0;
    std::from_chars(r.data(), r.data() + r.size(), number);
    row_ = number > row_ ? number : row_ + 1;
    column_ = 0;
    parts_.clear();
    store_.clear();
  }
  void begin_cell() {
    value_.clear();
    type_.clear();
    style_ = 0;
    reference_ = {};
  }
  void cell_attribute(std::string_view name, std::string_view value) {
    if (name == "r") reference_ = value;
    else if (name == "t") type_ = value;
    else if (name == "s") std::from_chars(value.data(), value.data() + value.size(), style_);
  }
  void place_cell() {
    std::size_t column = 0, i = 0;
    for (; i < reference_.size() && reference_[i] >= 'A' && reference_[i] <= 'Z' && column < 100'000; ++i) column = column * 26 + static_cast<std::size_t>(reference_[i] - 'A' + 1);
    column_ = column ? column : column_ + 1;
  }
  void end_cell() {
    if (value_.empty() || column_ > limits_.columns) return;
    SheetCell::Kind kind = SheetCell::Kind::text;
    std::string converted;
    std::string_view shown = value_;
    if (type_ == "s") {
      std::size_t index = SIZE_MAX;
      std::from_chars(value_.data(), value_.data() + value_.size(), index);
      shown = shared_.at(index);
    } else if (type_ == "b") {
      shown = value_ == "1" ? "yes" : "no";
    } else if (type_.empty() || type_ == "n") {
      kind = SheetCell::Kind::number;
      if (style_ < styles_.is_date.size() && styles_.is_date[style_]) {
        if (auto date = excel_serial_date(std::strtod(value_.c_str(), nullptr) + (since_1904_ ? days_of_1904 : 0))) {
          converted = iso(*date);
          shown = converted;
          kind = SheetCell::Kind::date;
        }
      } else if (value_.find_first_of("eE") != std::string::npos || value_.size() > 12) {
        converted = plain_number(value_);
        shown = converted;
      }
    } else if (type_ == "d") {
      kind = SheetCell::Kind::date;
      shown = shown.substr(0, 10);
    }
    shown = trim(shown);
    if (shown.empty()) return;
    parts_.push_back({column_, store_.size(), shown.size(), kind});
    store_ += shown;
  }
  // Spreadsheets write 0.1 + 0.2 with 17 digits; people see fewer.
  static std::string plain_number(const std::string& written) {
    double number = std::strtod(written.c_str(), nullptr);
    if (!(number < 1e15 && number > -1e15)) return written;   // not a number of anything that a register holds
    if (number == static_cast<double>(static_cast<long long>(number))) return std::to_string(static_cast<long long>(number));
    std::string out = fmt::format("{:.6f}", number);
    while (out.ends_with('0')) out.pop_back();
    if (out.ends_with('.')) out.pop_back();
    return out;
  }
  void end_row() {
    if (parts_.empty()) return;
    cells_.clear();
    for (const Part& part : parts_) {
      if (part.column <= cells_.size()) continue;   // a cell given twice: the first counts
      cells_.resize(part.column - 1);
      cells_.push_back({std::string_view(store_).substr(part.from, part.length), part.kind, since_1904_ ? days_of_1904 : 0});
    }
    sink_.row(row_, cells_);
  }

  SheetSink& sink_;
  const SharedTextXml& shared_;
  const StylesXml& styles_;
  bool since_1904_;
  const SheetLimits& limits_;
  std::size_t row_ = 0, column_ = 0, style_ = 0;
  std::string_view reference_;   // of the cell at hand, while its tag is read
  std::string type_, value_, store_;
  bool in_value_ = false;
  std::vector<Part> parts_;
  std::vector<SheetCell> cells_;
};

}  // namespace

Result<void> read_xlsx(Archive& archive, SheetSink& sink, const SheetLimits& limits) {
  WorkbookXml workbook;
  RelationsXml relations;
  StylesXml styles;
  SharedTextXml shared;
  if (auto r = archive.read_xml("xl/workbook.xml", workbook); !r) return r;
  if (auto r = archive.read_xml("xl/_rels/workbook.xml.rels", relations); !r) return r;
  if (archive.has("xl/styles.xml"))
    if (auto r = archive.read_xml("xl/styles.xml", styles); !r) return r;
  if (archive.has("xl/sharedStrings.xml"))
    if (auto r = archive.read_xml("xl/sharedStrings.xml", shared); !r) return r;
  for (const WorkbookSheet& sheet : workbook.sheets) {
    sink.sheet(sheet.name, sheet.hidden);
    auto target = relations.targets.find(sheet.relation);
    if (sheet.hidden || target == relations.targets.end()) continue;
    SheetXml rows(sink, shared, styles, workbook.since_1904, limits);
    if (auto r = archive.read_xml(target->second, rows); !r) return r;
  }
  return {};
}

}  // namespace waymark
