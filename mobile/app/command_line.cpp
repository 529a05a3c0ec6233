#include "mobile/app/command_line.h"

#include "mobile/app/version.h"
#include "mobile/platform/last_place.h"

#include <QCommandLineParser>

namespace waymark::mobile {

CommandLine parseCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Waymark: who came, what families say, and how far people have travelled."));
    const QCommandLineOption service(
        QStringLiteral("service"), QStringLiteral("The address of your organisation's service, for a first start."), QStringLiteral("URL"));
    const QCommandLineOption code(QStringLiteral("code"), QStringLiteral("The enrolment code for this device, for a first start."),
                                  QStringLiteral("CODE"));
    const QCommandLineOption data(QStringLiteral("data"), QStringLiteral("Keep this device's data in DIR."), QStringLiteral("DIR"));
    const QCommandLineOption preview(QStringLiteral("preview"),
                                     QStringLiteral("Show the questionnaire in FILE (.xlsx, .xml or .json) as families would see it; nothing is kept."),
                                     QStringLiteral("FILE"));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addOptions({service, code, data, preview});

    CommandLine line;
    if (!parser.parse(arguments)) {
        line.mistake = parser.errorText();
        return line;
    }
    if (parser.isSet(help))
        line.answer = parser.helpText();
    else if (parser.isSet(version))
        line.answer = QStringLiteral("waymark %1\n").arg(QLatin1String(kVersion));
    else if (!parser.positionalArguments().isEmpty())
        line.mistake = QStringLiteral("\"%1\" is not understood.").arg(parser.positionalArguments().constFirst());
    else if (parser.isSet(code) && !parser.isSet(service))
        line.mistake = QStringLiteral("--code needs --service: whose code is it?");
    else if (parser.isSet(preview) && parser.isSet(service))
        line.mistake = QStringLiteral("--preview shows a questionnaire and starts nothing else.");
    line.preview = parser.value(preview);
    line.launch.firstStart = {parser.value(service), parser.value(code)};
    line.launch.dataDirectory = parser.value(data);
    line.launch.lastPlace = lastPlacePath();
    return line;
}

}  // namespace waymark::mobile
