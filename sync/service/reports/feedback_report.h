// What people said about the sessions: a pure function from facts to figures. Nothing here says who answered, because nothing knows.
#pragma once

#include "sync/service/reports/disclosure.h"
#include "sync/service/reports/instrument_book.h"
#include "sync/service/reports/scope.h"
#include "sync/service/store/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

struct FeedbackRows {
    std::vector<SessionFact> sessions;
    std::vector<FeedbackFact> feedback;
    std::vector<MarkFact> marks;  ///< how many could have answered
};

struct ChoiceCount {
    std::string value, label;
    Count count;
    std::optional<double> share;  ///< of those who answered this item, 0 to 1; absent where there are too few
};

struct ItemAnswers {
    std::string key, text;
    bool satisfaction = false;  ///< the item that net satisfaction rests on
    Count answered, missing;  ///< missing: no answer is nobody's answer; hidden only where it would tell how few answered
    std::vector<ChoiceCount> choices;
};

/// % (very good + good) − % (poor + very poor), −100 to +100.
struct NetSatisfaction {
    std::int64_t answers = 0, pleased = 0, displeased = 0;

    double value() const { return 100.0 * static_cast<double>(pleased - displeased) / static_cast<double>(answers); }
    /// Whether there are enough answers for a figure at all.
    bool isEnough(const Disclosure& disclosure) const { return disclosure.showsShares(answers); }
    /// Whether how many were pleased, in between or displeased is hidden: with the number of answers, the figure would tell it.
    bool tellsAHiddenCount(const Disclosure& disclosure) const;
};

/// A net satisfaction as it may be told.
struct ToldNet {
    std::optional<double> value;
    bool hidden = false;  ///< there are enough answers, but it would give a hidden number away
};

struct FeedbackRow {
    std::string key, label;
    Count answers;                          ///< feedback given
    ToldNet netSatisfaction;
};

struct InstrumentFeedback {
    std::string id, title, note;  ///< note: what readers of its figures must know
    Count answers;
    ToldNet netSatisfaction;
    std::vector<ItemAnswers> items;
    std::vector<std::string> comments;  ///< that may be shown, in the order of the alphabet
    std::int64_t commentsKept = 0;      ///< that may not
    std::vector<FeedbackRow> byVenue, byMonth, byActivity;  ///< empty where all would be hidden
};

struct FeedbackReport {
    std::vector<InstrumentFeedback> instruments;  ///< those that were answered, the most answered first
    std::int64_t unreadable = 0;                  ///< left out: answers to questionnaires that the service does not have
    Count withoutSession;                         ///< left out: answers at sessions that are not known here; none where dates are asked for
    Count attendances;                            ///< at the sessions that gave feedback: how many could have answered
    std::vector<std::string> counting;
    std::string audience;
    std::int64_t fewestShown = 1;
};

FeedbackReport feedbackReport(const FeedbackRows& rows, const InstrumentBook& book, const Scope& scope, const Names& names,
                              const Disclosure& disclosure);

}  // namespace waymark::service
