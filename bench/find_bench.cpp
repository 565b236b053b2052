#include "find_bench.h"

#include <fmt/format.h>

#include "domain/casework/find.h"
#include "domain/people/access.h"
#include "testing/invented_names.h"
#include "timing.h"

namespace waymark {
namespace {

using testing_support::InventedNames;

double share(std::vector<double>& sorted, int percent) { return sorted[std::min(sorted.size() - 1, sorted.size() * static_cast<std::size_t>(percent) / 100)]; }

struct Kind { const char* name; std::string (*typed)(const Pupil&, InventedNames&); };
const Kind kinds[] = {
    {"exact", [](const Pupil& p, InventedNames&) { return p.forename + " " + p.surname; }},
    {"one slip", [](const Pupil& p, InventedNames& n) { return n.random().chance(50) ? n.slip(p.forename) + " " + p.surname : p.forename + " " + n.slip(p.surname); }},
    {"swapped", [](const Pupil& p, InventedNames&) { return p.surname + " " + p.forename; }},
    {"surname alone, one slip", [](const Pupil& p, InventedNames& n) { return n.slip(p.surname); }},
    {"one slip and birth date", [](const Pupil& p, InventedNames& n) { return p.forename + " " + n.slip(p.surname) + " " + iso(*p.born_on); }},
    {"birth date", [](const Pupil& p, InventedNames&) { return iso(*p.born_on); }},
    {"UPN", [](const Pupil& p, InventedNames&) { return p.upn; }},
    {"UPN's beginning", [](const Pupil& p, InventedNames&) { return p.upn.substr(0, 9); }},
    {"UPN, one digit wrong", [](const Pupil& p, InventedNames& n) { std::string upn = p.upn; upn[static_cast<std::size_t>(1 + n.random().below(11))] = '7'; return upn; }},
    {"nobody", [](const Pupil&, InventedNames&) { return std::string("xylophone quartermaster"); }},
};

// ask(typed) gives the ids found.
void measure_kinds(const std::string& who, const std::vector<Pupil>& known, int repetitions, auto&& ask) {
  InventedNames names(7);
  for (const Kind& kind : kinds) {
    std::vector<double> times, processor;
    int found = 0;
    for (int i = 0; i < repetitions; ++i) {
      const Pupil& p = known[static_cast<std::size_t>(names.random().below(static_cast<int>(known.size())))];
      std::string typed = kind.typed(p, names);
      std::vector<std::int64_t> ids;
      times.push_back(milliseconds([&] { processor.push_back(processor_milliseconds([&] { ids = ask(typed); })); }));
      found += std::ranges::find(ids, p.id.value) != ids.end();
    }
    std::ranges::sort(times);
    std::ranges::sort(processor);
    std::string what = fmt::format("find {}, {}", who, kind.name);
    fmt::print("{0} p50 ms\t{1:.3f}\n{0} p99 ms\t{2:.3f}\n{0} processor p99 ms\t{3:.3f}\n{0} in ten %\t{4:.2f}\n", what, share(times, 50), share(times, 99), share(processor, 99), 100.0 * found / repetitions);
  }
}

std::vector<Pupil> some_of(Reader& reader, std::size_t every) {
  std::vector<Pupil> out;
  std::size_t n = 0;
  reader.each<Pupil>({}, [&](const Pupil& p) { if (n++ % every == 0) out.push_back(p); });
  return out;
}

}  // namespace

void measure_find(Store& store, int repetitions) {
  double before = memory_megabytes("VmRSS");
  Finder finder(store);
  fmt::print("find build ms\t{:.0f}\n", milliseconds([&] { finder.follow(); }));
  fmt::print("find pupils\t{}\nfind memory MB\t{:.1f}\nfind bytes a pupil\t{:.1f}\nfind process MB\t{:.1f}\nfind process at most MB\t{:.1f}\n", finder.pupils(), static_cast<double>(finder.bytes()) / 1048576,
             static_cast<double>(finder.bytes()) / static_cast<double>(finder.pupils()), memory_megabytes("VmRSS") - before, memory_megabytes("VmHWM"));
  Session consultant = session_as("county_consultant", 0, {1});
  auto partnerships = store.read(system_session("bench"))->list<Partnership>();
  Session coordinator = session_as("coordinator", partnerships[partnerships.size() / 2].id.value, {2});
  std::vector<Pupil> own = some_of(*store.read(coordinator), 1), all = some_of(*store.read(system_session("bench")), 1000);
  for (const auto& [who, session, known] : {std::tuple{"everywhere", &consultant, &all}, {"in one partnership", &coordinator, &own}}) {
    fmt::print("find {}, first time ms\t{:.3f}\n", who, milliseconds([&] { finder.find(*session, known->front().surname, 11); }));
    measure_kinds(who, *known, repetitions, [&](const std::string& typed) {
      std::vector<std::int64_t> ids;
      for (const FoundChild& f : finder.find(*session, typed, 10)) ids.push_back(f.pupil.id.value);
      return ids;
    });
  }
}

void measure_find_names(std::int64_t pupils, int repetitions) {
  InventedNames names(1);
  FindIndex index;
  std::vector<Pupil> known;
  double build = milliseconds([&] {
    for (std::int64_t i = 1; i <= pupils; ++i) {
      Pupil p = names.child(i);
      index.append(p, 0);
      if (i % 100 == 0) known.push_back(p);
    }
    index.compact();
  });
  fmt::print("find names build ms\t{:.0f}\nfind names pupils\t{}\nfind names words\t{}\nfind names bytes a pupil\t{:.1f}\n", build, index.size(), index.words(), static_cast<double>(index.bytes()) / static_cast<double>(index.size()));
  measure_kinds("names", known, repetitions, [&](const std::string& typed) {
    std::vector<std::int64_t> ids;
    for (const FindHit& hit : index.search(sought(typed), {}, 10)) ids.push_back(hit.pupil);
    return ids;
  });
}

}  // namespace waymark
