#include "sync/service/console/distance_sections.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/words.h"

#include <algorithm>
#include <tuple>

namespace waymark::service {

namespace {

using statistics::FollowUpBanner;
using statistics::SizeClass;

constexpr const char* kDistancePath = "/console/distance";

std::string cameBackText(const ChangeCounts& counts) {
    if (counts.due.hidden || counts.pairs.hidden) return "People came back";
    return countText(counts.pairs.value) + " of " + countedText(counts.due.value, "person", "people") + " came back";
}

void addNotices(const InstrumentDistance& instrument, ReportPage& page) {
    const auto& total = instrument.scores.front();
    if (!total.counts) return;
    if (total.counts->banner == FollowUpBanner::Red)
        page.notices.push_back(instrument.title +
                               ": fewer than 4 in 10 came back. These figures speak for those few, not for everybody who started.");
    if (total.counts->banner == FollowUpBanner::Amber)
        page.notices.push_back(instrument.title + ": fewer than 6 in 10 came back. Those who stayed may differ from those who did not.");
    if (const auto late = total.counts->excluded.find("late_baseline"); late != total.counts->excluded.end())
        page.notices.push_back(
            instrument.title + ": " +
            (late->second.hidden ? "a few people were" : countedText(late->second.value, "person was", "people were")) +
            " asked too late to count, more than 28 days after they first came. Some of their way was behind them by then.");
    const bool lower = total.better == domain::Better::Lower;
    const char* const top = ": more than 15% started at the very top of the scale. They could not go up from there.";
    const char* const bottom = ": more than 15% started at the very bottom of the scale. They could not go down from there.";
    if (total.ceiling) page.notices.push_back(instrument.title + (lower ? bottom : top));
    if (total.floor) page.notices.push_back(instrument.title + (lower ? top : bottom));
}

void addSections(const InstrumentDistance& instrument, ReportPage& page) {
    std::vector<ReportPage::Section> sections = {absentSection(instrument), reliableSection(instrument)};
    for (auto& gap : gapSections(instrument))
        sections.push_back(std::move(gap));
    sections.push_back(lookingBackSection(instrument));
    for (auto& section : sections)
        if (!section.heading.empty()) page.sections.push_back(std::move(section));
}

}  // namespace

std::string distanceSentence(const ScoreDistance& score) {
    if (!score.counts) return "Too few people have both a start and a later answer to say anything yet.";
    const std::string back = cameBackText(*score.counts);
    const bool lower = score.better == domain::Better::Lower;
    const std::string direction = lower ? " (lower is better; a fall counts as improved)" : "";
    if (!score.mean) {
        const auto& [up, down] = lower ? std::tie(score.counts->declined, score.counts->improved)
                                       : std::tie(score.counts->improved, score.counts->declined);
        return back + "; fewer than 10 so far, so there are only counts: " + text(up) + " went up, " + text(score.counts->same) +
               " stayed the same, " + text(down) + " went down" + direction + '.';
    }
    // The figure is written as in the table, so a sign and a direction say the same.
    const std::string figure = changeText(score);
    const bool rose = figure.starts_with('+'), stayed = !rose && !figure.starts_with("\u2212");
    const bool none = !stayed && score.mean->low <= 0 && score.mean->high >= 0;
    std::string words = back + "; those who did " + (stayed ? "are where they were, on average: " : rose ? "moved up: " : "moved down: ") + figure + ' ' +
                        intervalText(score) + direction;
    if (score.size == SizeClass::Early) words += ", an early figure";
    if (none) words += ". That may be no change at all: the interval takes in 0";
    return words + '.';
}

Response distancePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    ReportReader reader(tools.store, tools.clock);
    const auto made = reader.distance(visitor.directory(), filter.scope, visitor.disclosureFor(filter.scope));
    if (!made) return notNow(visitor, request, kDistancePath, "Distance travelled");
    const auto& report = made->report;

    ReportPage page;
    page.title = "Distance travelled";
    page.filters = filter.html(visitor, kDistancePath);
    if (const auto period = filter.periodText(); !period.empty()) page.also.push_back(period);
    page.asOf = asOfText(made->asOf, visitor.directory().organisation.timezone);
    page.notices = filter.notices;
    if (report.instruments.empty()) {
        page.lead = filter.emptyLead(visitor.directory(), "Nobody has answered a questionnaire here yet.");
        page.empty = filter.emptyCard(
            kDistancePath,
            {{"heading", "How far people have come"},
             {"text", "Ask people at the start and again later. When at least five have answered twice, what changed will be here."}});
        return pageFor(visitor, request, kDistancePath, page.title, page.html());
    }
    const auto& first = report.instruments.front();
    page.lead = first.title + ": " + distanceSentence(first.scores.front());
    const bool mirrored = isMirrored(request);
    for (const auto& instrument : report.instruments) {
        if (instrument.scores.empty()) continue;
        if (&instrument != &first) page.also.push_back(instrument.title + ": " + distanceSentence(instrument.scores.front()));
        addNotices(instrument, page);
        const bool anything =
            std::any_of(instrument.scores.begin(), instrument.scores.end(), [](const auto& score) { return score.counts.has_value(); });
        if (!anything) {
            ReportPage::Section section;
            section.heading = instrument.title;
            section.intro =
                "Too few. " +
                (instrument.people.hidden ? "A few people have" : countedText(instrument.people.value, "person has", "people have")) +
                " answered at all; a figure needs at least five who answered at the start and again later.";
            page.sections.push_back(std::move(section));
            continue;
        }
        page.sections.push_back(changeSection(instrument, mirrored));
        if (auto journey = journeySection(instrument, mirrored); !journey.heading.empty()) page.sections.push_back(std::move(journey));
        addSections(instrument, page);
    }
    page.counting = report.counting;
    if (report.unreadable > 0) page.counting.push_back(kLeftOutUnreadable);
    if (report.answeredForChild > 0) page.counting.push_back("Left out: answers that somebody else gave in a child's place.");
    if (report.saidNo.hidden || report.saidNo.value > 0) page.counting.push_back("Left out: the answers of people who said no to taking part.");
    if (!first.note.empty()) page.counting.push_back("These questionnaires: " + first.note + '.');
    return pageFor(visitor, request, kDistancePath, page.title, page.html());
}

}  // namespace waymark::service
