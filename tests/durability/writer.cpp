// What tests/kill-9 kills: writes pupils, each with a case in the same transaction, from several threads, and says of each when it is
// durable. As a checker it says what is missing, half there or altered of all that was acknowledged.
#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <set>
#include <thread>

#include "domain/all_records.h"
#include "domain/referral/case_file.h"
#include "platform/store/store.h"

using namespace waymark;

namespace {

Id<Partnership> home_of(Store& store) {
  auto held = store.read(system_session("durability"))->list<Partnership>();
  if (!held.empty()) return held[0].id;
  Partnership p{.code = "A", .name = "Aston", .authority = {"855"}};
  (void)store.write(system_session("durability"), [&](Transaction& t) -> Result<void> { t.insert(p); return {}; });
  return p.id;
}

void write_without_end(Store& store, Id<Partnership> home) {
  for (;;) {
    Pupil pupil{.reference = std::to_string(new_id()), .surname = "Roe", .forename = "Jordan"};
    CaseFile file{.partnership = home, .reference = pupil.reference};
    auto done = store.write(system_session("durability"), [&](Transaction& t) -> Result<void> {
      t.insert(pupil);
      file.pupil = pupil.id;
      t.insert(file);
      return {};
    });
    if (!done) { std::cerr << done.error().message << "\n"; ::_exit(3); }
    std::string line = fmt::format("{} {}\n", pupil.id.value, file.id.value);   // one write: lines of threads never mix
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(3);
  }
}

int check(Store& store) {
  std::set<std::int64_t> pupils, cases, with_case;
  int findings = 0;
  auto find = [&](const std::string& what) { if (++findings <= 20) std::cout << what << "\n"; };
  auto reader = store.read(system_session("durability"));
  reader->each<Pupil>({}, [&](const Pupil& p) {
    pupils.insert(p.id.value);
    if (p.surname != "Roe" || p.forename != "Jordan" || p.reference.empty()) find(fmt::format("pupil {} is not complete", p.id.value));
  });
  reader->each<CaseFile>({}, [&](const CaseFile& c) {
    cases.insert(c.id.value);
    with_case.insert(c.pupil.value);
    if (!pupils.contains(c.pupil.value)) find(fmt::format("case {} is there without its pupil", c.id.value));
  });
  for (std::int64_t id : pupils)
    if (!with_case.contains(id)) find(fmt::format("pupil {} is there without its case", id));
  std::int64_t pupil = 0, file = 0;
  std::size_t acknowledged = 0;
  for (; std::cin >> pupil >> file; ++acknowledged)
    if (!pupils.contains(pupil) || !cases.contains(file)) find(fmt::format("{} was acknowledged and is lost", pupil));
  for (const std::string& finding : store.verify({}).findings) find(finding);
  std::cout << fmt::format("{} acknowledged, {} stored, {} findings\n", acknowledged, pupils.size(), findings);
  return findings ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto store = open_store(argv[2], all_records());
  if (std::string_view(argv[1]) == "check") return check(*store);
  Id<Partnership> home = home_of(*store);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 6; ++i) threads.emplace_back([&] { write_without_end(*store, home); });
}
