// Plays a sound from memory.
#include "mobile/media/devices/device_kit.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QBuffer>
#include <QMediaDevices>
#include <QTimer>

namespace waymark::mobile {

namespace {

class DeviceLoudspeaker : public Running {
public:
    DeviceLoudspeaker(const QAudioFormat& format, Samples samples, std::function<void(bool heard)> onEnd)
        : m_samples(std::move(samples)), m_sink(QMediaDevices::defaultAudioOutput(), format), m_onEnd(std::move(onEnd)) {
        m_buffer.setData(QByteArray::fromRawData(reinterpret_cast<const char*>(m_samples.values.data()),
                                                 static_cast<qsizetype>(m_samples.values.size() * sizeof(std::int16_t))));
        m_buffer.open(QIODevice::ReadOnly);
        QObject::connect(&m_sink, &QAudioSink::stateChanged, &m_buffer, [this](QAudio::State state) {
            // Idle: all was played, or nothing more can be.
            if (state == QAudio::IdleState || state == QAudio::StoppedState) end();
        });
        m_sink.start(&m_buffer);
        if (m_sink.error() != QAudio::NoError) end();
    }
    ~DeviceLoudspeaker() override {
        m_onEnd = {};
        m_sink.stop();
    }

private:
    /// Later: not from within the sink, which goes by it. Running dry at the end is no trouble.
    void end() {
        const bool heard = m_sink.error() == QAudio::NoError || m_sink.error() == QAudio::UnderrunError;
        if (auto onEnd = std::exchange(m_onEnd, {})) QTimer::singleShot(0, &m_buffer, [heard, onEnd = std::move(onEnd)] { onEnd(heard); });
    }

    Samples m_samples;
    QBuffer m_buffer;
    QAudioSink m_sink;
    std::function<void(bool heard)> m_onEnd;
};

}  // namespace

std::unique_ptr<Running> openLoudspeaker(Samples samples, std::function<void(bool heard)> onEnd) {
    QAudioFormat format;
    format.setSampleRate(samples.rate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    if (QMediaDevices::defaultAudioOutput().isNull()) {
        QTimer::singleShot(0, [onEnd = std::move(onEnd)] { onEnd(false); });
        return std::make_unique<Running>();
    }
    return std::make_unique<DeviceLoudspeaker>(format, std::move(samples), std::move(onEnd));
}

}  // namespace waymark::mobile
