#include "demonstration/demonstration.h"

#include <fmt/format.h>

#include <filesystem>

#include "domain/people/password.h"
#include "domain/meeting/meeting.h"
#include "domain/people/role_held.h"
#include "domain/referral/referral_request.h"
#include "domain/release/release.h"
#include "platform/core/csv.h"
#include "platform/core/embedded.h"
#include "platform/core/text.h"
#include "platform/record/codes.h"

namespace waymark {
namespace {

Result<void> load_history_figures(Store& store) {
  auto table = read_csv_table(*embedded_file("data/demonstration/history.csv"));
  if (!table) return std::unexpected(table.error());
  return store.write(system_session("demonstration"), [&](Transaction& t) -> Result<void> {
    t.set_county("855");
    std::map<std::string, Release> releases;
    std::vector<PublishedFigure> figures;
    for (const auto& row : table->rows) {
      auto [at, fresh] = releases.try_emplace(row[0], Release{.authority = {"855"}, .label = row[0], .as_at = parse_iso_date(row[1]).value(), .note = "As repeated in the report of December 2020; the census date is assumed"});
      if (fresh) t.insert(at->second);
      figures.push_back({.release = at->second.id, .table_name = row[2], .row_name = row[3], .column_name = row[4], .printed = row[5], .series = row[6], .printed_later_as = row[7]});
    }
    t.insert(figures);
    return {};
  });
}

Result<void> add_people(Store& store) {
  auto partnerships = store.read(system_session("demonstration"))->list<Partnership>();
  std::string hash = hash_password(demonstration_password);
  struct Person { const char *name, *role; Id<Partnership> partnership; Id<School> school; Id<Provider> provider; };
  auto reader = store.read(system_session("demonstration"));
  std::vector<School> schools = reader->list<School>({.limit = 1});
  std::vector<Provider> providers = reader->list<Provider>({.limit = 1});
  std::vector<Person> people = {{"Ada Nwosu", "administrator"}, {"Colin Marsh", "county_consultant"}, {"Ingrid Vale", "county_officer"}, {"Bertram Oake", "board_member"}, {"Audrey Stone", "auditor"}};
  const char* coordinators[] = {"Priya Nair", "Leo Brandt", "Moira Quill", "Sam Ashdown", "Nell Hobbs"};
  for (std::size_t i = 0; i < partnerships.size() && i < 5; ++i) people.push_back({coordinators[i], "coordinator", partnerships[i].id});
  if (!partnerships.empty()) people.push_back({"Theo Winter", "partnership_staff", partnerships[0].id});
  if (!partnerships.empty()) people.push_back({"Clara Finch", "partnership_chair", partnerships[0].id});
  if (!partnerships.empty()) people.push_back({"Fay Marlow", "finance_officer", partnerships[0].id});
  people.push_back({"Sean Price", "send_officer"});
  if (!schools.empty()) people.push_back({"Gwen Sutton", "school_lead", {}, schools[0].id});
  if (!providers.empty()) people.push_back({"Ravi Motley", "provider", {}, {}, providers[0].id});
  reader.reset();
  return store.write(system_session("demonstration"), [&](Transaction& t) -> Result<void> {
    for (const Person& p : people) {
      std::string first = lower(std::string(p.name).substr(0, std::string_view(p.name).find(' ')));
      User user{.email = first + "@example.org", .name = p.name, .password_hash = hash, .invented = true};
      t.insert(user);
      RoleHeld role{.person = user.id, .role = {p.role}, .partnership = p.partnership, .school = p.school, .provider = p.provider};
      t.insert(role);
    }
    return {};
  });
}

// A forum to come in each partnership and a form that a school sent, so that there is something to do on the first day.
Result<void> add_work(Store& store) {
  auto reader = store.read(system_session("demonstration"));
  std::vector<Partnership> partnerships = reader->list<Partnership>();
  std::vector<School> schools = reader->list<School>({.limit = 1});
  std::vector<User> people = reader->list<User>({.where = {equals("email", std::string("gwen@example.org"))}});
  reader.reset();
  return store.write(system_session("demonstration"), [&](Transaction& t) -> Result<void> {
    t.set_county("855");
    for (const Partnership& p : partnerships) {
      Meeting forum{.partnership = p.id, .kind = {"inclusion_forum"}, .held_on = demonstration_day + 6, .starts = "13:30", .place = "The partnership's office", .capacity = 12, .agenda_closes_on = demonstration_day + 4};
      t.insert(forum);
    }
    if (schools.empty() || people.empty()) return {};
    ReferralRequest form{.partnership = schools[0].partnership, .school = schools[0].id, .person = people[0].id, .surname = "Marlowe", .forename = "Tamsin", .born_on = Date::of(2007, 4, 18), .sex = {"F"}, .category = {"semh"}, .consent = {"given"},
                         .concern = "Leaves lessons, has stopped coming on Mondays and is in conflict with most of her teachers.", .tried = "A mentor since September, a report card, two meetings with the family.", .attendance = "71 % this term, one suspension of two days.",
                         .family_view = "Her mother asks for help; Tamsin says she wants fewer people around her.", .started_on = demonstration_day - 5, .sent_on = demonstration_day - 4};
    t.insert(form);
    return {};
  });
}

}  // namespace

bool is_demonstration(Store& store) { return store.setting("demonstration").has_value(); }

Result<void> make_demonstration(Store& store, const std::string& workbooks, const Progress& progress) {
  int position = 0;
  for (const PartnershipTarget& target : december_2020_targets()) {
    RegisterRows rows = generate_register(target, ++position, {});
    Result<std::string> bytes = register_workbook(&rows);
    if (!bytes) return std::unexpected(bytes.error());
    if (!workbooks.empty()) {
      std::error_code failed;
      std::filesystem::create_directories(workbooks, failed);
      if (auto done = write_file(fmt::format("{}/{}.xlsx", workbooks, target.code), *bytes); !done) return done;
    }
    if (progress) progress("workbook of " + target.code, position, 5);
    std::vector<ImportFile> files = {import_bytes(target.code + ".xlsx", *bytes)};
    auto imported = import_register(store, system_session("demonstration"), files);
    if (!imported) return std::unexpected(imported.error());
    if (!imported->applied) return problem("the demonstration's own workbook was refused: " + issues_csv(*imported).substr(0, 2000));
  }
  if (auto done = load_history_figures(store); !done) return done;
  if (auto done = add_people(store); !done) return done;
  if (auto done = add_work(store); !done) return done;
  store.set_setting("demonstration", "county");
  return {};
}

Result<void> make_england(Store& store, int counties, int closed_cases_each, const Progress& progress) {
  const CodeList& authorities = *find_code_list("authority");
  std::vector<PartnershipTarget> targets = december_2020_targets();
  int made = 0;
  for (const CodeItem& authority : authorities.items) {
    if (authority.until || made == counties) continue;
    int position = 0;
    for (const PartnershipTarget& target : targets) {
      RegisterRows rows = generate_register(target, ++position, {.county = authority.code, .code_prefix = authority.code + " ", .county_number = made, .closed_cases = closed_cases_each});
      std::vector<ImportFile> files = {import_rows(authority.code + " " + target.code, rows)};
      auto imported = import_register(store, system_session("demonstration"), files);
      if (!imported) return std::unexpected(imported.error());
      if (!imported->applied) return problem("a made register was refused: " + issues_csv(*imported).substr(0, 2000));
    }
    if (progress) progress("counties", ++made, counties);
    else ++made;
  }
  if (auto done = add_people(store); !done) return done;
  store.set_setting("demonstration", "england");
  return {};
}

}  // namespace waymark
