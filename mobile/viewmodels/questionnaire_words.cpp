#include "mobile/viewmodels/questionnaire_words.h"

#include "mobile/text/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace waymark::mobile {

namespace {

struct QuestionnaireWords {
    Q_DECLARE_TR_FUNCTIONS(QuestionnaireWords)
};

}  // namespace

QString pointWords(domain::Point point) {
    switch (point) {
    case domain::Point::Baseline: return QuestionnaireWords::tr("Start");
    case domain::Point::Interim: return QuestionnaireWords::tr("In between");
    case domain::Point::Exit: return QuestionnaireWords::tr("End");
    case domain::Point::FollowUp: return QuestionnaireWords::tr("Some months later");
    case domain::Point::Then: return QuestionnaireWords::tr("Looking back");
    }
    return {};
}

QString respondentWords(domain::Respondent respondent) {
    switch (respondent) {
    case domain::Respondent::Self: return QuestionnaireWords::tr("The person, about themselves");
    case domain::Respondent::Parent: return QuestionnaireWords::tr("A parent or carer");
    case domain::Respondent::Child: return QuestionnaireWords::tr("The child");
    case domain::Respondent::Worker: return QuestionnaireWords::tr("A worker, for them");
    }
    return {};
}

QString helpWords(domain::Help help) {
    switch (help) {
    case domain::Help::None: return QuestionnaireWords::tr("No help");
    case domain::Help::ReadAloud: return QuestionnaireWords::tr("Read aloud");
    case domain::Help::Interpreter: return QuestionnaireWords::tr("With an interpreter");
    case domain::Help::Proxy: return QuestionnaireWords::tr("Someone answers for them");
    }
    return {};
}

QString forWhomWords(const questionnaire::Instrument& instrument) {
    const auto asks = [&](domain::Respondent who) {
        return std::find(instrument.respondents.begin(), instrument.respondents.end(), who) != instrument.respondents.end();
    };
    const QString ages = !instrument.ages ? QString()
                         : instrument.ages->from && instrument.ages->to
                             ? QStringLiteral(" %1–%2").arg(*instrument.ages->from).arg(*instrument.ages->to)
                         : instrument.ages->from ? QStringLiteral(" %1+").arg(*instrument.ages->from)
                                                 : QStringLiteral(" 0–%1").arg(instrument.ages->to.value_or(0));
    if (asks(domain::Respondent::Child)) return QuestionnaireWords::tr("children%1", "ages").arg(ages);
    if (asks(domain::Respondent::Parent)) return QuestionnaireWords::tr("parents and carers%1", "ages").arg(ages);
    return instrument.ages ? QuestionnaireWords::tr("people aged%1", "ages").arg(ages) : QuestionnaireWords::tr("anyone");
}

QString offerWords(const questionnaire::Instrument& instrument, bool isDraft) {
    QString words = forWhomWords(instrument);
    if (instrument.givenBy == questionnaire::GivenBy::Worker) words = QuestionnaireWords::tr("%1, asked by a worker in private", "for whom").arg(words);
    if (isDraft) words = QuestionnaireWords::tr("%1. A draft, to try: the answers do not count", "for whom").arg(words);
    return words;
}

QString dueWords(const questionnaire::Due& due) {
    const auto by = longDate(base::fromDayNumber(due.dueBy));
    switch (due.state) {
    case questionnaire::DueState::Coming: return {};
    case questionnaire::DueState::Open: return QuestionnaireWords::tr("%1: due by %2.", "point, date").arg(pointWords(due.point), by);
    case questionnaire::DueState::Overdue:
        return QuestionnaireWords::tr("%1: was due by %2. Late is better than never.", "point, date").arg(pointWords(due.point), by);
    }
    return {};
}

QString scoreWords(const questionnaire::Score& score) {
    if (!score.value) return QuestionnaireWords::tr("Too few answers for a score.");
    const QString words = QuestionnaireWords::tr("%1 of %2 (%3 of %4 answered)", "score, highest, answered, asked")
                              .arg(*score.value, 0, 'f', 1)
                              .arg(score.valueHighest, 0, 'f', 0)
                              .arg(score.answered)
                              .arg(score.of);
    return score.better == domain::Better::Lower ? QuestionnaireWords::tr("%1; lower is better", "score").arg(words) : words;
}

}  // namespace waymark::mobile
