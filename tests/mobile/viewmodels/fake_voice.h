// A voice without sound: it speaks English and remembers what it was asked to say.
#pragma once

#include "mobile/platform/voice.h"

#include <QStringList>

namespace waymark::tests {

class FakeVoice : public mobile::Voice {
public:
    QStringList languages{QStringLiteral("en")};
    QStringList said;

    bool speaks(const QString& language) override { return languages.contains(language); }
    void say(const QString& text, const QString& language) override {
        if (!speaks(language)) return;
        said.append(text);
        m_speaking = true;
        emit changed();
    }
    void stop() override { end(); }
    bool isSpeaking() const override { return m_speaking; }

    /// It has come to the end of what it had to say.
    void end() {
        m_speaking = false;
        emit changed();
    }

private:
    bool m_speaking = false;
};

}  // namespace waymark::tests
