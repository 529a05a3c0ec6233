// The least that Qt Quick can show: an empty window. What the app's cold start is held against.
#include <QGuiApplication>
#include <QQmlApplicationEngine>

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    QQmlApplicationEngine engine;
    engine.loadData("import QtQuick\nWindow { width: 1024; height: 768; visible: true }");
    return engine.rootObjects().isEmpty() ? 1 : QGuiApplication::exec();
}
