// One folder that its user alone can read, and one app at a time in it.
#include "mobile/platform/data_directory.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using mobile::DataDirectory;

class tst_data_directory : public QObject {
    Q_OBJECT

private slots:
    void theFolderIsMadeForItsOwnerAlone() {
        QTemporaryDir place;
        const auto opened = DataDirectory::open(place.filePath("a/b"));
        QVERIFY(opened.ok());
        const auto shared = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther |
                            QFileDevice::WriteOther | QFileDevice::ExeOther;
        QVERIFY(!(QFileInfo(place.filePath("a/b")).permissions() & shared));
    }

    void aSecondAppIsTurnedAwayUntilTheFirstEnds() {
        QTemporaryDir place;
        auto first = DataDirectory::open(place.path());
        QVERIFY(first.ok());
        QCOMPARE(DataDirectory::open(place.path()).error().code, base::ErrorCode::Busy);
        first.value().reset();
        QVERIFY(DataDirectory::open(place.path()).ok());
    }

    void aFileInTheWayIsSaid() {
        QTemporaryDir place;
        QFile file(place.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(DataDirectory::open(place.filePath("file/data")).error().code, base::ErrorCode::Storage);
    }
};

QTEST_GUILESS_MAIN(tst_data_directory)
#include "tst_data_directory.moc"
