// What `restore` refuses, and that a refusal leaves everything as it was: damaged files, a damaged ledger beside them, another organisation's data.
#include "tests/support/service_program.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace waymark;
using base::textOf;
using tests::CommandResult;
using tests::initOrganisation;
using tests::runService;

class tst_restore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString place(const char* name = "data") const { return m_directory->filePath(name); }

    static QByteArray content(const QString& name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& name, const QByteArray& text) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    void addVenue(const QString& name) { QCOMPARE(runService({"add", "venue", "--data", place(), "--name", name}).exitCode, 0); }
    void backUp(const char* file) { QCOMPARE(runService({"backup", "--data", place(), "--to", place(file)}).exitCode, 0); }
    CommandResult restore(const char* directory, const char* file) {
        return runService({"restore", "--data", place(directory), "--from", place(file)});
    }

    void spoil(const char* file, const QByteArray& sql) {
        SQLite::Database(place(file).toStdString(), SQLite::OPEN_READWRITE).exec(sql.toStdString());
    }

    static void refuses(const CommandResult& result, const char* error, const QString& words) {
        QCOMPARE(result.exitCode, 1);
        QVERIFY(result.outText.isEmpty());
        QVERIFY2(textOf(result.err, "error") == error, result.errText.constData());
        QVERIFY2(QString::fromStdString(textOf(result.err, "message")).contains(words), result.errText.constData());
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        initOrganisation(place());
        addVenue("Hall of Waymark");
        backUp("backup");
    }

    void aDamagedBackupIsRefusedAndNothingIsChanged_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("words");
        const QString log = "the log of organisation/";
        QTest::newRow("an entity's values are no JSON") << QByteArray("UPDATE state SET body = replace(body, 'Hall of', 'Hall\"of')") << "of venue ";
        QTest::newRow("an entry is no JSON") << QByteArray("UPDATE entry SET body = replace(body, 'Hall of', 'Hall\"of')")
                                             << "entry 12 of organisation/";
        QTest::newRow("an entry is no text") << QByteArray("UPDATE entry SET body = replace(body, 'Hall', CAST(x'ff' AS TEXT))") << "entry 12 of";
        QTest::newRow("an entry says that it is another") << QByteArray("UPDATE entry SET body = replace(body, '\"seq\":3', '\"seq\":7')")
                                                          << "entry 3 of organisation/";
        QTest::newRow("an entity says that it is another")
            << QByteArray("UPDATE state SET body = replace(body, '\"venue\"', '\"vanue\"')") << "of venue ";
        QTest::newRow("what an op had seen is no JSON") << QByteArray("UPDATE op SET saw = '{' WHERE seq = 3") << "what is kept of the op ";
        QTest::newRow("a held op is no JSON") << QByteArray("UPDATE op SET body = '{\"set\"' WHERE seq = 3") << "what is kept of the op ";
        QTest::newRow("the chain does not follow") << QByteArray("UPDATE entry SET random = zeroblob(16) WHERE seq = 2") << log;
        QTest::newRow("a place is no number") << QByteArray("UPDATE stream SET head = 'x'") << log;
        QTest::newRow("the sum is another") << QByteArray("UPDATE stream SET sum = sum + 1") << log;
        QTest::newRow("an entry is missing") << QByteArray("DELETE FROM entry WHERE seq = 2") << log;
        QTest::newRow("an entity is missing") << QByteArray("DELETE FROM state WHERE type = 'venue'") << log;
        QTest::newRow("an index misses a row")
            << QByteArray("PRAGMA writable_schema = ON; "
                          "UPDATE sqlite_master SET sql = replace(sql, 'outcome = 4', 'outcome < 4') WHERE name = 'op_quarantined'")
            << "op_quarantined";
    }
    void aDamagedBackupIsRefusedAndNothingIsChanged() {
        QFETCH(QByteArray, sql);
        QFETCH(QString, words);
        spoil("backup", sql);
        const auto before = content(place() + "/waymark.db");
        const auto refused = restore("data", "backup");
        refuses(refused, "storage", words);
        QVERIFY(QString::fromStdString(textOf(refused.err, "message")).startsWith(place("backup") + " is damaged: "));
        QCOMPARE(content(place() + "/waymark.db"), before);
        refuses(restore("new", "backup"), "storage", words);
        QVERIFY(!QFile::exists(place("new")));
    }

    void aFewBytesOfAFileAreNoticed() {
        const auto whole = content(place("backup"));
        auto bytes = whole;
        bytes.replace("Hall of", "Hall\"of");
        QVERIFY(bytes != whole);
        write(place("backup"), bytes);
        refuses(restore("data", "backup"), "storage", "is damaged");
        write(place("backup"), whole.left(whole.size() / 2));
        refuses(restore("data", "backup"), "storage", place("backup"));
        write(place("backup"), "hello");
        refuses(restore("data", "backup"), "storage", place("backup"));
        write(place("backup"), whole);
        QCOMPARE(restore("data", "backup").exitCode, 0);
    }

    void whatADeviceSentInThePlaceOfAnOpIsNoDamage() {
        for (const auto* body : {"2", "[null]", "null", "\"x\""}) {
            spoil("backup", QByteArray("UPDATE op SET body = '") + body + "' WHERE seq = 3");
            QFile::remove(place("backup.sha256"));
            QCOMPARE(restore("data", "backup").exitCode, 0);
        }
    }

    void oneLetterThatChangedIsNoticedByTheSum() {
        QCOMPARE(QFile::permissions(place("backup.sha256")) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QProcess others;
        others.setWorkingDirectory(m_directory->path());
        others.start("sha256sum", {"--check", "--status", "backup.sha256"});
        QVERIFY(others.waitForFinished());
        QCOMPARE(others.exitCode(), 0);
        const auto whole = content(place("backup"));
        auto bytes = whole;
        bytes.replace("Hall of", "Wall of");
        QVERIFY(bytes != whole);
        write(place("backup"), bytes);
        refuses(restore("data", "backup"), "damaged", "does not fit");
        QVERIFY(QFile::remove(place("backup.sha256")));  // as of a backup of an older version
        QCOMPARE(restore("data", "backup").exitCode, 0);
        write(place("backup"), whole);
        write(place("backup.sha256"), "");
        refuses(restore("data", "backup"), "damaged", "holds no sum");
    }

    void aDamagedLedgerBesideABackupIsRefused() {
        const auto before = content(place() + "/waymark.db");
        write(place("backup.ledger"), "garbage\n");
        refuses(restore("data", "backup"), "damaged", "line 1 of " + place("backup.ledger"));
        refuses(restore("new", "backup"), "damaged", "line 1 of " + place("backup.ledger"));
        QVERIFY(!QFile::exists(place("new")));
        QVERIFY(QFile::remove(place("backup.ledger")));
        write(place() + "/ledger", "garbage\n");
        refuses(restore("data", "backup"), "damaged", "line 1 of " + place() + "/ledger");
        QCOMPARE(content(place() + "/waymark.db"), before);
        QVERIFY(!QFile::exists(place() + "/restoring.db"));
    }

    void anotherOrganisationsDataAreNotReplaced() {
        const QStringList words{"init", "--data", place("other"), "--organisation", "Other people", "--admin", "b@example.org"};
        QCOMPARE(runService(words, "correct horse\n").exitCode, 0);
        const auto before = content(place("other") + "/waymark.db");
        const auto refused = restore("other", "backup");
        refuses(refused, "already_exists", "holds the data of another organisation (Other people) than " + place("backup") + " (Test organisation)");
        refuses(refused, "already_exists", "Restore it into a new directory");
        QCOMPARE(content(place("other") + "/waymark.db"), before);
        QVERIFY(!QFile::exists(place("other") + "/ledger"));
        QCOMPARE(restore("new", "backup").exitCode, 0);
        QCOMPARE(restore("new", "backup").exitCode, 0);  // its own
    }

    void aBackupTakesThePlaceOfWhatCannotBeRead() {
        write(place() + "/waymark.db", QByteArray(10'000, 'x'));
        QCOMPARE(restore("data", "backup").exitCode, 0);
        addVenue("Another hall");
    }

    void whatFailedLeavesRoomForANewOrganisation() {
        refuses(restore("new", "none"), "not_found", "there is no file");
        QVERIFY(!QFile::exists(place("new")));
        QVERIFY(QDir().mkpath(place("new")));
        write(place("new") + "/lock", {});  // as where the disk was full
        initOrganisation(place("new"));
    }

    void initWaitsForNoRestore() {
        QVERIFY(QDir().mkpath(place("new")));
        const int lock = ::open(qPrintable(place("new") + "/lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(lock >= 0 && ::flock(lock, LOCK_EX) == 0);
        const auto refused = runService({"init", "--data", place("new"), "--organisation", "Test", "--admin", "a@example.org"}, "correct horse\n");
        refuses(refused, "busy", "a backup is just being restored");
        QCOMPARE(QDir(place("new")).entryList(QDir::Files), QStringList{"lock"});
        ::close(lock);
        initOrganisation(place("new"));
    }
};

QTEST_GUILESS_MAIN(tst_restore)
#include "tst_restore.moc"
