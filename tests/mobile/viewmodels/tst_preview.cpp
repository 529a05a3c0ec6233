// Questionnaires from files, shown as families would see them. The forms of others lie outside the repository: WAYMARK_FORMS_DIR names them.
#include "mobile/viewmodels/preview_model.h"
#include "mobile/viewmodels/imported_form.h"

#include "shared/questionnaire/shipped.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;

namespace {

constexpr base::Millis kNow = 1'795'255'200'000;  // 2026-11-21T10:00:00Z

/// Kinds that QuestionView.qml draws, and those that it tells.
const QSet<QString> kDrawn = {"text", "number", "date", "time", "date_time", "choice", "choices", "rank", "range", "note", "acknowledge", "picture",
                              "signature", "audio", "video", "file", "barcode", "place", "likert", "yes_no", "ten_point", "faces"};

}  // namespace

class tst_preview : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;

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
        auto model = mobile::PreviewModel::open(written("own.json", std::string(shipped.definition)), kNow, "Europe/London");
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

    void whatIsNoQuestionnaireIsSaid() {
        QCOMPARE(mobile::PreviewModel::open(m_directory.filePath("nowhere.xlsx"), kNow, "UTC").error().code, base::ErrorCode::NotFound);
        QVERIFY(!mobile::PreviewModel::open(written("words.xml", "some words"), kNow, "UTC").ok());
        QVERIFY(!mobile::PreviewModel::open(written("half.json", "{"), kNow, "UTC").ok());
    }

    void theFormsOfOthersAreShownWithoutAnUnknownKind() {
        const auto folder = qEnvironmentVariable("WAYMARK_FORMS_DIR");
        if (folder.isEmpty()) QSKIP("WAYMARK_FORMS_DIR is not set: the forms of others were not shown");
        const auto files = QDir(folder).entryList({"*.xlsx"}, QDir::Files);
        QVERIFY(!files.isEmpty());
        int pages = 0;
        for (const auto& file : files) {
            auto model = mobile::PreviewModel::open(folder + '/' + file, kNow, "Europe/London");
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
