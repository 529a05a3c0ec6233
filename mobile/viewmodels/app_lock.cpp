// When the app locks: by hand, or when nobody has been there for as long as the organisation allows.
#include "mobile/viewmodels/app.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <utility>

namespace waymark::mobile {

namespace {

constexpr int kIdleCheckMs = 5'000;
constexpr Millis kSecondMs = 1'000, kMinuteMs = 60'000;
// A family may take its time over a question: no time limit but this one (WCAG 2.2, criterion 2.2.1).
constexpr int kHandOverLockMinutes = 15;
// For a recording of five minutes to be made ready and written. After it the notebook is locked, whatever is lost.
constexpr int kLatestLockMs = 2'000;

}  // namespace

void App::watchForIdleness() {
    connect(&m_idle, &QTimer::timeout, this, &App::lockIfIdle);
    m_latestLock.setSingleShot(true);
    connect(&m_latestLock, &QTimer::timeout, this, &App::lockNow);
    // Who speaks into the microphone is there, without touching anything. What it hears may not switch it off: locking is left to the timer.
    connect(m_questionnaire.media(), &MediaModel::levelChanged, this, [this] {
        if (m_questionnaire.media()->hearsVoice() && !isIdle()) touch();
    });
    // So is who listens, until the sound has ended.
    for (auto* media : {m_questionnaire.media(), m_answers.media()})
        connect(media, &MediaModel::listening, this, [this](int seconds) {
            const auto now = m_clock.monotonicMs();
            m_listeningUntil = seconds > 0 ? now + seconds * kSecondMs : std::min(m_listeningUntil, now);
        });
    m_idle.start(kIdleCheckMs);
    if (auto* application = QCoreApplication::instance()) application->installEventFilter(this);
    touch();
}

void App::lock() {
    m_walkIn.keepNow();
    m_headCount.keepNow();
    m_worry.keepNow();
    say({});
    tell({});
    if (m_locking) return;
    // Nothing is seen any more from here on. What was just recorded is still written, with the keys that go with the lock.
    m_locking = true;
    m_latestLock.start(kLatestLockMs);
    decideStage();
    m_questionnaire.whenKept([this, of = m_lockings] {
        if (of == m_lockings) lockNow();
    });
}

void App::lockNow() {
    ++m_lockings;
    m_latestLock.stop();
    m_bridge.lock();
}

void App::onLocked() {
    ++m_lockings;
    m_latestLock.stop();
    m_locking = false;
    if (std::exchange(m_closing, false)) emit closable();
    if (const auto then = std::exchange(m_whenLocked, {})) QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
}

bool App::close() {
    m_closing = !m_workplace.user().empty() || m_locking;
    if (m_closing) lock();
    return !m_closing;
}

void App::switchUser() {
    if (m_stage != Stage::Open) return;
    m_questionnaire.leave();
    m_register.open({});
    m_place = QStringLiteral("today");
    keepPlace();
    lock();
}

void App::touch() { m_touchedAt = m_clock.monotonicMs(); }

bool App::isIdle() const {
    if (m_workplace.user().empty() || m_locking) return false;
    const auto minutes = m_stage == Stage::HandOver ? std::max(kHandOverLockMinutes, m_workplace.lockMinutes()) : m_workplace.lockMinutes();
    const auto now = m_clock.monotonicMs();
    return now - std::max(m_touchedAt, std::min(m_listeningUntil, now)) >= minutes * kMinuteMs;
}

void App::lockIfIdle() {
    if (isIdle()) lock();
}

bool App::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::Wheel:
        // The timer stands still while a tablet sleeps: what wakes it finds it locked, and does nothing else.
        if (isIdle()) {
            lock();
            return true;
        }
        touch();
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace waymark::mobile
