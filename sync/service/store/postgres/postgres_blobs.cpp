#include "sync/service/store/postgres/postgres_blobs.h"

#include "shared/base/hex.h"
#include "sync/service/store/postgres/postgres_connection.h"

#include <algorithm>

namespace waymark::service {

namespace {

std::string bytesAt(const pqxx::row& row, int column) {
    const auto bytes = base::fromHex(std::string_view(row[column].c_str(), row[column].size()).substr(2));
    return bytes ? std::string(base::asText(*bytes)) : std::string();
}

PgValue bytesOf(const char* data, std::size_t size) { return PgValue("\\x" + base::toHex(reinterpret_cast<const std::uint8_t*>(data), size)); }

std::vector<BlobKey> keys(const pqxx::result& rows) {
    std::vector<BlobKey> found;
    for (const auto& row : rows)
        found.push_back({row[0].c_str(), row[1].c_str() + 2});
    return found;
}

class PostgresBlobs : public Blobs {
public:
    explicit PostgresBlobs(PostgresConnection& connection) : m_connection(connection) {}

    std::optional<std::int64_t> size(const BlobKey& blob) override {
        const auto rows = m_connection.run("SELECT bytes FROM blob WHERE stream = $1 AND sha256 = $2", {blob.stream, pgBytes(blob.sha256)});
        if (rows.empty()) return std::nullopt;
        return rows[0][0].as<std::int64_t>();
    }

    std::string read(const BlobKey& blob, std::int64_t from, std::int64_t count) override {
        std::string bytes;
        for (const auto& row : m_connection.run("SELECT data FROM blob_piece WHERE stream = $1 AND sha256 = $2 AND place >= $3 AND place <= $4 "
                                                "ORDER BY place",
                                                {blob.stream, pgBytes(blob.sha256), from / kBlobRowBytes, (from + count) / kBlobRowBytes}))
            bytes += bytesAt(row, 0);
        return bytes.substr(std::min(bytes.size(), static_cast<std::size_t>(from % kBlobRowBytes)), static_cast<std::size_t>(count));
    }

    void keep(const BlobKey& blob, const std::string& bytes, const std::string& device, Millis now) override {
        if (size(blob)) return;
        m_connection.run("INSERT INTO blob(stream, sha256, bytes, device, received) VALUES($1, $2, $3, $4, $5)",
                         {blob.stream, pgBytes(blob.sha256), bytes.size(), device, now});
        for (std::size_t at = 0; at < bytes.size(); at += kBlobRowBytes)
            m_connection.run("INSERT INTO blob_piece(stream, sha256, place, data) VALUES($1, $2, $3, $4)",
                             {blob.stream, pgBytes(blob.sha256), static_cast<std::int64_t>(at) / kBlobRowBytes,
                              bytesOf(bytes.data() + at, std::min(bytes.size() - at, static_cast<std::size_t>(kBlobRowBytes)))});
    }

    void remove(const BlobKey& blob) override {
        for (const char* sql : {"DELETE FROM blob WHERE stream = $1 AND sha256 = $2", "DELETE FROM blob_piece WHERE stream = $1 AND sha256 = $2",
                                "DELETE FROM blob_upload WHERE stream = $1 AND sha256 = $2",
                                "DELETE FROM blob_upload_piece WHERE stream = $1 AND sha256 = $2"})
            m_connection.run(sql, {blob.stream, pgBytes(blob.sha256)});
    }

    std::optional<BlobUpload> upload(const BlobKey& blob, const std::string& device) override {
        const auto rows = m_connection.run("SELECT bytes, have FROM blob_upload WHERE stream = $1 AND sha256 = $2 AND device = $3",
                                           {blob.stream, pgBytes(blob.sha256), device});
        if (rows.empty()) return std::nullopt;
        return BlobUpload{rows[0][0].as<std::int64_t>(), rows[0][1].as<std::int64_t>()};
    }

    std::int64_t uploadsOf(const std::string& device) override {
        return m_connection.run("SELECT count(*) FROM blob_upload WHERE device = $1", {device})[0][0].as<std::int64_t>();
    }

    void append(const BlobKey& blob, const std::string& device, std::int64_t total, const std::string& bytes, Millis now) override {
        const auto before = upload(blob, device);
        const std::int64_t have = before ? before->have : 0;
        m_connection.run("INSERT INTO blob_upload(stream, sha256, device, bytes, have, touched) VALUES($1, $2, $3, $4, $5, $6) "
                         "ON CONFLICT (stream, sha256, device) DO UPDATE SET have = excluded.have, touched = excluded.touched",
                         {blob.stream, pgBytes(blob.sha256), device, total, have + static_cast<std::int64_t>(bytes.size()), now});
        for (std::size_t at = 0; at < bytes.size(); at += kBlobRowBytes)
            m_connection.run("INSERT INTO blob_upload_piece(stream, sha256, device, place, data) VALUES($1, $2, $3, $4, $5)",
                             {blob.stream, pgBytes(blob.sha256), device, have + static_cast<std::int64_t>(at),
                              bytesOf(bytes.data() + at, std::min(bytes.size() - at, static_cast<std::size_t>(kBlobRowBytes)))});
    }

    std::string uploaded(const BlobKey& blob, const std::string& device) override {
        std::string bytes;
        for (const auto& row : m_connection.run("SELECT data FROM blob_upload_piece WHERE stream = $1 AND sha256 = $2 AND device = $3 ORDER BY place",
                                                {blob.stream, pgBytes(blob.sha256), device}))
            bytes += bytesAt(row, 0);
        return bytes;
    }

    void dropUpload(const BlobKey& blob, const std::string& device) override {
        for (const char* sql : {"DELETE FROM blob_upload WHERE stream = $1 AND sha256 = $2 AND device = $3",
                                "DELETE FROM blob_upload_piece WHERE stream = $1 AND sha256 = $2 AND device = $3"})
            m_connection.run(sql, {blob.stream, pgBytes(blob.sha256), device});
    }

    bool isNamed(const BlobKey& blob) override {
        return !m_connection.run("SELECT 1 FROM blob_name WHERE stream = $1 AND sha256 = $2 LIMIT 1", {blob.stream, pgBytes(blob.sha256)}).empty();
    }

    bool isNamedBy(const BlobKey& blob, const std::string& device) override {
        return !m_connection.run("SELECT 1 FROM blob_name n JOIN op ON op.id = n.op WHERE n.stream = $1 AND n.sha256 = $2 AND op.device = $3 LIMIT 1",
                                 {blob.stream, pgBytes(blob.sha256), device}).empty();
    }

    std::int64_t unnamedOf(const std::string& device) override {
        return m_connection.run("SELECT count(*) FROM blob b WHERE device = $1 AND NOT EXISTS "
                                "(SELECT 1 FROM blob_name n WHERE n.stream = b.stream AND n.sha256 = b.sha256)",
                                {device})[0][0].as<std::int64_t>();
    }

    std::vector<BlobKey> forgetOp(const std::string& op) override {
        return keys(m_connection.run("DELETE FROM blob_name WHERE op = $1 RETURNING stream, sha256", {pgBytes(op)}));
    }

    std::int64_t removeAbandoned(Millis before) override {
        std::int64_t removed = 0;
        for (const auto& row : m_connection.run("SELECT stream, sha256, device FROM blob_upload WHERE touched < $1", {before})) {
            dropUpload({row[0].c_str(), row[1].c_str() + 2}, row[2].c_str());
            ++removed;
        }
        for (const auto& blob : keys(m_connection.run("SELECT stream, sha256 FROM blob b WHERE received < $1 AND NOT EXISTS "
                                                      "(SELECT 1 FROM blob_name n WHERE n.stream = b.stream AND n.sha256 = b.sha256)",
                                                      {before}))) {
            remove(blob);
            ++removed;
        }
        return removed;
    }

private:
    PostgresConnection& m_connection;
};

} // namespace

std::unique_ptr<Blobs> makePostgresBlobs(PostgresConnection& connection) { return std::make_unique<PostgresBlobs>(connection); }

} // namespace waymark::service
