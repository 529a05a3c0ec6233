// How long a wrong PIN must wait. Counted in monotonic time alone, so that no change of the wall clock shortens it; a restart of the machine
// begins the wait anew, because two boots' monotonic times cannot be compared. Pure; the wrap row keeps it on disk.
#pragma once

#include "shared/base/clock.h"
#include "sync/device/device_store.h"

namespace waymark::device {

/// Milliseconds to wait after the n-th wrong PIN in a row: none for the first four, then 15 s, 30 s, 1, 5 and 15 minutes.
Millis waitAfterFailures(int failures);

/// Milliseconds that this row must still wait. A row from another boot starts its wait now: `row` is changed and must be stored.
Millis waitLeft(WrapRow& row, const base::Clock& clock);

/// Counts one attempt as wrong, before it is known to be: a crash in mid-attempt gives no free try.
void countFailure(WrapRow& row, const base::Clock& clock);
void clearFailures(WrapRow& row);

} // namespace waymark::device
