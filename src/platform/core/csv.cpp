#include "platform/core/csv.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "platform/core/text.h"

namespace waymark {

// Both ends at once: looking for one alone could run to the end of the file for every cell.
std::size_t CsvReader::end_of_cell() const {
  std::size_t stop = at_;
  while (stop < text_.size() && text_[stop] != separator_ && text_[stop] != '\n') ++stop;
  return stop;
}

std::string_view CsvReader::plain_cell() {
  std::size_t stop = end_of_cell();
  std::string_view cell = text_.substr(at_, stop - at_);
  if ((stop == text_.size() || text_[stop] == '\n') && cell.ends_with('\r')) cell.remove_suffix(1);
  at_ = stop;
  return cell;
}

Result<std::string_view> CsvReader::quoted_cell() {
  std::size_t start = ++at_, close = text_.find('"', start);
  bool doubled = false;
  while (close != std::string_view::npos && close + 1 < text_.size() && text_[close + 1] == '"') {
    doubled = true;
    close = text_.find('"', close + 2);
  }
  if (close == std::string_view::npos) return problem(fmt::format("a quotation mark opened on line {} is never closed", row_line_), {}, fmt::format("line {}", row_line_));
  std::string_view inside = text_.substr(start, close - start);
  line_ += static_cast<std::size_t>(std::count(inside.begin(), inside.end(), '\n'));
  at_ = close + 1;
  std::size_t stop = end_of_cell();
  std::string_view after = text_.substr(at_, stop - at_);
  if (after.ends_with('\r')) after.remove_suffix(1);
  at_ = stop;
  if (!doubled && after.empty()) return inside;
  if (unquoted_used_ == unquoted_.size()) unquoted_.emplace_back();
  std::string& out = unquoted_[unquoted_used_++];
  out.clear();
  for (std::size_t i = 0; i < inside.size(); ++i) {
    out += inside[i];
    if (inside[i] == '"') ++i;
  }
  out += after;
  return out;
}

Result<bool> CsvReader::next(std::vector<std::string_view>& cells) {
  cells.clear();
  if (at_ >= text_.size()) return false;
  row_line_ = line_;
  unquoted_used_ = 0;
  for (;;) {
    if (cells.size() == most_cells) return problem(fmt::format("line {} holds more than {} cells", row_line_, most_cells), {}, fmt::format("line {}", row_line_));
    if (at_ < text_.size() && text_[at_] == '"') {
      auto cell = quoted_cell();
      if (!cell) return std::unexpected(cell.error());
      cells.push_back(*cell);
    } else {
      cells.push_back(plain_cell());
    }
    if (at_ >= text_.size()) return true;
    if (text_[at_++] == '\n') { ++line_; return true; }
    if (at_ >= text_.size()) { cells.emplace_back(); return true; }
  }
}

char csv_separator(std::string_view utf8) {
  std::string_view line = utf8.substr(0, utf8.find('\n'));
  auto commas = std::count(line.begin(), line.end(), ','), semicolons = std::count(line.begin(), line.end(), ';'),
       tabs = std::count(line.begin(), line.end(), '\t');
  return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
}

std::string csv_cell(std::string_view text) {
  std::string out;
  if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) {
    std::string_view rest = text.substr(1);
    bool number = text.front() == '-' && !rest.empty() && rest.find_first_not_of("0123456789.") == std::string_view::npos;
    if (!number) out = "'";
  }
  out += text;
  if (out.find_first_of(",\"\n\r;") == std::string::npos && out == trim(out)) return out;
  std::string quoted_cell = "\"";
  for (char c : out) {
    quoted_cell += c;
    if (c == '"') quoted_cell += '"';
  }
  return quoted_cell + '"';
}

std::string csv_row(std::span<const std::string> cells) {
  std::string out;
  for (const std::string& cell : cells) {
    if (&cell != cells.data()) out += ',';
    out += csv_cell(cell);
  }
  return out + '\n';
}
std::string csv_row(std::initializer_list<std::string> cells) { return csv_row(std::span<const std::string>(cells.begin(), cells.size())); }

int CsvTable::column(std::string_view heading) const {
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (same_words(headings[i], heading)) return static_cast<int>(i);
  return -1;
}

Result<CsvTable> read_csv_table(std::string_view bytes) {
  std::string text = to_utf8(bytes);
  CsvReader reader(text, csv_separator(text));
  CsvTable table;
  std::vector<std::string_view> cells;
  for (;;) {
    Result<bool> more = reader.next(cells);
    if (!more) return std::unexpected(more.error());
    if (!*more) return table;
    bool blank = std::all_of(cells.begin(), cells.end(), [](std::string_view c) { return trim(c).empty(); });
    if (blank) continue;
    std::vector<std::string> row;
    for (std::string_view cell : cells) row.emplace_back(trim(cell));
    if (table.headings.empty()) table.headings = std::move(row);
    else {
      row.resize(std::max(row.size(), table.headings.size()));
      table.rows.push_back(std::move(row));
    }
  }
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return problem(fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
  std::streamoff size = in.tellg();
  if (size < 0 || static_cast<std::uint64_t>(size) > limit) return problem(fmt::format("{} is too large or not a file", path));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  if (!in.read(bytes.data(), size) && size > 0) return problem(fmt::format("{} cannot be read", path));
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::string draft = path + ".part";
  auto failed = [&](const char* what) {
    std::string why = std::strerror(errno);
    ::unlink(draft.c_str());
    return problem(fmt::format("{} cannot be {}: {}", path, what, why));
  };
  int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed("written");
  for (std::size_t done = 0; done < bytes.size();) {
    ssize_t n = ::write(file, bytes.data() + done, bytes.size() - done);
    if (n <= 0) { int e = errno; ::close(file); errno = e; return failed("written"); }
    done += static_cast<std::size_t>(n);
  }
  if (::fsync(file) != 0 || ::close(file) != 0) return failed("written");
  if (::rename(draft.c_str(), path.c_str()) != 0) return failed("put in place");
  return {};
}

}  // namespace waymark
