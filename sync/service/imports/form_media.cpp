#include "sync/service/imports/form_media.h"

#include "shared/questionnaire/exchange/form_file.h"
#include "sync/service/imports/byte_order.h"
#include "sync/service/imports/mpeg4.h"

#include <algorithm>
#include <set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using exchange::NamedFile;

std::uint32_t byteAt(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// Of four bytes at most.
std::uint32_t wordAt(std::string_view bytes, std::size_t at, std::size_t count) { return static_cast<std::uint32_t>(bigEndian(bytes, at, count)); }

/// ISO/IEC 10918-1, annex B: segments of a marker and a length, up to the frame's header, which says how large the picture is.
std::optional<MediaKind> jpeg(std::string_view bytes) {
    for (std::size_t at = 2; at + 9 < bytes.size();) {
        if (byteAt(bytes, at) != 0xFF) return std::nullopt;
        const auto marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) {  // filled up
            ++at;
            continue;
        }
        const bool isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame) return MediaKind{"image/jpeg", wordAt(bytes, at + 7, 2), wordAt(bytes, at + 5, 2)};
        const bool isAlone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
        if (marker == 0xD9 || marker == 0xDA) return std::nullopt;
        at += isAlone ? 2 : 2 + std::max(2u, wordAt(bytes, at + 2, 2));
    }
    return std::nullopt;
}

std::optional<MediaKind> sound(std::string_view bytes) {
    if (bytes.starts_with("OggS")) return MediaKind{"audio/ogg"};
    if (bytes.starts_with("fLaC")) return MediaKind{"audio/flac"};
    if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WAVE") return MediaKind{"audio/wav"};
    if (isMpeg4Sound(bytes)) return MediaKind{"audio/mp4"};
    const bool isFrame = bytes.size() > 2 && byteAt(bytes, 0) == 0xFF && (byteAt(bytes, 1) & 0xE0) == 0xE0;
    if (bytes.starts_with("ID3") || isFrame) return MediaKind{"audio/mpeg"};
    return std::nullopt;
}

/// What is wrong with a file, in words; empty if it can be taken.
std::string problemOf(const NamedFile& file, const std::optional<MediaKind>& kind, std::string_view bytes, ErrorCode& code) {
    const auto quoted = "“" + file.name + "”";
    const bool isPicture = file.kind == NamedFile::Kind::Picture;
    code = ErrorCode::Unsupported;
    if (!kind && isPicture && (bytes.starts_with("<?xml") || bytes.starts_with("<svg")))
        return quoted + " is a drawing (SVG), which tablets do not open: save it as PNG";
    if (!kind || kind->media.starts_with("image/") != isPicture)
        return quoted + (isPicture ? " is no picture that tablets open: save it as PNG or JPEG" : " is no sound that tablets play: save it as MP3 or Ogg");
    code = ErrorCode::TooLarge;
    if (isPicture && (kind->width == 0 || kind->height == 0 || std::max(kind->width, kind->height) > kMaxPictureSide))
        return quoted + " has " + std::to_string(kind->width) + " by " + std::to_string(kind->height) + " pixels; 1 to " + std::to_string(kMaxPictureSide) + " each way can be shown";
    if (isPicture && bytes.size() > kMaxPictureBytes) return quoted + " is larger than 4 MB: save it smaller";
    if (bytes.size() > static_cast<std::size_t>(domain::kMaxBlobBytes)) return quoted + " is larger than 8 MB: make it shorter";
    return {};
}

std::string placeOf(const NamedFile& file) { return file.sheet + ", row " + std::to_string(file.row) + ", column " + file.column + ": "; }

}  // namespace

std::optional<MediaKind> kindOfMedia(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1A\n") && bytes.size() >= 24) return MediaKind{"image/png", wordAt(bytes, 16, 4), wordAt(bytes, 20, 4)};
    if (bytes.starts_with("\xFF\xD8")) return jpeg(bytes);
    if ((bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) && bytes.size() >= 10)
        return MediaKind{"image/gif", byteAt(bytes, 6) | byteAt(bytes, 7) << 8, byteAt(bytes, 8) | byteAt(bytes, 9) << 8};
    return sound(bytes);
}

base::Result<std::vector<FormMedia>> mediaOf(const exchange::Sheets& sheets, bool byRow, const exchange::Folders& folders) {
    std::vector<FormMedia> media;
    std::set<std::string> taken;
    std::optional<Error> wrong;
    std::size_t bytes = 0;
    for (const auto& file : exchange::mediaNamedBy(sheets)) {
        if (taken.contains(file.name)) continue;
        ErrorCode code = ErrorCode::NotFound;
        std::string problem;
        const auto path = exchange::fileIn(folders, file.name);
        auto content = exchange::readFile(path);
        if (path.empty() || !content) {
            problem = exchange::missingWords(folders, file.name);
        } else {
            const auto kind = kindOfMedia(*content);
            problem = problemOf(file, kind, *content, code);
            bytes += content->size();
            if (problem.empty()) {
                taken.insert(file.name);
                const domain::BlobRef blob{domain::blobHash(*content), kind->media, static_cast<std::int64_t>(content->size())};
                media.push_back({file.name, std::move(*content), blob});
            }
        }
        if (problem.empty()) continue;
        if (!wrong) wrong = Error{code, {}};
        wrong->detail += (wrong->detail.empty() ? "" : "; ") + (byRow ? placeOf(file) : std::string()) + problem;
    }
    if (wrong) return *wrong;
    if (bytes > kMaxMediaBytes)
        return Error{ErrorCode::TooLarge, "its pictures and sounds have " + std::to_string(bytes >> 20) + " MB together; tablets take " + std::to_string(kMaxMediaBytes >> 20)};
    return media;
}

}  // namespace waymark::service
