// Reports as JSON, for the command line and other programs. Counts that are hidden are null.
#pragma once

#include "shared/base/json.h"
#include "sync/service/reports/attendance_report.h"
#include "sync/service/reports/distance_report.h"
#include "sync/service/reports/feedback_report.h"

namespace waymark::service {

base::Json toJson(const AttendanceReport& report);
base::Json toJson(const FeedbackReport& report);
base::Json toJson(const DistanceReport& report);

}  // namespace waymark::service
