// `withdraw` as a real process: a version of a questionnaire that nobody is to begin any more.
#include "tests/support/service_program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_withdraw_command : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data() const { return m_directory->filePath("data"); }
    /// The id of that version, given out.
    QString give(int version, bool draft = false) {
        QFile file(m_directory->filePath("pets.json"));
        if (file.open(QIODevice::WriteOnly))
            file.write(QStringLiteral(R"({"format": 1, "kind": "form", "sheets": {"survey": [["type", "name", "label"], ["text", "q", "A pet, %1?"]],
                "settings": [["form_title", "form_id", "version"], ["Pets", "pets", "%1"]]}})").arg(version).toUtf8());
        file.close();
        QStringList line{"import", "questionnaire", "--data", data(), file.fileName()};
        if (draft) line << "--draft";
        const auto given = runService(line);
        return given.exitCode == 0 ? QString::fromStdString(textOf(given.out, "instrument")) : QString();
    }
    tests::CommandResult withdraw(const QStringList& more) { return runService(QStringList{"withdraw", "questionnaire", "--data", data()} + more); }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        initOrganisation(data());
    }

    void theOnlyVersionGoesByItsNameForGood() {
        const auto id = give(1);
        const auto done = withdraw({"--id", "pets"});
        QCOMPARE(done.exitCode, 0);
        QVERIFY(done.out == (Json{{"instrument", id.toStdString()}, {"family", "pets"}, {"version", 1}, {"status", "withdrawn"}, {"changed", true}}));
        QVERIFY(withdraw({"--id", "pets"}).out["changed"] == Json(false));
        QCOMPARE(give(1), QString());
    }

    void ofSeveralTheOneThatIsNamed_data() {
        QTest::addColumn<QStringList>("which");
        QTest::newRow("by its version") << QStringList{"--id", "pets", "--version", "1"};
        QTest::newRow("by its own id") << QStringList{"--id", "ID OF 1"};
    }
    void ofSeveralTheOneThatIsNamed() {
        QFETCH(QStringList, which);
        const auto first = give(1);
        const auto second = give(2, true);
        which.replaceInStrings("ID OF 1", first);
        const auto unsure = withdraw({"--id", "pets"});
        QCOMPARE(unsure.exitCode, 1);
        QCOMPARE(textOf(unsure.err, "message"), std::string("“pets” has the versions 1, 2: say which with --version"));
        QVERIFY(withdraw(which).out["version"] == Json(1));
        // The one that is left is meant now.
        const auto rest = withdraw({"--id", "pets"});
        QVERIFY(rest.out["version"] == Json(2) && rest.out["changed"] == Json(true));
        QCOMPARE(QString::fromStdString(textOf(rest.out, "instrument")), second);
    }

    void oneThatIsShippedGoesToo() { QVERIFY(withdraw({"--id", "family_steps"}).out["changed"] == Json(true)); }

    void whatIsNotThereIsSaid_data() {
        QTest::addColumn<QStringList>("which");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such questionnaire") << QStringList{"--id", "cats"} << 1 << "there is no questionnaire “cats”";
        QTest::newRow("no such version") << QStringList{"--id", "pets", "--version", "7"} << 1 << "“pets” has no version 7; there are 1";
        QTest::newRow("no version at all") << QStringList{"--id", "pets", "--version", "0"} << 2 << "--version";
        QTest::newRow("nothing named") << QStringList{} << 2 << "--id";
    }
    void whatIsNotThereIsSaid() {
        QFETCH(QStringList, which);
        QFETCH(int, exitCode);
        QFETCH(QString, words);
        give(1);
        const auto refused = withdraw(which);
        QCOMPARE(refused.exitCode, exitCode);
        QVERIFY2(QString::fromStdString(textOf(refused.err, "message")).contains(words), textOf(refused.err, "message").c_str());
        QVERIFY(withdraw({"--id", "pets"}).out["changed"] == Json(true));
    }

    void helpTellsOfIt() {
        const auto help = runService({"--help"}).outText;
        QVERIFY(help.contains("withdraw questionnaire") && help.contains("--id KEY"));
    }
};

QTEST_GUILESS_MAIN(tst_withdraw_command)
#include "tst_withdraw_command.moc"
