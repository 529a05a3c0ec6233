// Speaks words aloud, where the device has a voice for their language. An interface, so that tests need no sound; the real one is Qt
// TextToSpeech over whatever engines are installed (docs/adr/0014). Owned by the composition root; screen's thread; keeps nothing.
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace waymark::mobile {

class Voice : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Whether there is a voice for this language ("en", "ur"). The first call may take a moment: engines are started by it.
    virtual bool speaks(const QString& language) = 0;
    /// Speaks, and leaves off whatever it was saying before. Nothing happens if there is no voice for the language.
    virtual void say(const QString& text, const QString& language) = 0;
    virtual void stop() = 0;
    virtual bool isSpeaking() const = 0;

signals:
    /// Speaking has begun or ended.
    void changed();
};

/// The platform's voices. Without an engine, or without its plugin, it is there and speaks no language.
std::unique_ptr<Voice> systemVoice();

}  // namespace waymark::mobile
