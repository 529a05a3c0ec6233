// The preview's own window over real files: a small form of every kind here, and the forms of others where WAYMARK_FORMS_DIR names them, gone
// through page by page with real clicks. Nothing may be shown as a kind that nobody knows, and QML may not complain.
#include "mobile/app/preview.h"

#include <QDir>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;

namespace {

QStringList g_complaints;

void listen(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtDebugMsg && type != QtInfoMsg) g_complaints.append(text);
    fprintf(stderr, "%s\n", qPrintable(text));
}

/// Visible items under `root` of that object name.
void collect(QQuickItem* root, const QString& name, QList<QQuickItem*>& out) {
    if (!root->isVisible()) return;
    if (root->objectName() == name) out.append(root);
    for (auto* child : root->childItems())
        collect(child, name, out);
}

QList<QQuickItem*> visible(QQuickWindow& window, const QString& name) {
    QList<QQuickItem*> out;
    collect(window.contentItem(), name, out);
    return out;
}

bool click(QQuickWindow& window, const QString& name) {
    const auto found = visible(window, name);
    if (found.isEmpty()) return false;
    const auto middle = found.constLast()->mapToScene({found.constLast()->width() / 2, found.constLast()->height() / 2});
    QTest::mouseClick(&window, Qt::LeftButton, {}, middle.toPoint());
    return true;
}

constexpr const char* kEveryKind = R"x({"format": 1, "kind": "form", "sheets": {
    "survey": [["type", "name", "label", "appearance", "parameters"],
        ["note", "n", "Hello"], ["text", "t", "Text"], ["text", "l", "Long", "multiline"], ["integer", "i", "Integer"], ["decimal", "d", "Decimal"],
        ["range", "r", "Range", "", "start=0 end=1 step=0.1"], ["range", "ra", "Rating", "rating", "start=1 end=5 step=1"],
        ["date", "da", "Date"], ["date", "dm", "Month", "month-year"], ["date", "dy", "Year", "year"], ["time", "ti", "Time"], ["dateTime", "dt", "Both"],
        ["select_one c", "s1", "One"], ["select_one c", "s2", "Minimal", "minimal"], ["select_one c", "s3", "Columns", "columns-2"],
        ["select_one c", "s4", "Scale", "likert"], ["select_multiple c", "m1", "Many"], ["select_multiple c", "m2", "Many", "minimal"],
        ["rank c", "rk", "Rank"], ["barcode", "b", "Barcode"], ["image", "im", "Photo"], ["image", "sg", "Sign", "signature"], ["audio", "au", "Sound"],
        ["video", "vi", "Film"], ["file", "fi", "File"], ["geopoint", "g", "Place"], ["acknowledge", "ak", "OK"],
        ["begin_group", "gr", "Group", "field-list"], ["text", "g1", "First"], ["text", "g2", "Second"], ["end_group"],
        ["begin_repeat", "re", "Child"], ["text", "re1", "Name"], ["end_repeat"]],
    "choices": [["list_name", "name", "label"], ["c", "a", "A"], ["c", "b", "B"]]}})x";

}  // namespace

class tst_forms_shown : public QObject {
    Q_OBJECT

    /// Through all that is asked as things stand; how many pages that were, or -1 and words.
    int through(const QString& file, QString& wrong) {
        const auto preview = mobile::Preview::launch(file);
        if (!preview) {
            wrong = QString::fromStdString(preview.error().detail);
            return -1;
        }
        auto& form = (*preview)->form();
        auto* window = qobject_cast<QQuickWindow*>((*preview)->engine().rootObjects().constFirst());
        if (!QTest::qWaitForWindowExposed(window)) wrong = "no window";
        int pages = 0;
        for (int step = 0; !form.atReview() && step < 3'000 && wrong.isEmpty(); ++step, ++pages) {
            for (const auto* said : visible(*window, "instead"))
                if (const auto words = said->property("text").toString(); words.contains("cannot be shown")) wrong = words;
            const int before = form.index();
            // What is missing is said once; the second click goes on.
            for (int tries = 0; tries < 2 && form.index() == before && !form.atReview(); ++tries)
                if (!click(*window, "nextButton")) wrong = "no button to go on";
            if (form.index() == before && !form.atReview()) wrong = "it does not go on";
            if (!g_complaints.isEmpty()) wrong = g_complaints.constFirst();
            if (!wrong.isEmpty()) wrong += QStringLiteral(" (page %1)").arg(before + 1);
        }
        return wrong.isEmpty() ? pages : -1;
    }

private slots:
    void init() {
        g_complaints.clear();
        qInstallMessageHandler(listen);
    }
    void cleanup() { qInstallMessageHandler(nullptr); }

    void everyKindHasItsPage() {
        QTemporaryDir directory;
        QFile file(directory.filePath("every_kind.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kEveryKind);
        file.close();
        QString wrong;
        const int pages = through(file.fileName(), wrong);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QCOMPARE(pages, 30);
    }

    void theFormsOfOthersAreShown() {
        const auto folder = qEnvironmentVariable("WAYMARK_FORMS_DIR");
        if (folder.isEmpty()) QSKIP("WAYMARK_FORMS_DIR is not set: the forms of others were not shown");
        const auto files = QDir(folder).entryList({"*.xlsx"}, QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const auto& file : files) {
            QString wrong;
            const int pages = through(folder + '/' + file, wrong);
            QVERIFY2(wrong.isEmpty(), qPrintable(file + ": " + wrong));
            qInfo("%s: %d pages", qPrintable(file), pages);
        }
    }
};

QTEST_MAIN(tst_forms_shown)
#include "tst_forms_shown.moc"
