#include "mobile/app/preview.h"

#include "sync/device/system.h"

#include <QCoreApplication>
#include <QTimeZone>
#include <QVariantMap>

namespace waymark::mobile {

base::Result<std::unique_ptr<Preview>> Preview::launch(const QString& file, const QString& qml) {
    std::unique_ptr<Preview> preview(new Preview);
    if (preview->m_words.load(QStringLiteral(":/i18n/waymark_en.qm"))) QCoreApplication::installTranslator(&preview->m_words);
    const device::SystemClock clock;
    auto form = PreviewModel::open(file, clock.wallMs(), QTimeZone::systemTimeZoneId().toStdString(), *preview->m_media);
    if (!form) return form.error();
    preview->m_form = std::move(*form);
    preview->m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    preview->m_engine.setInitialProperties({{QStringLiteral("form"), QVariant::fromValue(preview->m_form.get())}});
    preview->m_engine.load(QUrl(qml));
    if (preview->m_engine.rootObjects().isEmpty()) return base::Error{base::ErrorCode::Internal, "the screens cannot be loaded"};
    return preview;
}

/// The screens go before what they show.
Preview::~Preview() {
    const auto roots = m_engine.rootObjects();
    qDeleteAll(roots);
}

}  // namespace waymark::mobile
