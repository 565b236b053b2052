// What a move's outcome means for the school rolls.
#pragma once
#include "domain/move/move.h"

namespace waymark {

// A successful move takes the pupil off the old school's roll and onto the new one's: of a trial on the day of its outcome, of any other move on
// the day it started. Hosting and off-site direction move nobody. Doing it twice changes nothing.
void settle_move(Transaction& t, const Move& move);

}  // namespace waymark
