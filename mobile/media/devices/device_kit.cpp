#include "mobile/media/devices/device_kit.h"

#include <QAudioDevice>
#include <QCameraDevice>
#include <QMediaDevices>

namespace waymark::mobile {

bool DeviceKit::hasCamera() const { return !QMediaDevices::defaultVideoInput().isNull(); }
bool DeviceKit::hasMicrophone() const { return !QMediaDevices::defaultAudioInput().isNull(); }

std::unique_ptr<Running> DeviceKit::watch(bool front, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble) {
    return openCamera(front, std::move(onSeen), std::move(onTrouble));
}

std::unique_ptr<Running> DeviceKit::listen(std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble) {
    return openMicrophone(std::move(onHeard), std::move(onTrouble));
}

std::unique_ptr<Running> DeviceKit::play(Samples samples, std::function<void(bool heard)> onEnd) { return openLoudspeaker(std::move(samples), std::move(onEnd)); }

base::Result<QByteArray> DeviceKit::packed(const Samples& samples) const { return soundFile(samples); }
base::Result<Samples> DeviceKit::unpacked(const QByteArray& file) const { return soundIn(file); }

}  // namespace waymark::mobile
