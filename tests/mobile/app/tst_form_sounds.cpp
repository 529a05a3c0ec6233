// Sounds that a form brings along: fetched, heard when somebody asks for it, never by themselves, and told in the record.
#include "sync/service/store/blobs.h"
#include "sync/service/store/store.h"
#include "tests/mobile/viewmodels/app_world.h"

using namespace waymark;
using namespace waymark::tests;

namespace {

const char* kForm = R"x({"format": 1, "kind": "form", "sheets": {
    "survey": [["type", "name", "label", "audio"], ["select_one pets", "pet", "Which pet?", "which.mp3"], ["audio", "tape", "Say it", "which.mp3"], ["text", "why", "Why?", "broken.ogg"]],
    "choices": [["list_name", "name", "label", "audio"], ["pets", "cat", "Cat", "cat.mp3"], ["pets", "dog", "Dog", "late.mp3"], ["pets", "fish", "Fish", "fish.m4a"]],
    "settings": [["form_title", "form_id", "version"], ["Pets", "pets", "1"]]}})x";
const QString kTape = QStringLiteral("/data/tape");

}  // namespace

class tst_form_sounds : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_form;

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    mobile::MediaModel& media() { return *form().media(); }
    std::string stream() { return domain::organisationStream(m_world->service.organisation()); }
    base::Json named(const std::string& bytes, const std::string& type) {
        return domain::toJson(domain::BlobRef{domain::blobHash(bytes), type, static_cast<std::int64_t>(bytes.size())});
    }
    void keepAtTheService(const std::string& bytes) {
        QVERIFY(m_world->service.store().write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.blobs().keep({stream(), domain::blobHash(bytes)}, bytes, {}, m_world->clock.wallMs());
            return {};
        }));
    }
    void start(const QString& help = "none") {
        form().start(QString::fromStdString(m_form), QString::fromStdString(m_parent), "baseline", "self", help, false);
        QTRY_VERIFY(!ofQuestion().isEmpty());
    }
    QString ofQuestion() { return form().entry(0).value("sound").toString(); }
    QString ofChoice(int at) { return form().entry(0).value("choices").toList().value(at).toMap().value("sound").toString(); }
    std::string recordedHelp() {
        while (!form().atReview())
            form().next();
        form().finish();
        if (!QTest::qWaitFor([this] { return form().isFinished(); }) || !m_world->sync()) return "not recorded";
        const auto rows = m_world->service.rows(m_world->caseStream(), "response");
        return rows.size() == 1 ? base::textOf(rows.front().values, "help") : "not one";
    }

private slots:
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        for (const char* bytes : {"sound 16000 100x1", "sound 16000 200x2", "no sound", "sound 16000 300x3"})
            keepAtTheService(bytes);
        m_form = m_world->service.set(stream(), "instrument",
            {{"family", "pets"}, {"version", 1}, {"status", "published"}, {"definition", base::Json::parse(kForm)},
             {"media", {{"which.mp3", named("sound 16000 100x1", "audio/mpeg")}, {"cat.mp3", named("sound 16000 200x2", "audio/mpeg")},
                        {"broken.ogg", named("no sound", "audio/ogg")}, {"fish.m4a", named("sound 16000 300x3", "audio/mp4")},
                        {"late.mp3", named("sound 16000 400x4", "audio/mpeg")}}}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void questionsAndChoicesAreHeardWithoutASignal() {
        m_world->service.setOnline(false);
        start();
        QVERIFY2(m_world->media.played.empty(), "not by itself");
        form().listen(ofQuestion());
        QTRY_COMPARE(m_world->media.played, std::vector<std::int16_t>(100, 1));
        QCOMPARE(media().state(), "playing");
        QCOMPARE(media().key(), ofQuestion());
        form().listen(ofChoice(0));
        QTRY_COMPARE(m_world->media.played, std::vector<std::int16_t>(200, 2));
        QCOMPARE(media().key(), ofChoice(0));
        m_world->media.endOfPlaying(true);
        QTRY_COMPARE(media().state(), "");
    }

    void onceMoreAndTheNextPageLeaveOff() {
        start();
        form().listen(ofQuestion());
        QTRY_VERIFY(m_world->media.endOfPlaying);
        form().listen(ofQuestion());
        QCOMPARE(media().state(), "");
        QVERIFY2(!m_world->media.endOfPlaying, "it is off");
        form().listen(ofQuestion());
        QTRY_VERIFY(m_world->media.endOfPlaying);
        form().next();
        QCOMPARE(media().state(), "");
        QVERIFY(!m_world->media.endOfPlaying);
    }

    void oneThatIsNotHereOrThatNobodyPlaysHasNoButton() {
        start();
        QCOMPARE(ofChoice(1), "");
        QCOMPARE(ofChoice(2), "");
        keepAtTheService("sound 16000 400x4");
        QVERIFY(m_world->sync());
        QTRY_VERIFY(!ofChoice(1).isEmpty());
    }

    void oneThatCannotBePlayedIsTold() {
        start();
        form().goTo(2);
        form().listen(ofQuestion());
        QTRY_COMPARE(media().problem(), "This sound cannot be played here.");
        QCOMPARE(media().key(), ofQuestion());
    }

    void whoIsBeingRecordedIsNotInterrupted() {
        start();
        form().goTo(1);
        form().use(kTape, "record");
        QCOMPARE(media().state(), "recording");
        form().listen(ofQuestion());
        QCOMPARE(media().state(), "recording");
    }

    void whoListenedIsRecordedAsHelped_data() {
        QTest::addColumn<bool>("listened");
        QTest::addColumn<QByteArray>("recorded");
        QTest::newRow("nothing was heard") << false << QByteArray("none");
        QTest::newRow("a choice was heard") << true << QByteArray("read_aloud");
    }
    void whoListenedIsRecordedAsHelped() {
        QFETCH(bool, listened);
        QFETCH(QByteArray, recorded);
        start();
        if (listened) form().listen(ofChoice(0));
        QCOMPARE(QByteArray::fromStdString(recordedHelp()), recorded);
    }

    void leavingTheFormForgetsThem() {
        start();
        const auto sound = ofQuestion();
        QVERIFY(!form().formFiles()->bytes(sound).isEmpty());
        form().leave();
        QVERIFY(form().formFiles()->bytes(sound).isEmpty());
    }
};

QTEST_MAIN(tst_form_sounds)
#include "tst_form_sounds.moc"
