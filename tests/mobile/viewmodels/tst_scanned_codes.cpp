// What scanned codes do in the app: they let a device and a worker in, and answer questions as typing does. Wherever else somebody holds one up, it is
// text.
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;
using base::Json;
using mobile::App;

namespace {

const QString kCard = "/data/card";

Json visit() {
    return Json::parse(R"x({"format": 1, "kind": "form", "sheets": {
        "survey": [["type", "name", "label", "constraint", "constraint_message"],
            ["barcode", "card", "The number on the card", "regex(., '^[0-9]{13}$')", "That is no number of a card."],
            ["text", "town", "Which town?", "", ""]],
        "settings": [["form_title", "form_id", "version"], ["A visit", "a_visit", "1"]]}})x");
}

}  // namespace

class tst_scanned_codes : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;

    App& app() { return m_world->app(); }
    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    FakeMedia& device() { return m_world->media; }

    /// Holds a code up until the camera has gone off, or something is said about it.
    bool holdUp(const QString& text, mobile::MediaModel& media, bool isLinear = false) {
        device().holdUp({{text, isLinear}});
        const auto before = media.advice();
        return QTest::qWaitFor([&] {
            if (device().see) device().see(QImage(64, 48, QImage::Format_RGB32));
            return media.state().isEmpty() || media.advice() != before;
        });
    }
    static QString linkOf(const std::string& code) { return "waymark://enrol?u=http%3A%2F%2F127.0.0.1%3A8470&c=" + QString::fromStdString(code) + "&k=&s="; }
    QVariantMap entry(const QString& key) {
        for (int row = 0; row < form().entries()->count(); ++row)
            if (form().entry(row).value("key") == key) return form().entry(row);
        return {};
    }
    bool begin(bool handOver) {
        m_world = std::make_unique<AppWorld>();
        const auto parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        const auto instrument = m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument",
                                                     {{"family", "a_visit"}, {"version", 1}, {"status", "published"}, {"definition", visit()}});
        if (!m_world->enrolAs(m_world->samina)) return false;
        form().start(QString::fromStdString(instrument), QString::fromStdString(parent), "baseline", "self", "none", handOver);
        return !entry(kCard).isEmpty();
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void cleanup() { m_world.reset(); }

    void aDeviceAndAWorkerComeInByScanning() {
        m_world = std::make_unique<AppWorld>();
        m_world->start();
        QTRY_COMPARE(app().stage(), App::Stage::Enrol);
        QVERIFY(app().media()->hasCamera());
        QCOMPARE(device().loaded, 0);
        app().scanCode();
        QVERIFY(holdUp(linkOf(m_world->service.enrolCode(domain::Role::Worker, {m_world->venue})), *app().media()));
        QVERIFY(!device().see);
        QTRY_COMPARE(app().stage(), App::Stage::Join);
        app().scanCode();
        QVERIFY(holdUp("waymark://join?c=" + QString::fromStdString(m_world->service.joinCode(m_world->samina)), *app().media()));
        QTRY_COMPARE(app().stage(), App::Stage::ChoosePin);
        QCOMPARE(app().joiningName(), "Samina Begum");
        QVERIFY(!device().see);
    }

    void aCodeForSomethingElseIsSaidAndLookedPast() {
        m_world = std::make_unique<AppWorld>();
        m_world->start();
        QTRY_COMPARE(app().stage(), App::Stage::Enrol);
        app().scanCode();
        QVERIFY(holdUp("https://example.org/menu", *app().media()));
        QCOMPARE(app().media()->advice(), "That is not a code from Waymark. Scan the one that your coordinator shows.");
        QVERIFY(holdUp("waymark://join?c=1", *app().media()));
        QCOMPARE(app().media()->advice(), "That is somebody's personal code. Scan the code for this device first.");
        QVERIFY(!app().busy());
        const auto link = linkOf(m_world->service.enrolCode(domain::Role::Worker, {m_world->venue}));
        QVERIFY(holdUp(link, *app().media()));
        QTRY_COMPARE(app().stage(), App::Stage::Join);

        app().scanCode();
        QVERIFY(holdUp(link, *app().media()));
        QCOMPARE(app().media()->advice(), "That code sets up a device, and this one is set up. Scan your personal code.");
        QVERIFY(holdUp("5012345678900", *app().media(), true));
        QCOMPARE(app().media()->advice(), "That is not a code from Waymark. Scan the one that your coordinator shows.");
        QCOMPARE(app().stage(), App::Stage::Join);
    }

    void aLinkThatSaysNothingIsRefusedLikeATypedOne() {
        m_world = std::make_unique<AppWorld>();
        m_world->start();
        QTRY_COMPARE(app().stage(), App::Stage::Enrol);
        app().scanCode();
        QVERIFY(holdUp("waymark://enrol?u=http://elsewhere.example&c=1", *app().media()));
        QTRY_VERIFY(!app().error().isEmpty() && !app().busy());
        QCOMPARE(app().stage(), App::Stage::Enrol);
    }

    void whoGoesBackLeavesTheCameraOff() {
        m_world = std::make_unique<AppWorld>();
        QVERIFY(m_world->enrolAs(m_world->samina));
        app().addWorker();
        QCOMPARE(app().stage(), App::Stage::Join);
        app().scanCode();
        QVERIFY(device().see);
        app().cancelJoin();
        QCOMPARE(app().stage(), App::Stage::Open);
        QVERIFY(!device().see);
        app().scanCode();
        QVERIFY2(!device().see, "nothing is to be let in here");
    }

    void aScannedNumberIsTheAnswerAndCanBeTypedOver() {
        QVERIFY(begin(false));
        QVERIFY(entry(kCard).value("mayTake").toBool());
        form().use(kCard, "scan");
        QCOMPARE(form().media()->state(), "scanning");
        QVERIFY(holdUp("5012345678900", *form().media(), true));
        QVERIFY(!device().see);
        QCOMPARE(entry(kCard).value("value").toString(), "5012345678900");
        form().answer(kCard, "5012345678917");
        QCOMPARE(entry(kCard).value("value").toString(), "5012345678917");

        QTRY_VERIFY(form().answerSaved());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QCOMPARE(entry(kCard).value("value").toString(), "5012345678917");
    }

    void theRuleOfTheQuestionHoldsForAScannedTextAsForATypedOne() {
        QVERIFY(begin(false));
        form().answer(kCard, "no number");
        form().next();
        const auto typed = entry(kCard).value("message").toString();
        QCOMPARE(typed, "That is no number of a card.");
        form().answer(kCard, "5012345678900");
        form().use(kCard, "scan");
        QCOMPARE(entry(kCard).value("message").toString(), "");
        QVERIFY(holdUp("javascript:alert(1)", *form().media()));
        QCOMPARE(entry(kCard).value("message").toString(), typed);
    }

    void whoWasHandedTheDeviceCannotLeaveByACode_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("a device's") << "waymark://enrol?u=http%3A%2F%2F127.0.0.1%3A8470&c=4F7K2-9QXMT";
        QTest::newRow("a person's") << "waymark://join?c=4F7K2-9QXMT";
        QTest::newRow("the PIN") << kPin;
    }
    void whoWasHandedTheDeviceCannotLeaveByACode() {
        QFETCH(QString, text);
        QVERIFY(begin(true));
        QCOMPARE(app().stage(), App::Stage::HandOver);
        app().scanCode();
        QVERIFY(!device().see);
        form().use(kCard, "scan");
        QVERIFY(holdUp(text, *form().media()));
        QCOMPARE(app().stage(), App::Stage::HandOver);
        QVERIFY(!app().busy());
        QCOMPARE(app().error(), "");
        QCOMPARE(entry(kCard).value("value").toString(), text);
    }

    void theCameraIsOffAfterTheLock() {
        QVERIFY(begin(false));
        form().use(kCard, "scan");
        QVERIFY(device().see);
        app().lock();
        QCOMPARE(app().stage(), App::Stage::Locked);
        QVERIFY(!device().see);
    }

    void theCameraIsOffOnTheNextPage() {
        QVERIFY(begin(false));
        form().use(kCard, "scan");
        QVERIFY(device().see);
        form().next();
        QVERIFY(!device().see);
    }

    void withoutACameraItIsTyped() {
        QVERIFY(begin(false));
        m_world->stop();
        device().camera = false;
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QVERIFY(!entry(kCard).value("mayTake").toBool());
        form().use(kCard, "scan");
        QCOMPARE(form().media()->state(), "");
        QCOMPARE(device().loaded, 0);
        form().answer(kCard, "5012345678900");
        QCOMPARE(entry(kCard).value("value").toString(), "5012345678900");
    }
};

QTEST_MAIN(tst_scanned_codes)
#include "tst_scanned_codes.moc"
