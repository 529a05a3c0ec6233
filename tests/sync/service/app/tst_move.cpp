// Moving a service from a directory to PostgreSQL: all of it arrives, or none.
#include "shared/base/json.h"
#include "shared/domain/blob.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/postgres/postgres_store.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/support/postgres_server.h"
#include "tests/support/service_program.h"

#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::PostgresServer;
using tests::runService;

class tst_move : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    QString m_database;

    QString data() const { return m_directory->filePath("data"); }

    void spoil(const char* sql) { SQLite::Database(m_directory->filePath("data/waymark.db").toStdString(), SQLite::OPEN_READWRITE).exec(sql); }

    Json attendance(const QStringList& place) {
        Json report = runService(QStringList{"report", "attendance"} + place).out;
        report.erase("as_of");
        return report;
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_database = QString::fromStdString(PostgresServer::shared().addressOf(PostgresServer::shared().newSchema())) + "&password=a-secret";
        tests::initOrganisation(data());
        QCOMPARE(runService({"add", "venue", "--data", data(), "--name", "Hall é"}).exitCode, 0);
    }

    void theServiceIsTheSameAfterwards() {
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "small", "--seed", "1"}).exitCode, 0);
        const Json before = attendance({"--data", data()});
        const auto moved = runService({"move", "--data", data(), "--to", m_database});
        QVERIFY2(moved.exitCode == 0, moved.errText.constData());
        QVERIFY(moved.out["rows"]["entry"].get<int>() > 1000);
        QVERIFY(moved.out["streams"].get<int>() > 3);
        QVERIFY(attendance({"--database", m_database}) == before);
        // What comes next finds its place behind what was moved.
        QCOMPARE(runService({"add", "venue", "--database", m_database, "--name", "Another"}).exitCode, 0);
        QCOMPARE(runService({"report", "attendance", "--database", m_database}).exitCode, 0);
    }

    void aDirectoryThatIsInUseIsNotMoved() {
        tests::RunningService serving(data());
        QVERIFY(serving.isListening());
        const auto moved = runService({"move", "--data", data(), "--to", m_database});
        QCOMPARE(moved.exitCode, 1);
        QCOMPARE(textOf(moved.err, "error"), std::string("busy"));
        serving.terminate();
        QVERIFY(serving.waitForEnd());
        QCOMPARE(runService({"move", "--data", data(), "--to", m_database}).exitCode, 0);
    }

    void photosArriveByteForByte() {
        const std::string photo(9'000'000, 'p');
        {
            const auto store = service::SqliteStore::open(m_directory->filePath("data/waymark.db").toStdString());
            QVERIFY(store && (*store)->write([&](service::WriteTransaction& t) -> base::Result<void> {
                t.blobs().keep({"venue/x", domain::blobHash(photo)}, photo, "device", 1);
                t.blobs().append({"venue/x", domain::blobHash("begun")}, "device", 5, "be", 1);
                return {};
            }));
        }
        QCOMPARE(runService({"move", "--data", data(), "--to", m_database}).exitCode, 0);
        const auto moved = service::PostgresStore::open(m_database.toStdString());
        QVERIFY(moved && (*moved)->read([&](service::ReadTransaction& t) {
            QVERIFY(t.blobs().read({"venue/x", domain::blobHash(photo)}, 0, 9'000'000) == photo);
            QVERIFY(t.blobs().uploaded({"venue/x", domain::blobHash("begun")}, "device") == "be");
        }));
    }

    void aDatabaseThatIsNotEmptyIsLeftAlone() {
        QCOMPARE(runService({"move", "--data", data(), "--to", m_database}).exitCode, 0);
        const auto again = runService({"move", "--data", data(), "--to", m_database});
        QCOMPARE(again.exitCode, 1);
        QCOMPARE(textOf(again.err, "error"), std::string("already_exists"));
    }

    void whatIsDamagedIsNotMoved_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("an entry is missing") << QByteArray("DELETE FROM entry WHERE seq = 2");
        QTest::newRow("the chain does not follow") << QByteArray("UPDATE entry SET random = zeroblob(16) WHERE seq = 2");
        QTest::newRow("the last entry is missing") << QByteArray("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)");
        QTest::newRow("an entity is missing from the state") << QByteArray("DELETE FROM state WHERE type = 'venue'");
    }
    void whatIsDamagedIsNotMoved() {
        QFETCH(QByteArray, sql);
        spoil(sql);
        const auto moved = runService({"move", "--data", data(), "--to", m_database});
        QCOMPARE(moved.exitCode, 1);
        QVERIFY(textOf(moved.err, "message").find("organisation/") != std::string::npos);
        QCOMPARE(runService({"add", "venue", "--database", m_database, "--name", "Hall"}).exitCode, 1);  // nothing is there
    }

    void nothingMovesWhileSomebodyWrites() {
        SQLite::Database writer(m_directory->filePath("data/waymark.db").toStdString(), SQLite::OPEN_READWRITE);
        writer.exec("BEGIN IMMEDIATE");
        const auto moved = runService({"move", "--data", data(), "--to", m_database});
        QCOMPARE(moved.exitCode, 1);
        QCOMPARE(textOf(moved.err, "error"), std::string("storage"));
    }

    void aDatabaseOfAnotherEncodingIsRefusedAndLeftAlone_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("move") << QStringList{"move", "--data", "DIR", "--to"};
        QTest::newRow("init") << QStringList{"init", "--organisation", "Test", "--admin", "a@example.org", "--database"};
        QTest::newRow("serve") << QStringList{"serve", "--listen", "127.0.0.1:0", "--ledger", "DIR/ledger", "--database"};
    }
    void aDatabaseOfAnotherEncodingIsRefusedAndLeftAlone() {
        QFETCH(QStringList, words);
        words.replaceInStrings("DIR", data());
        const QString latin = QString::fromStdString(tests::PostgresServer::shared().newDatabase("LATIN1"));
        const auto result = runService(words + QStringList{latin}, "correct horse\n");
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(textOf(result.err, "message").find("the database is encoded in LATIN1; make one in UTF8") != std::string::npos, result.errText.constData());
    }

    void withoutAFolderForTheLedgerNothingIsEnded_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("serve") << QStringList{"serve", "--listen", "127.0.0.1:0"};
        QTest::newRow("erase") << QStringList{"erase", "--person", "55555555-0000-4000-8000-000000000001"};
        QTest::newRow("retention") << QStringList{"retention", "--months", "12", "--apply"};
        QTest::newRow("a lost device") << QStringList{"device", "lost", "--device", "55555555-0000-4000-8000-000000000001"};
        QTest::newRow("a retired device") << QStringList{"device", "retire", "--device", "55555555-0000-4000-8000-000000000001"};
        QTest::newRow("somebody who left") << QStringList{"user", "end", "--user", "55555555-0000-4000-8000-000000000001"};
        QTest::newRow("a role taken away") << QStringList{"user", "revoke", "--everywhere", "--user", "55555555-0000-4000-8000-000000000001"};
        QTest::newRow("a venue taken away") << QStringList{"device", "revoke", "--device", "55555555-0000-4000-8000-000000000001", "--venue", "x"};
    }
    void withoutAFolderForTheLedgerNothingIsEnded() {
        QFETCH(QStringList, words);
        qputenv("STATE_DIRECTORY", data().toUtf8() + "/waymark.db");  // a file
        const auto result = runService(words + QStringList{"--database", m_database});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string("storage"));
        QVERIFY2(textOf(result.err, "message").find("for the ledger") != std::string::npos, result.errText.constData());
    }

    void whereTheLedgerOfADatabaseLies_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("file");
        QTest::newRow("where it is named") << QStringList{"--ledger", "DIR/mine", "--data", "DIR/beside"} << "DIR/mine";
        QTest::newRow("in the folder beside the database") << QStringList{"--data", "DIR/beside"} << "DIR/beside/ledger";
        QTest::newRow("in systemd's state folder") << QStringList{} << "DIR/state/postgres@localhost.ledger";
        QTest::newRow("in the state folder of the surroundings") << QStringList{"XDG"} << "DIR/xdg/waymark/postgres@localhost.ledger";
        QTest::newRow("in the home folder") << QStringList{"HOME"} << "DIR/home/.local/state/waymark/postgres@localhost.ledger";
    }
    void whereTheLedgerOfADatabaseLies() {
        QFETCH(QStringList, words);
        QFETCH(QString, file);
        const QString directory = m_directory->path();
        words.replaceInStrings("DIR", directory);
        file.replace("DIR", directory);
        qputenv("STATE_DIRECTORY", (directory + "/state:/nowhere").toUtf8());
        qputenv("XDG_STATE_HOME", (directory + "/xdg").toUtf8());
        qputenv("HOME", (directory + "/home").toUtf8());
        if (words.removeAll("XDG") > 0 || words.contains("HOME")) qunsetenv("STATE_DIRECTORY");
        if (words.removeAll("HOME") > 0) qputenv("XDG_STATE_HOME", "not/absolute");
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "small", "--seed", "1"}).exitCode, 0);
        QCOMPARE(runService({"move", "--data", data(), "--to", m_database}).exitCode, 0);

        words += {"--database", m_database};
        QCOMPARE(runService(QStringList{"retention", "--months", "11"} + words).exitCode, 0);
        QVERIFY(!QFile::exists(file));  // who only looks needs none
        const auto applied = runService(QStringList{"retention", "--months", "11", "--apply"} + words);
        QVERIFY2(applied.exitCode == 0, applied.errText.constData());
        QVERIFY2(QFile::exists(file), qPrintable(file));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        tests::RunningService serving(words);
        QVERIFY(serving.isListening());
        const auto log = serving.log();
        QVERIFY2(log.startsWith("{\"ledger\":\"" + file.toUtf8() + "\"}\n"), log.constData());
        QVERIFY(!log.contains("a-secret"));
    }

    void retentionInADatabaseIsRememberedBesideIt() {
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "small", "--seed", "1"}).exitCode, 0);
        QCOMPARE(runService({"move", "--data", data(), "--to", m_database}).exitCode, 0);
        const QString ledger = m_directory->filePath("ledger");
        const QStringList words{"retention", "--months", "11", "--database", m_database, "--ledger", ledger};
        const auto listed = runService(words).out;
        QVERIFY(listed["due"].size() > 3);
        QVERIFY(!QFile::exists(ledger));
        QCOMPARE(runService(words + QStringList{"--apply"}).out["erased"].get<std::size_t>(), listed["due"].size());
        QVERIFY(runService(words).out["due"].empty());
        QFile kept(ledger);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(static_cast<std::size_t>(kept.readAll().count('\n')), listed["due"].size());
    }
};

QTEST_GUILESS_MAIN(tst_move)
#include "tst_move.moc"
