#include "mobile/app/composition.h"

#include "mobile/app/picture_provider.h"
#include "mobile/app/version.h"
#include "mobile/platform/last_place.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QVariantMap>

namespace waymark::mobile {

base::Result<std::unique_ptr<Composition>> Composition::launch(const LaunchOptions& options) {
    auto directory = DataDirectory::open(options.dataDirectory);
    if (!directory) return directory.error();
    forgetLastPlace(options.lastPlace);
    std::unique_ptr<Composition> whole(new Composition);
    whole->m_directory = std::move(directory).value();
    if (whole->m_words.load(QStringLiteral(":/i18n/waymark_en.qm"))) QCoreApplication::installTranslator(&whole->m_words);

    BridgeOptions bridge;
    bridge.storePath = whole->m_directory->storePath().toStdString();
    bridge.clock = &whole->m_clock;
    bridge.random = &whole->m_random;
    bridge.pinCost = options.pinCost;
    bridge.device = {QSysInfo::machineHostName().toStdString(), QSysInfo::prettyProductName().toStdString(), kVersion};
    bridge.openLine = openCurlLine;
    whole->m_bridge = std::make_unique<Bridge>(std::move(bridge));
    QObject::connect(&whole->m_bridge->mirror(), &Mirror::filled, whole->m_bridge.get(), [whole = whole.get()] { whole->watchNetwork(); });

    whole->m_app = std::make_unique<App>(*whole->m_bridge, whole->m_clock, *whole->m_voice, *whole->m_media, whole->m_directory->settingsPath(), options.firstStart);
    // The worker opens the store meanwhile.
    whole->m_engine = std::make_unique<QQmlApplicationEngine>();
    whole->m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    whole->m_engine->addImageProvider(QStringLiteral("form"), new PictureProvider(whole->m_app->questionnaire()->formFiles()));
    whole->m_engine->setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(whole->m_app.get())}});
    whole->m_engine->load(QUrl(options.mainQml));
    if (whole->m_engine->rootObjects().isEmpty()) return base::Error{base::ErrorCode::Internal, "the screens cannot be loaded"};
    return whole;
}

void Composition::watchNetwork() {
    if (m_connectivity || !m_bridge->mirror().isWhole()) return;
    m_connectivity = std::make_unique<Connectivity>();
    QObject::connect(m_connectivity.get(), &Connectivity::cameBack, m_bridge.get(),
                     [bridge = m_bridge.get()] { bridge->trigger(device::Trigger::Connectivity); });
}

/// The screens go before what they show.
Composition::~Composition() {
    if (!m_engine) return;
    const auto roots = m_engine->rootObjects();
    qDeleteAll(roots);
}

}  // namespace waymark::mobile
