// `settings` as a real process: what holds for the whole organisation.
#include "tests/support/service_program.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_settings_command : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    QString data() const { return m_directory->filePath("data"); }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        initOrganisation(data());
    }

    void whatWasNeverSetIsShownAsItHolds() {
        QVERIFY(runService({"settings", "--data", data()}).out["settings"] == Json({{"lock_minutes", 2}, {"pin_digits", 6}, {"record_places", false}}));
        QVERIFY(runService({"settings", "--data", data(), "lock_minutes=5"}).out["settings"] == Json({{"lock_minutes", 5}, {"pin_digits", 6}, {"record_places", false}}));
    }

    void settingsAreChangedOneByOneAndShown() {
        const auto places = runService({"settings", "--data", data(), "record_places=exact"});
        QCOMPARE(places.exitCode, 0);
        QCOMPARE(runService({"settings", "--data", data(), "lock_minutes=5", "pin_digits=8"}).exitCode, 0);
        const auto shown = runService({"settings", "--data", data()});
        QVERIFY(shown.out["settings"]["record_places"] == Json("exact"));
        QVERIFY(shown.out["settings"]["lock_minutes"] == Json(5) && shown.out["settings"]["pin_digits"] == Json(8));
        QVERIFY(runService({"settings", "--data", data(), "record_places=on"}).out["settings"]["record_places"] == Json(true));
        QVERIFY(runService({"settings", "--data", data(), "record_places=off"}).out["settings"]["record_places"] == Json(false));
    }

    void aNameGivenTwiceIsWrongUsageAndChangesNothing() {
        const auto before = runService({"settings", "--data", data()}).out;
        const auto refused = runService({"settings", "--data", data(), "record_places=off", "lock_minutes=7", "record_places=exact"});
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(textOf(refused.err, "error"), std::string("usage"));
        QVERIFY(textOf(refused.err, "message").find("record_places is given twice") != std::string::npos);
        QVERIFY(runService({"settings", "--data", data()}).out == before);
    }

    void whatIsNoneIsRefusedAndChangesNothing_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("words");
        QTest::newRow("another word") << "record_places=perhaps" << "record_places can be off, on";
        QTest::newRow("too long") << "lock_minutes=600" << "lock_minutes can be 1 to 60";
        QTest::newRow("too short a PIN") << "pin_digits=4" << "pin_digits can be 6 to 12";
        QTest::newRow("no value") << "pin_digits" << "pin_digits can be";
        QTest::newRow("no such setting") << "colour=red" << "there is no setting “colour”";
    }
    void whatIsNoneIsRefusedAndChangesNothing() {
        QFETCH(QString, setting);
        QFETCH(QString, words);
        const auto before = runService({"settings", "--data", data()}).out;
        const QString other = setting.startsWith("lock_minutes") ? "pin_digits=8" : "lock_minutes=7";
        const auto refused = runService({"settings", "--data", data(), other, setting});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(QString::fromStdString(textOf(refused.err, "message")).startsWith(words), textOf(refused.err, "message").c_str());
        QVERIFY(runService({"settings", "--data", data()}).out == before);
    }
};

QTEST_GUILESS_MAIN(tst_settings_command)
#include "tst_settings_command.moc"
