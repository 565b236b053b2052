#include "domain/people/seal.h"

#include <algorithm>

#include "domain/people/accounts.h"
#include "platform/core/clock.h"
#include "platform/core/text.h"

namespace waymark {
namespace {

// What the person reaches by their roles: an emergency opening lets them read, not seal.
Session by_roles(Session session) {
  session.opened.clear();
  return session;
}

void put_members(Transaction& t, Id<PupilSeal> seal, const std::vector<Id<User>>& members) {
  std::vector<Id<User>> missing = members;
  for (const SealMember& held : t.list<SealMember>({.where = {equals("seal", seal.value)}})) {
    SealMember after = held;
    bool stays = std::erase(missing, held.person) > 0;
    if (stays) after.left_on.reset();
    else if (!held.left_on) after.left_on = today();
    t.update(held, after);
  }
  for (Id<User> person : missing) {
    SealMember member{.seal = seal, .person = person};
    t.insert(member);
  }
}

Result<void> check_members(Transaction& t, const std::vector<Id<User>>& members) {
  for (Id<User> person : members)
    if (auto user = t.find(person); !user || user->disabled) return problem("a person chosen is no longer there", "members");
  return {};
}

std::vector<Id<User>> each_once(std::vector<Id<User>> members) {
  std::ranges::sort(members);
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return members;
}

}  // namespace

Result<Id<PupilSeal>> seal_pupil(Store& store, const Session& session, Id<Pupil> pupil, const std::string& reason, std::vector<Id<User>> members) {
  if (session.grant(record_type_of<PupilSeal>).add == Reach::none || !store.read(by_roles(session))->find(pupil)) return problem("your role does not seal this pupil");
  if (trim(reason).size() < 10) return problem("Say why, in at least 10 characters", "reason");
  if (members.empty()) members.push_back({session.user});
  members = each_once(std::move(members));
  PupilSeal seal{.pupil = pupil, .reason = std::string(trim(reason)), .sealed_on = today()};
  auto done = store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    for (const PupilSeal& held : t.list<PupilSeal>({.where = {equals("pupil", pupil.value)}})) {
      if (!held.lifted_on) return problem("this pupil is sealed already");
      if (held.sealed_on != seal.sealed_on) continue;
      seal.id = held.id;   // sealed and lifted today already: the same seal again
      t.update(held, seal);
    }
    if (auto fine = check_members(t, members); !fine) return fine;
    if (!seal.id) t.insert(seal);
    put_members(t, seal.id, members);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return seal.id;
}

Result<void> set_seal_members(Store& store, const Session& session, Id<PupilSeal> id, const std::vector<Id<User>>& members) {
  auto seal = store.read(by_roles(session))->find(id);
  if (!seal || seal->lifted_on || session.grant(record_type_of<PupilSeal>).change == Reach::none) return problem("your role does not change this seal");
  if (members.empty()) return problem("Somebody must remain a member. If nobody is to be one, lift the seal", "members");
  return store.write(in_the_name_of(session), [&](Transaction& t) -> Result<void> {
    if (auto fine = check_members(t, members); !fine) return fine;
    put_members(t, id, each_once(members));
    return {};
  });
}

Result<void> lift_seal(Store& store, const Session& session, Id<PupilSeal> id) {
  return store.write(by_roles(session), [&](Transaction& t) -> Result<void> {
    auto seal = t.find(id);
    if (!seal || seal->lifted_on) return problem("this seal is no longer there");
    PupilSeal lifted = *seal;
    lifted.lifted_on = today();
    t.update(*seal, lifted);
    return {};
  });
}

std::vector<Id<User>> members_of(Reader& reader, Id<PupilSeal> seal) {
  std::vector<Id<User>> out;
  for (const SealMember& m : reader.list<SealMember>({.where = {equals("seal", seal.value), {"left_on", Condition::Test::empty, {}}}})) out.push_back(m.person);
  return out;
}

}  // namespace waymark
