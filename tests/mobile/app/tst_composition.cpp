// The parts put together: the real data directory, the real clock, a window, and the words of the language.
#include "mobile/app/composition.h"

#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using namespace waymark::mobile;

class tst_composition : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

    LaunchOptions options(const QByteArray& qml) {
        QFile file(m_directory.filePath("Main.qml"));
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(qml);
        file.close();
        LaunchOptions options;
        options.dataDirectory = m_directory.filePath("data");
        options.pinCost = device::KdfCost::least();
        options.mainQml = QUrl::fromLocalFile(file.fileName()).toString();
        return options;
    }

private slots:
    void theScreensGetTheAppAndItsModels() {
        const auto whole = Composition::launch(options(R"(
            import QtQuick
            import Waymark.ViewModels
            Window {
                required property App app
                property bool first: app.stage === App.Enrol
                property string heads: app.headCount.bands.get(0).band
                property int rows: app.register.count
                ListView { model: app.today; delegate: Item { required property string sessionId; required property string title } }
            })"));
        QVERIFY(whole.ok());
        auto* window = whole.value()->engine().rootObjects().constFirst();
        QTRY_VERIFY(window->property("first").toBool());
        QCOMPARE(window->property("heads").toString(), "0-4");
        QTRY_VERIFY(!whole.value()->app().busy());
        QCOMPARE(whole.value()->app().error(), "");
    }

    void thePlaceThatTheSystemRemembersIsForgotten() {
        auto started = options("import QtQuick\nimport Waymark.ViewModels\nItem { required property App app }");
        started.lastPlace = m_directory.filePath("qtposition-geoclue2");
        QFile left(started.lastPlace);
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write("52.463416 -1.821128") > 0);
        left.close();
        QVERIFY(Composition::launch(started).ok());
        QVERIFY(QFileInfo(started.lastPlace).isDir());
    }

    void screensThatCannotBeLoadedAreAnError() {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("QQmlApplicationEngine failed to load component"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("Main.qml"));
        QCOMPARE(Composition::launch(options("import Nowhere\nItem {}")).error().code, base::ErrorCode::Internal);
    }

    void oneIsNotMany() {
        const auto whole = Composition::launch(options("import QtQuick\nimport Waymark.ViewModels\nItem { required property App app }"));
        QVERIFY(whole.ok());
        QCOMPARE(QCoreApplication::translate("Words", "%n year(s)", nullptr, 1), "1 year");
        QCOMPARE(QCoreApplication::translate("Words", "%n year(s)", nullptr, 4), "4 years");
    }

    void settingsAreKeptAndNotPersonal() {
        const auto path = m_directory.filePath("settings.ini");
        Settings first(path);
        first.setTextScale(3.0);
        first.setThemeMode("dark");
        first.setMirrored(true);
        first.setThemeMode("pink");
        const Settings second(path);
        QCOMPARE(second.textScale(), 2.0);
        QVERIFY(second.dark());
        QVERIFY(second.mirrored());
        QCOMPARE(second.themeMode(), "dark");
    }
};

QTEST_MAIN(tst_composition)
#include "tst_composition.moc"
