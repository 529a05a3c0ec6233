#include "sync/service/api/blob_api.h"

#include "shared/domain/blob.h"
#include "shared/domain/stream.h"
#include "sync/service/api/byte_range.h"
#include "sync/service/api/grants.h"
#include "sync/service/api/refusals.h"
#include "sync/service/auth/tokens.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// What one device has begun and not finished, and with it what it has brought and no op names; each may be of 8 MiB.
constexpr std::int64_t kMaxUploads = 32;
constexpr Millis kAbandonedMs = 3LL * 24 * 3'600'000;

/// What a device may do with a blob at this moment.
struct Standing {
    bool reads = false;  ///< it may pull the stream
    bool named = false;  ///< an op that this device sent names it, so it may bring the bytes, whatever has become of its grants
    bool isKnown = false;
};

Standing standingOf(Registry& registry, Blobs& blobs, const std::string& token, const BlobKey& blob, Millis clock, Device& device) {
    Standing standing;
    const auto found = registry.deviceByToken(tokenHash(token));
    const auto organisation = registry.organisation();
    if (!found || !organisation) return standing;
    standing.isKnown = true;
    device = *found;
    if (device.status == DeviceStatus::Lost) return standing;
    const auto granted = pullable(device, *organisation, clock);
    standing.reads = std::any_of(granted.begin(), granted.end(), [&](const auto& grant) { return grant.stream == blob.stream; });
    standing.named = blobs.isNamedBy(blob, device.id);
    return standing;
}

Result<void> checkDevice(const Standing& standing, const Device& device) {
    if (!standing.isKnown) return Error{ErrorCode::Unauthorised, "token"};
    if (device.status == DeviceStatus::Lost) return Error{ErrorCode::Revoked, "device"};
    return {};
}

Response refusedOrWiped(const Error& error, Millis clock) {
    return error.code == ErrorCode::Revoked ? wipeResponse(clock) : refused(error, clock);
}

} // namespace

struct BlobApi::Asked {
    BlobKey blob;
    Standing standing;
    std::string device;
    std::optional<std::int64_t> size;
    std::int64_t offset = 0;  ///< of this device's own upload
};

Response BlobApi::withOffset(Response response, std::int64_t offset) const {
    response.headers["Upload-Offset"] = std::to_string(offset);
    return response;
}

Response BlobApi::absent(std::int64_t offset) const { return withOffset(refused({ErrorCode::NotFound, ""}, m_clock.wallMs()), offset); }

namespace {

/// The stream and the hash of an address; an empty stream if it is not of that form.
BlobKey blobOf(const std::string& path) {
    const std::string_view rest = std::string_view(path).substr(std::string_view(kBlobRoute).size());
    const auto slash = rest.rfind('/');
    if (slash == std::string_view::npos) return {};
    BlobKey blob{std::string(rest.substr(0, slash)), std::string(rest.substr(slash + 1))};
    if (!domain::parseStream(blob.stream) || !domain::isBlobHash(blob.sha256)) return {};
    return blob;
}

} // namespace

Result<BlobApi::Asked> BlobApi::asked(const Request& request) const {
    Asked asked;
    asked.blob = blobOf(request.path);
    Device device;
    const auto read = m_store.read([&](ReadTransaction& t) {
        asked.standing = standingOf(t.registry(), t.blobs(), request.bearer, asked.blob, m_clock.wallMs(), device);
        if (asked.standing.reads) asked.size = t.blobs().size(asked.blob);
        if (const auto upload = t.blobs().upload(asked.blob, device.id)) asked.offset = upload->have;
    });
    if (!read) return read.error();
    if (auto fine = checkDevice(asked.standing, device); !fine) return fine.error();
    asked.device = device.id;
    return asked;
}

Response BlobApi::head(const Request& request) const {
    const auto asked = this->asked(request);
    if (!asked) return refusedOrWiped(asked.error(), m_clock.wallMs());
    if (!asked->size) return absent(asked->offset);
    Response response;
    response.contentType = "application/octet-stream";
    response.headers["Content-Length"] = std::to_string(*asked->size);
    response.headers["Accept-Ranges"] = "bytes";
    return withOffset(std::move(response), *asked->size);
}

Response BlobApi::get(const Request& request) const {
    const auto asked = this->asked(request);
    if (!asked) return refusedOrWiped(asked.error(), m_clock.wallMs());
    if (!asked->size) return absent();
    const std::int64_t size = *asked->size;
    const RangeAsked range = readRange(request.range, size);
    if (range.kind == RangeAsked::Kind::Unsatisfiable) {
        Response response = errorResponse(416, "range", "The range begins behind the end.", m_clock.wallMs());
        response.headers["Content-Range"] = "bytes */" + std::to_string(size);
        return response;
    }
    const bool isPart = range.kind == RangeAsked::Kind::Part;
    const std::int64_t from = isPart ? range.from : 0, count = isPart ? range.count : size;
    Response response;
    const auto read = m_store.read([&](ReadTransaction& t) { response.body = t.blobs().read(asked->blob, from, count); });
    if (!read) return refused(read.error(), m_clock.wallMs());
    if (static_cast<std::int64_t>(response.body.size()) != count) return absent();  // erased meanwhile
    response.contentType = "application/octet-stream";
    response.headers["Accept-Ranges"] = "bytes";
    // Whatever somebody uploaded, a browser only saves it.
    response.headers["Content-Disposition"] = "attachment";
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox";
    if (isPart) {
        response.status = 206;
        response.headers["Content-Range"] = "bytes " + std::to_string(from) + '-' + std::to_string(from + count - 1) + '/' + std::to_string(size);
    }
    return response;
}

Response BlobApi::put(const Request& request) const {
    const Millis clock = m_clock.wallMs();
    // Whoever may not bring it hears so without a place in the queue of the writers. Asked again below, where nothing can change meanwhile.
    const auto before = asked(request);
    if (!before) return refusedOrWiped(before.error(), clock);
    if (!before->standing.reads && !before->standing.named) return absent();
    const auto refusedWith = [&](ErrorCode code) { return refused({code, ""}, clock); };
    const BlobKey blob = blobOf(request.path);
    const auto body = static_cast<std::int64_t>(request.body.size());
    const auto part = request.contentRange.empty() ? std::optional(ContentRange{0, body, body}) : readContentRange(request.contentRange);

    Response response;
    const auto answerWith = [&](int status, std::int64_t offset) {
        response = {};
        response.status = status;
        response.body = "{\"have\":" + std::to_string(offset) + '}';
        response = withOffset(std::move(response), offset);
    };
    const auto written = m_store.write([&](WriteTransaction& t) -> Result<void> {
        StreamWriter& streams = t.streams();
        Blobs& blobs = t.blobs();
        // With the stream's lock, so that an erasure is wholly before or wholly after.
        if (!blob.stream.empty()) streams.lock({blob.stream});
        Device device;
        const Standing standing = standingOf(t.registry(), blobs, request.bearer, blob, clock, device);
        if (auto fine = checkDevice(standing, device); !fine) return fine;
        const auto finish = [&](Response answer) -> Result<void> {
            response = std::move(answer);
            return {};
        };
        if (!standing.reads && !standing.named) return finish(absent());
        if (!request.hasLength) return finish(errorResponse(411, "length_required", "Say the length of the content.", clock));
        if (part && part->total > domain::kMaxBlobBytes) return finish(refusedWith(ErrorCode::TooLarge));
        if (!part || body == 0 || part->count != body) return finish(refusedWith(ErrorCode::Malformed));
        const bool isNamed = standing.named || blobs.isNamed(blob);
        if (!isNamed) {
            if (domain::parseStream(blob.stream)->tier == domain::Tier::Organisation) return finish(refusedWith(ErrorCode::NotPermitted));
            if (streams.isBarred(barrierHash(*t.registry().organisation(), blobReference(blob))))
                return finish(errorResponse(410, "erased", "That was erased.", clock));
        }
        // Who may not read the stream is not told that the bytes are there: they bring them all the same.
        if (const auto size = standing.reads ? blobs.size(blob) : std::nullopt) {
            blobs.dropUpload(blob, device.id);
            answerWith(200, *size);
            return {};
        }
        auto upload = blobs.upload(blob, device.id);
        if (upload && upload->bytes != part->total) {
            blobs.dropUpload(blob, device.id);
            upload.reset();
        }
        const std::int64_t have = upload ? upload->have : 0;
        if (part->from > have) return finish(withOffset(errorResponse(416, "range", "Something before this part is missing.", clock), have));
        if (!upload && blobs.uploadsOf(device.id) + (isNamed ? 0 : blobs.unnamedOf(device.id)) >= kMaxUploads)
            return finish(refusedWith(ErrorCode::Busy));
        const std::string fresh = request.body.substr(static_cast<std::size_t>(std::min(have - part->from, body)));
        const std::int64_t now = have + static_cast<std::int64_t>(fresh.size());
        if (now < part->total) {
            if (!fresh.empty()) blobs.append(blob, device.id, part->total, fresh, clock);
            answerWith(202, now);
            return {};
        }
        const std::string bytes = blobs.uploaded(blob, device.id) + fresh;
        blobs.dropUpload(blob, device.id);
        if (domain::blobHash(bytes) != blob.sha256)
            return finish(withOffset(errorResponse(400, "hash_differs", "The bytes are not those that the address names.", clock), 0));
        blobs.keep(blob, bytes, device.id, clock);
        answerWith(201, now);
        return {};
    });
    if (!written) return refusedOrWiped(written.error(), clock);
    return response;
}

Result<std::int64_t> sweepBlobs(Store& store, Millis now) {
    std::int64_t removed = 0;
    const auto swept = store.write([&](WriteTransaction& t) -> Result<void> {
        removed = t.blobs().removeAbandoned(now - kAbandonedMs);
        return {};
    });
    if (!swept) return swept.error();
    return removed;
}

} // namespace waymark::service
