// Frames of the camera, as pictures in memory. A photo is the frame that was seen last, so nothing asks Qt for a file.
#include "mobile/media/devices/device_kit.h"

#include <QCamera>
#include <QCameraDevice>
#include <QElapsedTimer>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoFrame>
#include <QVideoSink>

#include <algorithm>
#include <cstdlib>

namespace waymark::mobile {

namespace {

constexpr int kWantedSide = 1600;  // as a photo is kept
constexpr qint64 kBetweenFramesMs = 80;  // of two frames that are looked at: each is turned into a picture

QCameraDevice deviceFor(bool front) {
    for (const auto& one : QMediaDevices::videoInputs())
        if (front == (one.position() == QCameraDevice::FrontFace) && one.position() != QCameraDevice::UnspecifiedPosition) return one;
    return QMediaDevices::defaultVideoInput();
}

/// The smallest that is no smaller than a photo is kept, else the largest.
QCameraFormat formatOf(const QCameraDevice& device) {
    QCameraFormat best;
    const auto side = [](const QCameraFormat& one) { return std::max(one.resolution().width(), one.resolution().height()); };
    for (const auto& one : device.videoFormats()) {
        const int its = side(one), bests = best.isNull() ? 0 : side(best);
        const bool better = bests < kWantedSide ? its > bests : its >= kWantedSide && its < bests;
        if (best.isNull() || better) best = one;
    }
    return best;
}

class DeviceCamera : public Running {
public:
    DeviceCamera(const QCameraDevice& device, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble)
        : m_camera(device), m_onSeen(std::move(onSeen)), m_onTrouble(std::move(onTrouble)) {
        if (const auto format = formatOf(device); !format.isNull()) m_camera.setCameraFormat(format);
        m_session.setCamera(&m_camera);
        m_session.setVideoSink(&m_sink);
        QObject::connect(&m_sink, &QVideoSink::videoFrameChanged, &m_sink, [this](const QVideoFrame& frame) { see(frame); });
        QObject::connect(&m_camera, &QCamera::errorOccurred, &m_sink, [this] { tell(); });
        m_camera.start();
    }
    ~DeviceCamera() override { m_camera.stop(); }

private:
    void see(const QVideoFrame& frame) {
        if (m_last.isValid() && m_last.elapsed() < kBetweenFramesMs) return;
        m_last.start();
        if (const auto seen = frame.toImage(); !seen.isNull() && m_onSeen) m_onSeen(seen);
    }

    void tell() {
        if (const auto onTrouble = std::exchange(m_onTrouble, {})) onTrouble();
    }

    QCamera m_camera;
    QMediaCaptureSession m_session;
    QVideoSink m_sink;
    QElapsedTimer m_last;
    std::function<void(const QImage&)> m_onSeen;
    std::function<void()> m_onTrouble;
};

}  // namespace

std::unique_ptr<Running> openCamera(bool front, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble) {
    return std::make_unique<DeviceCamera>(deviceFor(front), std::move(onSeen), std::move(onTrouble));
}

}  // namespace waymark::mobile
