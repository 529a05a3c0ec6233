// What was answered, read later: in the order and the words of the questionnaire, with its pictures and sounds, also when they were made on another
// tablet.
#include "sync/service/store/blobs.h"
#include "sync/service/store/store.h"
#include "tests/mobile/viewmodels/app_world.h"

#include <QBuffer>

using namespace waymark;
using namespace waymark::tests;
using base::Json;

namespace {

Json home() {
    return Json::parse(R"x({"format": 1, "kind": "form", "sheets": {
        "survey": [["type", "name", "label::English (en)", "label::Cymraeg (cy)", "relevant", "default", "calculation"],
            ["note", "hello", "Hello", "Helo"],
            ["text", "town", "Which town?", "Pa dref?"],
            ["select_multiple fruits", "liked", "Which do you like?", "Pa rai?"],
            ["text", "why", "Why ${town}?", "Pam?", "${town} != ''"],
            ["begin_repeat", "child", "Child", "Plentyn"],
            ["text", "name", "What is the child called?", "Enw?"],
            ["end_repeat"],
            ["date", "moved", "When did you move in?", "Pryd?"],
            ["image", "photo", "A photo of the room", "Llun"],
            ["audio", "sound", "Say it", "Dywedwch"],
            ["text", "usual", "As always", "Fel arfer", "", "the usual"],
            ["text", "spring", "What grows?", "Beth?", "today() < date('2026-06-01')"],
            ["calculate", "letters", "", "", "", "", "string-length(${town})"]],
        "choices": [["list_name", "name", "label"], ["fruits", "apple", "Apple"], ["fruits", "pear", "Pear"]],
        "settings": [["form_title", "form_id", "version", "default_language"], ["A home", "a_home", "1", "English (en)"]]}})x");
}

}  // namespace

class tst_answers : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_form;

    mobile::AnswersModel& given() { return *m_world->app().answers(); }
    std::string organisation() { return domain::organisationStream(m_world->service.organisation()); }
    std::string answered(const std::string& instrument, const Json& answers, const std::string& language = "en", base::Millis finished = 0) {
        return m_world->service.set(m_world->caseStream(), "response",
                                    {{"person", "person:" + m_parent}, {"instrument", "instrument:" + instrument}, {"point", "baseline"}, {"respondent", "self"}, {"help", "none"},
                                     {"language", language}, {"answers", answers}, {"finished", finished > 0 ? finished : m_world->clock.wallMs()}});
    }
    QString lines() {
        QStringList out;
        for (const auto& one : given().answers()) {
            const auto answer = one.toMap();
            const auto words = answer.value("words").toString().isEmpty() ? answer.value("kind").toString() : answer.value("words").toString();
            out.append(answer.value("where").toString() + answer.value("text").toString() + " " + words);
        }
        return out.join('\n');
    }
    QVariantMap line(const QString& key) {
        for (const auto& one : given().answers())
            if (one.toMap().value("key") == key) return one.toMap();
        return {};
    }
    /// Whether the tablet has heard of it.
    bool comes(const std::string& response) {
        return m_world->sync() && QTest::qWaitFor([&] { return m_world->bridge().mirror().find("response", response) != nullptr; });
    }
    bool open(const std::string& response) {
        if (!comes(response)) return false;
        given().open(QString::fromStdString(response));
        return given().active();
    }
    domain::BlobRef atTheService(const QByteArray& bytes, const std::string& media) {
        const domain::BlobRef blob{domain::blobHash(bytes.toStdString()), media, bytes.size()};
        const auto kept = m_world->service.store().write([&](service::WriteTransaction& tx) -> base::Result<void> {
            tx.blobs().keep({m_world->caseStream(), blob.sha256}, bytes.toStdString(), "another", m_world->clock.wallMs());
            return {};
        });
        if (!kept) qFatal("no blob");
        return blob;
    }
    static QByteArray photo() {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "jpeg");
        return bytes;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        m_form = m_world->service.set(organisation(), "instrument", {{"family", "a_home"}, {"version", 1}, {"status", "published"}, {"definition", home()}});
        QVERIFY(m_world->enrolAs(m_world->samina));
    }
    void cleanup() { m_world.reset(); }

    void theAnswersOfAFormAreInItsOrderAndItsWords() {
        const auto response = answered(m_form, {{"child[1]/name", "Ana"}, {"child[2]/name", "Ben"}, {"liked", "pear apple"}, {"moved", "2019-03-07"}, {"town", "Leeds"}, {"why", "The hills"}});
        QVERIFY(open(response));
        QCOMPARE(given().title(), "A home");
        QCOMPARE(given().detail(), "Yasmin Akhtar, Start, 21 November 2026");
        // Nothing that was not answered, not even what would be filled in by itself.
        QCOMPARE(lines(), "Which town? Leeds\nWhich do you like? Pear, Apple\nWhy Leeds? The hills\nChild 1What is the child called? Ana\nChild 2What is the child called? Ben\n"
                          "When did you move in? 7 March 2019");
    }

    void theyAreInTheLanguageInWhichTheyWereGiven() {
        QVERIFY(open(answered(m_form, {{"town", "Caerdydd"}}, "cy")));
        QCOMPARE(lines(), "Pa dref? Caerdydd");
    }

    void whatWasAskedThenIsReadNow() {
        constexpr base::Millis kFirstOfMarch = 1'772'359'200'000;  // 2026-03-01T10:00:00Z
        QVERIFY(open(answered(m_form, {{"spring", "Tulips"}}, "en", kFirstOfMarch)));
        QCOMPARE(given().detail(), "Yasmin Akhtar, Start, 1 March 2026");
        QCOMPARE(lines(), "What grows? Tulips");
    }

    void whatMeetsNoQuestionComesLastByItsName() {
        QVERIFY(open(answered(m_form, {{"town", "Leeds"}, {"letters", "5"}, {"household/old_name[2]", "Ash"}, {"spring", "Tulips"}})));
        QCOMPARE(lines(), "Which town? Leeds\nOther answershousehold, old name 2 Ash\nOther answersspring Tulips");
    }

    void theAnswersAreReadWithoutTheirQuestionnaire() {
        QVERIFY(open(answered("6f1c2a34-0000-4000-8000-000000000001", {{"town", "Leeds"}})));
        QCOMPARE(lines(), "Other answerstown Leeds");
    }

    void aRecordThatNamesTheFourBillionthChildIsReadAllTheSame_data() {
        QTest::addColumn<QString>("number");
        QTest::newRow("more than anybody has") << "6000";
        QTest::newRow("four billion") << "4000000000";
    }
    void aRecordThatNamesTheFourBillionthChildIsReadAllTheSame() {
        QFETCH(QString, number);
        QVERIFY(open(answered(m_form, {{"child[1]/name", "Ana"}, {"child[" + number.toStdString() + "]/name", "Nobody"}})));
        QCOMPARE(lines(), QString("Child 1What is the child called? Ana\nOther answerschild %1, name Nobody").arg(number));
    }

    void theAnswersOfOurOwnQuestionnairesHaveTheirLabels() {
        std::string steps;
        for (const auto& one : m_world->bridge().mirror().all("instrument"))
            if (mobile::read::text(one, "family") == "family_steps") steps = one->key.id;
        QVERIFY(!steps.empty());
        QVERIFY(open(answered(steps, {{"q1", 4}, {"q2", {{"missing", "refused"}}}})));
        QCOMPARE(given().answers().size(), 2);
        QVERIFY(lines().contains("Mostly true"));
        QVERIFY(lines().contains("Rather not say"));  // as it stands on the questionnaire
    }

    void aPhotoOfAnotherTabletComesWithTheNextSync() {
        const auto blob = atTheService(photo(), "image/jpeg");
        const auto response = answered(m_form, {{"photo", domain::toJson(blob)}});
        QVERIFY(comes(response));
        m_world->service.setOnline(false);
        given().open(QString::fromStdString(response));
        QTRY_COMPARE(line("/data/photo").value("state").toString(), "coming");
        QCOMPARE(line("/data/photo").value("kind").toString(), "picture");
        m_world->service.setOnline(true);
        m_world->app().sync()->syncNow();
        QTRY_COMPARE(line("/data/photo").value("state").toString(), "");
        QTRY_VERIFY(given().media()->pictures().value(line("/data/photo").value("name").toString()).toString().startsWith("data:image/jpeg"));
        given().close();
        QVERIFY(given().media()->pictures().isEmpty());
    }

    void aSoundOfAnotherTabletIsHeardWhenItHasCome() {
        const auto blob = atTheService("sound 16000 2x5 1x7", "audio/ogg");
        QVERIFY(open(answered(m_form, {{"sound", domain::toJson(blob)}})));
        QTRY_COMPARE(line("/data/sound").value("state").toString(), "coming");
        QVERIFY(m_world->sync());
        QTRY_COMPARE(line("/data/sound").value("state").toString(), "");
        QTRY_VERIFY2([this] {
            given().play("/data/sound");
            return QTest::qWaitFor([this] { return m_world->media.played.size() == 3; }, 500);
        }(), "it is heard");
        QTRY_COMPARE(given().media()->state(), "playing");
        given().play("/data/sound");
        QCOMPARE(given().media()->state(), "");
    }

    void aSoundThatCannotBeReadIsSaid() {
        const auto blob = atTheService("sound 16000 2x5 1x7", "audio/ogg");
        QVERIFY(open(answered(m_form, {{"sound", domain::toJson(blob)}})));
        given().play("/data/sound");
        QTRY_COMPARE(given().media()->problem(), "The sound cannot be opened here.");
        QCOMPARE(given().media()->key(), "/data/sound");
    }

    void whatCannotBeOpenedIsSaid() {
        const auto bytes = QByteArray("not a picture");
        QVERIFY(open(answered(m_form, {{"photo", domain::toJson(atTheService(bytes, "image/jpeg"))}})));
        const auto name = line("/data/photo").value("name").toString();
        QTRY_COMPARE(line("/data/photo").value("state").toString(), "coming");
        QVERIFY(m_world->sync());
        QTRY_VERIFY(given().media()->shows(name));
        QCOMPARE(given().media()->pictures().value(name).toString(), "");
    }

    void theAppComesBackToTheAnswers() {
        const auto response = answered(m_form, {{"town", "Leeds"}});
        QVERIFY(comes(response));
        m_world->app().person()->open(QString::fromStdString(m_parent));
        given().open(QString::fromStdString(response));
        m_world->app().setPlace("answers");
        QVERIFY(m_world->settled());
        m_world->stop();
        m_world->start();
        QVERIFY(m_world->unlockAs(m_world->samina));
        QTRY_COMPARE(m_world->app().place(), "answers");
        QCOMPARE(lines(), "Which town? Leeds");
        m_world->app().setPlace("person");
        QVERIFY(!given().active());
    }

    void thePersonsPageLeadsToThem() {
        const auto response = answered(m_form, {{"town", "Leeds"}});
        QVERIFY(comes(response));
        m_world->app().person()->open(QString::fromStdString(m_parent));
        QTRY_COMPARE(m_world->app().person()->questionnaires().size(), 1);
        QCOMPARE(m_world->app().person()->questionnaires().at(0).toMap().value("responseId").toString(), QString::fromStdString(response));
    }
};

QTEST_MAIN(tst_answers)
#include "tst_answers.moc"
