// A camera, a microphone and a loudspeaker without any device: a test says what they see and hear, and which codes are in it. Sounds are kept as
// "sound <rate> <how many>x<value> …".
#pragma once

#include "mobile/media/media_kit.h"

#include <mutex>

namespace waymark::tests {

class FakeMedia : public mobile::Media, public mobile::MediaKit {
public:
    bool camera = true, microphone = true;
    bool installed = true;  ///< false: there is no plugin beside the program
    int loaded = 0;         ///< how often somebody needed it
    bool front = false;     ///< the camera that was asked for
    /// Empty while it is off.
    std::function<void(const QImage&)> see;
    std::function<void(const mobile::Samples&)> hear;
    std::function<void()> breakDown;
    std::vector<std::int16_t> played;
    std::function<void(bool heard)> endOfPlaying;
    mobile::Samples last;                    ///< what the microphone still gives when it is switched off
    std::function<void()> whilePacking;      ///< on the thread that makes a sound ready

    bool mayHaveCamera() const override { return camera; }
    bool mayHaveMicrophone() const override { return microphone; }
    mobile::MediaKit* kit() override {
        ++loaded;
        return installed ? this : nullptr;
    }

    /// What is in whatever is seen, and how often somebody looked.
    struct Codes {
        std::mutex mutex;
        std::vector<mobile::SeenCode> there;
        int looked = 0;
    };
    std::shared_ptr<Codes> codesSeen = std::make_shared<Codes>();
    mobile::CodeReader codes() const override {
        return [all = codesSeen](const QImage&) {
            const std::lock_guard lock(all->mutex);
            ++all->looked;
            return all->there;
        };
    }
    void holdUp(std::vector<mobile::SeenCode> codes) {
        const std::lock_guard lock(codesSeen->mutex);
        codesSeen->there = std::move(codes);
    }
    int looked() const {
        const std::lock_guard lock(codesSeen->mutex);
        return codesSeen->looked;
    }

    bool hasCamera() const override { return camera; }
    bool hasMicrophone() const override { return microphone; }
    std::unique_ptr<mobile::Running> watch(bool ofFront, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble) override {
        front = ofFront;
        see = std::move(onSeen);
        breakDown = std::move(onTrouble);
        return std::make_unique<Switch>([this] { see = {}; });
    }
    std::unique_ptr<mobile::Running> listen(std::function<void(const mobile::Samples&)> onHeard, std::function<void()> onTrouble) override {
        hear = std::move(onHeard);
        breakDown = std::move(onTrouble);
        return std::make_unique<Switch>([this] {
            if (!last.values.empty()) hear(last);
            hear = {};
        });
    }
    std::unique_ptr<mobile::Running> play(mobile::Samples samples, std::function<void(bool heard)> onEnd) override {
        played = std::move(samples.values);
        endOfPlaying = std::move(onEnd);
        return std::make_unique<Switch>([this] { endOfPlaying = {}; });
    }

    base::Result<QByteArray> packed(const mobile::Samples& samples) const override {
        if (whilePacking) whilePacking();
        QByteArray out = "sound " + QByteArray::number(samples.rate);
        for (std::size_t at = 0, same = 0; at < samples.values.size(); at += same, same = 0) {
            while (at + same < samples.values.size() && samples.values[at + same] == samples.values[at])
                ++same;
            out += ' ' + QByteArray::number(qulonglong(same)) + 'x' + QByteArray::number(samples.values[at]);
        }
        return out;
    }
    base::Result<mobile::Samples> unpacked(const QByteArray& file) const override {
        const auto words = file.split(' ');
        if (words.value(0) != "sound") return base::Error{base::ErrorCode::Malformed, "no sound"};
        mobile::Samples samples{words.value(1).toInt(), {}};
        for (const auto& word : words.mid(2))
            samples.values.insert(samples.values.end(), word.split('x').value(0).toULong(), word.split('x').value(1).toShort());
        return samples;
    }

private:
    class Switch : public mobile::Running {
    public:
        explicit Switch(std::function<void()> off) : m_off(std::move(off)) {}
        ~Switch() override { m_off(); }

    private:
        std::function<void()> m_off;
    };
};

}  // namespace waymark::tests
