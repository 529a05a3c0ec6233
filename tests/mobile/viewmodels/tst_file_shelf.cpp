// The pictures and sounds of a device that somebody may choose from.
#include "mobile/viewmodels/file_shelf.h"

#include <QDateTime>
#include <QDir>
#include <QImage>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace waymark;

class tst_file_shelf : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    void put(const QString& name, int daysAgo, const QByteArray& content = {}) {
        const auto path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        if (content.isEmpty()) {
            QImage image(400, 300, QImage::Format_RGB32);
            image.fill(Qt::red);
            QVERIFY(image.save(path, "jpeg"));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Append));
        file.write(content);
        QVERIFY(file.flush());
        QVERIFY(file.setFileTime(QDateTime(QDate(2026, 11, 22), QTime(10, 2)).addDays(-daysAgo), QFileDevice::FileModificationTime));
    }
    std::unique_ptr<mobile::FileShelf> shelf(bool sounds) {
        auto made = std::make_unique<mobile::FileShelf>();
        made->setProperty("folders", QStringList{m_folder->path(), m_folder->filePath("phone"), m_folder->filePath("nowhere")});
        made->setProperty("sounds", sounds);
        made->classBegin();
        made->componentComplete();
        return QTest::qWaitFor([&made] { return !made->isLooking(); }) ? std::move(made) : nullptr;
    }
    static QVariantMap row(mobile::FileShelf& shelf, int at) { return shelf.files()->get(at).value("modelData").toMap(); }
    static QString names(mobile::FileShelf& shelf) {
        QStringList out;
        for (int at = 0; at < shelf.files()->count(); ++at)
            out.append(row(shelf, at).value("name").toString());
        return out.join(' ');
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void theNewestComeFirstEachOnceWithASmallPicture() {
        put("old.jpg", 9);
        put("phone/new.JPG", 1);
        put("phone/deep/middle.png", 3, "no picture at all");
        put("letter.txt", 0, "Dear all");
        const auto made = shelf(false);
        QVERIFY(made);
        QCOMPARE(names(*made), "new.JPG middle.png old.jpg");
        QCOMPARE(row(*made, 0).value("when").toString(), "21 November 2026, 10:02");
        QCOMPARE(row(*made, 0).value("url").toUrl(), QUrl::fromLocalFile(m_folder->filePath("phone/new.JPG")));
        QTRY_VERIFY(row(*made, 0).value("picture").toString().startsWith("data:image/jpeg"));
        QCOMPARE(row(*made, 1).value("picture").toString(), "");
    }

    void soundsAreSoundsAndManyAreCutOff() {
        for (int i = 0; i < 40; ++i)
            put(QString("song %1.mp3").arg(i), i, "no sound at all");
        put("hall.jpg", 0);
        const auto made = shelf(true);
        QVERIFY(made);
        QCOMPARE(made->files()->count(), 24);
        QCOMPARE(row(*made, 0).value("name").toString(), "song 0.mp3");
    }

    void whoeverHasChosenDoesNotWaitForTheSmallPictures() {
        for (int i = 0; i < 5; ++i)
            put(QString("photo %1.jpg").arg(i), i);
        mobile::FileShelf made;
        made.setProperty("folders", QStringList{m_folder->path()});
        // From when they are found, nothing runs where a chosen picture is made ready.
        auto* pool = QThreadPool::globalInstance();
        int taken = 0;
        const auto giveBack = qScopeGuard([&] {
            for (; taken > 0; --taken)
                pool->releaseThread();
        });
        connect(&made, &mobile::FileShelf::lookingChanged, this, [&] {
            for (; taken < pool->maxThreadCount(); ++taken)
                pool->reserveThread();
        });
        made.classBegin();
        made.componentComplete();
        QTRY_VERIFY(row(made, 4).value("picture").toString().startsWith("data:image/jpeg"));
    }

    void whereThereIsNothingItIsSaidSo() {
        const auto made = shelf(false);
        QVERIFY(made);
        QCOMPARE(made->files()->count(), 0);
    }
};

QTEST_MAIN(tst_file_shelf)
#include "tst_file_shelf.moc"
