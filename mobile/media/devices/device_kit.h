// The device's own camera, microphone and loudspeaker through Qt Multimedia, and sound's formats through libsndfile. Screen's thread, but for the
// formats.
#pragma once

#include "mobile/media/media_kit.h"

namespace waymark::mobile {

class DeviceKit : public MediaKit {
public:
    bool hasCamera() const override;
    bool hasMicrophone() const override;
    std::unique_ptr<Running> watch(bool front, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble) override;
    std::unique_ptr<Running> listen(std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble) override;
    std::unique_ptr<Running> play(Samples samples, std::function<void(bool heard)> onEnd) override;
    base::Result<QByteArray> packed(const Samples& samples) const override;
    base::Result<Samples> unpacked(const QByteArray& file) const override;
};

// Each in a file of its own.
std::unique_ptr<Running> openCamera(bool front, std::function<void(const QImage&)> onSeen, std::function<void()> onTrouble);
std::unique_ptr<Running> openMicrophone(std::function<void(const Samples&)> onHeard, std::function<void()> onTrouble);
std::unique_ptr<Running> openLoudspeaker(Samples samples, std::function<void(bool heard)> onEnd);
base::Result<QByteArray> soundFile(const Samples& samples);
base::Result<Samples> soundIn(const QByteArray& file);

}  // namespace waymark::mobile
