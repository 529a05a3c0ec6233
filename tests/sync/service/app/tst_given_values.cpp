// What the command line of waymark-service refuses before it does anything, and an answer that nobody would get.
#include "tests/support/service_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_given_values : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data() const { return m_directory->filePath("data"); }

    QString venue() const {
        return QString::fromStdString(textOf(runService({"add", "venue", "--data", data(), "--name", "Hall"}).out, "venue"));
    }

    /// Through a shell, which arranges the standard descriptors; $0 is the program.
    static tests::CommandResult runArranged(const QString& shell, const QStringList& arguments) {
        QProcess process;
        process.start("/bin/sh", QStringList{"-c", shell, QStringLiteral(WAYMARK_SERVICE_PROGRAM)} + arguments);
        process.closeWriteChannel();
        tests::CommandResult result;
        if (!process.waitForFinished(60'000)) return result;
        result.exitCode = process.exitCode();
        result.outText = process.readAllStandardOutput();
        result.errText = process.readAllStandardError();
        return result;
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void anEmptyValueIsWrongUsage_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("option");
        QTest::newRow("a report of a venue") << QStringList{"report", "attendance", "--data", "d", "--venue", ""} << "--venue";
        QTest::newRow("written in one word") << QStringList{"report", "attendance", "--data", "d", "--venue=", "--from", "2026-01-01"} << "--venue";
        QTest::newRow("a day") << QStringList{"report", "feedback", "--data", "d", "--from", ""} << "--from";
        QTest::newRow("a directory") << QStringList{"report", "change", "--data", ""} << "--data";
        QTest::newRow("a file that is to be read") << QStringList{"import", "venues", "--data", "d", ""} << "FILE";
        QTest::newRow("one file of several") << QStringList{"import", "areas", "--data", "d", "a.geojson", ""} << "FILE";
        QTest::newRow("a folder") << QStringList{"import", "questionnaire", "--data", "d", "f.xlsx", "--media", ""} << "--media";
        QTest::newRow("a name") << QStringList{"add", "venue", "--data", "d", "--name", ""} << "--name";
        QTest::newRow("an e-mail") << QStringList{"add", "user", "--data", "d", "--name", "n", "--role", "administrator", "--email", ""} << "--email";
        QTest::newRow("a part of a name, which everybody has") << QStringList{"find", "--data", "d", "--name", ""} << "--name";
        QTest::newRow("a ledger") << QStringList{"erase", "--data", "d", "--person", "p", "--ledger", ""} << "--ledger";
        QTest::newRow("a venue, or the whole organisation") << QStringList{"user", "revoke", "--data", "d", "--user", "u", "--venue", ""} << "--venue";
        QTest::newRow("an administrator somewhere") << QStringList{"user", "grant", "--data", "d", "--user", "u", "--role", "administrator", "--venue", ""} << "--venue";
        QTest::newRow("a role") << QStringList{"user", "revoke", "--data", "d", "--user", "u", "--everywhere", "--role", ""} << "--role";
        QTest::newRow("a backup") << QStringList{"backup", "--data", "d", "--to", ""} << "--to";
        QTest::newRow("a seed") << QStringList{"demo", "--data", "d", "--profile", "small", "--seed", ""} << "--seed";
        QTest::newRow("a time zone") << QStringList{"init", "--data", "d", "--organisation", "o", "--admin", "a@example.org", "--timezone", ""} << "--timezone";
        QTest::newRow("a certificate") << QStringList{"serve", "--data", "d", "--tls-cert", "", "--tls-key", ""} << "--tls-";
        QTest::newRow("an address for devices") << QStringList{"serve", "--data", "d", "--public-url", ""} << "--public-url";
        QTest::newRow("a setting") << QStringList{"settings", "--data", "d", ""} << "NAME=VALUE";
    }
    void anEmptyValueIsWrongUsage() {
        QFETCH(QStringList, words);
        QFETCH(QString, option);
        const auto result = runService(words, "correct horse\n");
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "error"), std::string("usage"));
        QVERIFY2(QString::fromStdString(textOf(result.err, "message")).contains(option), result.errText.constData());
        QVERIFY(result.outText.isEmpty());
    }

    void whatCannotBeMeantIsWrongUsage_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        const QStringList demo{"demo", "--data", "d", "--profile", "small", "--seed"}, serve{"serve", "--data", "d", "--public-url"};
        QTest::newRow("a seed below nothing") << demo + QStringList{"-1"} << "-1 is no whole number";
        QTest::newRow("a seed of twenty figures") << demo + QStringList{"99999999999999999999"} << "99999999999999999999 is no whole number";
        QTest::newRow("a seed in words") << demo + QStringList{"one"} << "one is no whole number";
        QTest::newRow("a seed with a fraction") << demo + QStringList{"1.5"} << "1.5 is no whole number";
        QTest::newRow("one venue twice") << demo + QStringList{"1", "--venue", "v", "--venue", "v"} << "--venue: v is given twice";
        QTest::newRow("one venue twice for a code") << QStringList{"code", "enrol", "--data", "d", "--role", "worker", "--venue", "v", "w", "v"} << "--venue: v is given twice";
        QTest::newRow("one file twice") << QStringList{"import", "areas", "--data", "d", "f", "f"} << "FILE: f is given twice";
        QTest::newRow("words for an address") << serve + QStringList{"not a url"} << "not a url is no address of a service";
        QTest::newRow("an address without its scheme") << serve + QStringList{"waymark.example.org"} << "waymark.example.org is no address of a service";
        QTest::newRow("an address of nobody") << serve + QStringList{"https://"} << "https:// is no address of a service";
        QTest::newRow("another scheme") << serve + QStringList{"ftp://example.org"} << "ftp://example.org is no address of a service";
        QTest::newRow("an address with a question") << serve + QStringList{"https://example.org/?a=b"} << "is no address of a service";
    }
    void whatCannotBeMeantIsWrongUsage() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const auto result = runService(words);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "error"), std::string("usage"));
        QVERIFY2(QString::fromStdString(textOf(result.err, "message")).contains(said), result.errText.constData());
    }

    void theLargestSeedIsOne() {
        initOrganisation(data());
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "small", "--seed", "18446744073709551615"}).exitCode, 0);
    }

    void whatIsNoNameAddressOrPasswordIsRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QString>("said");
        const auto user = [](const QString& email) { return QStringList{"add", "user", "--name", "Test", "--role", "administrator", "--email", email}; };
        for (const char* email : {"a@b@c.org", "x@x..org", "x@.org", "x@org.", "<script>@x.org", "@x.org", "x@", "x", ".x@x.org", "x.@x.org", "x..y@x.org", "x y@x.org",
                                  "x@-x.org", "x@x_y.org", "x,y@x.org"})
            QTest::newRow(email) << user(email) << QByteArray("correct horse\n") << "that is no e-mail address";
        QTest::newRow("an e-mail of 3,000 letters") << user(QString(3000, 'x') + "@x.org") << QByteArray("correct horse\n") << "that is no e-mail address";
        QTest::newRow("a password of spaces") << user("x@example.org") << QByteArray("        \n") << "the password must not be of spaces alone";
        QTest::newRow("a long name of somebody") << QStringList{"add", "user", "--role", "administrator", "--name", QString(201, 'x')} << QByteArray()
                                                 << "the name is longer than 200 characters";
        QTest::newRow("a long name of a venue") << QStringList{"add", "venue", "--name", QString(100'000, 'x')} << QByteArray() << "the name is longer than 200 characters";
    }
    void whatIsNoNameAddressOrPasswordIsRefused() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, password);
        QFETCH(QString, said);
        initOrganisation(data());
        const auto result = runService(words + QStringList{"--data", data()}, password);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string("malformed"));
        QCOMPARE(QString::fromStdString(textOf(result.err, "message")), said);
    }

    void namesAndAddressesOfAllLanguagesAreTaken() {
        initOrganisation(data());
        QCOMPARE(runService({"add", "venue", "--data", data(), "--name", QString(200, QChar(0x00DF))}).exitCode, 0);
        for (const char* email : {"Ann.O'Hara+waymark@mail.example.org", "zoë@bücher.example", "admin@localhost", "a@b.org"})
            QCOMPARE(runService({"add", "user", "--data", data(), "--name", "Žluťoučký 🐎", "--role", "administrator", "--email", email}, "correct horse\n").exitCode, 0);
    }

    void anAnswerThatCannotBeWrittenIsAFailure_data() {
        QTest::addColumn<QString>("shell");
        QTest::newRow("a full disk") << R"(exec "$0" "$@" >/dev/full)";
        QTest::newRow("standard output is closed") << R"(exec "$0" "$@" >&-)";
    }
    void anAnswerThatCannotBeWrittenIsAFailure() {
        QFETCH(QString, shell);
        initOrganisation(data());
        const auto result = runArranged(shell, {"code", "enrol", "--data", data(), "--venue", venue(), "--role", "worker"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.errText.contains("the answer could not be written to standard output"), result.errText.constData());
    }

    void whatWasClosedIsNotWrittenIntoTheData() {
        initOrganisation(data());
        const auto result = runArranged(R"(exec "$0" "$@" <&- >&- 2>&-)", {"add", "venue", "--data", data(), "--name", "Hall"});
        QCOMPARE(result.exitCode, 1);
        for (const auto& file : QDir(data()).entryInfoList(QDir::Files)) {
            QFile held(file.filePath());
            QVERIFY(held.open(QIODevice::ReadOnly));
            QVERIFY2(!held.readAll().contains("{\"venue\""), qPrintable(file.fileName()));
        }
    }

    void helpSaysWhatDoesNotWorkBesideAService() {
        QVERIFY(runService({"--help"}).outText.contains("All commands but `move` and `restore` work while `serve` runs"));
    }
};

QTEST_GUILESS_MAIN(tst_given_values)
#include "tst_given_values.moc"
