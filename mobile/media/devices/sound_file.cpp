// Sounds as files in memory: written as Ogg, read from WAV, FLAC, Ogg and MP3. What a file says of itself (title, place, device) is neither read nor
// written.
#include "mobile/media/devices/device_kit.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int kMostChannels = 8, kMostRate = 192'000;
// libsndfile gives a channel of Opus 6 kbit/s at 1 and 256 at 0, evenly between them: 24 are good for a voice.
constexpr double kOpusLevel = 1.0 - (24.0 - 6.0) / (256.0 - 6.0);
constexpr double kVorbisQuality = 0.3;

/// A file that is bytes. libsndfile goes back and forth in it.
struct Memory {
    QByteArray bytes;
    sf_count_t at = 0;
};

SF_VIRTUAL_IO memoryFile() {
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void* data) { return static_cast<sf_count_t>(static_cast<Memory*>(data)->bytes.size()); };
    io.tell = [](void* data) { return static_cast<Memory*>(data)->at; };
    io.seek = [](sf_count_t offset, int whence, void* data) {
        auto& memory = *static_cast<Memory*>(data);
        const sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : memory.bytes.size();
        if (offset < -from || offset > kMostSoundFileBytes) return sf_count_t{-1};
        memory.at = from + offset;
        return memory.at;
    };
    io.read = [](void* to, sf_count_t count, void* data) {
        auto& memory = *static_cast<Memory*>(data);
        const sf_count_t there = std::clamp<sf_count_t>(memory.bytes.size() - memory.at, 0, std::max<sf_count_t>(0, count));
        if (there > 0) std::memcpy(to, memory.bytes.constData() + memory.at, static_cast<std::size_t>(there));
        memory.at += there;
        return there;
    };
    io.write = [](const void* from, sf_count_t count, void* data) {
        auto& memory = *static_cast<Memory*>(data);
        if (memory.at + count > kMostSoundFileBytes) return sf_count_t{0};
        if (memory.at + count > memory.bytes.size()) memory.bytes.resize(memory.at + count, '\0');
        std::memcpy(memory.bytes.data() + memory.at, from, static_cast<std::size_t>(count));
        memory.at += count;
        return count;
    };
    return io;
}

/// By its first bytes. libsndfile knows two dozen formats more, which people do not bring: each is code that reads what somebody else wrote.
bool isKnown(const QByteArray& file) {
    if (file.startsWith("RIFF") || file.startsWith("RF64")) return file.mid(8, 4) == "WAVE";
    const bool isMp3 = file.startsWith("ID3") || (file.size() > 1 && file[0] == '\xff' && (static_cast<unsigned char>(file[1]) & 0xe0U) == 0xe0U);
    return isMp3 || file.startsWith("fLaC") || file.startsWith("OggS");
}

bool isRateOfOpus(int rate) {
    constexpr std::array kRates = {8'000, 12'000, 16'000, 24'000, 48'000};
    return std::find(kRates.begin(), kRates.end(), rate) != kRates.end();
}

}  // namespace

Result<QByteArray> soundFile(const Samples& samples) {
    if (samples.values.empty() || samples.rate <= 0) return Error{ErrorCode::Malformed, "no sound"};
    const bool opus = isRateOfOpus(samples.rate);
    SF_INFO info{};
    info.samplerate = samples.rate;
    info.channels = 1;
    info.format = SF_FORMAT_OGG | (opus ? SF_FORMAT_OPUS : SF_FORMAT_VORBIS);
    Memory memory;
    auto io = memoryFile();
    SNDFILE* file = sf_open_virtual(&io, SFM_WRITE, &info, &memory);
    if (!file) return Error{ErrorCode::Internal, "sound"};
    double level = opus ? kOpusLevel : 1.0 - kVorbisQuality;
    sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
    const auto written = sf_writef_short(file, samples.values.data(), static_cast<sf_count_t>(samples.values.size()));
    const bool closed = sf_close(file) == 0;
    if (!closed || written != static_cast<sf_count_t>(samples.values.size())) return Error{ErrorCode::Internal, "sound"};
    return memory.bytes;
}

Result<Samples> soundIn(const QByteArray& file) {
    if (file.size() > kMostSoundFileBytes) return Error{ErrorCode::TooLarge, "sound file"};
    if (!isKnown(file)) return Error{ErrorCode::Malformed, "no sound"};
    Memory memory{file, 0};
    auto io = memoryFile();
    SF_INFO info{};
    SNDFILE* opened = sf_open_virtual(&io, SFM_READ, &info, &memory);
    if (!opened) return Error{ErrorCode::Malformed, "no sound"};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> closing(opened, sf_close);
    if (info.channels < 1 || info.channels > kMostChannels || info.samplerate < 1'000 || info.samplerate > kMostRate)
        return Error{ErrorCode::Malformed, "sound"};
    const auto channels = static_cast<std::size_t>(info.channels);
    const auto most = static_cast<std::size_t>(info.samplerate) * kLongestSoundSeconds;
    Samples samples{info.samplerate, {}};
    std::vector<float> part(4'096 * channels);
    sf_command(opened, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    // What the file says of its length is not believed: it is read until it ends.
    while (const auto frames = sf_readf_float(opened, part.data(), 4'096)) {
        if (frames < 0) break;
        if (samples.values.size() + static_cast<std::size_t>(frames) > most) return Error{ErrorCode::TooLarge, "a sound that is too long"};
        for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
            float sum = 0;
            for (std::size_t channel = 0; channel < channels; ++channel)
                sum += part[i * channels + channel];
            const float mean = sum / static_cast<float>(channels);
            samples.values.push_back(static_cast<std::int16_t>(std::lround(std::clamp(std::isfinite(mean) ? mean : 0.0F, -1.0F, 1.0F) * 32'767.0F)));
        }
    }
    if (samples.values.empty()) return Error{ErrorCode::Malformed, "no sound"};
    return samples;
}

}  // namespace waymark::mobile
