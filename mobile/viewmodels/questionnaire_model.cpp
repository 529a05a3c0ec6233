#include "mobile/viewmodels/questionnaire_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/consent_reader.h"
#include "mobile/viewmodels/questionnaire_words.h"
#include "shared/base/text.h"
#include "shared/questionnaire/words.h"

#include <algorithm>

namespace waymark::mobile {

using questionnaire::Missing;

QuestionnaireModel::QuestionnaireModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_shelf(shelf) {
    connect(&workplace.bridge(), &Bridge::draftsChanged, this, &QuestionnaireModel::draftsChanged);
    connect(&workplace, &Workplace::changed, this, &QuestionnaireModel::choicesChanged);
    connect(&workplace.mirror(), &Mirror::cleared, this, &QuestionnaireModel::close);
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        const bool concernsUs = std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) {
            return key.type == "instrument" || key.type == "response" || key.type == "mark" || key.type == "person" || key.type == "consent";
        });
        if (!concernsUs) return;
        emit choicesChanged();
        if (m_finished) emit changed();
    });
}

QString QuestionnaireModel::words(const questionnaire::Text& text) const {
    return q(questionnaire::wordsIn(text, m_form ? m_form->start().language : "en"));
}

void QuestionnaireModel::start(const QString& instrumentId, const QString& personId, const QString& point, const QString& respondent,
                               const QString& help, bool handOver) {
    if (active()) return;
    FormStart start;
    start.instrument = instrumentId.toStdString();
    start.person = personId.toStdString();
    start.session = m_session;
    start.venue = m_workplace.venue();
    start.handOver = handOver;
    start.startedAt = m_workplace.now();
    const auto thePoint = domain::parsePoint(point.toStdString());
    const auto theRespondent = domain::parseRespondent(respondent.toStdString());
    const auto theHelp = domain::parseHelp(help.toStdString());
    const auto instrument = m_shelf.find(start.instrument);
    const auto person = m_workplace.mirror().find("person", start.person);
    if (!thePoint || !theRespondent || !theHelp || !instrument || !person) {
        emit failed(tr("Choose a person, a questionnaire and who answers it."));
        return;
    }
    if (read::saidNo(m_workplace.mirror(), start.person, domain::kTakePart, m_workplace.today())) {
        emit failed(tr("They said no to questionnaires. If they have changed their mind, write it down on their page first."));
        return;
    }
    if (m_workplace.isVolunteer() && (!handOver || *theRespondent == domain::Respondent::Worker)) {
        emit failed(tr("A volunteer hands the device over: the family answers."));
        return;
    }
    start.point = *thePoint;
    start.respondent = *theRespondent;
    start.help = *theHelp;
    start.language = instrument->language;
    auto form = std::make_unique<QuestionnaireForm>(instrument, std::move(start), m_shelf.ageOf(person));
    // Where this was begun before, it goes on where it stopped.
    const auto& drafts = m_workplace.bridge().drafts();
    const auto begun = std::find_if(drafts.begin(), drafts.end(), [&](const auto& draft) { return draft.key == form->draftKey(); });
    if (begun != drafts.end()) {
        auto content = begun->content;
        content["hand_over"] = handOver;
        if (auto resumed = QuestionnaireForm::fromDraft(content, begun->key, m_shelf, m_workplace.mirror())) form = std::move(resumed);
    }
    begin(std::move(form));
}

void QuestionnaireModel::startFeedback() {
    if (active()) return;
    const auto instruments = m_shelf.published(questionnaire::Use::Feedback);
    if (instruments.empty()) {
        emit failed(tr("There is no feedback form on this device yet. Sync first."));
        return;
    }
    if (!m_workplace.mirror().find("session", m_session)) {
        emit failed(tr("Open a session's register first."));
        return;
    }
    FormStart start;
    start.instrument = instruments.front()->id;
    start.session = m_session;
    start.venue = m_workplace.venue();
    start.language = instruments.front()->language;
    start.handOver = true;
    start.startedAt = m_workplace.now();
    auto form = std::make_unique<QuestionnaireForm>(instruments.front(), std::move(start), std::nullopt);
    form->setDraftKey("feedback/" + m_workplace.newId());
    begin(std::move(form));
}

void QuestionnaireModel::resume(const QString& key) {
    if (active()) return;
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (draft.key != key.toStdString()) continue;
        auto form = QuestionnaireForm::fromDraft(draft.content, draft.key, m_shelf, m_workplace.mirror());
        if (form)
            begin(std::move(form));
        else
            emit failed(waymark::mobile::words(base::ErrorCode::NotFound));
        return;
    }
}

void QuestionnaireModel::begin(std::unique_ptr<QuestionnaireForm> form) {
    if (form->steps().empty()) {
        emit failed(tr("This questionnaire has no questions for them."));
        return;
    }
    m_form = std::move(form);
    m_finished = m_finishing = false;
    m_handedOver = m_form->start().handOver;
    keep();
    emit placeChanged();
    emit changed();
}

void QuestionnaireModel::restore(const std::string& draftKey, bool handedOver, bool finished) {
    close();
    const auto& drafts = m_workplace.bridge().drafts();
    const auto draft = std::find_if(drafts.begin(), drafts.end(), [&](const auto& one) { return one.key == draftKey; });
    if (draft != drafts.end()) m_form = QuestionnaireForm::fromDraft(draft->content, draft->key, m_shelf, m_workplace.mirror());
    // Handed over and without a draft: it was finished, and the app died before it could say so.
    m_handedOver = handedOver;
    m_finished = !m_form && (finished || handedOver);
    emit changed();
}

void QuestionnaireModel::close() {
    m_form.reset();
    m_answeredPerson.clear();
    m_answeredFamily.clear();
    m_response.clear();
    m_handedOver = m_finished = m_finishing = false;
    emit changed();
}

void QuestionnaireModel::keep() {
    device::Draft draft;
    draft.key = m_form->draftKey();
    draft.by = m_workplace.user();
    // What a volunteer hands over must come back after a crash under the volunteer's own PIN.
    draft.tier = m_form->isFeedback() || m_workplace.isVolunteer() ? "venue" : "case";
    if (!m_form->isFeedback()) draft.about = {domain::reference("person", m_form->start().person)};
    const std::string& venue = m_form->start().venue.empty() ? m_workplace.venue() : m_form->start().venue;
    draft.stream = m_form->isFeedback() ? domain::venueStream(venue) : domain::caseStream(venue);
    draft.content = m_form->toDraft();
    draft.savedAt = m_workplace.now();
    ++m_savesRunning;
    m_workplace.bridge().saveDraft(draft, this, [this](const auto& saved) {
        --m_savesRunning;
        if (!saved) emit failed(waymark::mobile::words(saved.error().code));
        emit changed();
    });
}

void QuestionnaireModel::answer(const QVariant& value) {
    if (!m_form || m_finishing || m_form->atReview()) return;
    const auto& item = *m_form->step().item;
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    const auto* scale = questionnaire::findScale(m_form->instrument(), item.scale);
    const bool wantsNumber = scale && scale->kind == questionnaire::ScaleKind::Numbers;
    const auto text = base::cleaned(value.toString().toStdString());
    if (!wantsNumber && text.empty())
        m_form->clearAnswer();
    else if (!m_form->setAnswer(wantsNumber ? questionnaire::Answer(isNumber ? number : -1.0) : questionnaire::Answer(text)))
        return;
    keep();
    emit changed();
}

void QuestionnaireModel::answerMissing(const QString& code) {
    const auto missing = questionnaire::parseMissing(code.toStdString());
    if (!m_form || m_finishing || m_form->atReview() || !missing || *missing == Missing::NotAsked) return;
    if (!m_form->setAnswer(*missing)) return;
    keep();
    emit changed();
}

void QuestionnaireModel::next() {
    if (!m_form || m_finishing) return;
    m_form->next();
    keep();
    emit changed();
}

void QuestionnaireModel::back() {
    if (!m_form || m_finishing) return;
    m_form->back();
    keep();
    emit changed();
}

void QuestionnaireModel::goTo(int index) {
    if (!m_form || m_finishing || index < 0) return;
    m_form->goTo(static_cast<std::size_t>(index));
    keep();
    emit changed();
}

void QuestionnaireModel::setLanguage(const QString& language) {
    if (!m_form || !m_form->instrument().languages.count(language.toStdString())) return;
    m_form->setLanguage(language.toStdString());
    keep();
    emit changed();
}

void QuestionnaireModel::noteReadAloud() {
    if (!m_form || m_finishing || m_form->help() != domain::Help::None) return;
    m_form->setHelp(domain::Help::ReadAloud);
    keep();
}

void QuestionnaireModel::finish() {
    if (!m_form || m_finishing) return;
    m_finishing = true;
    const auto session = m_workplace.mirror().find("session", m_form->start().session);
    const auto year = base::localDate(m_workplace.now(), m_workplace.zone()).year;
    const auto venue = m_form->start().venue;
    const auto registerStream = session ? m_workplace.registerStreamOf(*session) : domain::registerStream(venue, year);
    auto change = m_form->finished(m_workplace.newId(), domain::caseStream(venue), registerStream, m_workplace.now());
    m_response = change.entity;
    m_answeredPerson = m_form->start().person;
    m_answeredFamily = m_form->instrument().family;
    // The notebook leaves the author off feedback.
    m_workplace.bridge().record(m_workplace.user(), {std::move(change)}, m_form->draftKey(), this, [this](const auto& ops) {
        m_finishing = false;
        if (!ops) {
            emit failed(waymark::mobile::words(ops.error().code));
            return;
        }
        m_form.reset();
        m_finished = true;
        emit placeChanged();
        emit changed();
    });
}

void QuestionnaireModel::endHandOver(const QString& pin) {
    if (!m_handedOver) return;
    m_workplace.bridge().checkPin(m_workplace.user(), pin.toStdString(), this, [this](const auto& right) {
        if (!right) {
            emit failed(waymark::mobile::words(right.error().code));
            emit pinRefused();
            return;
        }
        m_handedOver = false;
        if (!m_finished || m_answeredPerson.empty()) close();
        emit placeChanged();
        emit changed();
        emit handOverEnded();
    });
}

void QuestionnaireModel::leave() {
    if (m_handedOver || m_finishing) return;
    close();
    emit placeChanged();
}

void QuestionnaireModel::discard() {
    if (m_handedOver || m_finishing || !m_form) return;
    m_workplace.bridge().discardDraft(m_form->draftKey());
    leave();
}

void QuestionnaireModel::discardDraft(const QString& key) {
    const auto listed = drafts();
    const bool known = std::any_of(listed.begin(), listed.end(), [&key](const QVariant& one) { return one.toMap().value("key") == key; });
    if (known && key.toStdString() != draftKey()) m_workplace.bridge().discardDraft(key.toStdString());
}

}  // namespace waymark::mobile
