// The commands of waymark-service as real processes: what they print, and what they refuse.
#include "shared/base/clock.h"
#include "shared/base/id.h"
#include "sync/service/auth/codes.h"
#include "tests/support/service_program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data(const char* name = "data") const { return m_directory->filePath(name); }

    QString venue() {
        return QString::fromStdString(textOf(runService({"add", "venue", "--data", data(), "--name", "Hall"}).out, "venue"));
    }

    static void refuses(const tests::CommandResult& result, const char* error) {
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string(error));
        QVERIFY(!textOf(result.err, "message").empty());
        QVERIFY(result.outText.isEmpty());
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void initMakesAnOrganisationThatOnlyItsOwnerCanRead() {
        const Json made = initOrganisation(data());
        QCOMPARE(made.size(), std::size_t(2));
        QVERIFY(base::isUuid(textOf(made, "organisation")) && base::isUuid(textOf(made, "user")));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(data()).permissions() & others));
        for (const auto& file : QDir(data()).entryInfoList(QDir::Files))
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }

    void initTakesAnEmptyDirectory() {
        QVERIFY(QDir().mkpath(data()));
        initOrganisation(data());
    }

    void initTouchesNothingThatIsThere() {
        initOrganisation(data());
        const auto before = QFileInfo(data() + "/waymark.db").lastModified();
        refuses(runService({"init", "--data", data(), "--organisation", "Another", "--admin", "b@example.org"}, "correct horse\n"), "already_exists");
        QCOMPARE(QFileInfo(data() + "/waymark.db").lastModified(), before);

        QVERIFY(QDir().mkpath(data("documents")));
        QFile file(data("documents") + "/letter.txt");
        QVERIFY(file.open(QIODevice::WriteOnly));
        refuses(runService({"init", "--data", data("documents"), "--organisation", "Another", "--admin", "b@example.org"}, "correct horse\n"),
                "already_exists");
        QCOMPARE(QDir(data("documents")).entryList(QDir::Files), QStringList{"letter.txt"});
    }

    void initThatFailedCanBeRunAgain() {
        const QStringList arguments = {"init", "--data", data(), "--organisation", "Test", "--admin"};
        refuses(runService(arguments + QStringList{"a@example.org"}, ""), "malformed");
        refuses(runService(arguments + QStringList{"a@example.org"}, "short\n"), "malformed");
        refuses(runService(arguments + QStringList{"no address"}, "correct horse\n"), "malformed");
        refuses(runService(arguments + QStringList{"a@example.org", "--timezone", "Europe/Atlantis"}, "correct horse\n"), "malformed");
        QCOMPARE(runService(arguments + QStringList{"a@example.org", "--timezone", "Europe/Paris"}, "correct horse\n").exitCode, 0);
    }

    void venuesAndUsersGetIds() {
        initOrganisation(data());
        const QString hall = venue();
        QVERIFY(base::isUuid(hall.toStdString()));
        const auto worker = runService({"add", "user", "--data", data(), "--name", "Test Worker", "--role", "worker", "--venue", hall, venue()});
        QCOMPARE(worker.exitCode, 0);
        QVERIFY(base::isUuid(textOf(worker.out, "user")));
        const auto reader = runService({"add", "user", "--data", data(), "--name", "Test Reader", "--role", "reader", "--venue", hall, "--email",
                                        "reader@example.org"}, "another horse\n");
        QCOMPARE(reader.exitCode, 0);
    }

    void anEmailBelongsToOnePerson() {
        initOrganisation(data());
        refuses(runService({"add", "user", "--data", data(), "--name", "Test Reader", "--role", "reader", "--venue", venue(), "--email",
                            "Admin@Example.org"}, "another horse\n"),
                "already_exists");
    }

    void codesAreReadableAndSayWhenTheyExpire() {
        const std::string admin = textOf(initOrganisation(data()), "user");
        const auto now = QDateTime::currentMSecsSinceEpoch();
        const auto enrol = runService({"code", "enrol", "--data", data(), "--venue", venue(), "--role", "worker"});
        QCOMPARE(enrol.exitCode, 0);
        QVERIFY(!service::normalisedCode(textOf(enrol.out, "code")).empty());
        QVERIFY(base::integerOf(enrol.out, "expires") >= now + 24 * 3'600'000LL);
        QVERIFY(base::integerOf(enrol.out, "expires") < now + 25 * 3'600'000LL);
        const auto join = runService({"code", "join", "--data", data(), "--user", QString::fromStdString(admin)});
        QCOMPARE(join.exitCode, 0);
        QVERIFY(base::integerOf(join.out, "expires") >= now + 7 * 24 * 3'600'000LL);
        QVERIFY(textOf(join.out, "code") != textOf(enrol.out, "code"));
    }

    void whatIsNotThereIsSaidPlainly() {
        const QString nobody = "018f3a52-6f0a-4b3e-9d53-0a6a5a1f2b11";
        refuses(runService({"add", "venue", "--data", data("nowhere"), "--name", "Hall"}), "not_found");
        QVERIFY(!QFileInfo::exists(data("nowhere")));
        refuses(runService({"serve", "--data", data("nowhere")}), "not_found");
        initOrganisation(data());
        refuses(runService({"code", "enrol", "--data", data(), "--venue", nobody, "--role", "worker"}), "not_found");
        refuses(runService({"code", "join", "--data", data(), "--user", nobody}), "not_found");
        refuses(runService({"add", "user", "--data", data(), "--name", "Test", "--role", "worker", "--venue", nobody}), "not_found");
        refuses(runService({"add", "venue", "--data", data(), "--name", "  "}), "malformed");
    }

    void aDamagedDatabaseIsRefusedAndLeftAlone() {
        initOrganisation(data());
        QFile file(data() + "/waymark.db");
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray garbage(10'000, 'x');
        file.write(garbage);
        file.close();
        refuses(runService({"add", "venue", "--data", data(), "--name", "Hall"}), "storage");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), garbage);
    }

    void wrongUsageIsExitTwo_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{};
        QTest::newRow("an unknown command") << QStringList{"fly"};
        QTest::newRow("half a command") << QStringList{"add"};
        QTest::newRow("no --data") << QStringList{"add", "venue", "--name", "Hall"};
        QTest::newRow("an unknown option") << QStringList{"add", "venue", "--data", "d", "--name", "Hall", "--colour", "red"};
        QTest::newRow("an unknown role") << QStringList{"code", "enrol", "--data", "d", "--venue", "v", "--role", "king"};
        QTest::newRow("a worker without a venue") << QStringList{"add", "user", "--data", "d", "--name", "n", "--role", "worker"};
        QTest::newRow("a port that is none") << QStringList{"serve", "--data", "d", "--listen", "127.0.0.1:70000"};
        QTest::newRow("a certificate without its key") << QStringList{"serve", "--data", "d", "--tls-cert", "c.pem"};
        QTest::newRow("two commands") << QStringList{"add", "venue", "--data", "d", "--name", "Hall", "serve"};
    }
    void wrongUsageIsExitTwo() {
        QFETCH(QStringList, arguments);
        const auto result = runService(arguments);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "error"), std::string("usage"));
        QVERIFY(result.outText.isEmpty());
    }

    void helpNamesEveryCommand() {
        const auto help = runService({"--help"});
        QCOMPARE(help.exitCode, 0);
        for (const char* command : {"init", "add venue", "add user", "code enrol", "code join", "user list", "user grant", "user revoke", "user end", "user sign-in", "device grant", "device revoke", "serve"})
            QVERIFY2(help.outText.contains(QByteArray("Usage: waymark-service ") + command), command);
        for (const auto& asksForOne : {QStringList{"init"}, QStringList{"add", "user"}, QStringList{"user", "sign-in"}})
            QVERIFY(runService(asksForOne + QStringList{"--help"}).outText.contains("a password of at least 8 characters"));
        const auto one = runService({"code", "enrol", "--help"});
        QCOMPARE(one.exitCode, 0);
        QVERIFY(one.outText.contains("Usage: waymark-service code enrol"));
    }
};

QTEST_GUILESS_MAIN(tst_commands)
#include "tst_commands.moc"
