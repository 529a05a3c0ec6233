#include "sync/service/console/distance_sections.h"

#include "shared/statistics/reliability.h"
#include "sync/service/console/chart.h"
#include "sync/service/console/words.h"

#include <algorithm>
#include <cmath>

namespace waymark::service {

namespace {

using statistics::SizeClass;

bool isLower(domain::Better better) { return better == domain::Better::Lower; }

std::string labelText(const std::string& label, domain::Better better) { return isLower(better) ? label + " (lower is better)" : label; }

/// A change as the scores themselves went.
double asGiven(double change, domain::Better better) { return isLower(better) ? 0.0 - change : change; }

std::string scaleText(const InstrumentDistance& instrument) {
    const ScoreDistance& score = instrument.scores.front();
    const bool anyLower = std::any_of(instrument.scores.begin(), instrument.scores.end(), [](const auto& one) { return isLower(one.better); });
    const std::string up = anyLower ? "Up is better, but where it says otherwise." : "Up is better.";
    if (score.percentOfRange) return "Scores run from 0 to 100, because versions with different scales came together. " + up;
    return "Scores run from " + decimalText(score.lowest, 0) + " to " + decimalText(score.highest, 0) + ". " + up;
}

std::string leftOutReason(const std::string& reason) {
    static const std::map<std::string, std::string> kWords = {
        {"no_baseline", "Answered later, but never at the start"},
        {"baseline_unscored", "Left too much open at the start"},
        {"late_baseline", "Asked at the start too late, more than 28 days after the first attendance"},
        {"not_due_yet", "Not due yet: started less than 28 days ago"},
        {"too_soon", "Asked again after less than 28 days"},
        {"later_unscored", "Left too much open later"},
        {"other_respondent", "Somebody else answered later"},
        {"other_version", "Answered a version later that cannot be compared"},
        {"no_later", "Lost: nothing later, though it was due"}};
    const auto it = kWords.find(reason);
    return it == kWords.end() ? reason : it->second;
}

/// What stands under the change of a questionnaire with faces.
std::string facesText(const FacesFigures& faces) {
    std::string words;
    if (faces.signP)
        words = "The sign test asks only who went up and who went down: p " +
                (*faces.signP < 0.001 ? "below 0.001" : "= " + decimalText(*faces.signP, 3)) + '.';
    if (faces.highestBefore && faces.highestAfter)
        words += (words.empty() ? "" : " ") + percentText(*faces.highestBefore) + " chose the highest face throughout at the start, and " +
                 percentText(*faces.highestAfter) + " later: there was nothing above it to choose.";
    return words;
}

}  // namespace

int decimalsFor(const ScoreDistance& score) { return score.percentOfRange ? 0 : 1; }

std::string changeText(const ScoreDistance& score) { return signedText(asGiven(score.mean->change, score.better), decimalsFor(score)); }

std::string intervalText(const ScoreDistance& score) {
    const int decimals = decimalsFor(score);
    const auto [low, high] = std::minmax({asGiven(score.mean->low, score.better), asGiven(score.mean->high, score.better)});
    return '[' + decimalText(low, decimals) + ", " + decimalText(high, decimals) + ']';
}

ReportPage::Section changeSection(const InstrumentDistance& instrument, bool mirrored) {
    ReportPage::Section section;
    section.heading = instrument.title + ": how far people moved";
    std::vector<ChangeLine> lines;
    const bool anyMean = std::any_of(instrument.scores.begin(), instrument.scores.end(), [](const auto& score) { return score.mean.has_value(); });
    Table table(section.heading);
    table.column("").column("Pairs", true);
    if (anyMean) table.column("Start", true).column("Later", true).column("Change [95%]", true);
    table.column("Improved", true).column("Same", true).column("Declined", true);
    for (const auto& score : instrument.scores) {
        const std::string label = labelText(score.label, score.better);
        std::vector<std::string> cells = {label};
        ChangeLine line{label, {}, 0, 0, 0, score.size == SizeClass::Early, {}};
        if (!score.counts) {
            line.instead = "too few";
            cells.push_back("too few");
            cells.resize(anyMean ? 8 : 5);
        } else {
            const auto& counts = *score.counts;
            const int decimals = decimalsFor(score);
            line.note =
                (counts.pairs.hidden ? std::string() : countedText(counts.pairs.value, "pair", "pairs")) + (line.early ? ", early" : "");
            cells.push_back(text(counts.pairs));
            if (score.mean) {
                line.mean = asGiven(score.mean->change, score.better);
                line.low = asGiven(isLower(score.better) ? score.mean->high : score.mean->low, score.better);
                line.high = asGiven(isLower(score.better) ? score.mean->low : score.mean->high, score.better);
                cells.push_back(decimalText(score.mean->before, decimals));
                cells.push_back(decimalText(score.mean->after, decimals));
                cells.push_back(changeText(score) + ' ' + intervalText(score) + (line.early ? " early" : ""));
            } else {
                line.instead = "fewer than 10 pairs: counts only";
                if (anyMean) cells.insert(cells.end(), {"", "", "counts only"});
            }
            for (const auto* count : {&counts.improved, &counts.same, &counts.declined})
                cells.push_back(text(*count));
        }
        lines.push_back(std::move(line));
        table.row(cells);
    }
    if (anyMean) {
        section.chart = changesChart({section.heading, mirrored}, lines);
        section.key = chartKey(
            {{"<path class=\"point\" transform=\"translate(13 9)\" d=\"M0 -8 L8 0 L0 8 L-8 0 Z\"/>", "mean change, with its 95% interval"},
             {"<path class=\"point early\" transform=\"translate(13 9)\" d=\"M0 -7 L7 0 L0 7 L-7 0 Z\"/>", "early: 10 to 29 pairs"}});
    } else {
        section.intro = "Fewer than 10 pairs so far: that is enough to count who went which way, and too few to say how far.";
    }
    section.table = table.html();
    if (const auto& total = instrument.scores.front(); total.faces) section.note = facesText(*total.faces);
    return section;
}

ReportPage::Section journeySection(const InstrumentDistance& instrument, bool mirrored) {
    ReportPage::Section section;
    std::vector<Journey> journeys;
    double lowest = 0, highest = 0;
    Table table("Means at the start and later");
    table.column("").column("Start", true).column("Later", true);
    for (const auto& score : instrument.scores) {
        if (!score.mean) continue;
        const int decimals = decimalsFor(score);
        lowest = score.lowest;
        highest = score.highest;
        journeys.push_back({labelText(score.label, score.better),
                            score.mean->before,
                            score.mean->after,
                            decimalText(score.mean->before, decimals),
                            decimalText(score.mean->after, decimals),
                            {}});
        table.row({score.label, journeys.back().fromText, journeys.back().toText});
    }
    if (journeys.empty()) return section;
    section.heading = instrument.title + ": from where to where";
    section.small = true;
    section.intro = scaleText(instrument);
    section.chart = journeysChart({section.heading, mirrored}, journeys, lowest, highest);
    section.key = chartKey(
        {{"<circle class=\"start\" cx=\"13\" cy=\"9\" r=\"6\"/>", "mean at the start"},
         {"<path class=\"sign\" transform=\"translate(13 9)\" d=\"M-9 -8 H3 L11 0 L3 8 H-9 Z\"/>", "mean later, the same people"}});
    section.table = table.html();
    return section;
}

ReportPage::Section reliableSection(const InstrumentDistance& instrument) {
    ReportPage::Section section;
    const auto& total = instrument.scores.front();
    if (!total.mean) return section;
    section.heading = instrument.title + ": more than noise";
    Table table(section.heading);
    table.column("")
        .column("Reliable from", true)
        .column("Reliably improved", true)
        .column("Improved", true)
        .column("No change", true)
        .column("Declined", true)
        .column("Reliably declined", true);
    bool any = false;
    for (const auto& score : instrument.scores) {
        if (!score.reliable) continue;
        const auto& reliable = *score.reliable;
        std::vector<std::string> cells = {labelText(score.label, score.better), decimalText(reliable.threshold, decimalsFor(score) + 1)};
        for (const auto* count :
             {&reliable.reliablyImproved, &reliable.improved, &reliable.same, &reliable.declined, &reliable.reliablyDeclined})
            cells.push_back(text(*count));
        table.row(cells);
        any = true;
    }
    if (any) {
        section.intro =
            "A single person's change from this size on is more than the questionnaire's own noise; a smaller one may be nothing.";
        section.table = table.html();
    } else {
        const auto& starts = total.wholeStarts;
        section.intro = "Whose change is more than the questionnaire's own noise can be said when " +
                        countText(statistics::kFewestForReliability) + " people have answered every question at the start" +
                        (starts.hidden ? "." : "; so far it is " + countText(starts.value) + ".");
        if (!starts.hidden && starts.value >= static_cast<std::int64_t>(statistics::kFewestForReliability))
            section.intro = "The questions were not answered consistently enough to say whose change is more than noise.";
    }
    if (const auto& important = total.mean->important)
        section.note = important->byAnchor
                           ? "Those who say things are a little better moved by " + signedText(asGiven(important->change, total.better), decimalsFor(total)) +
                                 " more than those who say they are about the same: from there on a change means something to people."
                           : "By a rule of thumb, half a standard deviation of the starts, a change means something to people from " +
                                 decimalText(important->change, decimalsFor(total) + 1) + " on.";
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
        table.row({leftOutReason(reason), text(people)});
    section.table = table.html();
    if (total.counts->followUpRate) section.intro = percentText(*total.counts->followUpRate) + " of those who were due came back.";
    if (!total.mean || !total.lost) return section;
    const auto& lost = *total.lost;
    section.note = "Those who were lost started at " + decimalText(lost.before, decimalsFor(total)) +
                   " on average; those in the pairs at " + decimalText(total.mean->before, decimalsFor(total)) + ".";
    if (lost.startsApart)
        section.note += lost.differs ? " That is far enough apart that the pairs do not speak for everybody."
                                     : " That is close: by their starts, the pairs speak for everybody.";
    if (lost.worst && lost.best)
        section.note += " Of all who were due, from " + percentText(*lost.worst) + " (if none of the lost improved) to " +
                        percentText(*lost.best) + " (if each of them did) improved.";
    return section;
}

std::vector<ReportPage::Section> gapSections(const InstrumentDistance& instrument) {
    std::vector<ReportPage::Section> sections;
    const auto& total = instrument.scores.front();
    for (const auto& groups : total.groups) {
        ReportPage::Section section;
        section.heading = instrument.title + (groups.by == "venue" ? ": gaps between venues" : ": gaps between ages");
        const int decimals = decimalsFor(total) + 1;
        Table table(section.heading);
        table.column("")
            .column("Pairs", true)
            .column("Gap at the start", true)
            .column("Gap later", true)
            .column("Moved more than the rest by [95%]", true);
        for (const auto& row : groups.rows) {
            std::string moved;
            if (row.gap.change) {
                moved = signedText(row.gap.change->difference, decimals);
                if (row.gap.change->ci95)
                    moved += " [" + decimalText(row.gap.change->ci95->low, decimals) + ", " +
                             decimalText(row.gap.change->ci95->high, decimals) + ']';
            }
            table.row({row.label, text(row.pairs), signedText(row.gap.toAverage.baseline, decimals),
                       signedText(row.gap.toAverage.later, decimals), moved});
        }
        section.table = table.html();
        section.intro = "Each group's mean beside the mean of everybody in the pairs.";
        if (isLower(total.better)) section.intro += " Lower scores are better here; a minus sign still means behind, and plus ahead.";
        section.note = "Where the interval takes in 0, the gap may not have changed at all.";
        sections.push_back(std::move(section));
    }
    return sections;
}

ReportPage::Section lookingBackSection(const InstrumentDistance& instrument) {
    ReportPage::Section section;
    if (instrument.lookingBack.empty()) return section;
    section.heading = instrument.title + ": the start in hindsight";
    Table table(section.heading);
    table.column("")
        .column("People", true)
        .column("Later minus start", true)
        .column("Later minus start in hindsight", true)
        .column("Hindsight minus start", true);
    for (const auto& figures : instrument.lookingBack)
        table.row({labelText(figures.label, figures.better), text(figures.people), signedText(asGiven(figures.conventional, figures.better), 1),
                   signedText(asGiven(figures.thenBased, figures.better), 1), signedText(asGiven(figures.shift, figures.better), 1)});
    section.table = table.html();
    section.intro = "What people said at the end of where they had been at the start. It stands beside the change and is no part of it.";
    section.note = "Hindsight can mend a start that people rated too high, and it can flatter; neither figure is the true one.";
    return section;
}

}  // namespace waymark::service
