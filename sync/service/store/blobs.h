// The bytes that values name by their hash: photos, signatures, recordings, media (docs/adr/0020). They are kept
// by stream: the same bytes in two streams are two blobs, each with the grants and the end of its own stream. One interface, one contract
// suite, several backends. Used inside a transaction of Store; not thread-safe; nothing here judges or checks a hash.
#pragma once

#include "shared/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

using base::Millis;

/// A blob's name: the stream, and the SHA-256 of its bytes in hex.
struct BlobKey {
    std::string stream, sha256;
    auto operator<=>(const BlobKey&) const = default;
};

/// Bytes that a device has begun to send.
struct BlobUpload {
    std::int64_t bytes = 0;  ///< all of it
    std::int64_t have = 0;   ///< so far, from the beginning
};

class Blobs {
public:
    virtual ~Blobs() = default;

    /// Its size, if all of it is here.
    virtual std::optional<std::int64_t> size(const BlobKey& blob) = 0;
    /// Bytes from `from` on, `count` of them or as many as there are.
    virtual std::string read(const BlobKey& blob, std::int64_t from, std::int64_t count) = 0;
    /// Keeps a whole blob that a device brought; one that is there stays.
    virtual void keep(const BlobKey& blob, const std::string& bytes, const std::string& device, Millis now) = 0;
    /// With what devices have begun to send of it. Who names it stays.
    virtual void remove(const BlobKey& blob) = 0;

    // --- uploads: each device has its own, so that nobody spoils another's ------------------------------------------------------
    virtual std::optional<BlobUpload> upload(const BlobKey& blob, const std::string& device) = 0;
    virtual std::int64_t uploadsOf(const std::string& device) = 0;
    /// Puts bytes behind those that are there; the first ones begin the upload.
    virtual void append(const BlobKey& blob, const std::string& device, std::int64_t total, const std::string& bytes, Millis now) = 0;
    virtual std::string uploaded(const BlobKey& blob, const std::string& device) = 0;
    virtual void dropUpload(const BlobKey& blob, const std::string& device) = 0;

    // --- who names it: the ops that StreamWriter::hold was given with it -----------------------------------------------------------
    virtual bool isNamed(const BlobKey& blob) = 0;
    virtual bool isNamedBy(const BlobKey& blob, const std::string& device) = 0;
    /// How many of the blobs that this device brought no op names.
    virtual std::int64_t unnamedOf(const std::string& device) = 0;
    /// An op names nothing any more. Returns what it named.
    virtual std::vector<BlobKey> forgetOp(const std::string& op) = 0;

    /// Removes uploads that nobody went on with since `before`, and blobs of before then that no op names. Returns how many.
    virtual std::int64_t removeAbandoned(Millis before) = 0;
};

/// How blobs lie in rows: small enough to be read and written without much memory, large enough to be few.
inline constexpr std::int64_t kBlobRowBytes = 64 * 1024;

} // namespace waymark::service
