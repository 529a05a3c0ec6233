// Hides more of a table of attendance than what is small, where a total shown under it would give a hidden number away.
#pragma once

#include "sync/service/reports/attendance_report.h"

namespace waymark::service {

/// Rows whose attendances add up to a total that is told, and whose people do where nobody is in two of them: Disclosure::protect by people, but
/// a row is hidden whole. Then the first-timers, who add up to `firstTimers` of the total: here people and those who are no first-timers
/// limit what can stand where, so if any hidden number could be no other one, the first-timers of all rows are hidden.
void protectRows(std::vector<AttendanceRow>& rows, const std::optional<Count>& firstTimers, const Disclosure& disclosure);

}  // namespace waymark::service
