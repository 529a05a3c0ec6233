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
    DeviceLoudspeaker(const QAudioFormat& format, Samples samples, std::function<void()> onEnd)
        : m_samples(std::move(samples)), m_sink(QMediaDevices::defaultAudioOutput(), format), m_onEnd(std::move(onEnd)) {
        m_buffer.setData(QByteArray::fromRawData(reinterpret_cast<const char*>(m_samples.values.data()),
                                                 static_cast<qsizetype>(m_samples.values.size() * sizeof(std::int16_t))));
        m_buffer.open(QIODevice::ReadOnly);
        QObject::connect(&m_sink, &QAudioSink::stateChanged, &m_buffer, [this](QAudio::State state) {
            // Idle: all was played, or nothing more can be.
            if (state != QAudio::IdleState && state != QAudio::StoppedState) return;
            if (auto onEnd = std::exchange(m_onEnd, {})) QTimer::singleShot(0, &m_buffer, std::move(onEnd));
        });
        m_sink.start(&m_buffer);
    }
    ~DeviceLoudspeaker() override {
        m_onEnd = {};
        m_sink.stop();
    }

private:
    Samples m_samples;
    QBuffer m_buffer;
    QAudioSink m_sink;
    std::function<void()> m_onEnd;
};

}  // namespace

std::unique_ptr<Running> openLoudspeaker(Samples samples, std::function<void()> onEnd) {
    QAudioFormat format;
    format.setSampleRate(samples.rate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    if (QMediaDevices::defaultAudioOutput().isNull()) {
        QTimer::singleShot(0, std::move(onEnd));
        return std::make_unique<Running>();
    }
    return std::make_unique<DeviceLoudspeaker>(format, std::move(samples), std::move(onEnd));
}

}  // namespace waymark::mobile
