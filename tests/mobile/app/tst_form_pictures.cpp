// From the folder beside a spreadsheet to a tablet's screen: a form is imported with its pictures, synced, and shows them without a signal.
#include "mobile/app/picture_provider.h"
#include "sync/service/imports/questionnaire_import.h"
#include "sync/service/store/blobs.h"
#include "tests/mobile/viewmodels/app_world.h"

#include <QFile>
#include <QImage>
#include <QSignalSpy>

using namespace waymark;
using namespace waymark::tests;

namespace {

const char* kForm = R"x({"format": 1, "kind": "form", "sheets": {
    "survey": [["type", "name", "label::English (en)", "label::Cymraeg (cy)", "image::English (en)", "image::Cymraeg (cy)"],
        ["note", "hello", "Hello", "Helo", "sun.png", "cat.jpg"], ["select_one pets", "pet", "Which pet?", "Pa un?"]],
    "choices": [["list_name", "name", "label", "image"], ["pets", "cat", "Cat", "cat.jpg"], ["pets", "dog", "Dog", ""]],
    "settings": [["form_title", "form_id", "version", "default_language"], ["Pets", "pets", "1", "English (en)"]]}})x";

}  // namespace

class tst_form_pictures : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_form;

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    void start() { form().start(QString::fromStdString(m_form), QString::fromStdString(m_parent), "baseline", "self", "none", false); }
    QString pictureOfQuestion() { return form().entry(0).value("pictureAddress").toString(); }
    QVariantMap choice(int at) { return form().entry(0).value("choices").toList().value(at).toMap(); }
    /// What the screen would draw.
    QImage drawn(const QString& address, const QSize& wanted = {}) {
        QSize size;
        return mobile::PictureProvider(form().formFiles()).requestImage(QString(address).remove("image://form/"), &size, wanted);
    }
    base::Result<base::Json> import() {
        SeededRandom random{5};
        return service::importQuestionnaire(m_world->service.store(), m_world->clock.wallMs(), random, {m_folder.filePath("pets.json").toStdString()});
    }

private slots:
    void initTestCase() {
        QImage sun(400, 300, QImage::Format_RGB32), cat(90, 120, QImage::Format_RGB32);
        sun.fill(Qt::yellow);
        cat.fill(Qt::black);
        QVERIFY(sun.save(m_folder.filePath("sun.png")) && cat.save(m_folder.filePath("cat.jpg")));
        QFile file(m_folder.filePath("pets.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kForm) > 0);
    }
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        const auto done = import();
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        m_form = base::textOf(*done, "instrument");
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void questionsAndChoicesShowThemWithoutASignal() {
        m_world->service.setOnline(false);
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        start();
        QTRY_VERIFY(pictureOfQuestion().startsWith("image://form/"));
        QCOMPARE(drawn(pictureOfQuestion()).size(), QSize(400, 300));
        QCOMPARE(drawn(pictureOfQuestion(), QSize(100, 0)).size(), QSize(100, 75));
        QCOMPARE(drawn(pictureOfQuestion(), QSize(840, 0)).size(), QSize(400, 300));
        form().setLanguage("cy");
        QCOMPARE(drawn(pictureOfQuestion()).size(), QSize(90, 120));
        form().next();
        QCOMPARE(form().entry(0).value("style").toString(), "pictures");
        QCOMPARE(drawn(choice(0).value("picture").toString()).size(), QSize(90, 120));
        QCOMPARE(choice(1).value("picture").toString(), "");
    }

    void oneThatIsNotHereYetLeavesTheWordsAloneAndComesWhenItIs() {
        const auto other = m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument",
            {{"family", "late"}, {"version", 1}, {"status", "published"}, {"definition", base::Json::parse(kForm)},
             {"media", {{"sun.png", domain::toJson(domain::BlobRef{domain::blobHash("late"), "image/png", 4})}}}});
        QVERIFY(m_world->sync());
        QTRY_VERIFY(m_world->bridge().mirror().find("instrument", other) != nullptr);
        m_form = other;
        start();
        QCOMPARE(form().entry(0).value("text").toString(), "Hello");
        QCOMPARE(pictureOfQuestion(), "");
        QVERIFY(m_world->service.store().write([this](service::WriteTransaction& t) -> base::Result<void> {
            t.blobs().keep({domain::organisationStream(m_world->service.organisation()), domain::blobHash("late")}, "late", {}, m_world->clock.wallMs());
            return {};
        }));
        QVERIFY(m_world->sync());
        QTRY_VERIFY(!pictureOfQuestion().isEmpty());
        QVERIFY(drawn(pictureOfQuestion()).isNull());  // it is no picture, and the screen shows none
    }

    void leavingTheFormAndLockingForgetThem() {
        start();
        QTRY_VERIFY(!pictureOfQuestion().isEmpty());
        const auto address = pictureOfQuestion();
        form().leave();
        QVERIFY(drawn(address).isNull());
        start();
        QTRY_VERIFY(!pictureOfQuestion().isEmpty());
        m_world->app().lock();
        QVERIFY(drawn(address).isNull());
    }
};

QTEST_MAIN(tst_form_pictures)
#include "tst_form_pictures.moc"
