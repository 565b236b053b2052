// A sealed pupil: a child whom only the named few may see, such as a member of staff's own. Nobody else finds the pupil or anything about
// them, whatever their role; counts go on counting them.
#pragma once
#include "domain/people/user.h"
#include "domain/pupil/pupil.h"
#include "platform/record/store.h"

namespace waymark {

struct PupilSeal {
  Id<PupilSeal> id;
  Id<Pupil> pupil;
  std::string reason;
  std::optional<Date> sealed_on, lifted_on;

  static constexpr std::string_view table = "pupil_seal", title = "Seal", plural = "Seals", about = "Keeps a pupil from everybody but the members of the seal.";
  static constexpr std::string_view key[] = {"pupil", "sealed_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  static consteval auto fields() {
    return record<PupilSeal>({
        field<&PupilSeal::pupil>({.label = "Pupil", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&PupilSeal::reason>({.label = "Reason", .required = true, .privacy = Level::case_note, .in_return = false}),
        field<&PupilSeal::sealed_on>({.label = "Sealed", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&PupilSeal::lifted_on>({.label = "Lifted", .privacy = Level::personal, .in_return = false}),
    });
  }
};

struct SealMember {
  Id<SealMember> id;
  Id<PupilSeal> seal;
  Id<User> person;
  std::optional<Date> left_on;

  static constexpr std::string_view table = "seal_member", title = "Member of a seal", plural = "Members of seals", about = "A person who sees a sealed pupil.";
  static constexpr std::string_view key[] = {"seal", "person"};
  static constexpr Scope scope = Scope::system_only();
  static consteval auto fields() {
    return record<SealMember>({
        field<&SealMember::seal>({.label = "Seal", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&SealMember::person>({.label = "Person", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&SealMember::left_on>({.label = "Left", .hint = "Empty while the person is a member", .privacy = Level::personal, .in_return = false}),
    });
  }
};

// Each is one transaction, in the name of the person, after what their roles allow was looked at. Somebody always remains a member: whoever
// seals without naming anybody is the one.
Result<Id<PupilSeal>> seal_pupil(Store& store, const Session& session, Id<Pupil> pupil, const std::string& reason, std::vector<Id<User>> members);
Result<void> set_seal_members(Store& store, const Session& session, Id<PupilSeal> seal, const std::vector<Id<User>>& members);
Result<void> lift_seal(Store& store, const Session& session, Id<PupilSeal> seal);
std::vector<Id<User>> members_of(Reader& reader, Id<PupilSeal> seal);

}  // namespace waymark
