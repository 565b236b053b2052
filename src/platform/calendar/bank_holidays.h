// Bank holidays of England (data/bank_holidays.csv) and the working days between them. School days: domain/school/school_calendar.h.
#pragma once
#include "platform/core/date.h"

namespace waymark {

bool is_weekend(Date day);
bool is_bank_holiday(Date day);
inline bool is_working_day(Date day) { return !is_weekend(day) && !is_bank_holiday(day); }
Date working_days_after(Date day, int n);   // the n-th working day after it

}  // namespace waymark
