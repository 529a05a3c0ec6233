#include "mobile/viewmodels/app.h"

#include "mobile/text/words.h"

namespace waymark::mobile {

namespace {

constexpr int kLeastPinDigits = static_cast<int>(device::kMinPinDigits);

/// Screens of the open register.
bool needsRegister(const QString& place) {
    return place == QLatin1String("register") || place == QLatin1String("walkIn") || place == QLatin1String("headCount") ||
           place == QLatin1String("signOff");
}

QString stoodDownWords() {
    return App::tr("Your coordinator has ended your work with this device. What was saved here is sent, and nothing is lost.");
}

bool beginsAtToday(const base::Json& place) {
    return base::textOf(place, "screen", "today") == "today" && place.value("hand_over", base::Json()) != base::Json(true);
}

const QString kPersonalLink = QStringLiteral("waymark://join?");

QString notOurs(const QString& text) {
    return text.startsWith(QLatin1String("waymark:")) ? QString() : App::tr("That is not a code from Waymark. Scan the one that your coordinator shows.");
}

/// What is wrong with a scanned code, in words; "" for nothing.
QString enrolObjection(const QString& text) {
    return text.startsWith(kPersonalLink) ? App::tr("That is somebody's personal code. Scan the code for this device first.") : notOurs(text);
}

QString joinObjection(const QString& text) {
    if (const auto words = notOurs(text); !words.isEmpty()) return words;
    return text.startsWith(kPersonalLink) ? QString() : App::tr("That code sets up a device, and this one is set up. Scan your personal code.");
}

QVariantMap workerRow(const WorkerName& worker) { return {{"id", q(worker.id)}, {"name", q(worker.name)}, {"role", q(worker.role)}}; }

}  // namespace

App::App(Bridge& bridge, const base::Clock& clock, Voice& voice, Media& media, const QString& settingsPath, FirstStart firstStart, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_clock(clock), m_firstStart(std::move(firstStart)), m_workplace(bridge), m_shelf(m_workplace),
      m_settings(settingsPath), m_media(media), m_today(m_workplace, m_shelf), m_register(m_workplace), m_walkIn(m_workplace, m_register),
      m_headCount(m_workplace, m_register), m_questionnaire(m_workplace, m_shelf, media), m_reader(m_questionnaire, voice), m_sync(m_workplace),
      m_settle(m_workplace), m_person(m_workplace, m_shelf), m_answers(m_workplace, m_shelf, media), m_worry(m_workplace), m_safeguarding(m_workplace), m_undo(m_workplace),
      m_place(QStringLiteral("today")) {
    connect(&m_bridge, &Bridge::deviceChanged, this, [this] {
        if (m_bridge.device().wiped) say(words(base::ErrorCode::Revoked));
        if (m_bridge.device().stoodDown && !m_workplace.user().empty()) say(stoodDownWords());
        decideStage();
        emit changed();
    });
    connect(&m_bridge, &Bridge::locked, this, [this] {
        m_workplace.signOut();
        m_addingWorker = m_renewing = false;
        onLocked();
        decideStage();
    });
    connect(&m_workplace, &Workplace::changed, this, &App::changed);
    connect(&m_workplace.mirror(), &Mirror::filled, this, &App::onFilled);
    connect(&m_undo, &UndoOffer::changed, this, &App::undoChanged);
    connect(&m_workplace, &Workplace::failed, this, &App::say);
    connect(&m_undo, &UndoOffer::failed, this, &App::say);
    connect(&m_undo, &UndoOffer::told, this, &App::tell);
    connect(&m_workplace, &Workplace::acted, this, [this] { tell({}); });
    connect(&m_register, &RegisterModel::refused, this, &App::say);
    connect(&m_today, &TodayModel::refused, this, &App::say);
    connect(&m_headCount, &HeadCountModel::refused, this, &App::say);
    connect(&m_questionnaire, &QuestionnaireModel::failed, this, &App::say);
    connect(&m_questionnaire, &QuestionnaireModel::told, this, &App::tell);
    connect(&m_worry, &WorryModel::failed, this, &App::say);
    connect(&m_safeguarding, &SafeguardingModel::failed, this, &App::say);
    connect(&m_today, &TodayModel::opened, this, [this](const QString& session) {
        m_register.open(session);
        setPlace(QStringLiteral("register"));
    });
    connect(&m_register, &RegisterModel::refreshed, this, [this] { m_questionnaire.setSession(m_register.sessionId().toStdString()); });
    connect(&m_questionnaire, &QuestionnaireModel::placeChanged, this, [this] {
        if (m_questionnaire.active())
            m_place = QStringLiteral("questionnaire");
        else
            m_place = m_register.session() ? QStringLiteral("register") : QStringLiteral("today");
        keepPlace();
        decideStage();
        emit placeChanged();
    });
    connect(this, &App::placeChanged, this, [this] {
        if (m_place != QLatin1String("answers")) m_answers.close();
    });
    connect(&m_media, &MediaModel::scanned, this, [this](const QString&, const QString& text) { m_stage == Stage::Join ? join(text) : enrol(text, {}); });
    connect(&m_questionnaire, &QuestionnaireModel::pinRefused, this, &App::onPinRefused);
    connect(&m_questionnaire, &QuestionnaireModel::choicesChanged, this, [this] {
        if (m_place == QLatin1String("questionnaireStart")) keepPlace();
    });
    connect(&m_person, &PersonModel::opened, this, &App::keepPlace);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (retryAfterSeconds() == 0) m_second.stop();
        emit retryChanged();
    });
    watchForIdleness();
    begin();
}

void App::begin() {
    auto answer = answered([this] {
        if (m_stage == Stage::Enrol && !m_firstStart.url.isEmpty() && !m_firstStart.code.isEmpty())
            enrol(m_firstStart.url, m_firstStart.code);
    });
    m_bridge.open(this, [this, answer = std::move(answer)](const base::Result<void>& opened) {
        m_opened = true;
        decideStage();
        answer(opened);
    });
}

void App::say(const QString& error) {
    m_error = error;
    emit errorChanged();
}

void App::tell(const QString& notice) {
    if (notice == m_notice) return;
    m_notice = notice;
    emit noticeChanged();
}

/// For the answer to something a person asked for: busy until it comes, words if it failed.
Bridge::Answer App::answered(std::function<void()> then) {
    ++m_running;
    say({});
    emit busyChanged();
    return [this, then = std::move(then)](const base::Result<void>& result) {
        --m_running;
        emit busyChanged();
        if (!result)
            say(words(result.error().code));
        else if (then)
            then();
    };
}

QString App::serviceUrl() const {
    const auto known = q(m_bridge.device().serviceUrl);
    return known.isEmpty() ? m_firstStart.url : known;
}

QString App::userRoleText() const { return roleWords(m_workplace.role()); }

QString App::joiningName() const { return m_bridge.device().joining ? q(m_bridge.device().joining->name) : userName(); }

QVariantList App::workers() const {
    QVariantList out;
    for (const auto& worker : m_bridge.device().workers)
        out.append(workerRow(worker));
    return out;
}

QVariantList App::venues() const {
    QVariantList out;
    for (const auto& venue : m_workplace.venues())
        out.append(QVariantMap{{"id", q(venue->key.id)}, {"name", read::text(venue, "name")}});
    return out;
}

int App::pinDigits() const { return std::max(kLeastPinDigits, m_workplace.pinDigits()); }

int App::retryAfterSeconds() const {
    const auto left = m_retryAt - m_clock.monotonicMs();
    return left > 0 ? static_cast<int>((left + 999) / 1000) : 0;
}

void App::decideStage() {
    const auto& device = m_bridge.device();
    auto stage = Stage::Open;
    if (!m_opened)
        stage = Stage::Starting;
    else if (!device.enrolled)
        stage = Stage::Enrol;
    else if (m_addingWorker || device.workers.empty())
        stage = device.joining ? Stage::ChoosePin : Stage::Join;
    else if (m_workplace.user().empty() || m_locking)
        stage = Stage::Locked;
    else if (m_renewing)
        stage = Stage::ChoosePin;
    else if (m_questionnaire.handedOver())
        stage = Stage::HandOver;
    if (stage == m_stage) return;
    m_media.forget();
    m_stage = stage;
    emit stageChanged();
}

void App::enrol(const QString& url, const QString& code) {
    m_bridge.enrol(url.trimmed().toStdString(), code.trimmed().toStdString(), this, answered());
}

void App::join(const QString& code) { m_bridge.join(code.trimmed().toStdString(), this, answered()); }

void App::scanCode() {
    if (m_running > 0) return;
    if (m_stage == Stage::Enrol) m_media.scan(QStringLiteral("device"), enrolObjection);
    if (m_stage == Stage::Join) m_media.scan(QStringLiteral("person"), joinObjection);
}

void App::choosePin(const QString& pin, const QString& again) {
    if (pin != again) {
        say(tr("The two PINs are not the same. Enter them again."));
        return;
    }
    if (pin.size() < pinDigits()) {
        say(tr("Choose a PIN of at least %n digits.", nullptr, pinDigits()));
        return;
    }
    if (m_renewing) {
        m_bridge.renewPin(pin.toStdString(), this, answered([this] {
                              m_renewing = false;
                              decideStage();
                          }));
        return;
    }
    m_digitsGiven = static_cast<int>(pin.size());
    m_bridge.choosePin(pin.toStdString(), this, answered([this] { tellTampered(); }));
}

void App::unlock(const QString& userId, const QString& pin) {
    if (m_locking) {
        m_whenLocked = [this, userId, pin] { unlock(userId, pin); };
        return;
    }
    m_digitsGiven = static_cast<int>(pin.size());
    auto answer = answered([this] { tellTampered(); });
    m_bridge.unlock(userId.toStdString(), pin.toStdString(), this, [this, answer = std::move(answer)](const base::Result<void>& result) {
        answer(result);
        if (result) return;
        if (m_bridge.device().stoodDown) say(stoodDownWords());
        onPinRefused();
    });
}

void App::onPinRefused() {
    m_retryAt = m_clock.monotonicMs() + m_bridge.device().retryAfterSeconds * 1000;
    if (retryAfterSeconds() > 0) m_second.start(1000);
    emit retryChanged();
}

void App::tellTampered() {
    if (m_bridge.device().tamperedRows > 0) say(words(base::ErrorCode::Tampered));
}

/// Today is shown as soon as sessions can be read; every other place when everything can be.
void App::onFilled() {
    const auto place = m_bridge.place().is_object() ? m_bridge.place() : base::Json::object();
    const bool whole = m_workplace.mirror().isWhole();
    if (!whole && !beginsAtToday(place)) return;
    if (m_workplace.user() != m_bridge.device().unlockedBy) comeIn(place);
    if (whole)
        comeBack(place);
    else
        m_place = QStringLiteral("today");
    decideStage();
    emit placeChanged();
    emit changed();
}

void App::comeIn(const base::Json& place) {
    touch();
    const auto& device = m_bridge.device();
    for (const auto& worker : device.workers)
        if (worker.id == device.unlockedBy) m_workplace.signIn(worker, base::textOf(place, "venue"));
    // Of what the one before had half written nothing is seen from here on, though not everything is read yet.
    m_worry.comeBack();
    m_addingWorker = false;
    // The organisation has asked for longer ones since, or had not yet been heard when this one was chosen.
    m_renewing = m_digitsGiven < pinDigits();
}

void App::comeBack(const base::Json& place) {
    m_register.open(q(base::textOf(place, "session")));
    m_place = q(base::textOf(place, "screen", "today"));
    m_person.open(q(base::textOf(place, "person")));
    m_questionnaire.prepare(q(base::textOf(place, "asked")), q(base::textOf(place, "instrument")));
    if (needsRegister(m_place) && !m_register.session()) m_place = QStringLiteral("today");
    if (m_place == QLatin1String("answers")) m_answers.open(q(base::textOf(place, "response")));
    if (m_place == QLatin1String("answers") && !m_answers.active()) m_place = QStringLiteral("person");
    if (m_place == QLatin1String("person") && m_person.name().isEmpty())
        m_place = m_register.session() ? QStringLiteral("register") : QStringLiteral("today");
    m_walkIn.comeBack();
    m_headCount.comeBack();
    m_worry.comeBack();
    if (m_place == QLatin1String("concern")) m_place = QStringLiteral("concerns");
    const bool handedOver = place.value("hand_over", base::Json()) == base::Json(true);
    if (m_place == QLatin1String("questionnaire") || handedOver) {
        m_questionnaire.restore(place);
        m_place = m_questionnaire.active() ? QStringLiteral("questionnaire") : QStringLiteral("today");
    }
}

void App::keepPlace() {
    if (m_workplace.user().empty()) return;
    base::Json place;
    place["screen"] = m_place.toStdString();
    place["venue"] = m_workplace.venue();
    place["session"] = m_register.sessionId().toStdString();
    place["person"] = m_person.personId().toStdString();
    place["response"] = m_answers.response();
    place["asked"] = m_questionnaire.preparedPerson();
    place["instrument"] = m_questionnaire.preparedInstrument();
    if (m_questionnaire.active()) m_questionnaire.putPlace(place);
    m_bridge.savePlace(place);
}

void App::setPlace(const QString& screen) {
    if (m_stage == Stage::HandOver || screen == m_place) {
        if (screen == m_place) keepPlace();
        return;
    }
    if (const auto& mirror = m_workplace.mirror(); mirror.isFilled() && !mirror.isWhole()) {
        m_workplace.whenWhole([this, screen] { setPlace(screen); });
        return;
    }
    m_place = screen;
    tell({});
    keepPlace();
    emit placeChanged();
}

void App::chooseVenue(const QString& venueId) {
    if (m_stage != Stage::Open || venueId == this->venueId()) return;
    m_register.open({});
    m_workplace.chooseVenue(venueId.toStdString());
    m_place = QStringLiteral("today");
    keepPlace();
    emit placeChanged();
}

void App::addWorker() {
    if (m_stage != Stage::Open) return;
    m_worry.keepNow();
    m_addingWorker = true;
    decideStage();
}

void App::cancelJoin() {
    m_addingWorker = false;
    m_bridge.cancelJoin();
    decideStage();
}

}  // namespace waymark::mobile
