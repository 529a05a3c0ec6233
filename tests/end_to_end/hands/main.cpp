// waymark_hands: the real app, put together as `waymark` is, with hands and eyes that take orders on standard input and answer on standard
// output (orders.h). Besides: {"do":"records","types":[…]} answers with every record of these types that the screens can read.
#include "mobile/app/command_line.h"
#include "mobile/app/composition.h"
#include "tests/end_to_end/hands/orders.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QQuickWindow>
#include <QSocketNotifier>
#include <QtQml/qqmlextensionplugin.h>

#include <cstdio>
#include <iostream>

#include <unistd.h>

Q_IMPORT_QML_PLUGIN(Waymark_ScreensPlugin)

using namespace waymark;

namespace {

void say(const QJsonObject& answer) {
    std::cout << QJsonDocument(answer).toJson(QJsonDocument::Compact).constData() << std::endl;
}

QJsonObject records(const mobile::Mirror& mirror, const QJsonArray& types) {
    QJsonArray all;
    for (const auto& type : types) {
        for (const auto& entity : mirror.all(type.toString().toStdString())) {
            const auto values = QByteArray::fromStdString(entity->values.dump());
            all.append(QJsonObject{{"type", QString::fromStdString(entity->key.type)},
                                   {"id", QString::fromStdString(entity->key.id)},
                                   {"stream", QString::fromStdString(entity->stream)},
                                   {"values", QJsonDocument::fromJson(values).object()}});
        }
    }
    return {{"ok", true}, {"records", all}};
}

} // namespace

int main(int argc, char* argv[]) {
    QGuiApplication application(argc, argv);
    QCoreApplication::setOrganizationName("Waymark");
    QCoreApplication::setApplicationName("waymark");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));

    const auto whole = mobile::Composition::launch(mobile::parseCommandLine(QCoreApplication::arguments()).launch);
    auto* window = whole ? qobject_cast<QQuickWindow*>(whole.value()->engine().rootObjects().value(0)) : nullptr;
    if (!window) {
        std::cerr << "waymark_hands: the app did not start" << std::endl;
        return 1;
    }
    tests::Orders orders(*window, say);
    QObject::connect(&orders, &tests::Orders::quit, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    QByteArray heard;
    QSocketNotifier ear(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&ear, &QSocketNotifier::activated, &orders, [&] {
        char buffer[4096];
        const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (size <= 0) {
            QCoreApplication::quit();
            return;
        }
        heard.append(buffer, size);
        for (qsizetype end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
            const QByteArray line = heard.left(end);
            heard.remove(0, end + 1);
            if (const auto order = QJsonDocument::fromJson(line).object(); order.value("do") == "records")
                say(records(whole.value()->bridge().mirror(), order.value("types").toArray()));
            else
                orders.take(line);
        }
    });
    return QGuiApplication::exec();
}
