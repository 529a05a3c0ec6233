// Questionnaires from files, shown as families would see them. The forms of others lie outside the repository: WAYMARK_FORMS_DIR names them.
#include "mobile/viewmodels/preview_model.h"
#include "mobile/viewmodels/imported_form.h"

#include "shared/questionnaire/shipped.h"
#include "tests/mobile/viewmodels/fake_media.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace waymark;

namespace {

constexpr base::Millis kNow = 1'795'255'200'000;  // 2026-11-21T10:00:00Z

/// Kinds that QuestionView.qml draws, and those that it tells.
const QSet<QString> kDrawn = {"text", "number", "date", "time", "date_time", "choice", "choices", "rank", "range", "note", "acknowledge", "picture",
                              "signature", "audio", "video", "file", "barcode", "place", "trace", "outline", "likert", "yes_no", "ten_point", "faces"};

/// An XForm of text questions a, b and c, all needed, with that body.
std::string xform(const std::string& body) {
    std::string binds;
    for (const char* name : {"a", "b", "c"})
        binds += "<bind nodeset=\"/data/" + std::string(name) + "\" type=\"string\" required=\"true()\"/>";
    return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Groups</h:title><model>)"
           R"(<instance><data id="groups"><a/><b/><c/></data></instance>)" + binds + "</model></h:head><h:body>" + body + "</h:body></h:html>";
}

std::string group(const std::string& label, const std::string& inside) {
    return "<group appearance=\"field-list\"><label>" + label + "</label>" + inside + "</group>";
}

std::string question(const std::string& name) { return "<input ref=\"/data/" + name + "\"><label>" + name + "</label></input>"; }

/// A tool of which only numbers are typed; some of them are below zero.
constexpr const char* kNumbers = R"x({"format": 1, "family": "numbers", "version": 1, "equivalence": "numbers/1", "use": "response", "language": "en",
    "languages": {"en": "original"}, "title": {"en": "Numbers"}, "intro": {"en": "Copy them."}, "label": {"en": "Totals"},
    "licence": {"name": "Licence of the owner", "class": "totals", "reference": "an agreement", "expires": "2030-12-31"},
    "respondents": ["worker"], "points": ["baseline"], "read_aloud": "offered", "by_default": false,
    "scales": [{"key": "area", "kind": "numbers", "lowest": -5, "highest": 5}],
    "items": [{"key": "one", "kind": "number", "scale": "area", "text": {"en": "Area 1"}}],
    "scores": {"total": {"key": "total", "title": {"en": "Mean"}, "items": ["one"], "least": 1}}})x";

}  // namespace

class tst_preview : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    tests::FakeMedia m_media;

    QString written(const QString& name, const std::string& content) {
        const auto path = m_directory.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(QByteArray::fromStdString(content));
        return path;
    }

private slots:
    void ourOwnDefinitionIsShownAsTheAppShowsIt() {
        const auto& shipped = questionnaire::shippedInstruments().front();
        auto model = mobile::PreviewModel::open(written("own.json", std::string(shipped.definition)), kNow, "Europe/London", m_media);
        QVERIFY(model.ok());
        auto& form = **model;
        QCOMPARE(form.title(), "Family Steps");
        QCOMPARE(form.watermark(), "Preview: nothing is kept");
        QCOMPARE(form.count(), 12);
        QCOMPARE(form.entry(0).value("kind").toString(), "likert");
        form.answer("q1", 4);
        QCOMPARE(form.entry(0).value("value").toInt(), 4);
        form.goTo(11);
        form.next();
        form.finish();
        QVERIFY(form.isFinished());
        form.leave();
        QCOMPARE(form.index(), 0);
        QVERIFY(!form.entry(0).value("value").isValid());
    }

    void soundsThatLieBesideTheFormAreHeard() {
        written("hello.ogg", "sound 16000 50x7");
        auto model = mobile::PreviewModel::open(written("heard.json", R"x({"format": 1, "kind": "form", "sheets": {
            "survey": [["type", "name", "label", "audio"], ["note", "n", "Hello", "hello.ogg"], ["note", "m", "Hello", "missing.ogg"]], "settings": [["form_id"], ["heard"]]}})x"),
                                                kNow, "Europe/London", m_media);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().detail.c_str());
        auto& form = **model;
        form.listen(form.entry(0).value("sound").toString());
        QTRY_COMPARE(m_media.played, std::vector<std::int16_t>(50, 7));
        form.next();
        QCOMPARE(form.entry(0).value("sound").toString(), "");
    }

    void wordsAreNoNumber() {
        auto model = mobile::PreviewModel::open(written("numbers.json", kNumbers), kNow, "Europe/London", m_media);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().detail.c_str());
        auto& form = **model;
        form.answer("one", "-1");
        QCOMPARE(form.entry(0).value("value").toInt(), -1);
        form.answer("one", "");
        form.answer("one", "often");
        QVERIFY(!form.entry(0).value("value").isValid());
        QCOMPARE(form.entry(0).value("message").toString(), "This has to be a whole number from -5 to 5.");
    }

    void pagesOfGroupsWithoutAPlaceInTheDataAreToldApart() {
        const auto body = group("First", question("a")) + group("Second", question("b") + question("c"));
        auto model = mobile::PreviewModel::open(written("groups.xml", xform(body)), kNow, "Europe/London", m_media);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().detail.c_str());
        auto& form = **model;
        QCOMPARE(form.count(), 2);
        form.next();
        form.next();  // past what is missing
        QCOMPARE(form.index(), 1);
        QCOMPARE(form.entry(2).value("message").toString(), "");
        form.answer("/data/b", "x");
        QCOMPARE(form.index(), 1);
        form.next();
        QCOMPARE(form.index(), 1);  // what is missing here is said here, too
        QVERIFY(!form.atReview());
        QCOMPARE(form.entry(2).value("message").toString(), "This question needs an answer.");
    }

    void whatSharesItsPlaceHasARowOfItsOwn() {
        const auto body = group("All", group("One", question("a")) + group("Two", question("b") + question("a")));
        auto model = mobile::PreviewModel::open(written("shared.xml", xform(body)), kNow, "Europe/London", m_media);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().detail.c_str());
        auto& form = **model;
        QStringList texts;
        for (int row = 0; row < form.entries()->count(); ++row)
            texts.append(form.entry(row).value("text").toString());
        QCOMPARE(texts.join(' '), "All One a Two b a");
        form.answer("/data/a", "x");
        QCOMPARE(form.entry(2).value("value").toString(), "x");
        QCOMPARE(form.entry(5).value("value").toString(), "x");
    }

    void picturesBesideTheFileAreShown() {
        QDir(m_directory.path()).mkpath("pets-media");
        written("cat.png", "a picture");
        written("pets-media/dog.png", "another");
        const auto file = written("pets.json", R"({"format": 1, "kind": "form", "sheets": {"survey": [["type", "name", "label", "image"], ["select_one p", "q", "Which?", "none.png"]],
            "choices": [["list_name", "name", "label", "image"], ["p", "cat", "Cat", "cat.png"], ["p", "dog", "Dog", "dog.png"], ["p", "ant", "Ant", "../pets.json/"]]}})");
        auto model = mobile::PreviewModel::open(file, kNow, "Europe/London", m_media);
        QVERIFY2(model.ok(), model.ok() ? "" : model.error().detail.c_str());
        const auto entry = (*model)->entry(0);
        const auto choices = entry.value("choices").toList();
        QCOMPARE(entry.value("pictureAddress").toString(), "");
        QCOMPARE(choices.at(0).toMap().value("picture").toString(), QUrl::fromLocalFile(m_directory.filePath("cat.png")).toString());
        QCOMPARE(choices.at(1).toMap().value("picture").toString(), QUrl::fromLocalFile(m_directory.filePath("pets-media/dog.png")).toString());
        QCOMPARE(choices.at(2).toMap().value("picture").toString(), "");
        QVERIFY((*model)->problems().join('|').contains("“none.png” does not lie beside the form"));
    }

    void whatIsNoQuestionnaireIsSaid() {
        QCOMPARE(mobile::PreviewModel::open(m_directory.filePath("nowhere.xlsx"), kNow, "UTC", m_media).error().code, base::ErrorCode::NotFound);
        QVERIFY(!mobile::PreviewModel::open(written("words.xml", "some words"), kNow, "UTC", m_media).ok());
        QVERIFY(!mobile::PreviewModel::open(written("half.json", "{"), kNow, "UTC", m_media).ok());
    }

    void theFormsOfOthersAreShownWithoutAnUnknownKind() {
        const auto folder = qEnvironmentVariable("WAYMARK_FORMS_DIR");
        if (folder.isEmpty()) QSKIP("WAYMARK_FORMS_DIR is not set: the forms of others were not shown");
        const auto files = QDir(folder).entryList({"*.xlsx"}, QDir::Files);
        QVERIFY(!files.isEmpty());
        int pages = 0;
        for (const auto& file : files) {
            auto model = mobile::PreviewModel::open(folder + '/' + file, kNow, "Europe/London", m_media);
            QVERIFY2(model.ok(), qPrintable(file));
            auto& form = **model;
            // Through all that is asked as things stand, page by page; what cannot be gone past is gone past at the second try.
            for (int step = 0; form.active() && !form.atReview() && step < 3'000; ++step) {
                ++pages;
                QVERIFY2(form.entries()->count() > 0 || form.count() == 0, qPrintable(file));
                for (int row = 0; row < form.entries()->count(); ++row) {
                    const auto entry = form.entry(row);
                    if (entry.value("entry") != "question") continue;
                    QVERIFY2(kDrawn.contains(entry.value("kind").toString()), qPrintable(file + ": " + entry.value("key").toString() + " is " + entry.value("kind").toString()));
                }
                form.next();
            }
            QVERIFY2(form.atReview(), qPrintable(file));
        }
        qInfo("%d forms, %d pages", static_cast<int>(files.size()), pages);
    }
};

QTEST_GUILESS_MAIN(tst_preview)
#include "tst_preview.moc"
