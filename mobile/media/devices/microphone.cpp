// What the microphone hears, in memory. QMediaRecorder of Qt 6.4 writes files only, so it is not used (docs/adr/0023).
#include "mobile/media/devices/device_kit.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSource>
#include <QMediaDevices>
#include <QTimer>

#include <cstring>
#include <optional>

namespace waymark::mobile {

namespace {

constexpr int kBeatMs = 100;

/// One that Opus knows, in 16 bits: a voice needs 16,000 samples a second.
std::optional<QAudioFormat> formatOf(const QAudioDevice& device) {
    for (const int rate : {16'000, 48'000, 44'100})
        for (const int channels : {1, 2}) {
            QAudioFormat format;
            format.setSampleRate(rate);
            format.setChannelCount(channels);
            format.setSampleFormat(QAudioFormat::Int16);
            if (device.isFormatSupported(format)) return format;
        }
    return std::nullopt;
}

class DeviceMicrophone : public Running {
public:
    DeviceMicrophone(const QAudioDevice& device, const QAudioFormat& format, std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble)
        : m_source(device, format), m_format(format), m_onHeard(std::move(onHeard)), m_onTrouble(std::move(onTrouble)) {
        m_stream = m_source.start();
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] { hear(); });
        m_beat.start(kBeatMs);
    }
    /// The last word was spoken since the last beat.
    ~DeviceMicrophone() override {
        m_beat.stop();
        if (m_stream && m_onTrouble) pass();
        m_source.stop();
    }

private:
    void hear() {
        if (!m_stream || m_source.error() == QAudio::OpenError || m_source.error() == QAudio::FatalError || m_source.error() == QAudio::IOError) {
            m_beat.stop();
            if (const auto onTrouble = std::exchange(m_onTrouble, {})) onTrouble();
            return;
        }
        pass();
    }

    void pass() {
        m_bytes += m_stream->readAll();
        const auto channels = static_cast<std::size_t>(m_format.channelCount());
        const auto frames = static_cast<std::size_t>(m_bytes.size()) / (sizeof(std::int16_t) * channels);
        if (frames == 0) return;
        Samples heard{m_format.sampleRate(), std::vector<std::int16_t>(frames)};
        for (std::size_t i = 0; i < frames; ++i) {
            int sum = 0;
            for (std::size_t channel = 0; channel < channels; ++channel) {
                std::int16_t value = 0;
                std::memcpy(&value, m_bytes.constData() + (i * channels + channel) * sizeof value, sizeof value);
                sum += value;
            }
            heard.values[i] = static_cast<std::int16_t>(sum / static_cast<int>(channels));
        }
        m_bytes.remove(0, static_cast<qsizetype>(frames * channels * sizeof(std::int16_t)));
        m_onHeard(heard);
    }

    QAudioSource m_source;
    QAudioFormat m_format;
    QIODevice* m_stream = nullptr;  ///< of the source
    QByteArray m_bytes;
    QTimer m_beat;
    std::function<void(const Samples&)> m_onHeard;
    std::function<void()> m_onTrouble;
};

}  // namespace

std::unique_ptr<Running> openMicrophone(std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble) {
    const auto device = QMediaDevices::defaultAudioInput();
    const auto format = formatOf(device);
    if (!format) {
        QTimer::singleShot(0, std::move(onTrouble));
        return std::make_unique<Running>();
    }
    return std::make_unique<DeviceMicrophone>(device, *format, std::move(onHeard), std::move(onTrouble));
}

}  // namespace waymark::mobile
