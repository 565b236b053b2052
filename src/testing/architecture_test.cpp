// The arrows of ARCHITECTURE.md, read from the includes: an include that points back fails.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "domain/all_records.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

namespace fs = std::filesystem;
const std::string source = WAYMARK_SOURCE_DIR "/src";

// The layer of a file by its first folders; what each layer may include besides itself.
const std::map<std::string, std::set<std::string>> may_include = {
    {"platform/core", {}},
    {"platform/calendar", {"platform/core"}},
    {"platform/record", {"platform/core", "platform/calendar"}},
    {"platform/store", {"platform/core", "platform/record"}},
    {"platform/http", {"platform/core"}},
    {"platform/govuk", {"platform/core"}},
    {"domain", {"platform/core", "platform/record", "platform/calendar"}},
    {"figures", {"domain", "platform/core", "platform/record", "platform/calendar"}},
    {"exchange", {"figures", "domain", "platform/core", "platform/record", "platform/calendar"}},
    {"demonstration", {"exchange", "figures", "domain", "platform/core", "platform/record", "platform/calendar"}},
    {"web", {"demonstration", "exchange", "figures", "domain", "platform/core", "platform/record", "platform/calendar", "platform/govuk", "platform/http"}},
    {"cli", {"web", "demonstration", "exchange", "figures", "domain", "platform/core", "platform/record", "platform/calendar", "platform/store", "platform/http"}},
};
// Between the folders of the domain: these may be included by all; other edges are listed here and in ARCHITECTURE.md.
const std::set<std::string> common_words = {"pupil", "school", "partnership", "people"};
const std::set<std::pair<std::string, std::string>> word_edges = {{"meeting", "referral"}, {"people", "provision"}, {"programme", "provision"}};

std::string layer_of(const std::string& path) {
  for (const auto& [layer, others] : may_include)
    if (path.starts_with(layer + "/")) return layer;
  return {};
}
std::string word_of(const std::string& path) {
  std::string rest = path.substr(std::string("domain/").size());
  std::size_t slash = rest.find('/');
  return slash == std::string::npos ? std::string() : rest.substr(0, slash);
}

void each_include(auto&& f) {
  static const std::regex include("^#include \"([^\"]+)\"");
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    std::string path = fs::relative(entry.path(), source).string();
    if (!path.ends_with(".h") && !path.ends_with(".cpp")) continue;
    if (path.ends_with("_test.cpp") || path.starts_with("testing/")) continue;
    std::ifstream in(entry.path());
    std::smatch m;
    for (std::string line; std::getline(in, line);)
      if (std::regex_search(line, m, include)) f(path, m[1].str());
  }
}

TEST(Architecture, no_include_points_back) {
  each_include([](const std::string& from, const std::string& to) {
    std::string a = layer_of(from), b = layer_of(to);
    if (from == "main.cpp") return;
    EXPECT_FALSE(a.empty()) << from << " belongs to no layer";
    EXPECT_TRUE(a == b || may_include.at(a).contains(b)) << from << " includes " << to;
  });
}

TEST(Architecture, words_of_the_domain_include_each_other_only_as_listed) {
  each_include([](const std::string& from, const std::string& to) {
    if (!from.starts_with("domain/") || !to.starts_with("domain/")) return;
    std::string a = word_of(from), b = word_of(to);
    if (a.empty() || a == b || common_words.contains(b)) return;
    EXPECT_TRUE(word_edges.contains({a, b})) << from << " includes " << to;
  });
}

TEST(Architecture, every_hand_written_file_opens_by_saying_what_it_is_for) {
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    std::string path = fs::relative(entry.path(), source).string();
    if (!path.ends_with(".h") || path.ends_with("_test.h")) continue;
    std::ifstream in(entry.path());
    std::string line;
    std::getline(in, line);
    EXPECT_TRUE(line.starts_with("// ")) << path;
  }
}

TEST(Records, every_field_says_what_the_declarations_ask_of_it) {
  for (const RecordType* type : all_records()) {
    EXPECT_EQ(heading_problem(*type), "") << type->table;
    for (std::string_view name : type->key) EXPECT_TRUE(type->find(name)) << type->table << " has no " << name;
    for (std::string_view name : type->lookups) EXPECT_TRUE(type->find(name)) << type->table << " has no " << name;
    for (const FieldInfo& field : type->fields) {
      if (!field.codes.empty()) {
        EXPECT_TRUE(find_code_list(field.codes)) << field.codes;
      }
      if (!field.example.empty() && !field.refers_to) {
        auto row = type->make();
        auto parsed = field.set(row.get(), field.example, field);
        EXPECT_TRUE(parsed) << type->table << "." << field.name << ": the example " << field.example << " " << (parsed ? "" : parsed.error().message);
      }
    }
  }
}

}  // namespace
}  // namespace waymark
