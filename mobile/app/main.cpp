// Starts the app. Everything else is in the library, where tests reach it.
#include "mobile/app/command_line.h"
#include "mobile/app/preview.h"
#include "mobile/platform/last_place.h"
#include "mobile/text/words.h"
#include "shared/base/standard_descriptors.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QLocale>
#include <QThreadPool>

#include <cstdio>

using namespace waymark;

namespace {

/// Read without a window, so that help and mistakes need no display.
mobile::CommandLine lineOf(int argc, char* argv[]) {
    const QCoreApplication reader(argc, argv);
    return mobile::parseCommandLine(QCoreApplication::arguments());
}

int complain(const QString& what) {
    std::fprintf(stderr, "waymark: %s\n", qPrintable(what));
    return 1;
}

QString launchWords(const base::Error& error, const QString& directory) {
    if (error.code == base::ErrorCode::Busy)
        return QStringLiteral("Waymark is open already with the same data. Use that window, or give another --data folder.");
    if (error.code == base::ErrorCode::Internal)
        return QStringLiteral("The screens could not be loaded: %1.").arg(QString::fromStdString(error.detail));
    const auto where = directory.isEmpty() ? QStringLiteral("the app's data folder") : directory;
    return QStringLiteral("%1 cannot be used: %2.").arg(where, QString::fromStdString(error.detail));
}

}  // namespace

int main(int argc, char* argv[]) {
    base::fillStandardDescriptors();
    QCoreApplication::setOrganizationName(QStringLiteral("Waymark"));
    QCoreApplication::setApplicationName(QStringLiteral("waymark"));
    const auto line = lineOf(argc, argv);
    if (!line.mistake.isEmpty()) {
        complain(line.mistake + QStringLiteral(" Try --help."));
        return 2;
    }
    if (line.answer) {
        std::fputs(qPrintable(*line.answer), stdout);
        return 0;
    }
    QGuiApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    // Listing what is installed takes a quarter of the time to the first words; it is done beside everything else.
    QThreadPool::globalInstance()->start([] { QFontDatabase::hasFamily(QStringLiteral("Noto Sans")); });
    if (!line.preview.isEmpty()) {
        mobile::forgetLastPlace(line.launch.lastPlace);  // a form that is tried finds places, too
        const auto preview = mobile::Preview::launch(line.preview);
        if (preview) return QGuiApplication::exec();
        complain(QStringLiteral("%1: %2").arg(line.preview, QString::fromStdString(preview.error().detail)));
        return 2;
    }
    const auto whole = mobile::Composition::launch(line.launch);
    if (!whole) return complain(launchWords(whole.error(), line.launch.dataDirectory));
    return QGuiApplication::exec();
}
