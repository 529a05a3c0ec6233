// waymark-service report as a real process: its object for each report, and what it refuses.
#include "shared/base/clock.h"
#include "tests/support/service_program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_report_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data() const { return m_directory->filePath("data"); }
    QStringList report(const char* name) const { return {"report", name, "--data", data()}; }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        initOrganisation(data());
    }

    void anEmptyOrganisationHasReportsThatSayNothingYet_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("attendance") << "attendance" << "attendances" << "0";
        QTest::newRow("feedback") << "feedback" << "instruments" << "[]";
        QTest::newRow("change") << "change" << "instruments" << "[]";
    }
    void anEmptyOrganisationHasReportsThatSayNothingYet() {
        QFETCH(QString, name);
        QFETCH(QString, member);
        QFETCH(QString, value);
        const auto result = runService(report(qPrintable(name)));
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(textOf(result.out, "report"), name.toStdString());
        QCOMPARE(result.out.at(member.toStdString()).dump(), value.toStdString());
        QVERIFY(result.out.at("as_of").get<base::Millis>() > 0);
        QVERIFY(!result.out.at("counting").empty());
    }

    void whatItIsAboutIsSaidInTheAnswer() {
        const std::string venue = textOf(runService({"add", "venue", "--data", data(), "--name", "Hall"}).out, "venue");
        const auto result = runService(report("attendance") + QStringList{"--venue", QString::fromStdString(venue), "--from", "2026-01-01", "--to", "2026-12-31"});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(textOf(result.out, "venue"), venue);
        QCOMPARE(textOf(result.out, "from"), std::string("2026-01-01"));
        QCOMPARE(textOf(result.out, "to"), std::string("2026-12-31"));
    }

    void anUnknownVenueIsAnError() {
        const auto result = runService(report("feedback") + QStringList{"--venue", "00000000-0000-4000-8000-000000000000"});
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(textOf(result.err, "error"), std::string("not_found"));
    }

    void aPeriodThatEndsBeforeItBeginsIsWrongUsage() {
        const auto result = runService(report("attendance") + QStringList{"--from", "2026-05-02", "--to", "2026-05-01"});
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "message"), std::string("--from: 2026-05-02 is after --to 2026-05-01"));
        QCOMPARE(runService(report("attendance") + QStringList{"--from", "2026-05-01", "--to", "2026-05-01"}).exitCode, 0);
    }

    void aWordThatIsNotKnownIsNamed_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("a command") << QStringList{"nonsense"};
        QTest::newRow("a report") << QStringList{"report", "nonsense"};
        QTest::newRow("an option beside one that is missed") << QStringList{"report", "change", "nonsense"};
    }
    void aWordThatIsNotKnownIsNamed() {
        QFETCH(QStringList, words);
        const auto result = runService(words);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(textOf(result.err, "error"), std::string("usage"));
        QCOMPARE(textOf(result.err, "message"), std::string("nonsense is not known here; --help tells what is"));
    }

    void aDayThatDoesNotExistIsWrongUsage() {
        const auto result = runService(report("change") + QStringList{"--from", "2026-02-30"});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(textOf(result.err, "message").find("2026-02-30") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(tst_report_commands)
#include "tst_report_commands.moc"
