#include "domain/all_records.h"

#include "domain/exclusion/exclusion.h"
#include "domain/meeting/meeting.h"
#include "domain/move/move.h"
#include "domain/partnership/year_turn.h"
#include "domain/people/emergency_opening.h"
#include "domain/people/invitation.h"
#include "domain/people/recovery_code.h"
#include "domain/people/role_held.h"
#include "domain/people/seal.h"
#include "domain/programme/programme.h"
#include "domain/pupil/note.h"
#include "domain/quality/warning.h"
#include "domain/referral/referral_request.h"
#include "domain/register_return/register_return.h"
#include "domain/release/release.h"

namespace waymark {
namespace {

constexpr const RecordType* records[] = {
    &record_type_of<Partnership>, &record_type_of<PartnershipName>, &record_type_of<School>,        &record_type_of<SchoolCensus>,
    &record_type_of<Provider>,    &record_type_of<Pupil>,           &record_type_of<CaseFile>,      &record_type_of<SchoolPlace>,
    &record_type_of<LookedAfter>, &record_type_of<SenStatus>,       &record_type_of<MedicalNeed>,   &record_type_of<HomeAuthority>,
    &record_type_of<Referral>,    &record_type_of<ReferralOutcome>, &record_type_of<ForumDiscussion>, &record_type_of<Programme>,
    &record_type_of<TimetableLine>,
    // not in the return
    &record_type_of<Release>,     &record_type_of<PublishedFigure>, &record_type_of<RecordWarning>, &record_type_of<User>,
    &record_type_of<Meeting>,     &record_type_of<AgendaItem>,    &record_type_of<Action>,        &record_type_of<Note>,          &record_type_of<ReferralRequest>,
    &record_type_of<Exclusion>,   &record_type_of<Move>,          &record_type_of<FairAccess>,    &record_type_of<SchoolHoliday>, &record_type_of<YearTurn>,      &record_type_of<YearTurnChange>,
    &record_type_of<RoleHeld>,    &record_type_of<PupilSeal>,     &record_type_of<SealMember>,    &record_type_of<EmergencyOpening>,
    &record_type_of<Invitation>,  &record_type_of<RecoveryCode>,
    &record_type_of<RegisterReturn>, &record_type_of<ReturnRow>,
};
constexpr std::size_t in_register = 17;

}  // namespace

std::span<const RecordType* const> all_records() { return records; }
std::span<const RecordType* const> register_records() { return std::span(records).first(in_register); }

const RecordType* find_record(std::string_view table) {
  for (const RecordType* type : records)
    if (type->table == table) return type;
  return nullptr;
}

const RecordType* target_of(const FieldInfo& reference) { return reference.refers_to ? find_record(reference.refers_to()) : nullptr; }

}  // namespace waymark
