#include "shared/domain/blob.h"

#include "shared/base/hex.h"
#include "shared/base/message_digest.h"

#include <algorithm>

namespace waymark::domain {

using base::Json;

namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kMaxMediaType = 100;

// An answer to a question that somebody named "blob" is no blob: both members make one.
bool isMeantAsBlob(const Json& value) { return value.is_object() && value.contains("blob") && value.contains("media"); }

void collect(const Json& value, std::vector<BlobRef>& into) {
    if (!value.is_structured()) return;
    if (isMeantAsBlob(value)) {
        const auto blob = blobFrom(value);
        const auto isSame = [&](const BlobRef& other) { return other.sha256 == blob->sha256; };
        if (blob && std::none_of(into.begin(), into.end(), isSame)) into.push_back(*blob);
        return;
    }
    for (const auto& part : value)
        collect(part, into);
}

} // namespace

Json toJson(const BlobRef& blob) { return {{"blob", blob.sha256}, {"media", blob.media}, {"bytes", blob.bytes}}; }

std::optional<BlobRef> blobFrom(const Json& value) {
    if (!isMeantAsBlob(value) || !value.contains("bytes") || !value["bytes"].is_number_integer()) return std::nullopt;
    BlobRef blob{base::textOf(value, "blob"), base::textOf(value, "media"), base::integerOf(value, "bytes")};
    if (!isBlobHash(blob.sha256) || !isMediaType(blob.media) || blob.bytes < 1 || blob.bytes > kMaxBlobBytes) return std::nullopt;
    return blob;
}

std::vector<BlobRef> blobsIn(const Json& value) {
    std::vector<BlobRef> blobs;
    collect(value, blobs);
    return blobs;
}

bool hasBrokenBlob(const Json& value) {
    if (isMeantAsBlob(value)) return !blobFrom(value);
    return value.is_structured() && std::any_of(value.begin(), value.end(), hasBrokenBlob);
}

bool isBlobHash(std::string_view text) {
    return text.size() == kHashDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isMediaType(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || text.size() > kMaxMediaType) return false;
    const auto isWord = [](std::string_view word) {
        constexpr std::string_view kMarks = "!#$&-^_.+";
        const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
        return !word.empty() && isPlain(word[0]) &&
               std::all_of(word.begin(), word.end(), [&](char c) { return isPlain(c) || kMarks.find(c) != std::string_view::npos; });
    };
    return isWord(text.substr(0, slash)) && isWord(text.substr(slash + 1));
}

std::string blobHash(std::string_view bytes) {
    const auto digest = base::messageDigest(bytes, "SHA-256");
    return digest ? base::toHex(reinterpret_cast<const std::uint8_t*>(digest->data()), digest->size()) : std::string();
}

} // namespace waymark::domain
