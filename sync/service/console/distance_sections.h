// The parts of the page on distance travelled, each with its picture or table. A section without a heading has nothing to say.
#pragma once

#include "sync/service/console/report_page.h"
#include "sync/service/reports/distance_report.h"

#include <string>
#include <vector>

namespace waymark::service {

/// Decimals of a score as people read it.
int decimalsFor(const ScoreDistance& score);
/// "+0.4", as the scores themselves went; the score has a mean.
std::string changeText(const ScoreDistance& score);
/// "[0.1, 0.7]"; the score has a mean.
std::string intervalText(const ScoreDistance& score);

ReportPage::Section changeSection(const InstrumentDistance& instrument, bool mirrored);
ReportPage::Section journeySection(const InstrumentDistance& instrument, bool mirrored);
ReportPage::Section reliableSection(const InstrumentDistance& instrument);
ReportPage::Section absentSection(const InstrumentDistance& instrument);
std::vector<ReportPage::Section> gapSections(const InstrumentDistance& instrument);
ReportPage::Section lookingBackSection(const InstrumentDistance& instrument);

}  // namespace waymark::service
