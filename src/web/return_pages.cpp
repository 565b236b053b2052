// Handing in a return: upload, see what it would change with every problem beside its row, confirm.
#include <fmt/format.h>

#include <algorithm>

#include "domain/people/password.h"
#include "exchange/register_rows.h"
#include "platform/core/text.h"
#include "web/returns_view.h"

namespace waymark {
namespace {

constexpr std::size_t most_shown = 200;

std::vector<ImportFile> files_of(const PendingReturn& pending) {
  std::vector<ImportFile> out;
  for (const auto& [name, bytes] : pending.files) out.push_back(import_bytes(name, *bytes));
  return out;
}

std::optional<PendingReturn> pending_of(Visit& visit) {
  std::scoped_lock lock(visit.who->mutex);
  auto found = visit.who->returns.find(visit.parts[0]);
  if (found == visit.who->returns.end()) return std::nullopt;
  return found->second;
}

HttpResponse upload_form(Visit& visit, const std::string& problem, int status) {
  std::vector<govuk::FieldError> errors;
  if (!problem.empty()) errors.push_back({"file", problem});
  Html content = govuk::error_summary(errors) + govuk::heading(1, "Hand in a return", "xl") + own_returns(visit) + govuk::heading(2, "Upload a register", "m") +
                 govuk::paragraph(text("Upload the register as one workbook (Excel or OpenDocument), or as CSV files, a file a sheet. You see what it would change before anything is saved.")) +
                 govuk::form("/return", "post", visit.who->csrf, govuk::file_upload("file", "Register", "One .xlsx or .ods file, or several .csv files, up to 64 MB", problem) + govuk::button("Upload and check"), true) +
                 govuk::paragraph(govuk::link("Download an empty workbook to fill in", "/return/template") + text(" or ") + govuk::link("your register as it is now", "/return/register") + text("."));
  return show(visit, {.title = "Hand in a return", .content = content, .error = !problem.empty()}, status);
}

Html counts_table(const ImportResult& result) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ImportCount& c : result.counts) {
    auto n = [](std::size_t v) { return govuk::Cell{text(std::to_string(v))}; };
    rows.push_back({{text(c.type->plural), true}, n(c.rows), n(c.added), n(c.changed), n(c.unchanged), n(c.refused), n(c.left)});
  }
  return govuk::table("What the return holds", {{"Sheet"}, {"Rows", true}, {"New", true}, {"Changed", true}, {"Unchanged", true}, {"With errors", true}, {"Not in the file", true}}, rows);
}

Html issues_table(const ImportResult& result, bool hard, const std::string& caption) {
  std::vector<std::vector<govuk::Cell>> rows;
  std::size_t total = 0;
  for (const ImportIssue& i : result.issues) {
    if (i.hard != hard || ++total > most_shown) continue;
    rows.push_back({{text(i.sheet), true}, {text(i.row ? std::to_string(i.row) : "")}, {text(i.column)}, {text(i.value)}, {text(i.message)}});
  }
  if (rows.empty()) return {};
  return govuk::table(caption, {{"Sheet"}, {"Row", true}, {"Column"}, {"Value"}, {"What is wrong"}}, rows) + (total > most_shown ? govuk::paragraph(text(fmt::format("The first {} of {}. The CSV file has them all.", most_shown, total))) : Html());
}

Html changes_table(const ImportResult& result) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ImportChange& c : result.changes) {
    if (rows.size() == most_shown) break;
    rows.push_back({{text(c.type->title), true}, {text(c.row_name)}, {text(c.field)}, {text(c.from)}, {text(c.to)}});
  }
  return rows.empty() ? Html() : govuk::table("Changes", {{"Record"}, {"Which"}, {"Field"}, {"From"}, {"To"}}, rows);
}

Html left_table(const ImportResult& result) {
  std::vector<std::vector<govuk::Cell>> rows;
  for (const ImportLeft& l : result.left) {
    if (rows.size() == most_shown) break;
    rows.push_back({{text(l.type->title), true}, {text(l.row_name)}});
  }
  return rows.empty() ? Html() : govuk::table("In the register but not in the file: kept as they are", {{"Record"}, {"Which"}}, rows);
}

HttpResponse workbook_of(const RegisterRows* rows) {
  auto bytes = register_workbook(rows);
  if (!bytes) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = bytes.error().message};
  return download(std::move(*bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "register.xlsx");
}

Html what_it_would_do(const ImportResult& result) {
  std::size_t fresh = 0, changed = 0, hard = result.hard();
  for (const ImportCount& c : result.counts) fresh += c.added, changed += c.changed;
  Html first;
  if (hard) first = govuk::warning(fmt::format("{} error{} must be mended before the return can be taken as a whole.", hard, hard == 1 ? "" : "s"));
  else if (fresh + changed == 0) first = govuk::inset(text("The return says what the register says already. Confirming changes nothing."));
  else first = govuk::inset(text(fmt::format("{} new and {} changed record{}. Nothing is saved until you confirm.", fresh, changed, changed == 1 ? "" : "s")));
  return first + counts_table(result) + issues_table(result, true, "Errors") + issues_table(result, false, "Are you sure? These stay as warnings on the records") + changes_table(result) + left_table(result);
}

HttpResponse preview(Visit& visit, const PendingReturn& pending, bool changed_meanwhile) {
  std::int64_t as_of = visit.app.store().last_change();
  auto files = files_of(pending);
  auto result = import_register(visit.app.store(), visit.session(), files, {.dry_run = true});
  if (!result) return upload_form(visit, result.error().message, 400);
  {
    std::scoped_lock lock(visit.who->mutex);
    if (auto found = visit.who->returns.find(visit.parts[0]); found != visit.who->returns.end()) found->second.shown_as_of = as_of;
  }
  std::string here = "/return/" + visit.parts[0];
  Html content = govuk::heading(1, "Check the return", "xl");
  if (changed_meanwhile) content += govuk::warning("The register was changed since you looked at this. Here is what the return would do now: nothing was saved yet.");
  content += what_it_would_do(*result);
  if (!result->issues.empty()) content += govuk::paragraph(govuk::link("Every problem as a CSV file", here + "/issues"));
  Html confirm = result->hard() ? govuk::hidden("good_rows", "yes") + govuk::button("Take the good rows, leave out those with errors", "govuk-button--warning") : govuk::button(result->soft() ? "Confirm, keeping the warnings" : "Confirm");
  content += govuk::form(here, "post", visit.who->csrf, confirm) + govuk::paragraph(govuk::link("Upload a mended file instead", "/return"));
  return show(visit, {.title = "Check the return", .breadcrumbs = {{"Return", "/return"}}, .content = content}, changed_meanwhile ? 409 : 200);
}

}  // namespace

HttpResponse return_page(Visit& visit) { return upload_form(visit, {}, 200); }

HttpResponse take_return(Visit& visit) {
  {
    std::scoped_lock lock(visit.who->mutex);
    if (visit.who->returns.size() >= 3) visit.who->returns.clear();   // the memory of one person's uploads is bounded, and of all together
  }
  PendingReturn pending;
  for (const UploadedFile& file : visit.request.files) {
    if (file.field != "file" || file.bytes.empty()) continue;
    pending.files.emplace_back(file.file_name, visit.app.sessions().keep_upload(file.bytes));
    if (!pending.files.back().second) return upload_form(visit, "Too many returns are waiting to be confirmed at the moment. Try again in half an hour", 503);
  }
  if (pending.files.empty()) return upload_form(visit, "Choose a file", 400);
  std::string token = random_token(12);
  std::scoped_lock lock(visit.who->mutex);
  visit.who->returns[token] = std::move(pending);
  return redirect("/return/" + token);
}

HttpResponse empty_workbook(Visit&) { return workbook_of(nullptr); }

HttpResponse own_workbook(Visit& visit) {
  RegisterRows rows = export_register(visit.app.store(), visit.session());
  auto noted = visit.app.store().write(visit.session(), [&](Transaction& t) -> Result<void> { t.note("exported", nullptr, 0, "register workbook"); return {}; });
  if (!noted) return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "The export could not be noted in the audit, so it was not made."};
  return workbook_of(&rows);
}

HttpResponse return_preview(Visit& visit) {
  auto pending = pending_of(visit);
  if (!pending) return upload_form(visit, "The upload is no longer here. Upload the file again", 404);
  return preview(visit, *pending, false);
}

HttpResponse return_issues(Visit& visit) {
  auto pending = pending_of(visit);
  if (!pending) return not_found(visit);
  auto files = files_of(*pending);
  auto result = import_register(visit.app.store(), visit.session(), files, {.dry_run = true});
  if (!result) return upload_form(visit, result.error().message, 400);
  return download(issues_csv(*result), "text/csv; charset=utf-8", "problems.csv");
}

HttpResponse confirm_return(Visit& visit) {
  auto pending = pending_of(visit);
  if (!pending) return upload_form(visit, "The upload is no longer here. Upload the file again", 404);
  if (pending->shown_as_of != visit.app.store().last_change()) return preview(visit, *pending, pending->shown_as_of.has_value());
  auto files = files_of(*pending);
  auto result = import_register(visit.app.store(), visit.session(), files, {.good_rows = visit.form("good_rows") == "yes"});
  if (!result) return upload_form(visit, result.error().message + ". Nothing was changed", 400);
  if (!result->applied) return preview(visit, *pending, false);
  {
    std::scoped_lock lock(visit.who->mutex);
    visit.who->returns.erase(visit.parts[0]);
  }
  std::size_t fresh = 0, changed = 0;
  for (const ImportCount& c : result->counts) fresh += c.added, changed += c.changed;
  Html content = govuk::panel("Return taken", fmt::format("{} new, {} changed", fresh, changed)) + counts_table(*result) + govuk::paragraph(govuk::link("See the report", "/report") + text(" or ") + govuk::link("the register", "/register") + text("."));
  return show(visit, {.title = "Return taken", .content = content});
}

}  // namespace waymark
