// Directories that hold no organisation, or that cannot be read or written: what the commands say of them, and that they leave them alone.
#include "tests/support/service_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_data_place : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString place(const char* name = "data") const { return m_directory->filePath(name); }

    static void write(const QString& name, const QByteArray& text) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    static tests::CommandResult make(const QString& directory) {
        return runService({"init", "--data", directory, "--organisation", "Test", "--admin", "a@example.org"}, "correct horse\n");
    }

    /// Of an organisation of its own.
    QString backup() const {
        initOrganisation(place("theirs"));
        if (runService({"backup", "--data", place("theirs"), "--to", place("theirs.backup")}).exitCode != 0) qFatal("no backup");
        return place("theirs.backup");
    }

    /// As on a disk without room.
    tests::CommandResult makeOnAFullDisk(const QString& directory) const {
        write(place("full"), {});
        qputenv("LD_PRELOAD", WAYMARK_FULL_DISK_LIBRARY);
        qputenv("WAYMARK_FULL_DISK", place("full").toUtf8());
        const auto result = make(directory);
        qunsetenv("LD_PRELOAD");
        qunsetenv("WAYMARK_FULL_DISK");
        return result;
    }

    static void refuses(const tests::CommandResult& result, const char* error, const QString& words) {
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string(error));
        QVERIFY2(QString::fromStdString(textOf(result.err, "message")).contains(words), result.errText.constData());
    }

    /// A directory with the tables and nothing in them.
    void leaveHalfMade(const QString& directory) const {
        refuses(runService({"init", "--data", directory, "--organisation", "Test", "--admin", "no address"}, "correct horse\n"), "malformed", "e-mail");
        QVERIFY(QFile::exists(directory + "/waymark.db"));
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void whatHoldsNoOrganisationIsNotServed_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("serve") << QStringList{"serve", "--listen", "127.0.0.1:0"};
        QTest::newRow("add") << QStringList{"add", "venue", "--name", "Hall"};
        QTest::newRow("find") << QStringList{"find", "--name", "x"};
        QTest::newRow("retention") << QStringList{"retention", "--months", "12"};
        QTest::newRow("backup") << QStringList{"backup", "--to", "copy"};
    }
    void whatHoldsNoOrganisationIsNotServed() {
        QFETCH(QStringList, words);
        QVERIFY(QDir().mkpath(place("empty")));
        write(place("empty") + "/waymark.db", {});
        if (words.contains("copy")) words.last() = place("copy");
        const QString todo = "holds no organisation: `waymark-service init` makes one there, `waymark-service restore` puts a backup in its place";
        refuses(runService(words + QStringList{"--data", place("empty")}), "not_found", todo);
        QCOMPARE(QFile(place("empty") + "/waymark.db").size(), 0);
        leaveHalfMade(place("half"));
        refuses(runService(words + QStringList{"--data", place("half")}), "not_found", words.contains("backup") ? QString("holds no organisation") : todo);
        QVERIFY(!QFile::exists(place("copy")));
    }

    void whatHoldsNoOrganisationIsNotRestored() {
        initOrganisation(place());
        write(place("empty.backup"), {});
        refuses(runService({"restore", "--data", place(), "--from", place("empty.backup")}), "storage", "is no database of Waymark");
        leaveHalfMade(place("half"));
        refuses(runService({"restore", "--data", place(), "--from", place("half") + "/waymark.db"}), "not_found", "holds no organisation");
        QCOMPARE(runService({"add", "venue", "--data", place(), "--name", "Hall"}).exitCode, 0);
    }

    void restorePutsABackupInThePlaceOfNothing() {
        initOrganisation(place());
        QCOMPARE(runService({"backup", "--data", place(), "--to", place("backup")}).exitCode, 0);
        QVERIFY(QDir().mkpath(place("empty")));
        write(place("empty") + "/waymark.db", {});
        QCOMPARE(runService({"restore", "--data", place("empty"), "--from", place("backup")}).exitCode, 0);
        QCOMPARE(runService({"add", "venue", "--data", place("empty"), "--name", "Hall"}).exitCode, 0);
    }

    void initMakesAnOrganisationInAnEmptyFile() {
        QVERIFY(QDir().mkpath(place()));
        write(place() + "/waymark.db", {});
        QCOMPARE(make(place()).exitCode, 0);
    }

    void whyADirectoryCannotBeReadIsSaid_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("add") << QStringList{"add", "venue", "--name", "Hall"};
        QTest::newRow("serve") << QStringList{"serve", "--listen", "127.0.0.1:0"};
        QTest::newRow("move") << QStringList{"move", "--to", "postgresql://nobody@localhost:1/nowhere"};
        QTest::newRow("init") << QStringList{"init", "--organisation", "Test", "--admin", "a@example.org"};
        QTest::newRow("backup") << QStringList{"backup", "--to", "/nowhere/copy"};
        QTest::newRow("restore") << QStringList{"restore", "--from", "backup"};
    }
    void whyADirectoryCannotBeReadIsSaid() {
        QFETCH(QStringList, words);
        QVERIFY(QFile::link("round", place("round")));  // a reason that holds for root, too
        if (words.contains("restore")) words.last() = backup();
        refuses(runService(words + QStringList{"--data", place("round")}, "correct horse\n"), "storage", "Too many levels of symbolic links");
    }

    void aDirectoryThatCannotBeLockedIsNotCalledBusy() {
        initOrganisation(place());
        const QString copy = backup();
        QVERIFY(QFile::remove(place() + "/lock") || !QFile::exists(place() + "/lock"));
        QVERIFY(QDir().mkpath(place() + "/lock"));
        refuses(runService({"restore", "--data", place(), "--from", copy}), "storage", "Is a directory");
        refuses(runService({"add", "venue", "--data", place(), "--name", "Hall"}), "storage", "Is a directory");
    }

    void aFullDiskIsSaidEachTime() {
        for (int i = 0; i < 3; ++i)
            refuses(makeOnAFullDisk(place()), "disk_full", "disk is full");
        QCOMPARE(make(place()).exitCode, 0);
    }

    void aMountPointIsEmpty() {
        QVERIFY(QDir().mkpath(place() + "/lost+found"));
        QCOMPARE(make(place()).exitCode, 0);
        QVERIFY(QDir(place() + "/lost+found").exists());
    }

    void aFileIsNoDirectory() {
        write(place("letter.txt"), "Dear");
        refuses(make(place("letter.txt")), "already_exists", "is a file; choose a new directory");
    }
};

QTEST_GUILESS_MAIN(tst_data_place)
#include "tst_data_place.moc"
