#include "sync/service/console/chart.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/words.h"

#include <algorithm>

namespace waymark::service {

namespace {

using statistics::FollowUpBanner;
using statistics::SizeClass;

constexpr const char* kPath = "/console/distance";

int decimalsFor(const ScoreDistance& score) { return score.percentOfRange ? 0 : 1; }

std::string intervalText(const ScoreDistance& score) {
    const int decimals = decimalsFor(score);
    return '[' + decimalText(score.mean->low, decimals) + ", " + decimalText(score.mean->high, decimals) + ']';
}

std::string cameBackText(const ChangeCounts& counts) {
    if (counts.due.hidden || counts.pairs.hidden) return "People came back";
    return countText(counts.pairs.value) + " of " + countedText(counts.due.value, "person", "people") + " came back";
}

std::string scaleText(const ScoreDistance& score) {
    if (score.percentOfRange) return "Scores run from 0 to 100, because versions with different scales came together.";
    return "Scores run from " + decimalText(score.lowest, 0) + " to " + decimalText(score.highest, 0) + "; up is better.";
}

std::string reasonText(const std::string& reason) {
    static const std::map<std::string, std::string> kWords = {{"no_baseline", "Answered later, but never at the start"},
                                                              {"baseline_unscored", "Left too much open at the start"},
                                                              {"not_due_yet", "Not due to be asked again yet"},
                                                              {"too_soon", "Asked again after less than 28 days"},
                                                              {"later_unscored", "Left too much open later"},
                                                              {"other_respondent", "Somebody else answered later"},
                                                              {"other_version", "Answered a version later that cannot be compared"},
                                                              {"no_later", "Lost: nothing later, though it was due"}};
    const auto it = kWords.find(reason);
    return it == kWords.end() ? reason : it->second;
}

ReportPage::Section changeSection(const InstrumentDistance& instrument, bool mirrored) {
    ReportPage::Section section;
    section.heading = instrument.title + ": how far people moved";
    std::vector<ChangeLine> lines;
    Table table(section.heading);
    table.column("")
        .column("Pairs", true)
        .column("Start", true)
        .column("Later", true)
        .column("Change [95%]", true)
        .column("Improved", true)
        .column("Same", true)
        .column("Declined", true);
    for (const auto& score : instrument.scores) {
        std::vector<std::string> cells = {score.label};
        ChangeLine line{score.label, {}, 0, 0, 0, score.size == SizeClass::Early, {}};
        if (!score.counts) {
            line.instead = "too few";
            cells.insert(cells.end(), {"too few", "", "", "", "", "", ""});
        } else {
            const auto& counts = *score.counts;
            const int decimals = decimalsFor(score);
            line.note =
                (counts.pairs.hidden ? std::string() : countedText(counts.pairs.value, "pair", "pairs")) + (line.early ? ", early" : "");
            cells.push_back(text(counts.pairs));
            if (score.mean) {
                line.mean = score.mean->change;
                line.low = score.mean->low;
                line.high = score.mean->high;
                cells.push_back(decimalText(score.mean->before, decimals));
                cells.push_back(decimalText(score.mean->after, decimals));
                cells.push_back(signedText(score.mean->change, decimals) + ' ' + intervalText(score) + (line.early ? " early" : ""));
            } else {
                line.instead = "fewer than 10 pairs: counts only";
                cells.insert(cells.end(), {"", "", "counts only"});
            }
            for (const auto* count : {&counts.improved, &counts.same, &counts.declined})
                cells.push_back(text(*count));
        }
        lines.push_back(std::move(line));
        table.row(cells);
    }
    section.chart = changesChart({section.heading, mirrored}, lines);
    section.key = chartKey(
        {{"<path class=\"point\" transform=\"translate(13 9)\" d=\"M0 -8 L8 0 L0 8 L-8 0 Z\"/>", "mean change, with its 95% interval"},
         {"<path class=\"point early\" transform=\"translate(13 9)\" d=\"M0 -7 L7 0 L0 7 L-7 0 Z\"/>", "early: 10 to 29 pairs"}});
    section.table = table.html();
    return section;
}

ReportPage::Section journeySection(const InstrumentDistance& instrument, bool mirrored) {
    ReportPage::Section section;
    std::vector<Journey> journeys;
    double lowest = 0, highest = 0;
    for (const auto& score : instrument.scores) {
        if (!score.mean) continue;
        const int decimals = decimalsFor(score);
        lowest = score.lowest;
        highest = score.highest;
        journeys.push_back({score.label,
                            score.mean->before,
                            score.mean->after,
                            decimalText(score.mean->before, decimals),
                            decimalText(score.mean->after, decimals),
                            {}});
    }
    if (journeys.empty()) return section;
    section.heading = instrument.title + ": from where to where";
    section.small = true;
    section.intro = scaleText(instrument.scores.front());
    section.chart = journeysChart({section.heading, mirrored}, journeys, lowest, highest);
    section.key = chartKey(
        {{"<circle class=\"start\" cx=\"13\" cy=\"9\" r=\"6\"/>", "mean at the start"},
         {"<path class=\"sign\" transform=\"translate(13 9)\" d=\"M-9 -8 H3 L11 0 L3 8 H-9 Z\"/>", "mean later, the same people"}});
    section.note = "The figures are the columns Start and Later of the table above.";
    return section;
}

ReportPage::Section absentSection(const InstrumentDistance& instrument) {
    ReportPage::Section section;
    const auto& total = instrument.scores.front();
    if (!total.counts) return section;
    section.heading = instrument.title + ": who is not in these pairs";
    section.small = true;
    Table table(section.heading);
    table.column("Why").column("People", true);
    for (const auto& [reason, people] : total.counts->excluded)
        table.row({reasonText(reason), text(people)});
    section.table = table.html();
    if (total.counts->followUpRate) section.intro = percentText(*total.counts->followUpRate) + " of those who were due came back.";
    if (total.mean && total.mean->lostBefore)
        section.note = "Those who were lost started at " + decimalText(*total.mean->lostBefore, decimalsFor(total)) +
                       " on average; those in the pairs at " + decimalText(total.mean->before, decimalsFor(total)) +
                       ". The further apart these are, the less the pairs speak for everybody.";
    return section;
}

void addNotices(const InstrumentDistance& instrument, ReportPage& page) {
    const auto& total = instrument.scores.front();
    if (!total.counts) return;
    if (total.counts->banner == FollowUpBanner::Red)
        page.notices.push_back(instrument.title +
                               ": fewer than 4 in 10 came back. These figures speak for those few, not for everybody who started.");
    if (total.counts->banner == FollowUpBanner::Amber)
        page.notices.push_back(instrument.title + ": fewer than 6 in 10 came back. Those who stayed may differ from those who did not.");
    if (total.counts->lateStarts.hidden || total.counts->lateStarts.value > 0)
        page.notices.push_back(instrument.title + ": " +
                               (total.counts->lateStarts.hidden
                                    ? "a few of the pairs have a late start"
                                    : countedText(total.counts->lateStarts.value, "pair has a late start", "pairs have a late start")) +
                               ", more than 28 days after the first attendance. Some of their way was behind them by then.");
    if (total.ceiling)
        page.notices.push_back(instrument.title + ": more than 15% started at the very top of the scale. They could not go up from there.");
}

}  // namespace

std::string distanceSentence(const ScoreDistance& score) {
    if (!score.counts) return "Too few people have both a start and a later answer to say anything yet.";
    const std::string back = cameBackText(*score.counts);
    if (!score.mean) {
        return back + "; fewer than 10 so far, so there are only counts: " + text(score.counts->improved) + " went up, " +
               text(score.counts->same) + " stayed the same, " + text(score.counts->declined) + " went down.";
    }
    const int decimals = decimalsFor(score);
    const double change = score.mean->change;
    const std::string size = decimalText(std::abs(change), decimals);
    const bool none = score.mean->low <= 0 && score.mean->high >= 0;
    std::string words = back + "; those who did moved ";
    words += change < 0 ? "down by " + decimalText(-change, decimals) + " [" + decimalText(-score.mean->high, decimals) + ", " +
                              decimalText(-score.mean->low, decimals) + ']'
                        : "up by " + size + ' ' + intervalText(score);
    if (score.size == SizeClass::Early) words += ", an early figure";
    if (none) words += ". That may be no change at all: the interval takes in 0";
    return words + '.';
}

Response distancePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    ReportReader reader(tools.store, tools.clock);
    const auto made = reader.distance(visitor.directory(), filter.scope, visitor.disclosureFor(filter.scope));
    if (!made) return notNow(visitor, request, kPath, "Distance travelled");
    const auto& report = made->report;

    ReportPage page;
    page.title = "Distance travelled";
    page.filters = filter.html(visitor, kPath);
    if (const auto period = filter.periodText(); !period.empty()) page.also.push_back(period);
    page.asOf = asOfText(made->asOf, visitor.directory().organisation.timezone);
    if (report.instruments.empty()) {
        page.lead = "Nobody has answered a questionnaire here yet.";
        page.empty = {
            {"heading", "How far people have come"},
            {"text", "Ask people at the start and again later. When at least five have answered twice, what changed will be here."}};
        return pageFor(visitor, request, kPath, page.title, page.html());
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
        if (auto absent = absentSection(instrument); !absent.heading.empty()) page.sections.push_back(std::move(absent));
    }
    page.counting = report.counting;
    if (report.answeredForChild > 0) page.counting.push_back("Left out: answers that somebody else gave in a child's place.");
    if (!first.note.empty()) page.counting.push_back("These questionnaires: " + first.note + '.');
    return pageFor(visitor, request, kPath, page.title, page.html());
}

}  // namespace waymark::service
