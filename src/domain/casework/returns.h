// What happens to a return: the county opens one for every partnership, each freezes its own, the county accepts it or sends it back, and a
// corrected one is frozen again as a new revision beside the old.
#pragma once
#include <map>

#include "domain/casework/register_of.h"
#include "domain/register_return/register_return.h"

namespace waymark {

struct ReturnsToOpen {
  std::string label;
  std::optional<Date> census_on, due_on;
  std::string county;   // LA code; empty: every partnership of the store
};
// One for each partnership that has none of this label yet; says how many. Problems name the field.
Result<std::size_t> open_returns(Store& store, const Session& session, const ReturnsToOpen& asked);

bool may_hand_in(const Session& session, Id<Partnership> partnership);
bool may_answer_returns(const Session& session);
bool can_be_frozen(const RegisterReturn& r);   // open, or sent back
bool is_late(const RegisterReturn& r, Date day);

struct Hand { std::string name; Date day; };   // who does it, and when
// Copies the register of the partnership as it stands, in one transaction with the note of it in the audit.
Result<RegisterReturn> freeze_return(Store& store, const Session& session, Id<RegisterReturn> id, const Hand& hand);
enum class Answer { accept, send_back };
Result<void> answer_return(Store& store, const Session& session, Id<RegisterReturn> id, Answer answer, const std::string& reason, const Hand& hand);

// The frozen rows of a revision within the reader's reach, as records. References hold the ids of their time.
std::vector<RegisterPart> frozen_register(Reader& reader, const RegisterReturn& r);

// Where every partnership stands, as everybody who hands in returns may know: no reasons, no names.
struct Standing {
  std::string partnership, county, label, state;
  std::optional<Date> census_on, due_on;
  bool late = false;
};
std::vector<Standing> standings(Store& store, Date day);   // latest census first, in the order of the tables

}  // namespace waymark
