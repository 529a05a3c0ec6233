// The app put together: one data directory, one bridge, one App, and the window that shows it. Used by main.cpp and by tests that run the real
// app.
#pragma once

#include "mobile/media/media_kit.h"
#include "mobile/platform/connectivity.h"
#include "mobile/platform/data_directory.h"
#include "mobile/platform/voice.h"
#include "mobile/viewmodels/app.h"
#include "sync/device/system.h"

#include <QQmlApplicationEngine>
#include <QTranslator>

#include <memory>

namespace waymark::mobile {

struct LaunchOptions {
    QString dataDirectory;  ///< empty: the platform's place
    QString lastPlace;      ///< where the system's source of places would leave the last one (mobile/platform/last_place.h); empty: left alone
    App::FirstStart firstStart;
    device::KdfCost pinCost;
    QString mainQml = QStringLiteral("qrc:/qt/qml/Waymark/Screens/Main.qml");
};

class Composition {
public:
    /// Errors: those of DataDirectory::open, and Internal if the screens cannot be loaded.
    static base::Result<std::unique_ptr<Composition>> launch(const LaunchOptions& options);
    ~Composition();

    App& app() { return *m_app; }
    Bridge& bridge() { return *m_bridge; }
    QQmlApplicationEngine& engine() { return *m_engine; }

private:
    Composition() = default;
    void watchNetwork();

    QTranslator m_words;
    device::SystemClock m_clock;
    device::SystemRandom m_random;
    std::unique_ptr<DataDirectory> m_directory;
    std::unique_ptr<Voice> m_voice = systemVoice();
    std::unique_ptr<Media> m_media = systemMedia();
    std::unique_ptr<Bridge> m_bridge;
    std::unique_ptr<App> m_app;
    std::unique_ptr<Connectivity> m_connectivity;  ///< from the first unlock on: what is sent without one waits for no signal
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

}  // namespace waymark::mobile
