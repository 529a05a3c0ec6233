// What can be said to the app when it is started, and what it answers.
#include "mobile/app/command_line.h"
#include "mobile/platform/last_place.h"

#include <QTest>

using namespace waymark::mobile;

class tst_command_line : public QObject {
    Q_OBJECT

private slots:
    void aFirstStartBringsServiceAndCode() {
        const auto line =
            parseCommandLine({"waymark", "--service", "https://waymark.example.org", "--code", "4F7K2-9QXMT", "--data", "/tmp/w"});
        QCOMPARE(line.mistake, QString());
        QCOMPARE(line.launch.firstStart.url, "https://waymark.example.org");
        QCOMPARE(line.launch.firstStart.code, "4F7K2-9QXMT");
        QCOMPARE(line.launch.dataDirectory, "/tmp/w");
        QCOMPARE(line.launch.lastPlace, lastPlacePath());
    }

    void mistakesAreNamed_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("names");
        QTest::newRow("an unknown option") << QStringList{"waymark", "--speed"} << "speed";
        QTest::newRow("a stray word") << QStringList{"waymark", "now"} << "now";
        QTest::newRow("a code for nobody") << QStringList{"waymark", "--code", "X"} << "--service";
        QTest::newRow("an option without its value") << QStringList{"waymark", "--data"} << "data";
    }
    void mistakesAreNamed() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, names);
        QVERIFY(parseCommandLine(arguments).mistake.contains(names));
    }

    void helpNamesEveryOption() {
        const auto help = parseCommandLine({"waymark", "--help"}).answer.value_or(QString());
        for (const auto* option : {"--service", "--code", "--data", "--version"})
            QVERIFY2(help.contains(QLatin1String(option)), option);
    }

    void versionIsOneLine() { QVERIFY(parseCommandLine({"waymark", "--version"}).answer.value_or(QString()).startsWith("waymark ")); }
};

QTEST_GUILESS_MAIN(tst_command_line)
#include "tst_command_line.moc"
