#include "web/report_page.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "platform/core/csv.h"
#include "platform/core/embedded.h"
#include "platform/core/text.h"
#include "web/report_view.h"

extern char** environ;

namespace waymark {
namespace {

std::string report_html(Report report) {
  for (RollShare& school : report.schools) school.name.clear();   // published: no school is named
  Html contents;
  std::vector<Html> items;
  for (const ReportTable& t : report.tables) items.push_back(govuk::link(t.table->name + ": " + t.table->title, "#" + t.table->id));
  Html content = govuk::heading(1, "Data report " + report.label, "xl") + govuk::paragraph(text(fmt::format("{}, as at {}", report.county_name, long_date(report.as_at)))) +
                 (report.invented ? govuk::warning("The children and schools in this report are invented.") : Html()) + govuk::heading(2, "Contents", "m") + govuk::list(items) + headlines_view(report) + findings_view(report);
  for (const ReportTable& table : report.tables) content += section_view(table, {}, Definitions::plain);
  content += roll_charts_view(report);
  content += govuk::paragraph(text("Definitions: " + report.definitions));
  Html head = Html::literal("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">") + element("title", "", text("Data report " + report.label)) + Html::literal("<link rel=\"stylesheet\" href=\"report-files/waymark.css\">");
  Html body = element("div", "govuk-width-container", element("main", {{"class", "govuk-main-wrapper"}, {"id", "main-content"}}, content)) + Html::literal("<script src=\"report-files/charts.js\" defer></script>");
  return "<!doctype html>\n" + element("html", {{"lang", "en"}, {"class", "govuk-template"}}, element("head", "", head) + element("body", "govuk-template__body waymark-wide", body)).str();
}

std::string chromium() {
  const char* places = std::getenv("PATH");
  for (const std::string& folder : split(places ? places : "", ':'))
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"})
      if (std::string path = folder + "/" + name; ::access(path.c_str(), X_OK) == 0) return path;
  return {};
}

int run_quietly(const std::vector<std::string>& command, std::chrono::seconds patience) {
  std::vector<char*> arguments;
  for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int fd : {1, 2}) posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", 1 /* O_WRONLY */, 0);
  pid_t child = 0;
  int failed = ::posix_spawn(&child, command[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed) return -1;
  auto end = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return -1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<void> write_report_page(const Report& report, const std::string& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder + "/report-files", failed);
  for (const char* name : {"waymark.css", "charts.js"})
    if (auto bytes = embedded_file(std::string("build/assets/") + name))
      if (auto done = write_file(folder + "/report-files/" + name, *bytes); !done) return done;
  return write_file(folder + "/report.html", report_html(report));
}

Result<void> write_report_pdf(const Report& report, const std::string& folder) {
  std::string browser = chromium();
  if (browser.empty()) return problem("the PDF is printed by Chromium, which is not installed", "chromium");
  char temporary[] = "/tmp/waymark-print-XXXXXX";
  if (!::mkdtemp(temporary)) return problem("a temporary folder cannot be made");
  std::string page = std::string(temporary) + "/report.html", pdf = std::filesystem::absolute(folder + "/report.pdf").string();
  std::error_code ignored;
  std::filesystem::remove(pdf, ignored);
  auto written = write_report_page(report, temporary);
  int code = !written ? -1 : run_quietly({browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                          "--allow-file-access-from-files", "--virtual-time-budget=10000", "--no-pdf-header-footer", "--generate-pdf-document-outline", std::string("--user-data-dir=") + temporary + "/profile", "--print-to-pdf=" + pdf, "file://" + page},
                         std::chrono::seconds(90));
  std::filesystem::remove_all(temporary, ignored);
  if (!written) return written;
  if (code != 0 || !std::filesystem::exists(pdf)) return problem("Chromium could not print the report", "chromium");
  return {};
}

}  // namespace waymark
