// Makes reports from what the store holds at this moment: brings the facts up to date, reads the rows of the scope in one transaction,
// and hands them to the pure functions. Owned by whoever asks (a command, the console); any thread.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "sync/service/reports/attendance_report.h"
#include "sync/service/reports/directory.h"
#include "sync/service/reports/distance_report.h"
#include "sync/service/reports/feedback_report.h"

namespace waymark::service {

class Store;

/// A report and the moment up to which it is complete.
template <class Report> struct Made {
    Report report;
    base::Millis asOf = 0;
};

class ReportReader {
public:
    /// Both must outlive the reader.
    ReportReader(Store& store, const base::Clock& clock) : m_store(store), m_clock(clock) {}

    /// Errors: those of Store.
    base::Result<Made<AttendanceReport>> attendance(const Directory& directory, const Scope& scope, const Disclosure& disclosure);
    base::Result<Made<FeedbackReport>> feedback(const Directory& directory, const Scope& scope, const Disclosure& disclosure);
    base::Result<Made<DistanceReport>> distance(const Directory& directory, const Scope& scope, const Disclosure& disclosure);

private:
    Store& m_store;
    const base::Clock& m_clock;
};

}  // namespace waymark::service
