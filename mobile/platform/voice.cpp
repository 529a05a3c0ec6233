#include "mobile/platform/voice.h"

#include <QLocale>
#include <QTextToSpeech>

#include <algorithm>
#include <map>
#include <vector>

namespace waymark::mobile {

namespace {

// What Debian's engines speak at 0 is brisk for a hall; a little slower is understood by more people.
constexpr double kRate = -0.15;

/// How well an engine's locale speaks a language: 0 not at all, 2 as it is spoken here.
int fitness(const QLocale& locale, const QLocale& wanted) {
    if (locale.language() != wanted.language()) return 0;
    return locale.territory() == QLocale().territory() ? 2 : 1;
}

class SystemVoice : public Voice {
public:
    bool speaks(const QString& language) override { return engineFor(language) != nullptr; }

    void say(const QString& text, const QString& language) override {
        stop();
        auto* engine = engineFor(language);
        if (!engine || text.isEmpty()) return;
        m_current = engine;
        engine->setLocale(bestLocale(*engine, language));
        engine->setRate(kRate);
        engine->say(text);
    }

    void stop() override {
        if (m_current && m_current->state() != QTextToSpeech::Ready) m_current->stop();
    }

    bool isSpeaking() const override { return m_current && m_current->state() == QTextToSpeech::Speaking; }

private:
    void startEngines() {
        if (std::exchange(m_started, true)) return;
        auto names = QTextToSpeech::availableEngines();
        names.removeAll(QStringLiteral("mock"));  // Qt's own stand-in for its tests
        // The speech dispatcher knows more languages than the small engine that is built in.
        std::stable_partition(names.begin(), names.end(), [](const QString& name) { return name == QLatin1String("speechd"); });
        for (const auto& name : names) {
            auto engine = std::make_unique<QTextToSpeech>(name);
            if (engine->state() == QTextToSpeech::Error) continue;
            connect(engine.get(), &QTextToSpeech::stateChanged, this, &Voice::changed);
            m_engines.push_back(std::move(engine));
        }
    }

    static QLocale bestLocale(const QTextToSpeech& engine, const QString& language) {
        const QLocale wanted(language);
        const auto locales = engine.availableLocales();
        const auto best = std::max_element(locales.begin(), locales.end(), [&wanted](const QLocale& a, const QLocale& b) {
            return fitness(a, wanted) < fitness(b, wanted);
        });
        return best != locales.end() && fitness(*best, wanted) > 0 ? *best : QLocale::c();
    }

    QTextToSpeech* engineFor(const QString& language) {
        if (language.isEmpty()) return nullptr;
        startEngines();
        for (const auto& engine : m_engines)
            if (engine->state() != QTextToSpeech::Error && bestLocale(*engine, language) != QLocale::c()) return engine.get();
        return nullptr;
    }

    bool m_started = false;
    std::vector<std::unique_ptr<QTextToSpeech>> m_engines;
    QTextToSpeech* m_current = nullptr;
};

}  // namespace

std::unique_ptr<Voice> systemVoice() { return std::make_unique<SystemVoice>(); }

}  // namespace waymark::mobile
