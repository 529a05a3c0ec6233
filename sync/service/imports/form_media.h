// The pictures and sounds that a form brings along, on their way to the tablets: found, looked at and taken whole, or not at all.
#pragma once

#include "shared/base/result.h"
#include "shared/domain/blob.h"
#include "shared/questionnaire/exchange/media.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::service {

inline constexpr std::size_t kMaxPictureBytes = 4u << 20;
inline constexpr std::uint32_t kMaxPictureSide = 4096;      ///< pixels; a tablet has to open it
inline constexpr std::size_t kMaxMediaBytes = 32u << 20;    ///< of one form: tablets hold all of it, and fetch it over slow lines

/// What the first bytes of a file say that it is.
struct MediaKind {
    std::string media;                    ///< "image/png", "audio/mpeg", …
    std::uint32_t width = 0, height = 0;  ///< of a picture, in pixels
};
/// PNG, JPEG or GIF; MP3, Ogg, WAV, FLAC or MPEG-4 sound (mpeg4.h). Nothing if it is none of them, or broken off before its size.
std::optional<MediaKind> kindOfMedia(std::string_view bytes);

struct FormMedia {
    std::string name;  ///< as the form names it
    std::string bytes;
    domain::BlobRef blob;
};

/// The files that the sheets name, each once. Errors, all in one text and each with its sheet, row and column (unless `byRow` says that the rows
/// are not the author's): NotFound, Unsupported (no picture or sound that tablets open), TooLarge.
base::Result<std::vector<FormMedia>> mediaOf(const exchange::Sheets& sheets, bool byRow, const exchange::Folders& folders);

}  // namespace waymark::service
