// What is recorded or photographed while the page changes under it: the question goes, entries move up, or the app is not seen any more.
#include "tests/mobile/viewmodels/media_visit.h"

#include <QGuiApplication>

using namespace waymark;
using namespace waymark::tests;

namespace {

const QString kMore = "/data/talk/more", kAside = "/data/talk/aside", kLook = "/data/talk/look";

Json family() {
    return Json::parse(R"x({"format": 1, "kind": "form", "sheets": {
        "survey": [["type", "name", "label", "appearance", "relevant"],
            ["begin_group", "talk", "A talk", "field-list"],
            ["text", "more", "Is there more?"],
            ["audio", "aside", "What else?", "", "${more} != 'no'"],
            ["image", "look", "A photo of it", "", "${more} != 'no'"],
            ["end_group"],
            ["begin_repeat", "child", "Child"],
            ["text", "name", "What is the child called?"],
            ["audio", "voice", "What does the child say?"],
            ["end_repeat"]],
        "settings": [["form_title", "form_id", "version"], ["A family", "a_family", "1"]]}})x");
}

QString child(int number, const char* what = nullptr) {
    return QString("/data/child[%1]").arg(number) + (what ? QString("/") + what : QString());
}

}  // namespace

class tst_media_pages : public MediaVisit {
    Q_OBJECT

    bool addFour() {
        int number = 0;
        for (const auto* name : {"Ana", "Ben", "Cem", "Dot"}) {
            if (++number > 1) form().addTo("/data/child");
            if (!goTo(child(number, "name"))) return false;
            form().answer(child(number, "name"), name);
        }
        return true;
    }
    /// "Ana, Ben*": who has a sound.
    QString children() {
        QStringList out;
        for (int number = 1; goTo(child(number, "name")); ++number) {
            const auto name = value(child(number, "name"));
            if (!goTo(child(number, "voice"))) return "no voice";
            out.append(value(child(number, "voice")).isEmpty() ? name : name + '*');
        }
        return out.join(", ");
    }
    bool isQuiet() {
        return QTest::qWaitFor([this] { return form().answerSaved() && !media().isBusy(); });
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        QVERIFY(begin(family()));
        start();
    }
    void cleanup() { m_world.reset(); }

    void whenAQuestionGoesWhatItUsedIsSwitchedOff() {
        QVERIFY(goTo(kMore));
        form().use(kAside, "record");
        device().hear(words(10));
        form().answer(kMore, "no");
        QVERIFY(entry(kAside).isEmpty());
        QVERIFY(!device().hear);
        QVERIFY(isQuiet());
        form().answer(kMore, "yes");
        form().use(kLook, "watch");
        QVERIFY(device().see);
        form().answer(kMore, "no");
        QVERIFY(!device().see);
        QVERIFY(media().state().isEmpty());
    }

    void aRecordingStaysWithItsChildWhenAnotherIsTakenAway_data() {
        QTest::addColumn<bool>("stopped");
        QTest::newRow("while it is recorded") << false;
        QTest::newRow("while it is made ready") << true;
    }
    void aRecordingStaysWithItsChildWhenAnotherIsTakenAway() {
        QFETCH(bool, stopped);
        QVERIFY(addFour());
        QVERIFY(goTo(child(2, "voice")));
        form().use(child(2, "voice"), "record");
        device().hear(words(10));
        if (stopped) form().use(child(2, "voice"), "stop");
        form().takeAway(child(1));
        QVERIFY(isQuiet());
        QCOMPARE(children(), "Ben*, Cem, Dot");
        form().putBack();
    }

    void aRecordingDoesNotGetToAChildThatIsPutBack() {
        QVERIFY(addFour());
        QVERIFY(goTo(child(1, "voice")));
        form().takeAway(child(1));
        QVERIFY(form().canPutBack());
        form().use(child(1, "voice"), "record");
        device().hear(words(10));
        form().putBack();
        QVERIFY(isQuiet());
        QCOMPARE(children(), "Ben*, Cem, Dot");
    }

    void aChildCanStillBePutBack() {
        QVERIFY(addFour());
        form().takeAway(child(1));
        form().putBack();
        QCOMPARE(children(), "Ana, Ben, Cem, Dot");
    }

    void anAppThatIsNotSeenNeitherSeesNorHears_data() {
        QTest::addColumn<Qt::ApplicationState>("state");
        QTest::newRow("hidden") << Qt::ApplicationHidden;
        QTest::newRow("suspended") << Qt::ApplicationSuspended;
    }
    void anAppThatIsNotSeenNeitherSeesNorHears() {
        QFETCH(Qt::ApplicationState, state);
        QVERIFY(goTo(kLook));
        form().use(kLook, "watch");
        emit qGuiApp->applicationStateChanged(Qt::ApplicationInactive);
        QVERIFY2(device().see, "behind a dialog it goes on");
        emit qGuiApp->applicationStateChanged(state);
        QVERIFY(!device().see);
        form().use(kAside, "record");
        device().hear(words(10));
        emit qGuiApp->applicationStateChanged(state);
        QVERIFY(!device().hear);
        QTRY_VERIFY(!value(kAside).isEmpty());
    }
};

QTEST_MAIN(tst_media_pages)
#include "tst_media_pages.moc"
