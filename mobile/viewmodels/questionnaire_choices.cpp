// What a questionnaire's screens show: the choices before it, the question that is asked, and what was answered before.
#include "mobile/text/words.h"
#include "mobile/viewmodels/consent_reader.h"
#include "mobile/viewmodels/earlier_answers.h"
#include "mobile/viewmodels/paper.h"
#include "mobile/viewmodels/questionnaire_model.h"
#include "mobile/viewmodels/questionnaire_words.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/scoring.h"
#include "shared/questionnaire/words.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr domain::Point kPoints[] = {domain::Point::Baseline, domain::Point::Interim, domain::Point::Exit, domain::Point::FollowUp};
constexpr domain::Respondent kRespondents[] = {domain::Respondent::Parent, domain::Respondent::Self, domain::Respondent::Child,
                                               domain::Respondent::Worker};
constexpr domain::Help kHelps[] = {domain::Help::None, domain::Help::ReadAloud, domain::Help::Interpreter, domain::Help::Proxy};

QVariantMap choice(std::string_view value, const QString& label) { return {{"value", q(value)}, {"label", label}}; }

template <class T> bool holds(const std::vector<T>& list, T value) { return std::find(list.begin(), list.end(), value) != list.end(); }

}  // namespace

void QuestionnaireModel::prepare(const QString& personId, const QString& instrumentId) {
    if (m_person == personId.toStdString() && m_chosen == instrumentId.toStdString()) return;
    m_person = personId.toStdString();
    m_chosen = instrumentId.toStdString();
    emit choicesChanged();
}

QVariantList QuestionnaireModel::instruments() const {
    QVariantList fitting, others;
    const auto person = m_workplace.mirror().find("person", m_person);
    for (const auto& instrument : m_shelf.published(questionnaire::Use::Response, mayTryDrafts())) {
        if (m_workplace.isVolunteer() && instrument->givenBy == questionnaire::GivenBy::Worker) continue;
        const bool fits = !person || m_shelf.isFor(*instrument, person);
        const auto due = person && fits && !m_workplace.isVolunteer() ? m_shelf.dueFor(*instrument, m_person, {}) : std::nullopt;
        const QVariantMap row{{"id", q(instrument->id)},
                              {"title", q(questionnaire::wordsIn(instrument->title, instrument->language))},
                              {"forWhom", offerWords(*instrument, m_shelf.isDraft(instrument->id))},
                              {"due", due ? dueWords(*due) : QString()},
                              {"fits", fits}};
        (fits ? fitting : others).append(row);
    }
    return fitting + others;
}

void QuestionnaireModel::savePaper(const QString& instrumentId) {
    const auto id = instrumentId.toStdString();
    const auto mark = m_shelf.isDraft(id) ? tr("Draft: these answers do not count") : QString();
    const auto form = m_shelf.form(id);
    const auto instrument = m_shelf.find(id);
    if (form) emit told(paperWords(mobile::savePaper(form->form, mark, paperFolder())));
    else if (instrument) emit told(paperWords(mobile::savePaper(*instrument, mark, paperFolder())));
}

/// Those that anybody may hand out come first; a volunteer is offered no others.
std::vector<InstrumentPtr> QuestionnaireModel::offeredForFeedback() const {
    std::vector<InstrumentPtr> offered, inPrivate;
    for (const auto& instrument : m_shelf.published(questionnaire::Use::Feedback))
        (instrument->givenBy == questionnaire::GivenBy::Worker ? inPrivate : offered).push_back(instrument);
    if (!m_workplace.isVolunteer()) offered.insert(offered.end(), inPrivate.begin(), inPrivate.end());
    return offered;
}

QVariantList QuestionnaireModel::feedbackForms() const {
    QVariantList out;
    for (const auto& instrument : offeredForFeedback())
        out.append(QVariantMap{{"id", q(instrument->id)},
                               {"title", q(questionnaire::wordsIn(instrument->title, instrument->language))},
                               {"forWhom", instrument->givenBy == questionnaire::GivenBy::Worker ? tr("given by a named worker, in private") : tr("for anybody, without a name")}});
    return out;
}

QVariantList QuestionnaireModel::pointChoices() const {
    QVariantList out;
    const auto instrument = m_shelf.find(m_chosen);
    for (const auto point : kPoints)
        if (!instrument || instrument->points.empty() || holds(instrument->points, point))
            out.append(choice(domain::name(point), pointWords(point)));
    return out;
}

QVariantList QuestionnaireModel::respondentChoices() const {
    QVariantList out;
    const auto instrument = m_shelf.find(m_chosen);
    for (const auto respondent : kRespondents)
        if ((!instrument || instrument->respondents.empty() || holds(instrument->respondents, respondent)) &&
            !(m_workplace.isVolunteer() && respondent == domain::Respondent::Worker))
            out.append(choice(domain::name(respondent), respondentWords(respondent)));
    return out;
}

QVariantList QuestionnaireModel::helpChoices() const {
    QVariantList out;
    for (const auto help : kHelps)
        out.append(choice(domain::name(help), helpWords(help)));
    return out;
}

/// Nothing where it cannot be told: a second start taken for an end is lost to every report. A volunteer's device does not know the earlier answers.
QString QuestionnaireModel::suggestedPoint() const {
    const auto choices = pointChoices();
    if (choices.size() == 1) return choices.front().toMap().value("value").toString();
    const auto instrument = m_shelf.find(m_chosen);
    if (!instrument || m_person.empty() || m_workplace.isVolunteer()) return {};
    const auto activity = read::text(m_workplace.mirror().find("session", m_session), "activity").toStdString();
    if (const auto due = m_shelf.dueFor(*instrument, m_person, activity)) return q(domain::name(due->point));
    return hasAnswered(instrument->family) ? QString() : QStringLiteral("baseline");
}

/// Whether the person whom the screen is about has answered a version of it before.
bool QuestionnaireModel::hasAnswered(const std::string& family) const {
    const auto responses = m_workplace.mirror().referring(domain::reference("person", m_person), "response");
    return std::any_of(responses.begin(), responses.end(), [&](const auto& response) {
        const auto given = m_shelf.find(read::target(response, "instrument"));
        return given && given->family == family;
    });
}

QString QuestionnaireModel::dueText() const {
    const auto instrument = m_shelf.find(m_chosen);
    if (!instrument || m_person.empty() || m_workplace.isVolunteer()) return {};
    const auto activity = read::text(m_workplace.mirror().find("session", m_session), "activity").toStdString();
    const auto due = m_shelf.dueFor(*instrument, m_person, activity);
    return due ? dueWords(*due) : QString();
}

bool QuestionnaireModel::declined() const {
    return !m_person.empty() && read::saidNo(m_workplace.mirror(), m_person, domain::kTakePart, m_workplace.today());
}

QVariantList QuestionnaireModel::drafts() const {
    QVariantList out;
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (base::textOf(draft.content, "kind") != "questionnaire") continue;
        const auto instrument = m_shelf.find(base::textOf(draft.content, "instrument"));
        const auto person = m_workplace.mirror().find(base::textOf(draft.content, "person"));
        out.append(QVariantMap{
            {"key", q(draft.key)},
            {"title", instrument ? q(questionnaire::wordsIn(instrument->title, instrument->language)) : QString()},
            {"who", person ? read::text(person, "name") : tr("no name", "anonymous feedback")},
            {"savedText", tr("Half-filled, saved at %1", "time").arg(moment(draft.savedAt, m_workplace.now(), m_workplace.zone()))}});
    }
    return out;
}

bool QuestionnaireModel::mayTryDrafts() const { return m_workplace.role() == "administrator" || m_workplace.role() == "coordinator"; }

/// What was withdrawn, or is a draft again, may have been on the screen a moment ago.
bool QuestionnaireModel::mayStart(const std::string& instrument) const {
    const auto status = read::text(m_workplace.mirror().find("instrument", instrument), "status");
    return status == QLatin1String("published") || (status == QLatin1String("draft") && mayTryDrafts());
}

bool QuestionnaireModel::trial() const {
    return m_form ? m_form->start().trial || m_shelf.isDraft(m_form->start().instrument) : m_wasTrial;
}

QString QuestionnaireModel::watermark() const { return m_form && trial() ? tr("Draft: these answers do not count") : QString(); }

QString QuestionnaireModel::who() const {
    const auto person = m_form ? m_workplace.mirror().find("person", m_form->start().person) : nullptr;
    return person ? read::calledName(person) : QString();
}

QVariantList QuestionnaireModel::previous() const {
    QVariantList out;
    if (!m_finished || m_handedOver || m_answeredPerson.empty() || m_workplace.isVolunteer()) return out;
    const auto& mirror = m_workplace.mirror();
    const auto given = m_shelf.find(read::target(mirror.find("response", m_response), "instrument"));
    if (!given) return out;
    auto responses = mirror.referring(domain::reference("person", m_answeredPerson), "response");
    std::sort(responses.begin(), responses.end(),
              [](const auto& a, const auto& b) { return base::integerOf(a->values, "finished") < base::integerOf(b->values, "finished"); });
    for (const auto& response : responses) {
        const auto instrument = m_shelf.find(read::target(response, "instrument"));
        const auto point = domain::parsePoint(base::textOf(response->values, "point"));
        const auto respondent = domain::parseRespondent(base::textOf(response->values, "respondent"));
        if (!instrument || instrument->family != given->family || !point || !respondent) continue;
        const auto answers = questionnaire::readableAnswers(*instrument, read::value(response, "answers"));
        if (!answers) continue;
        const auto age = m_shelf.ageOf(mirror.find("person", m_answeredPerson));
        const auto scores = questionnaire::score(*instrument, answers.value(), {*point, *respondent, age});
        const auto when = base::localDate(base::integerOf(response->values, "finished"), m_workplace.zone());
        out.append(QVariantMap{{"point", pointWords(*point)},
                               {"dateText", longDate(when)},
                               {"scoreText", scores.total ? scoreWords(*scores.total) : QString()},
                               {"isNew", response->key.id == m_response}});
    }
    return out;
}

QStringList QuestionnaireModel::prompts() const {
    if (!m_finished || m_handedOver || m_answeredPerson.empty() || m_workplace.isVolunteer()) return {};
    return read::promptsOf(m_shelf, m_workplace.mirror().find("response", m_response));
}

}  // namespace waymark::mobile
