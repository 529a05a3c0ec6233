#include "mobile/viewmodels/questionnaire_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/consent_reader.h"
#include "mobile/viewmodels/defined_form.h"
#include "mobile/viewmodels/questionnaire_words.h"

#include <algorithm>

namespace waymark::mobile {

QuestionnaireModel::QuestionnaireModel(Workplace& workplace, const InstrumentShelf& shelf, Media& media, QObject* parent)
    : FormModel(media, parent), m_workplace(workplace), m_shelf(shelf), m_formMedia(workplace) {
    connect(&m_formMedia, &FormMedia::changed, this, &QuestionnaireModel::changed);
    connect(&workplace.bridge(), &Bridge::draftsChanged, this, &QuestionnaireModel::draftsChanged);
    connect(&workplace, &Workplace::changed, this, &QuestionnaireModel::choicesChanged);
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        dropWhatWaits();
        close();
    });
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        const bool concernsUs = std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) {
            return key.type == "instrument" || key.type == "response" || key.type == "mark" || key.type == "person" || key.type == "consent";
        });
        if (!concernsUs) return;
        emit choicesChanged();
        if (m_finished) emit changed();
    });
}

/// The record before is not handed in: it may be somebody else's.
FormSurroundings QuestionnaireModel::surroundings(const std::string& person) const {
    FormSurroundings around;
    around.now = m_workplace.now();
    around.zone = m_workplace.zone();
    around.userName = m_workplace.userName().toStdString();
    around.device = "waymark";
    around.placesAllowed = m_workplace.mayRecordPlaces();
    around.placesExact = m_workplace.keepsPlacesExact();
    around.photosRefused = !person.empty() && read::saidNo(m_workplace.mirror(), person, domain::kPhoto, m_workplace.today());
    around.pictureAt = [this](const std::string& name) { return m_formMedia.addressOf(name); };
    around.soundAt = [this](const std::string& name) { return m_formMedia.soundOf(name); };
    return around;
}

std::unique_ptr<QuestionnaireForm> QuestionnaireModel::formOf(FormStart start) const {
    if (auto form = m_shelf.form(start.instrument)) {
        auto around = surroundings(start.person);
        return std::make_unique<ImportedForm>(std::move(form), std::move(start), std::move(around));
    }
    const auto age = start.person.empty() ? std::nullopt : m_shelf.ageOf(m_workplace.mirror().find("person", start.person));
    return std::make_unique<DefinedForm>(m_shelf.find(start.instrument), std::move(start), age);
}

std::unique_ptr<QuestionnaireForm> QuestionnaireModel::formOf(const device::Draft& draft) const {
    const auto instrument = base::textOf(draft.content, "instrument");
    const auto person = domain::parseReference(base::textOf(draft.content, "person")).id;
    if (auto form = m_shelf.form(instrument)) return ImportedForm::fromDraft(draft.content, draft.key, std::move(form), surroundings(person));
    auto defined = m_shelf.find(instrument);
    if (!defined) return nullptr;
    return DefinedForm::fromDraft(draft.content, draft.key, std::move(defined), m_shelf.ageOf(m_workplace.mirror().find("person", person)));
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
    if (m_workplace.isVolunteer() && instrument->givenBy == questionnaire::GivenBy::Worker) {
        emit failed(tr("This questionnaire is given by a worker, in private."));
        return;
    }
    start.point = *thePoint;
    start.respondent = *theRespondent;
    start.help = *theHelp;
    start.language = instrument->language;
    start.trial = m_shelf.isDraft(instrument->id);
    auto form = formOf(std::move(start));
    // Where this was begun before, it goes on where it stopped.
    const auto& drafts = m_workplace.bridge().drafts();
    const auto begun = std::find_if(drafts.begin(), drafts.end(), [&](const auto& draft) { return draft.key == form->draftKey(); });
    std::unique_ptr<QuestionnaireForm> resumed;
    if (begun != drafts.end()) {
        auto again = *begun;
        again.content["hand_over"] = handOver;
        resumed = formOf(again);
        // What was only tried gives way where it is asked in earnest.
        if (resumed && resumed->start().trial && !m_shelf.isDraft(instrument->id)) resumed.reset();
    }
    if (!resumed && !mayStart(instrument->id)) {
        emit failed(tr("This questionnaire is not offered any more. Choose another one."));
        return;
    }
    begin(resumed ? std::move(resumed) : std::move(form));
}

void QuestionnaireModel::startFeedback(const QString& instrumentId) {
    if (active()) return;
    const auto offered = offeredForFeedback();
    const auto chosen = std::find_if(offered.begin(), offered.end(), [&](const auto& one) { return instrumentId.isEmpty() || one->id == instrumentId.toStdString(); });
    if (chosen == offered.end()) {
        emit failed(offered.empty() ? tr("There is no feedback form on this device yet. Sync first.") : tr("This questionnaire is not offered any more. Choose another one."));
        return;
    }
    if (!m_workplace.mirror().find("session", m_session)) {
        emit failed(tr("Open a session's register first."));
        return;
    }
    FormStart start;
    start.instrument = (*chosen)->id;
    start.session = m_session;
    start.venue = m_workplace.venue();
    start.language = (*chosen)->language;
    start.handOver = true;
    start.startedAt = m_workplace.now();
    auto form = formOf(std::move(start));
    form->setDraftKey("feedback/" + m_workplace.newId());
    begin(std::move(form));
}

void QuestionnaireModel::resume(const QString& key) {
    if (active()) return;
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (draft.key != key.toStdString()) continue;
        auto form = formOf(draft);
        if (form)
            begin(std::move(form));
        else
            emit failed(waymark::mobile::words(base::ErrorCode::NotFound));
        return;
    }
}

void QuestionnaireModel::begin(std::unique_ptr<QuestionnaireForm> form) {
    if (form->count() == 0) {
        emit failed(tr("This questionnaire has no questions for them."));
        return;
    }
    m_form = std::move(form);
    m_finished = m_busy = m_wasTrial = false;
    m_handedOver = m_form->start().handOver;
    m_formMedia.show(m_form->start().instrument);
    keep();
    emit placeChanged();
    emit changed();
}

void QuestionnaireModel::putPlace(base::Json& place) const {
    place["draft"] = draftKey();
    place["hand_over"] = m_handedOver;
    place["finished"] = m_finished;
    place["trial"] = trial();
    place["answered"] = m_response;
    place["answered_about"] = m_answeredPerson;
}

void QuestionnaireModel::restore(const base::Json& place) {
    close();
    const auto says = [&place](const char* what) { return place.value(what, base::Json()) == base::Json(true); };
    const auto key = base::textOf(place, "draft");
    const auto& drafts = m_workplace.bridge().drafts();
    const auto draft = std::find_if(drafts.begin(), drafts.end(), [&](const auto& one) { return one.key == key; });
    if (draft != drafts.end()) m_form = formOf(*draft);
    if (m_form) m_formMedia.show(m_form->start().instrument);
    // Handed over and without a draft: it was finished, and the app died before it could say so.
    m_handedOver = says("hand_over");
    m_finished = !m_form && (says("finished") || m_handedOver);
    m_wasTrial = m_finished && says("trial");
    // What is compared, and what a worker is asked to talk about, is not lost with a lock before the PIN.
    if (m_finished) {
        m_response = base::textOf(place, "answered");
        m_answeredPerson = base::textOf(place, "answered_about");
    }
    emit changed();
}

void QuestionnaireModel::close() {
    m_form.reset();
    m_formMedia.clear();
    m_answeredPerson.clear();
    m_response.clear();
    m_notSaved.reset();
    m_handedOver = m_finished = m_busy = m_wasTrial = false;
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
    m_workplace.bridge().saveDraft(draft, this, [this, of = draft.key](const auto& saved) {
        --m_savesRunning;
        if (!saved)
            tellNotSaved(saved.error().code);
        else if (draftKey() == of)
            m_notSaved.reset();
        emit changed();
    });
}

/// On the page, as long as there is one: nothing else of the app is on the screen.
void QuestionnaireModel::tellNotSaved(base::ErrorCode code) {
    if (m_form)
        m_notSaved = code;
    else
        emit failed(waymark::mobile::words(code));
}

QString QuestionnaireModel::problem() const {
    if (!m_notSaved) return {};
    if (!m_handedOver || *m_notSaved == base::ErrorCode::TooLarge) return waymark::mobile::words(*m_notSaved);
    const auto worker = m_workplace.userName();
    if (*m_notSaved == base::ErrorCode::DiskFull) return tr("This was not saved: the device is full. Please show this to %1.", "the worker's name").arg(worker);
    return tr("This was not saved. Please try again, or show this to %1.", "the worker's name").arg(worker);
}

void QuestionnaireModel::closeAndTell() {
    const auto words = problem();
    close();
    if (!words.isEmpty()) emit failed(words);
}

void QuestionnaireModel::keepBytes(const QString& key, const QByteArray& bytes, const QString& type) {
    const auto draft = draftKey();
    ++m_savesRunning;
    ++m_attaching;
    m_workplace.bridge().attachBlob(bytes.toStdString(), type.toStdString(), this, [this, key, draft](const auto& kept) {
        --m_savesRunning;
        --m_attaching;
        const bool isSame = isOpen() && draftKey() == draft;
        if (!kept) {
            ++m_lost;
            tellNotSaved(kept.error().code);
            // Also where it was taken, unless the devices are busy with something else by now.
            if (isSame && media()->state().isEmpty()) media()->complain(key, problem());
        } else if (isSame && m_form->attach(key.toStdString(), *kept)) {
            moved();
        }
        emit changed();
        goOnWhenKept();
    });
}

void QuestionnaireModel::readBytes(const QString& name, Reader then) {
    const auto blob = m_form ? m_form->blob(name.toStdString()) : std::nullopt;
    if (!blob) return then({});
    m_workplace.bridge().readBlob({}, {}, *blob, this, [then = std::move(then)](const auto& bytes) { then(bytes ? *bytes : QByteArray()); });
}

void QuestionnaireModel::noteReadAloud() {
    if (!m_form || m_busy || m_form->start().help != domain::Help::None) return;
    m_form->setHelp(domain::Help::ReadAloud);
    keep();
}

void QuestionnaireModel::finish() {
    if (!isOpen() || !m_form->mayFinish()) return;
    // Answers of which something was lost on the way are not given away: it is said, and can be tried again.
    whenKept([this, lost = m_lost] {
        if (lost == m_lost) record();
    });
}

void QuestionnaireModel::record() {
    if (!isOpen() || !m_form->mayFinish()) return;
    if (trial()) {
        m_workplace.bridge().discardDraft(m_form->draftKey());
        m_form.reset();
        m_finished = m_wasTrial = true;
        emit placeChanged();
        emit changed();
        return;
    }
    m_busy = true;
    const auto session = m_workplace.mirror().find("session", m_form->start().session);
    const auto year = base::localDate(m_workplace.now(), m_workplace.zone()).year;
    const auto venue = m_form->start().venue;
    const auto registerStream = session ? m_workplace.registerStreamOf(*session) : domain::registerStream(venue, year);
    auto change = m_form->finished(m_workplace.newId(), domain::caseStream(venue), registerStream, m_workplace.now());
    // Nothing is kept that tells one feedback from another.
    m_response = m_form->isFeedback() ? std::string() : change.entity;
    m_answeredPerson = m_form->start().person;
    emit placeChanged();  // kept before the record is: a crash right after it still knows what was answered
    // The notebook leaves the author off feedback.
    m_workplace.bridge().record(m_workplace.user(), {std::move(change)}, m_form->draftKey(), this, [this](const auto& ops) {
        m_busy = false;
        if (!ops) {
            tellNotSaved(ops.error().code);
            emit changed();
            return;
        }
        m_form.reset();
        m_notSaved.reset();
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
        whenKept([this] {
            m_handedOver = false;
            if (!m_finished || m_answeredPerson.empty()) closeAndTell();
            emit placeChanged();
            emit changed();
            emit handOverEnded();
        });
    });
}

void QuestionnaireModel::leave() {
    if (m_handedOver || m_busy) return;
    whenKept([this] {
        closeAndTell();
        emit placeChanged();
    });
}

void QuestionnaireModel::discard() {
    if (m_handedOver || m_busy || !m_form) return;
    m_workplace.bridge().discardDraft(m_form->draftKey());
    // At once: what is still on its way to be kept would bring the draft back.
    close();
    emit placeChanged();
}

void QuestionnaireModel::discardDraft(const QString& key) {
    const auto listed = drafts();
    const bool known = std::any_of(listed.begin(), listed.end(), [&key](const QVariant& one) { return one.toMap().value("key") == key; });
    if (known && key.toStdString() != draftKey()) m_workplace.bridge().discardDraft(key.toStdString());
}

}  // namespace waymark::mobile
