// The least that Qt Quick can show: an empty window, or with --words one of two short texts. What the app's cold start is held against.
#include <QGuiApplication>
#include <QQmlApplicationEngine>

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    const bool words = QGuiApplication::arguments().contains(QStringLiteral("--words"));
    QQmlApplicationEngine engine;
    engine.loadData(QByteArrayLiteral("import QtQuick\nWindow { width: 1024; height: 768; visible: true\n") +
                    (words ? QByteArrayLiteral("Text { text: \"Who is working?\"; font.pixelSize: 28; font.weight: Font.DemiBold }\n"
                                               "Text { y: 48; text: \"1\"; font.pixelSize: 20 }\n")
                           : QByteArray()) +
                    "}");
    return engine.rootObjects().isEmpty() ? 1 : QGuiApplication::exec();
}
