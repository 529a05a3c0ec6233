// What a value says of a blob: a photo, a signature, recorded audio, the media of an instrument. The bytes themselves never are in an op or a
// log; they travel beside it under their hash. Pure functions, any thread.
#pragma once

#include "shared/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::domain {

/// The most that one blob may have. A photo is made smaller on the device before it is attached.
inline constexpr std::int64_t kMaxBlobBytes = 8 * 1024 * 1024;

/// `{"blob":"<sha256>","media":"image/jpeg","bytes":n}`
struct BlobRef {
    std::string sha256;      ///< of the bytes: 64 lower-case hex digits
    std::string media;       ///< "image/jpeg", "image/png", "audio/ogg", …
    std::int64_t bytes = 0;  ///< 1 to kMaxBlobBytes
    bool operator==(const BlobRef&) const = default;
};

base::Json toJson(const BlobRef& blob);
/// The blob that this value is, if it is one and a right one.
std::optional<BlobRef> blobFrom(const base::Json& value);
/// Every blob that a value names, at any depth, each hash once.
std::vector<BlobRef> blobsIn(const base::Json& value);
/// Whether a value names something that is meant as a blob (it has `blob` and `media`) and is not a right one.
bool hasBrokenBlob(const base::Json& value);

/// 64 lower-case hex digits.
bool isBlobHash(std::string_view text);
/// "type/subtype" of RFC 6838 in lower case, without parameters.
bool isMediaType(std::string_view text);
/// The name of some bytes.
std::string blobHash(std::string_view bytes);

} // namespace waymark::domain
