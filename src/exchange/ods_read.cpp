// Reads OpenDocument spreadsheets (ODF 1.3) by events. Repeated cells and rows are unrolled only as far as they hold something.
#include <cstdlib>
#include <set>
#include <vector>

#include "exchange/archive.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

class ContentXml final : public XmlEvents {
 public:
  ContentXml(SheetSink& sink, const SheetLimits& limits) : sink_(sink), limits_(limits) {}

  void start(std::string_view name, const char** a) override {
    if (name == "style") style_ = attribute(a, "name");
    else if (name == "table-properties" && attribute(a, "display") == "false") hidden_styles_.insert(style_);
    else if (name == "table") {
      hidden_ = hidden_styles_.contains(std::string(attribute(a, "style-name")));
      sink_.sheet(attribute(a, "name"), hidden_);
      row_ = 0;
    } else if (name == "table-row") {
      repeat_row_ = number(attribute(a, "number-rows-repeated"));
      cells_.clear();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      in_cell_ = true;
      repeat_cell_ = number(attribute(a, "number-columns-repeated"));
      text_.clear();
      type_ = attribute(a, "value-type");
      value_ = type_ == "date" ? attribute(a, "date-value").substr(0, 10) : type_ == "boolean" ? (attribute(a, "boolean-value") == "true" ? "yes" : "no") : attribute(a, "value");
    } else if (name == "annotation") ++in_note_;
    else if (name == "p" && in_cell_ && !in_note_) { in_text_ = true; if (!text_.empty()) text_ += '\n'; }
    else if (name == "s" && in_text_) text_ += ' ';
  }
  void text(std::string_view t) override { if (in_text_ && text_.size() < limits_.cell_bytes) text_ += t; }
  void end(std::string_view name) override {
    if (name == "p") in_text_ = false;
    else if (name == "annotation" && in_note_) --in_note_;
    else if (name == "table-cell" || name == "covered-table-cell") end_cell();
    else if (name == "table-row") end_row();
  }

 private:
  struct Held { std::string text; SheetCell::Kind kind; };
  static std::size_t number(std::string_view text) {
    std::size_t n = static_cast<std::size_t>(std::strtoul(std::string(text).c_str(), nullptr, 10));
    return n == 0 ? 1 : n;
  }
  void end_cell() {
    in_cell_ = false;
    bool typed = type_ == "float" || type_ == "currency" || type_ == "percentage" || type_ == "date" || type_ == "boolean";
    std::string shown(trim(typed ? std::string_view(value_) : std::string_view(text_)));
    auto kind = type_ == "date" ? SheetCell::Kind::date : typed && type_ != "boolean" ? SheetCell::Kind::number : SheetCell::Kind::text;
    std::size_t times = std::min(repeat_cell_, limits_.columns - std::min(limits_.columns, cells_.size()));
    if (shown.empty() && times > 64 && repeat_cell_ > limits_.columns / 2) return;   // the empty rest of the row
    for (std::size_t i = 0; i < times; ++i) cells_.push_back({shown, kind});
  }
  void end_row() {
    std::vector<SheetCell> cells;
    bool any = false;
    for (const Held& held : cells_) {
      cells.push_back({held.text, held.kind});
      any = any || !held.text.empty();
    }
    if (any && !hidden_ && row_ < 1'100'000)
      for (std::size_t i = 0; i < std::min<std::size_t>(repeat_row_, 1000); ++i) sink_.row(row_ + 1 + i, cells);
    row_ += repeat_row_;
  }

  SheetSink& sink_;
  const SheetLimits& limits_;
  std::set<std::string> hidden_styles_;
  std::string style_, type_, value_, text_;
  std::vector<Held> cells_;
  std::size_t row_ = 0, repeat_row_ = 1, repeat_cell_ = 1;
  int in_note_ = 0;
  bool in_cell_ = false, in_text_ = false, hidden_ = false;
};

}  // namespace

Result<void> read_ods(Archive& archive, SheetSink& sink, const SheetLimits& limits) {
  ContentXml content(sink, limits);
  return archive.read_xml("content.xml", content);
}

}  // namespace waymark
