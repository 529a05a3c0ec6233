// The plugin of devices is found where the program lies, loaded when it is needed, and missed without harm.
#include "mobile/media/media_kit.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;

class tst_media_kit : public QObject {
    Q_OBJECT

private slots:
    void thePluginOfTheProgramsCanBeUsed() {
        const auto media = mobile::systemMedia(QStringLiteral(WAYMARK_PROGRAMS));
        auto* kit = media->kit();
        QVERIFY(kit);
        QCOMPARE(media->kit(), kit);
        const auto kept = kit->packed({16'000, std::vector<std::int16_t>(16'000, 500)});
        QVERIFY(kept.ok());
        QVERIFY(kit->unpacked(*kept).ok());
        // Whatever this machine has, asking harms nothing.
        static_cast<void>(kit->hasCamera());
        static_cast<void>(kit->hasMicrophone());
    }

    void withoutThePluginThereIsNothingToUse() {
        const QTemporaryDir empty;
        const auto media = mobile::systemMedia(empty.path());
        QVERIFY(!media->kit());
        static_cast<void>(media->mayHaveCamera());
        static_cast<void>(media->mayHaveMicrophone());
    }
};

QTEST_MAIN(tst_media_kit)
#include "tst_media_kit.moc"
