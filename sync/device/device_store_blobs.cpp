#include "sync/device/device_store_impl.h"

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

std::uint64_t tagFrom(const Bytes& packed) {
    std::uint64_t tag = 0;
    for (const auto byte : packed)
        tag = tag << 8 | byte;
    return tag;
}

} // namespace

Result<std::vector<BlobRow>> DeviceStore::blobs() {
    return guarded([&]() -> Result<std::vector<BlobRow>> {
        auto row = m_impl->use("SELECT key, stream, tag, state, subjects, done, used_at, keep_until, checked_at, sealed FROM blob ORDER BY key");
        std::vector<BlobRow> rows;
        while (row->executeStep()) {
            BlobRow blob;
            blob.key = row->getColumn(0).getInt64();
            blob.stream = row->getColumn(1).getString();
            blob.tag = tagFrom(bytesOf(row->getColumn(2)));
            blob.state = static_cast<BlobState>(row->getColumn(3).getInt());
            blob.subjects = bytesOf(row->getColumn(4));
            blob.done = row->getColumn(5).getInt64();
            blob.usedAt = row->getColumn(6).getInt64();
            blob.keepUntil = row->getColumn(7).getInt64();
            blob.checkedAt = row->getColumn(8).getInt64();
            blob.sealed = bytesOf(row->getColumn(9));
            rows.push_back(std::move(blob));
        }
        return rows;
    });
}

Result<std::int64_t> DeviceStore::addBlob(const BlobRow& row) {
    return guarded([&]() -> Result<std::int64_t> {
        const Bytes tag = packTags({row.tag});
        m_impl->use("INSERT INTO blob (stream, tag, state, subjects, done, used_at, keep_until, checked_at, sealed) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(row.stream, tag, static_cast<int>(row.state), row.subjects, row.done, row.usedAt, row.keepUntil, row.checkedAt, row.sealed)
            ->exec();
        return m_impl->database.getLastInsertRowid();
    });
}

Result<void> DeviceStore::updateBlob(const BlobRow& row) {
    return guarded([&]() -> Result<void> {
        m_impl->use("UPDATE blob SET stream = ?, state = ?, subjects = ?, done = ?, used_at = ?, keep_until = ?, checked_at = ?, sealed = ? "
                    "WHERE key = ?")
            .bind(row.stream, static_cast<int>(row.state), row.subjects, row.done, row.usedAt, row.keepUntil, row.checkedAt, row.sealed, row.key)
            ->exec();
        return {};
    });
}

Result<void> DeviceStore::removeBlob(std::int64_t key) {
    return guarded([&]() -> Result<void> {
        m_impl->use("DELETE FROM blob WHERE key = ?").bind(key)->exec();
        return {};
    });
}

Result<void> DeviceStore::putBlobPiece(std::int64_t key, std::int64_t place, const Bytes& sealed) {
    return guarded([&]() -> Result<void> {
        m_impl->use("INSERT OR REPLACE INTO blob_piece (blob, place, sealed) VALUES (?, ?, ?)").bind(key, place, sealed)->exec();
        return {};
    });
}

Result<Bytes> DeviceStore::blobPiece(std::int64_t key, std::int64_t place) {
    return guarded([&]() -> Result<Bytes> {
        auto row = m_impl->use("SELECT sealed FROM blob_piece WHERE blob = ? AND place = ?");
        if (!row.bind(key, place)->executeStep()) return Error{ErrorCode::NotFound, "piece"};
        return bytesOf(row->getColumn(0));
    });
}

} // namespace waymark::device
