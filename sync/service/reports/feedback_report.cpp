#include "sync/service/reports/feedback_report.h"

#include "shared/base/text.h"
#include "shared/questionnaire/answers_codec.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace waymark::service {

namespace {

using namespace questionnaire;

struct Given {
    const SessionFact* session = nullptr;
    Answers answers;
};

std::string_view words(const Text& text) { return wordsIn(text, "en"); }

/// The value of an answer as the key of a choice: numbers as whole numbers.
std::optional<std::string> choiceOf(const Answers& answers, const std::string& key) {
    const auto it = answers.find(key);
    if (it == answers.end() || !isValue(it->second)) return std::nullopt;
    if (const auto* number = std::get_if<double>(&it->second)) return std::to_string(static_cast<long>(*number));
    return std::get<std::string>(it->second);
}

bool isPleased(const std::string& choice) { return choice == "very_good" || choice == "good"; }
bool isDispleased(const std::string& choice) { return choice == "poor" || choice == "very_poor"; }

void addSatisfaction(NetSatisfaction& net, const Instrument& instrument, const Answers& answers) {
    for (const auto& item : instrument.items) {
        if (item.purpose != Purpose::Satisfaction) continue;
        const auto choice = choiceOf(answers, item.key);
        const auto it = answers.find(item.key);
        if (!choice || !accepts(instrument, item, it->second)) continue;
        ++net.answers;
        net.pleased += isPleased(*choice) ? 1 : 0;
        net.displeased += isDispleased(*choice) ? 1 : 0;
    }
}

std::vector<ChoiceCount> emptyChoices(const Instrument& instrument, const Item& item) {
    std::vector<ChoiceCount> choices;
    const Scale* scale = findScale(instrument, item.scale);
    if (!scale) return choices;
    for (const auto& choice : scale->choices)
        choices.push_back({choice.value, std::string(words(choice.text)), {}, {}});
    if (scale->kind == ScaleKind::Numbers)
        for (int value = scale->lowest; value <= scale->highest; ++value) {
            const auto label =
                std::find_if(scale->labels.begin(), scale->labels.end(), [value](const Label& l) { return l.value == value; });
            choices.push_back(
                {std::to_string(value), label == scale->labels.end() ? std::to_string(value) : std::string(words(label->text)), {}, {}});
        }
    return choices;
}

ItemAnswers answersTo(const Instrument& instrument, const Item& item, const std::vector<Given>& given, const Disclosure& disclosure) {
    ItemAnswers result;
    result.key = item.key;
    result.text = words(item.text);
    result.satisfaction = item.purpose == Purpose::Satisfaction;
    result.choices = emptyChoices(instrument, item);
    std::int64_t answered = 0;
    for (const auto& one : given) {
        const auto value = choiceOf(one.answers, item.key);
        const auto choice = std::find_if(result.choices.begin(), result.choices.end(),
                                         [&value](const ChoiceCount& c) { return value && c.value == *value; });
        if (choice == result.choices.end()) continue;
        ++choice->count.value;
        ++answered;
    }
    result.answered = disclosure.count(answered);
    result.missing = {static_cast<std::int64_t>(given.size()) - answered, result.answered.hidden};
    std::vector<Count*> parts;
    for (auto& choice : result.choices) {
        choice.count.hidden = result.answered.hidden || disclosure.hides(choice.count.value);
        parts.push_back(&choice.count);
    }
    disclosure.protect(parts);
    for (auto& choice : result.choices)
        if (!choice.count.hidden && disclosure.showsShares(answered))
            choice.share = static_cast<double>(choice.count.value) / static_cast<double>(answered);
    return result;
}

// Words are shown only where the person allowed it, only to the team, and only out of a crowd of answers: in a group of four everybody
// knows whose words they are. The alphabet puts them in an order that says nothing about who came when.
void addComments(const Instrument& instrument, const std::vector<Given>& given, const Disclosure& disclosure,
                 InstrumentFeedback& feedback) {
    const bool crowd = static_cast<std::int64_t>(given.size()) >= kFewestForShares;
    std::string mayQuote;
    for (const auto& item : instrument.items)
        if (item.purpose == Purpose::MayQuote) mayQuote = item.key;
    for (const auto& one : given)
        for (const auto& item : instrument.items) {
            if (item.purpose != Purpose::Comment) continue;
            const std::string comment = base::cleaned(choiceOf(one.answers, item.key).value_or(std::string()));
            if (comment.empty()) continue;
            const bool allowed = !mayQuote.empty() && choiceOf(one.answers, mayQuote) == "yes";
            if (allowed && crowd && disclosure.audience() == Audience::Team)
                feedback.comments.push_back(comment);
            else
                ++feedback.commentsKept;
        }
    std::sort(feedback.comments.begin(), feedback.comments.end());
}

struct RowTally {
    std::int64_t answers = 0;
    NetSatisfaction net;
};

/// The rows' figures add up to the one of all, weighted by their answers, so one that is hidden among them all takes another with it.
void tellNets(std::vector<FeedbackRow>& rows, const std::map<std::string, RowTally>& tallies, const ToldNet& ofAll,
              const Disclosure& disclosure) {
    FeedbackRow* fewest = nullptr;
    std::size_t untold = ofAll.hidden ? 1 : 0;
    for (auto& row : rows) {
        const NetSatisfaction& net = tallies.at(row.key).net;
        if (net.answers == 0) continue;
        row.netSatisfaction.hidden = net.isEnough(disclosure) && (row.answers.hidden || net.tellsAHiddenCount(disclosure));
        if (!net.isEnough(disclosure) || row.netSatisfaction.hidden) {
            ++untold;
            continue;
        }
        row.netSatisfaction.value = net.value();
        if (!fewest || row.answers.value < fewest->answers.value) fewest = &row;
    }
    if (disclosure.fewestShown() > 1 && untold == 1 && fewest) fewest->netSatisfaction = {std::nullopt, true};
}

std::vector<FeedbackRow> rowsOf(const std::map<std::string, RowTally>& tallies, const std::map<std::string, std::string>* names,
                                const ToldNet& ofAll, const Disclosure& disclosure) {
    std::vector<FeedbackRow> rows;
    std::vector<Count*> parts;
    for (const auto& [key, tally] : tallies) {
        FeedbackRow row{key, {}, disclosure.count(tally.answers), {}};
        if (names)
            if (const auto it = names->find(key); it != names->end()) row.label = it->second;
        rows.push_back(std::move(row));
    }
    if (names)
        std::sort(rows.begin(), rows.end(),
                  [](const auto& a, const auto& b) { return std::tie(a.label, a.key) < std::tie(b.label, b.key); });
    for (auto& row : rows)
        parts.push_back(&row.answers);
    disclosure.protect(parts);
    // Without answers a row is not shown: if all the others are hidden, how many there are may tell how large they are.
    if (std::all_of(rows.begin(), rows.end(), [](const FeedbackRow& row) { return row.answers.hidden; })) return {};
    tellNets(rows, tallies, ofAll, disclosure);
    return rows;
}

/// Rearranging the hidden among the pleased, in between or displeased changes neither the table nor the figure, so this is Disclosure::protect's
/// question to each of the three, whose sum the figure may tell.
bool tellsAHiddenChoice(const InstrumentFeedback& feedback, const Disclosure& disclosure) {
    for (const auto& item : feedback.items) {
        if (!item.satisfaction) continue;
        std::vector<const Count*> pleased, between, displeased;
        for (const auto& choice : item.choices)
            (isPleased(choice.value) ? pleased : isDispleased(choice.value) ? displeased : between).push_back(&choice.count);
        for (const auto* part : {&pleased, &between, &displeased})
            if (disclosure.followsFromSum(*part)) return true;
    }
    return false;
}

InstrumentFeedback feedbackTo(const Instrument& instrument, const std::vector<Given>& given, const Names& names,
                              const Disclosure& disclosure) {
    InstrumentFeedback feedback;
    feedback.id = instrument.id;
    feedback.title = words(instrument.title);
    feedback.note = words(instrument.label);
    feedback.answers = disclosure.count(static_cast<std::int64_t>(given.size()));
    RowTally total;
    std::map<std::string, RowTally> venues, months, activities;
    for (const auto& one : given) {
        addSatisfaction(total.net, instrument, one.answers);
        for (RowTally* row : {&venues[one.session->venue], &months[one.session->date.substr(0, 7)], &activities[one.session->activity]}) {
            ++row->answers;
            addSatisfaction(row->net, instrument, one.answers);
        }
    }
    for (const auto& item : instrument.items)
        if (item.kind != ItemKind::Text && item.purpose != Purpose::MayQuote)
            feedback.items.push_back(answersTo(instrument, item, given, disclosure));
    if (total.net.isEnough(disclosure)) {
        feedback.netSatisfaction.hidden = total.net.tellsAHiddenCount(disclosure) || tellsAHiddenChoice(feedback, disclosure);
        if (!feedback.netSatisfaction.hidden) feedback.netSatisfaction.value = total.net.value();
    }
    addComments(instrument, given, disclosure, feedback);
    feedback.byVenue = rowsOf(venues, &names.venues, feedback.netSatisfaction, disclosure);
    feedback.byMonth = rowsOf(months, nullptr, feedback.netSatisfaction, disclosure);
    feedback.byActivity = rowsOf(activities, &names.activities, feedback.netSatisfaction, disclosure);
    return feedback;
}

std::vector<std::string> countingWords(const Disclosure& disclosure) {
    std::vector<std::string> counting = {
        "Feedback has no name on it. The same person may have answered at more than one session.",
        "Shares are of those who answered that question. Those who skipped it or would rather not say are left out and counted beside it.",
        "Net satisfaction is the share of very good and good less the share of poor and very poor, from \u2212100 to +100.",
        "With fewer than 5 answers there are no shares and no words: too few to tell anything, and too easy to guess who said what.",
        "Words are shown only where the person said that we may use them.",
    };
    if (const std::string hidden = disclosure.words("answers and of attendances"); !hidden.empty())
        counting.push_back(hidden + " So is net satisfaction where a hidden number could be worked out from it. How many left a question open is shown.");
    return counting;
}

}  // namespace

bool NetSatisfaction::tellsAHiddenCount(const Disclosure& disclosure) const {
    return disclosure.hides(pleased) || disclosure.hides(displeased) || disclosure.hides(answers - pleased - displeased);
}

FeedbackReport feedbackReport(const FeedbackRows& rows, const InstrumentBook& book, const Scope&, const Names& names,
                              const Disclosure& disclosure) {
    FeedbackReport report;
    std::unordered_map<std::string, const SessionFact*> sessions;
    for (const auto& session : rows.sessions)
        sessions.emplace(session.id, &session);

    std::map<const Instrument*, std::vector<Given>> given;
    std::unordered_set<std::string> answeredSessions;
    std::int64_t withoutSession = 0;
    for (const auto& fact : rows.feedback) {
        const auto session = sessions.find(fact.session);
        if (session == sessions.end()) {
            ++withoutSession;
            continue;
        }
        if (session->second->deleted) continue;
        const Instrument* instrument = book.find(fact.instrument);
        const auto json = base::parseJson(fact.answersJson);
        auto answers = instrument && json ? readableAnswers(*instrument, *json) : base::Result<Answers>(base::Error{base::ErrorCode::Malformed, {}});
        if (!answers) {
            ++report.unreadable;
            continue;
        }
        given[instrument].push_back({session->second, std::move(*answers)});
        answeredSessions.insert(fact.session);
    }
    std::int64_t attendances = 0;
    for (const auto& mark : rows.marks)
        attendances += answeredSessions.count(mark.session) > 0 && (mark.status == "present" || mark.status == "late") ? 1 : 0;
    report.attendances = disclosure.count(attendances);
    report.withoutSession = disclosure.count(withoutSession);
    for (const auto& [instrument, answers] : given)
        report.instruments.push_back(feedbackTo(*instrument, answers, names, disclosure));
    std::sort(report.instruments.begin(), report.instruments.end(), [](const auto& a, const auto& b) {
        return std::tie(b.answers.value, a.title, a.id) < std::tie(a.answers.value, b.title, b.id);
    });
    report.counting = countingWords(disclosure);
    report.audience = name(disclosure.audience());
    report.fewestShown = disclosure.fewestShown();
    return report;
}

}  // namespace waymark::service
