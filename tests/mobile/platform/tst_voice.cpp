// The platform's voices, as far as a machine without sound can tell: nothing here depends on which engines are installed.
#include "mobile/platform/voice.h"

#include <QLocale>
#include <QTextToSpeech>

#include <QTest>

using namespace waymark::mobile;

class tst_voice : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void withoutAnyPluginItIsThereAndSpeaksNothing() {
        const auto paths = QCoreApplication::libraryPaths();
        QCoreApplication::setLibraryPaths({});
        const auto voice = systemVoice();
        QVERIFY(!voice->speaks("en"));
        voice->say("Nobody hears this.", "en");
        voice->stop();
        QVERIFY(!voice->isSpeaking());
        QCoreApplication::setLibraryPaths(paths);
    }

    void itSpeaksNoLanguageThatNoEngineHas() {
        const auto voice = systemVoice();
        QVERIFY(!voice->speaks(""));
        QVERIFY(!voice->speaks("tlh"));
        voice->say("qo'", "tlh");
        QVERIFY(!voice->isSpeaking());
    }

    void itSpeaksWhatAnInstalledEngineSpeaks() {
        bool some = false;
        auto names = QTextToSpeech::availableEngines();
        names.removeAll("mock");
        for (const auto& name : names) {
            const QTextToSpeech engine(name);
            for (const auto& locale : engine.availableLocales())
                some = some || (engine.state() != QTextToSpeech::Error && locale.language() == QLocale::English);
        }
        QCOMPARE(systemVoice()->speaks("en"), some);
    }
};

QTEST_GUILESS_MAIN(tst_voice)
#include "tst_voice.moc"
