#include "register_files.h"

#include <fmt/format.h>

#include <filesystem>

#include "demonstration/generator.h"
#include "domain/all_records.h"
#include "domain/pupil/pupil.h"
#include "platform/core/csv.h"

namespace waymark {
namespace {

std::size_t count_rows(const RegisterRows& rows) {
  std::size_t n = 0;
  for (const auto& [type, list] : rows.rows) n += list.size();
  return n;
}

RegisterRows register_of(std::size_t wanted) {
  PartnershipTarget target = december_2020_targets().front();
  std::size_t without = count_rows(generate_register(target, 1, {})), with_thousand = count_rows(generate_register(target, 1, {.closed_cases = 1000}));
  auto closed = static_cast<int>((wanted - without) * 1000 / (with_thousand - without));
  return generate_register(target, 1, {.closed_cases = closed});
}

// Every so many rows a mistyped value of each kind that refuses a row, so that two validators can be seen to find the same.
void plant_errors(RegisterRows& rows) {
  auto every = [&](std::string_view table, std::string_view field, std::size_t step, auto&& change) {
    const RecordType* type = find_record(table);
    std::size_t column = type->index_of(field);
    auto& list = rows.rows.at(type);
    for (std::size_t i = step / 2; i < list.size(); i += step)
      if (!list[i][column].empty()) list[i][column] = change(list[i][column]);
  };
  every("pupil", "upn", 997, [](const std::string& upn) { return upn.substr(0, 11) + (upn[11] == '9' ? '8' : '9') + upn.substr(12); });
  every("pupil", "born_on", 1499, [](const std::string& day) { return day.substr(0, 8) + "32"; });
  every("case_file", "closed_on", 1201, [](const std::string&) { return std::string("1995-01-01"); });
  every("referral", "category", 1103, [](const std::string&) { return std::string("nonsense"); });
  every("referral_outcome", "referral", 1301, [](const std::string& reference) { return reference + "?"; });
  every("programme", "started_on", 701, [](const std::string&) { return std::string("soon"); });
  every("timetable_line", "hours", 907, [](const std::string&) { return std::string("101"); });
}

Result<void> write_csv_files(const RegisterRows& rows, const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const RecordType* type : register_records()) {
    auto found = rows.rows.find(type);
    if (found == rows.rows.end()) continue;
    std::vector<std::string> headings;
    for (const FieldInfo& field : type->fields) headings.emplace_back(field.label);
    std::string text = csv_row(headings);
    for (const RegisterRows::Row& row : found->second) text += csv_row(row);
    if (auto done = write_file(fmt::format("{}/{}.csv", folder, type->plural), text); !done) return done;
  }
  return {};
}

}  // namespace

Result<std::size_t> write_register_files(const std::string& folder, std::size_t wanted) {
  RegisterRows rows = register_of(wanted);
  if (auto done = write_csv_files(rows, folder + "/sound"); !done) return std::unexpected(done.error());
  Result<std::string> workbook = register_workbook(&rows);
  if (!workbook) return std::unexpected(workbook.error());
  if (auto done = write_file(folder + "/register.xlsx", *workbook); !done) return std::unexpected(done.error());
  plant_errors(rows);
  if (auto done = write_csv_files(rows, folder + "/faulty"); !done) return std::unexpected(done.error());
  return count_rows(rows);
}

}  // namespace waymark
