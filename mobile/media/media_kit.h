// What the device sees and hears with: its camera, its microphone, its loudspeaker, and the formats of sound; and what reads codes. An interface: the real one is
// a plugin of its own (mobile/media/devices), because Qt Multimedia brings fifty libraries along that no start of the app should wait for
// (docs/adr/0023); tests have one without any device. Everything here is in memory: no photo and no sound is ever a file. Screen's thread, but
// for the functions about formats.
#pragma once

#include "mobile/media/code_reader.h"
#include "shared/base/result.h"

#include <QByteArray>
#include <QImage>
#include <QObject>
#include <QString>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace waymark::mobile {

/// The longest sound that is recorded or taken from a file.
inline constexpr int kLongestSoundSeconds = 5 * 60;
/// Of a sound's file that somebody chooses.
inline constexpr qint64 kMostSoundFileBytes = 64 * 1024 * 1024;

/// Sound as it is heard: one channel.
struct Samples {
    int rate = 16'000;  ///< a second
    std::vector<std::int16_t> values;
    int seconds() const { return rate > 0 ? static_cast<int>((values.size() + static_cast<std::size_t>(rate) - 1) / static_cast<std::size_t>(rate)) : 0; }
};

/// Something that is switched on; it ends when this goes.
class Running {
public:
    virtual ~Running() = default;
};

class MediaKit {
public:
    virtual ~MediaKit() = default;

    /// Whether there is one now: it may be plugged in later.
    virtual bool hasCamera() const = 0;
    virtual bool hasMicrophone() const = 0;

    /// What a camera sees, some ten times a second, as large as a photo is kept. `front`: the one that looks at who holds the device, if there is
    /// one. `onTrouble` is called at most once; nothing comes after it.
    virtual std::unique_ptr<Running> watch(bool front, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble) = 0;
    /// What the microphone hears, some ten times a second: the samples since the last call, and the last of them when it is switched off.
    virtual std::unique_ptr<Running> listen(std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble) = 0;
    /// `onEnd` is called once: when all was heard, or, with false, when the device cannot make a sound.
    virtual std::unique_ptr<Running> play(Samples samples, std::function<void(bool heard)> onEnd) = 0;

    // --- any thread --------------------------------------------------------------------------------------------------------------
    /// As it is kept: Ogg with Opus, or with Vorbis at rates that Opus does not know. Errors: Malformed (no sound), Internal.
    virtual base::Result<QByteArray> packed(const Samples& samples) const = 0;
    /// A sound's file: WAV, FLAC, Ogg or MP3, told by what is in it; several channels become one. Errors: Malformed (no sound that can be read here),
    /// TooLarge (the file, or longer than kLongestSoundSeconds).
    virtual base::Result<Samples> unpacked(const QByteArray& file) const = 0;
};

/// The kit as far as the app knows it before it is needed.
class Media {
public:
    virtual ~Media() = default;

    /// Whether it is worth asking: false where there is certainly none. Costs nothing.
    virtual bool mayHaveCamera() const = 0;
    virtual bool mayHaveMicrophone() const = 0;
    /// Loaded at the first call, which takes a moment; null where it is not installed.
    virtual MediaKit* kit() = 0;
    /// What reads the codes in a picture; it may be called on any thread, also when this has gone.
    virtual CodeReader codes() const = 0;
};

/// The device's own: looks for the plugin and for the reader of codes in that folder, or beside the program.
std::unique_ptr<Media> systemMedia(const QString& folder = {});

}  // namespace waymark::mobile

#define WAYMARK_MEDIA_KIT "org.waymark.MediaKit/2"
Q_DECLARE_INTERFACE(waymark::mobile::MediaKit, WAYMARK_MEDIA_KIT)
