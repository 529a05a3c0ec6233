// The exact place that Qt's source of places would leave behind in the clear.
#include "mobile/platform/last_place.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using mobile::forgetLastPlace;

class tst_last_place : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_shared;

    QString path() const { return m_shared->filePath("qtposition-geoclue2"); }
    static bool write(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write("52.463416 -1.821128") > 0;
    }

private slots:
    void init() { m_shared = std::make_unique<QTemporaryDir>(); }

    void whatWasLeftIsGoneAndNothingCanBeLeftAgain_data() {
        QTest::addColumn<bool>("before");
        QTest::newRow("a file of an earlier version") << true;
        QTest::newRow("nothing yet") << false;
    }
    void whatWasLeftIsGoneAndNothingCanBeLeftAgain() {
        QFETCH(bool, before);
        if (before) QVERIFY(write(path()));
        for (int start = 0; start < 2; ++start) {
            forgetLastPlace(path());
            QVERIFY(QFileInfo(path()).isDir() && QDir(path()).isEmpty());
            QVERIFY(!write(path()));
            QVERIFY(!QFile(path()).open(QIODevice::ReadOnly));
        }
    }

    void aLinkGoesAndWhatItLeadsToStays() {
        QVERIFY(write(m_shared->filePath("other")));
        QVERIFY(QFile::link(m_shared->filePath("other"), path()));
        forgetLastPlace(path());
        QVERIFY(QFile::exists(m_shared->filePath("other")));
        QVERIFY(!QFileInfo(path()).isSymLink() && QFileInfo(path()).isDir());
    }

    void whatCannotBeDoneIsPassedOver() {
        forgetLastPlace({});
        forgetLastPlace(m_shared->filePath("no/such/folder/qtposition-geoclue2"));
        QVERIFY(!QFile::exists(m_shared->filePath("no")));
    }

    void itIsWhereTheSourceLooks() {
        QStandardPaths::setTestModeEnabled(true);
        QCOMPARE(mobile::lastPlacePath(), QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/qtposition-geoclue2");
    }
};

QTEST_GUILESS_MAIN(tst_last_place)
#include "tst_last_place.moc"
