#include "shared/base/compression.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

namespace waymark::base {

namespace {

constexpr std::size_t kAlwaysAllowedBytes = 64 * 1024;

std::size_t mostFrom(std::size_t packed, InflateLimits limits) { return std::max(kAlwaysAllowedBytes, packed * limits.maxRatio); }

std::size_t budget(std::size_t packed, InflateLimits limits) { return std::min(limits.maxBytes, mostFrom(packed, limits)); }

Result<std::string> unzstd(std::string_view packed, std::size_t most) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 23);  // 8 MiB: no body needs a larger window
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::string out;
    std::string chunk(ZSTD_DStreamOutSize(), '\0');
    for (;;) {
        ZSTD_outBuffer piece{chunk.data(), chunk.size(), 0};
        const std::size_t state = ZSTD_decompressStream(context.get(), &piece, &in);
        if (ZSTD_isError(state)) return Error{ErrorCode::Malformed, "zstd"};
        out.append(chunk.data(), piece.pos);
        if (out.size() > most) return Error{ErrorCode::TooLarge, "body too large after decompression"};
        if (state == 0 && in.pos == in.size) return out;
        if (state != 0 && in.pos == in.size && piece.pos < piece.size) return Error{ErrorCode::Malformed, "zstd: cut short"};
    }
}

Result<std::string> ungzip(std::string_view packed, std::size_t most) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return Error{ErrorCode::Internal, "gzip"};
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> guard(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string out;
    std::string chunk(64 * 1024, '\0');
    int state = Z_OK;
    while (state != Z_STREAM_END || stream.avail_in > 0) {
        if (state == Z_STREAM_END) inflateReset(&stream);
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return Error{ErrorCode::Malformed, "gzip"};
        out.append(chunk.data(), chunk.size() - stream.avail_out);
        if (out.size() > most) return Error{ErrorCode::TooLarge, "body too large after decompression"};
    }
    return out;
}

std::string gzip(std::string_view plain) {
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    const std::unique_ptr<z_stream, decltype(&deflateEnd)> guard(&stream, &deflateEnd);
    std::string out(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    return out;
}

} // namespace

std::string compress(std::string_view plain, Encoding encoding, int zstdLevel) {
    if (encoding == Encoding::Gzip) return gzip(plain);
    if (encoding == Encoding::Identity) return std::string(plain);
    std::string out(ZSTD_compressBound(plain.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), zstdLevel));
    return out;
}

bool shrinksTooMuch(std::size_t plain, std::size_t packed, InflateLimits limits) { return plain > mostFrom(packed, limits); }

Result<std::string> decompress(std::string_view packed, Encoding encoding, InflateLimits limits) {
    const std::size_t most = budget(packed.size(), limits);
    switch (encoding) {
    case Encoding::Zstd: return unzstd(packed, most);
    case Encoding::Gzip: return ungzip(packed, most);
    case Encoding::Identity: break;
    }
    if (packed.size() > limits.maxBytes) return Error{ErrorCode::TooLarge, "body too large"};
    return std::string(packed);
}

} // namespace waymark::base
