// For tests: a store with two partnerships, A and B, into which sheets are imported.
#pragma once
#include <gtest/gtest.h>

#include "domain/all_records.h"
#include "domain/meeting/forum_discussion.h"
#include "domain/people/access.h"
#include "domain/programme/programme.h"
#include "domain/quality/warning.h"
#include "domain/referral/referral.h"
#include "exchange/register_import.h"
#include "platform/store/store.h"
#include "testing/spreadsheets.h"
#include "testing/stores.h"

namespace waymark::testing_support {

inline const std::vector<std::string> pupil_headings = {"UPN", "Surname", "Forename", "Date of birth", "Sex", "Home authority"};
inline std::vector<std::string> pupil_row(int n, std::string surname = "Roe", std::string forename = "Jordan") { return {upn(n), std::move(surname), std::move(forename), "3/2/2006", "F", "855"}; }
inline const std::vector<std::string> case_headings = {"Partnership", "UPN", "Case reference", "Opened", "Closed"};
inline std::vector<std::string> case_row(int n, std::string partnership = "A", std::string closed = "") {
  return {std::move(partnership), upn(n), "C" + std::to_string(n), "12/3/2020", std::move(closed)};
}

class Importing : public testing::TestWithParam<std::string> {
 protected:
  Importing() : place(GetParam()), store(open_store(place.address(), all_records())) {
    Grid sheet = {{"Code", "Name", "County"}, {"A", "Aston", "855"}, {"B", "Beeston", "855"}};
    EXPECT_TRUE(import({{"Partnerships", sheet}}).applied);
    for (const Partnership& p : all<Partnership>()) (p.code == "A" ? a : b) = p.id;
  }

  Result<ImportResult> try_import(const std::vector<SheetText>& sheets, const ImportOptions& options = {}, const Session& session = system_session("test")) {
    std::vector<std::string> bytes;
    for (const SheetText& sheet : sheets) bytes.push_back(csv_bytes(sheet.rows));
    std::vector<ImportFile> files;
    for (std::size_t i = 0; i < sheets.size(); ++i) files.push_back(import_bytes(sheets[i].name, bytes[i]));
    return import_register(*store, session, files, options);
  }
  ImportResult import(const std::vector<SheetText>& sheets, const ImportOptions& options = {}, const Session& session = system_session("test")) {
    auto result = try_import(sheets, options, session);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result.value_or(ImportResult{});
  }
  ImportResult import_file_of(const std::string& bytes, const std::string& name = "register.xlsx") {
    std::vector<ImportFile> files = {import_bytes(name, bytes)};
    auto result = import_register(*store, system_session("test"), files);
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    return result.value_or(ImportResult{});
  }
  template <class R> std::vector<R> all() { return store->read(system_session("test"))->template list<R>(); }
  Session coordinator(Id<Partnership> partnership) { return session_as("coordinator", partnership.value, {7}); }

  StorePlace place;
  std::unique_ptr<Store> store;
  Id<Partnership> a, b;
};

// The only issue, or what stands instead of it.
inline ImportIssue only_issue(const ImportResult& result) {
  EXPECT_EQ(result.issues.size(), 1u) << issues_csv(result);
  return result.issues.empty() ? ImportIssue{} : result.issues[0];
}
inline bool says(const ImportResult& result, std::string_view part) {
  for (const ImportIssue& issue : result.issues)
    if (issue.message.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace waymark::testing_support
