#include "sync/service/console/chart.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include <algorithm>

namespace waymark::service {

namespace {

constexpr const char* kFeedbackPath = "/console/feedback";

// Fewer than five choices keep the ends of the scale and leave out steps between them.
std::string shareClass(std::size_t place, std::size_t choices) {
    static const std::map<std::size_t, std::vector<int>> kSteps = {{1, {1}}, {2, {1, 5}}, {3, {1, 3, 5}}, {4, {1, 2, 4, 5}}};
    const auto it = kSteps.find(choices);
    const int step = it != kSteps.end() ? it->second.at(place) : 1 + static_cast<int>(place * 5 / std::max<std::size_t>(choices, 1));
    return "s" + std::to_string(std::min(step, 5));
}

/// A letter in the order of the choices; a number on a scale stands for itself.
std::string signOf(const ItemAnswers& item, std::size_t place) {
    const std::string& value = item.choices[place].value;
    const bool isNumber = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    return isNumber || place >= 26 ? value : std::string(1, static_cast<char>('A' + place));
}

ShareBar barOf(const ItemAnswers& item) {
    ShareBar bar;
    bar.label = item.text;
    const bool all =
        std::all_of(item.choices.begin(), item.choices.end(), [](const ChoiceCount& choice) { return choice.share.has_value(); });
    if (!all) {
        bar.note = item.answered.value == 0 ? "Nobody answered this" : "Too few to show";
        return bar;
    }
    for (std::size_t i = 0; i < item.choices.size(); ++i)
        bar.shares.push_back({item.choices[i].label, *item.choices[i].share, shareClass(i, item.choices.size()), signOf(item, i)});
    return bar;
}

std::vector<std::string> labelsOf(const ItemAnswers& item) {
    std::vector<std::string> labels;
    for (const auto& choice : item.choices)
        labels.push_back(choice.label);
    return labels;
}

std::string keyOf(const ItemAnswers& item) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (std::size_t i = 0; i < item.choices.size(); ++i) {
        const std::string step = shareClass(i, item.choices.size());
        entries.emplace_back("<rect width=\"26\" height=\"18\" class=\"" + step + "\"/><text x=\"13\" y=\"14\" text-anchor=\"middle\" class=\"in " + step +
                                 "text\">" + escapeHtml(signOf(item, i)) + "</text>",
                             item.choices[i].label);
    }
    return chartKey(entries);
}

std::string choiceCell(const ChoiceCount& choice) {
    if (choice.count.hidden) return "hidden";
    return countText(choice.count.value) + (choice.share ? " (" + percentText(*choice.share) + ")" : "");
}

/// "Answered with “Yes”, “Partly” or “No”".
std::string groupHeading(const std::vector<std::string>& labels) {
    std::string words = "Answered with ";
    for (std::size_t i = 0; i < labels.size(); ++i)
        words += (i == 0 ? "" : i + 1 == labels.size() ? " or " : ", ") + ("“" + labels[i] + "”");
    return words;
}

/// Questions that are answered in the same words share one picture, one key and one table.
std::vector<ReportPage::Section> questionSections(const InstrumentFeedback& feedback, bool mirrored) {
    std::vector<ReportPage::Section> sections;
    std::vector<std::vector<const ItemAnswers*>> groups;
    for (const auto& item : feedback.items) {
        if (!groups.empty() && labelsOf(*groups.back().front()) == labelsOf(item))
            groups.back().push_back(&item);
        else
            groups.push_back({&item});
    }
    for (const auto& group : groups) {
        ReportPage::Section section;
        section.heading = group.size() == 1 ? group.front()->text : groupHeading(labelsOf(*group.front()));
        std::vector<ShareBar> bars;
        Table table(section.heading);
        table.column("Question");
        for (const auto& label : labelsOf(*group.front()))
            table.column(label, true);
        table.column("Answered", true).column("No answer", true);
        for (const auto* item : group) {
            bars.push_back(barOf(*item));
            std::vector<std::string> cells = {item->text};
            for (const auto& choice : item->choices)
                cells.push_back(choiceCell(choice));
            cells.push_back(text(item->answered));
            cells.push_back(text(item->missing));
            table.row(cells);
        }
        if (group.size() == 1) bars.front().label = "";
        section.chart = sharesChart({section.heading, mirrored}, bars);
        section.key = keyOf(*group.front());
        section.table = table.html();
        sections.push_back(std::move(section));
    }
    return sections;
}

std::string netText(const ToldNet& net) { return net.value ? signedText(*net.value, 1) : net.hidden ? "hidden" : "too few"; }

ReportPage::Section rowsSection(const std::string& heading, const std::string& first, const std::vector<FeedbackRow>& rows, bool months) {
    ReportPage::Section section;
    section.heading = heading;
    section.small = true;
    Table table(heading);
    table.column(first).column("Answers", true).column("Net satisfaction", true);
    for (const auto& row : rows)
        table.row({months              ? monthText(row.key)
                   : row.label.empty() ? "Without a name"
                                       : row.label,
                   text(row.answers), netText(row.netSatisfaction)});
    section.table = table.html();
    return section;
}

void addInstrument(const InstrumentFeedback& feedback, bool mirrored, ReportPage& page) {
    for (auto& section : questionSections(feedback, mirrored))
        page.sections.push_back(std::move(section));
    if (feedback.byVenue.size() > 1) page.sections.push_back(rowsSection("Venue by venue", "Venue", feedback.byVenue, false));
    if (feedback.byActivity.size() > 1)
        page.sections.push_back(rowsSection("Activity by activity", "Activity", feedback.byActivity, false));
    if (feedback.byMonth.size() > 1) page.sections.push_back(rowsSection("Month by month", "Month", feedback.byMonth, true));
    if (feedback.comments.empty() && feedback.commentsKept == 0) return;
    ReportPage::Section said;
    said.heading = "What people said we should change";
    said.words = feedback.comments;
    if (feedback.commentsKept > 0)
        said.note = countedText(feedback.commentsKept, "comment is", "comments are") +
                    " not shown: the person did not say that we may, or there "
                    "are too few answers, or you see figures only.";
    page.sections.push_back(std::move(said));
}

}  // namespace

void noteWithoutSession(const FeedbackReport& report, ReportPage& page) {
    page.noteWithoutSession(report.withoutSession, "answer given as feedback", "answers given as feedback");
}

std::string feedbackSentence(const InstrumentFeedback& feedback) {
    const ToldNet& told = feedback.netSatisfaction;
    if (feedback.answers.hidden || (!told.value && !told.hidden))
        return (feedback.answers.hidden ? "A few people" : countedText(feedback.answers.value, "person", "people")) +
               " told us what they think: too few to draw anything from.";
    const auto item = std::find_if(feedback.items.begin(), feedback.items.end(), [](const ItemAnswers& i) { return i.satisfaction; });
    double pleased = 0;
    bool whole = item != feedback.items.end();  // a part of the pleased would pass for all
    if (whole)
        for (const auto& choice : item->choices) {
            if (choice.value != "very_good" && choice.value != "good") continue;
            whole = whole && choice.share.has_value();
            pleased += choice.share.value_or(0.0);
        }
    const std::string net = told.value ? "net satisfaction is " + signedText(*told.value, 1) + '.'
                                       : "net satisfaction is hidden, because it would give a small number away.";
    if (!whole || pleased <= 0) return "From " + countedText(feedback.answers.value, "answer", "answers") + ", " + net;
    return percentText(pleased) + " of " + countedText(item->answered.value, "answer", "answers") + " say very good or good; " + net;
}

Response feedbackPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const Filter filter = Filter::of(visitor, request);
    ReportReader reader(tools.store, tools.clock);
    const auto made = reader.feedback(visitor.directory(), filter.scope, visitor.disclosureFor(filter.scope));
    if (!made) return notNow(visitor, request, kFeedbackPath, "Feedback");
    const auto& report = made->report;

    ReportPage page;
    page.title = "Feedback";
    page.filters = filter.html(visitor, kFeedbackPath);
    if (const auto period = filter.periodText(); !period.empty()) page.also.push_back(period);
    page.asOf = asOfText(made->asOf, visitor.directory().organisation.timezone);
    page.notices = filter.notices;
    noteWithoutSession(report, page);
    if (report.instruments.empty()) {
        page.lead = filter.emptyLead(visitor.directory(), "Nobody has given feedback here yet.");
        page.empty = filter.emptyCard(
            kFeedbackPath,
            {{"heading", "What people say about the sessions"},
             {"text", "Hand the tablet over for Your Views at the end of a session. The answers, without names, will be here."}});
        return pageFor(visitor, request, kFeedbackPath, page.title, page.html());
    }
    const auto& first = report.instruments.front();
    page.lead = feedbackSentence(first);
    page.facts = {{"answers", text(first.answers)},
                  {"net satisfaction, from −100 to +100", netText(first.netSatisfaction)},
                  {"attendances at the sessions that asked", text(report.attendances), true}};
    for (const auto& instrument : report.instruments)
        addInstrument(instrument, isMirrored(request), page);
    page.counting = report.counting;
    if (report.unreadable > 0) page.counting.push_back(kLeftOutUnreadable);
    if (!first.note.empty()) page.counting.push_back(first.title + ": " + first.note + '.');
    return pageFor(visitor, request, kFeedbackPath, page.title, page.html());
}

}  // namespace waymark::service
