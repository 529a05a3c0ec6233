// One tablet with the real app on it (bridge, worker, vault, notebook and view models, without screens) and the real service behind its
// transport: what the tests of the view models stand on. The worker is Samina, the volunteer is Dave; all people are invented.
#pragma once

#include "mobile/viewmodels/app.h"
#include "tests/mobile/viewmodels/fake_media.h"
#include "tests/mobile/viewmodels/fake_voice.h"
#include "tests/support/fake_clock.h"
#include "tests/support/local_service.h"
#include "tests/support/seeded_random.h"

#include <QTest>

#include <memory>

namespace waymark::tests {

inline const QString kPin = QStringLiteral("246810");
inline const QString kOtherPin = QStringLiteral("135791");

class AppWorld {
public:
    AppWorld();

    // --- the service's side ----------------------------------------------------------------------------------------------------
    FakeClock clock;  ///< Saturday 21 November 2026, 10:00 in London
    LocalService service;
    std::string venue, samina, dave;
    std::string stayAndPlay, session;  ///< the activity, and its session of today from 10:00 to 11:30, planned

    std::string addPerson(const std::string& name, base::Json more = base::Json::object());
    /// A session of the activity so many days ago to which these people came.
    std::string addEarlierSession(int daysAgo, const std::vector<std::string>& people);
    std::string venueStream() const { return domain::venueStream(venue); }
    std::string registerStream() const { return domain::registerStream(venue, 2026); }
    std::string caseStream() const { return domain::caseStream(venue); }

    // --- the tablet --------------------------------------------------------------------------------------------------------------
    mobile::App& app() { return *m_app; }
    mobile::Bridge& bridge() { return *m_bridge; }
    mobile::RegisterModel& registerModel() { return *m_app->registerModel(); }
    mobile::QuestionnaireModel& questionnaire() { return *m_app->questionnaire(); }

    device::StoreOptions store;  ///< of the next start
    QString folder() const { return m_directory.path(); }  ///< all that the tablet writes
    FakeVoice voice;
    FakeMedia media;
    /// Starts the app, as after switching the tablet on.
    void start();
    /// Takes the app away without a goodbye, as a flat battery does; what was answered as saved is there at the next start.
    void stop();
    /// Enrols, lets the worker join with the PIN and waits until everything of the service is here.
    bool enrolAs(const std::string& user, domain::Role deviceRole = domain::Role::Worker);
    /// And waits until everything can be read.
    bool unlockAs(const std::string& user, const QString& pin = kPin);
    /// Begins a sync and waits until nothing waits.
    bool sync();
    /// Opens today's register.
    bool openRegister();
    /// Time passes and somebody is there.
    void pass(base::Millis ms) {
        clock.advance(ms);
        m_app->touch();
    }
    /// Waits until no tap waits for the disk.
    bool settled();

private:
    QTemporaryDir m_directory;
    SeededRandom m_random{99};
    std::unique_ptr<mobile::Bridge> m_bridge;
    std::unique_ptr<mobile::App> m_app;
};

/// The row of a list model as a map, by key.
inline QVariantMap rowOf(const mobile::RowModel& model, const std::string& key) {
    return model.get(model.indexOf(QString::fromStdString(key)));
}

/// A value as text: what a comparison that fails shows.
inline QString said(const base::Json& value) { return QString::fromStdString(base::toText(value)); }

}  // namespace waymark::tests
