#include "sync/service/imports/mpeg4.h"

#include "sync/service/imports/byte_order.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace waymark::service {

namespace {

struct Box {
    std::string_view type, content;
};

/// Takes the first box off (14496-12, 4.2). False at the end, and where it breaks off.
bool takeBox(std::string_view& bytes, Box& box) {
    if (bytes.size() < 8) return false;
    std::uint64_t size = bigEndian(bytes, 0, 4);
    std::size_t head = 8;
    if (size == 1) {
        if (bytes.size() < 16) return false;
        size = bigEndian(bytes, 8, 8);
        head = 16;
    } else if (size == 0) {
        size = bytes.size();
    }
    if (size < head || size > bytes.size()) return false;
    box = {bytes.substr(4, 4), bytes.substr(head, static_cast<std::size_t>(size) - head)};
    bytes.remove_prefix(static_cast<std::size_t>(size));
    return true;
}

struct Tracks {
    bool sound = false, pictures = false;
};

/// What a media handler's box (8.4.3) says that a track is, in moov/trak/mdia.
void findTracks(std::string_view bytes, Tracks& tracks, std::size_t depth = 0) {
    static constexpr std::array<std::string_view, 4> kWay = {"moov", "trak", "mdia", "hdlr"};
    for (Box box; takeBox(bytes, box);) {
        if (box.type != kWay[depth]) continue;
        if (depth + 1 < kWay.size()) {
            findTracks(box.content, tracks, depth + 1);
        } else if (box.content.size() >= 12) {
            const auto handler = box.content.substr(8, 4);
            tracks.sound |= handler == "soun";
            tracks.pictures |= handler == "vide";
        }
    }
}

}  // namespace

bool isMpeg4Sound(std::string_view bytes) {
    static constexpr std::array<std::string_view, 11> kEither = {"isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42"};
    if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return false;
    const auto brand = bytes.substr(8, 4);
    if (brand == "M4A " || brand == "M4B ") return true;
    if (std::find(kEither.begin(), kEither.end(), brand) == kEither.end()) return false;
    Tracks tracks;
    findTracks(bytes, tracks);
    return tracks.sound && !tracks.pictures;
}

}  // namespace waymark::service
