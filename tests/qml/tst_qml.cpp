// Runs the tst_*.qml files of one folder (-input FOLDER) with the modules as the app has them, and `find` beside them.
#include "tests/qml/finder.h"

#include <QQmlContext>
#include <QQmlEngine>
#include <QTimer>
#include <QtQuickTest>

class Setup : public QObject {
    Q_OBJECT

public slots:
    void qmlEngineAvailable(QQmlEngine* engine) {
        // Qt Positioning has no sources at all where it is set, and one test has one read a recording. It is set after this, before a test begins.
        QTimer::singleShot(0, engine, [] { qunsetenv("QT_QTESTLIB_RUNNING"); });
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
        engine->addImportPath(QStringLiteral(WAYMARK_STAND_INS));
        engine->rootContext()->setContextProperty(QStringLiteral("find"), &m_find);
    }

private:
    Finder m_find;
};

QUICK_TEST_MAIN_WITH_SETUP(tst_qml, Setup)

#include "tst_qml.moc"
