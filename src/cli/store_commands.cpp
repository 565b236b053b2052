// verify, migrate, backup, restore, user, dictionary.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <map>

#include "cli/cli.h"
#include "domain/all_records.h"
#include "domain/people/accounts.h"
#include "domain/people/password.h"
#include "domain/people/access.h"
#include "exchange/dictionary.h"
#include "platform/core/csv.h"
#include "platform/core/text.h"
#include "platform/store/store.h"

namespace waymark {
namespace {

int verify(CommandLine& line) {
  auto store = line.open(false);
  Verification v = store->verify(terminal_progress());
  for (const std::string& finding : v.findings) std::cout << finding << "\n";
  std::cout << fmt::format("{} audit rows and {} records checked, {} finding{}. Head of the chain: {}\n", v.audit_rows, v.data_rows, v.findings.size(), v.findings.size() == 1 ? "" : "s", v.head);
  return v.findings.empty() ? ExitCode::done : ExitCode::found_problems;
}

void move_store(const std::string& from, const std::string& to) {
  std::error_code failed;
  for (const char* part : {"", "-wal", "-shm"}) {
    std::filesystem::remove(to + part, failed);
    if (!from.empty()) std::filesystem::rename(from + part, to + part, failed);   // one that is not there is no matter
  }
}

int restore(CommandLine& line, const std::string& from, bool replace) {
  std::error_code failed;
  if (is_postgres(line.store)) return line.fail({.message = "a PostgreSQL store is restored with its own tools"});
  bool there = std::filesystem::exists(line.store, failed);
  if (there && !replace) return line.fail({.message = line.store + " is there already; --replace puts the backup in its place"});
  if (!std::filesystem::exists(from, failed)) return line.fail({.message = "there is no store at " + from});
  std::string copy = line.store + ".restored";
  move_store({}, copy);
  if (auto done = copy_store(from, copy); !done) return line.fail(done.error());
  Verification checked = open_store(copy, all_records(), IfMissing::refuse)->verify({});
  if (!checked.findings.empty()) return line.fail({.message = "the backup is not sound: " + checked.findings[0]});
  if (there && in_use(line.store)) return line.fail({.message = line.store + " is in use by a running server or another program: end it first"});
  if (there) move_store(line.store, line.store + ".before");
  std::filesystem::rename(copy, line.store, failed);
  if (failed) return line.fail({.message = "the backup cannot be put in place: " + failed.message()});
  std::cout << fmt::format("Restored: {} records.{}\n", checked.data_rows, there ? " What was there before is kept beside it, with .before in its name." : "");
  return ExitCode::done;
}

struct UserArguments { std::string email, name, role, partnership, school, provider, password; };

// What is wrong with the arguments, whatever the store holds.
std::string role_problem(const UserArguments& a, RoleHeld& held) {
  if (auto role = Value<Code>::parse(a.role, *record_type_of<RoleHeld>.find("role"), held.role); !role) return "role: " + role.error().message;
  switch (circle_of(held.role.value)) {
    case Circle::partnership: return a.partnership.empty() ? "this role is bound to a partnership: --partnership CODE" : "";
    case Circle::school: return a.school.empty() ? "this role is bound to a school: --school URN" : "";
    case Circle::provider: return a.provider.empty() ? "this role is bound to a provider: --provider NAME" : "";
    case Circle::none: break;
  }
  return {};
}

// What the role is bound to, by the name that people use for it.
Result<void> bind_role(Store& store, const UserArguments& a, RoleHeld& held) {
  auto reader = store.read(system_session("command line"));
  auto look = [&]<class R>(Id<R>& id, const std::string& said, const char* field) -> Result<void> {
    if (said.empty()) return {};
    auto found = reader->list<R>({.where = {equals(field, said)}});
    if (found.empty()) return problem(fmt::format("there is no {} {}", lower(R::title), waymark::quoted(said)));
    id = found[0].id;
    return {};
  };
  if (auto done = look(held.partnership, a.partnership, "code"); !done) return done;
  if (auto done = look(held.school, a.school, "urn"); !done) return done;
  return look(held.provider, a.provider, "name");
}

int add_user(CommandLine& line, const UserArguments& a) {
  User user{.email = lower(trim(a.email)), .name = a.name, .password_hash = {}};
  RoleHeld role;
  if (std::string wrong = role_problem(a, role); !wrong.empty()) return line.used_wrongly(wrong);
  if (std::string wrong = password_problem(a.password, user.email); !wrong.empty()) return line.used_wrongly(wrong);
  auto store = line.open(false);
  if (auto bound = bind_role(*store, a, role); !bound) return line.fail(bound.error());
  user.password_hash = hash_password(a.password);
  auto done = store->write(system_session("command line"), [&](Transaction& t) -> Result<void> {
    t.insert(user);
    role.person = user.id;
    t.insert(role);
    return {};
  });
  if (!done) return line.fail({.message = "the person cannot be added: is the email address in use?"});
  std::cout << "Added.\n";
  return ExitCode::done;
}

void print_link(const std::string& email, const std::string& token) {
  std::cout << fmt::format("Pass this on, after the address of the service, to {} alone. It works once, for three days.\n/invitation/{}\n", email, token);
}

// The first person of a new store comes in this way, or by `user add` with a password.
int invite_user(CommandLine& line, const UserArguments& a) {
  RoleHeld role;
  if (std::string wrong = role_problem(a, role); !wrong.empty()) return line.used_wrongly(wrong);
  auto store = line.open(false);
  if (auto bound = bind_role(*store, a, role); !bound) return line.fail(bound.error());
  auto token = invite(*store, system_session("command line"), {a.email, a.name, role});
  if (!token) return line.fail(token.error());
  print_link(lower(trim(a.email)), *token);
  return ExitCode::done;
}

std::optional<User> user_with(Store& store, const std::string& email) {
  auto found = store.read(system_session("command line"))->list<User>({.where = {equals("email", lower(trim(email)))}});
  return found.empty() ? std::nullopt : std::optional(found[0]);
}

// For who lost the password or the second factor and finds no administrator; past here it is the machine that says who may.
int reset_user(CommandLine& line, const std::string& email, bool second_factor) {
  auto store = line.open(false);
  auto user = user_with(*store, email);
  if (!user) return line.fail({.message = "nobody has this email address"});
  auto token = invite_again(*store, system_session("command line"), user->id, second_factor);
  if (!token) return line.fail(token.error());
  print_link(user->email, *token);
  return ExitCode::done;
}

void add_person_options(CLI::App* command, UserArguments& a) {
  command->add_option("email", a.email, "Email address")->required();
  command->add_option("--name", a.name, "Name")->required();
  command->add_option("--role", a.role, "A code of the list role: administrator, coordinator, school_lead ...")->required();
  command->add_option("--partnership", a.partnership, "Code of the partnership that the role is bound to");
  command->add_option("--school", a.school, "URN of the school that the role is bound to");
  command->add_option("--provider", a.provider, "Name of the provider that the role is bound to");
}

void add_list_and_disable(CommandLine& line, CLI::App& user) {
  auto* list = user.add_subcommand("list", "List them as CSV");
  line.add_store_option(list);
  list->callback([&line] {
    auto store = line.open(false);
    std::cout << csv_row({"email", "name", "role", "disabled"});
    auto reader = store->read(system_session("command line"));
    std::map<std::int64_t, std::string> roles;
    for (const RoleHeld& r : reader->list<RoleHeld>()) roles[r.person.value] += (roles[r.person.value].empty() ? "" : "; ") + r.role.value;
    for (const User& u : reader->list<User>()) std::cout << csv_row({u.email, u.name, roles[u.id.value], u.disabled ? "yes" : "no"});
  });
  auto* disable = user.add_subcommand("disable", "Keep a person from signing in");
  auto email = std::make_shared<std::string>();
  disable->add_option("email", *email, "Email address")->required();
  line.add_store_option(disable);
  disable->callback([&line, email] {
    auto store = line.open(false);
    auto found = user_with(*store, *email);
    if (!found) { line.exit_code = line.fail({.message = "nobody has this email address"}); return; }
    auto done = set_disabled(*store, system_session("command line"), found->id, true);
    if (!done) line.exit_code = line.fail(done.error());
    else std::cout << "Disabled.\n";
  });
}

void add_user_commands(CommandLine& line) {
  auto* user = line.app.add_subcommand("user", "People who sign in");
  user->require_subcommand(1);
  auto a = std::make_shared<UserArguments>();
  auto* add = user->add_subcommand("add", "Add a person");
  add_person_options(add, *a);
  add->add_option("--password", a->password, "First password, at least 15 characters; better in WAYMARK_PASSWORD than on the command line")->envname("WAYMARK_PASSWORD")->required();
  line.add_store_option(add);
  add->callback([&line, a] { line.exit_code = add_user(line, *a); });
  auto* invited = user->add_subcommand("invite", "Invite a person: prints a one-time link with which they set their password");
  add_person_options(invited, *a);
  line.add_store_option(invited);
  invited->callback([&line, a] { line.exit_code = invite_user(line, *a); });
  auto* reset = user->add_subcommand("reset", "For who lost their password: prints a one-time link to set a new one");
  auto lost = std::make_shared<bool>(false);
  reset->add_option("email", a->email, "Email address")->required();
  reset->add_flag("--second-factor", *lost, "The authenticator and the recovery codes are lost as well");
  line.add_store_option(reset);
  reset->callback([&line, a, lost] { line.exit_code = reset_user(line, a->email, *lost); });
  add_list_and_disable(line, *user);
}

}  // namespace

void add_store_commands(CommandLine& line) {
  auto* verify_command = line.app.add_subcommand("verify", "Find every record or audit row altered past the program");
  line.add_store_option(verify_command);
  verify_command->callback([&line] { line.exit_code = verify(line); });

  auto* migrate = line.app.add_subcommand("migrate", "Bring the store's schema up to this version");
  line.add_store_option(migrate);
  migrate->callback([&line] {
    line.open(true);
    std::cout << "The store is up to date.\n";
  });

  auto to = std::make_shared<std::string>();
  auto* backup = line.app.add_subcommand("backup", "Copy a store while it is in use");
  backup->add_option("--to", *to, "File to write")->required();
  line.add_store_option(backup);
  backup->callback([&line, to] {
    if (auto done = line.open(false)->backup(*to); !done) line.exit_code = line.fail(done.error());
    else std::cout << "Written to " << *to << "\n";
  });

  auto from = std::make_shared<std::string>();
  auto replace = std::make_shared<bool>(false);
  auto* restore_command = line.app.add_subcommand("restore", "Put a backup in place, after checking it");
  restore_command->add_option("--from", *from, "The backup")->required();
  restore_command->add_flag("--replace", *replace, "Also where a store is there already");
  line.add_store_option(restore_command);
  restore_command->callback([&line, from, replace] { line.exit_code = restore(line, *from, *replace); });

  add_user_commands(line);

  auto format = std::make_shared<std::string>("html");
  auto* dictionary = line.app.add_subcommand("dictionary", "Every record, field, code and figure, defined");
  dictionary->add_option("--format", *format, "html, csv or json")->capture_default_str()->check(CLI::IsMember({"html", "csv", "json"}));
  dictionary->callback([format] { std::cout << (*format == "csv" ? dictionary_csv() : *format == "json" ? dictionary_json() : dictionary_html()); });
}

}  // namespace waymark
