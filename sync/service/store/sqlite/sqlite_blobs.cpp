#include "sync/service/store/sqlite/sqlite_blobs.h"

#include "sync/service/store/sqlite/sqlite_rows.h"
#include "sync/service/store/sqlite/sqlite_schema.h"

#include <algorithm>

namespace waymark::service {

const char* const kBlobsSchema = R"sql(
CREATE TABLE blob(stream TEXT NOT NULL, sha256 BLOB NOT NULL, bytes INTEGER NOT NULL, device TEXT NOT NULL, received INTEGER NOT NULL,
                  PRIMARY KEY(stream, sha256)) STRICT, WITHOUT ROWID;
CREATE INDEX blob_by_device ON blob(device);
CREATE TABLE blob_piece(stream TEXT NOT NULL, sha256 BLOB NOT NULL, place INTEGER NOT NULL, data BLOB NOT NULL,
                        PRIMARY KEY(stream, sha256, place)) STRICT;
CREATE TABLE blob_name(stream TEXT NOT NULL, sha256 BLOB NOT NULL, op BLOB NOT NULL, PRIMARY KEY(stream, sha256, op)) STRICT, WITHOUT ROWID;
CREATE INDEX blob_name_by_op ON blob_name(op);
CREATE TABLE blob_upload(stream TEXT NOT NULL, sha256 BLOB NOT NULL, device TEXT NOT NULL, bytes INTEGER NOT NULL, have INTEGER NOT NULL,
                         touched INTEGER NOT NULL, PRIMARY KEY(stream, sha256, device)) STRICT, WITHOUT ROWID;
CREATE INDEX blob_upload_by_device ON blob_upload(device);
CREATE TABLE blob_upload_piece(stream TEXT NOT NULL, sha256 BLOB NOT NULL, device TEXT NOT NULL, place INTEGER NOT NULL, data BLOB NOT NULL,
                               PRIMARY KEY(stream, sha256, device, place)) STRICT;
)sql";

namespace {

class SqliteBlobs : public Blobs {
public:
    explicit SqliteBlobs(SqliteConnection& connection) : m_connection(connection) {}

    std::optional<std::int64_t> size(const BlobKey& blob) override {
        auto select = m_connection.prepared("SELECT bytes FROM blob WHERE stream=?1 AND sha256=?2");
        bindBlob(select, blob);
        if (!select.executeStep()) return std::nullopt;
        return select.getColumn(0).getInt64();
    }

    std::string read(const BlobKey& blob, std::int64_t from, std::int64_t count) override {
        auto select = m_connection.prepared("SELECT place, data FROM blob_piece WHERE stream=?1 AND sha256=?2 AND place >= ?3 AND place <= ?4 ORDER BY place");
        bindBlob(select, blob);
        select.bind(3, from / kBlobRowBytes);
        select.bind(4, (from + count) / kBlobRowBytes);
        std::string bytes;
        while (select.executeStep())
            bytes += bytesOf(select.getColumn(1));
        return bytes.substr(std::min(bytes.size(), static_cast<std::size_t>(from % kBlobRowBytes)), static_cast<std::size_t>(count));
    }

    void keep(const BlobKey& blob, const std::string& bytes, const std::string& device, Millis now) override {
        if (size(blob)) return;
        {
            auto insert = m_connection.prepared("INSERT INTO blob(stream, sha256, bytes, device, received) VALUES(?1, ?2, ?3, ?4, ?5)");
            bindBlob(insert, blob);
            insert.bind(3, static_cast<std::int64_t>(bytes.size()));
            insert.bindNoCopy(4, device);
            insert.bind(5, static_cast<std::int64_t>(now));
            insert.exec();
        }
        for (std::size_t at = 0; at < bytes.size(); at += kBlobRowBytes) {
            auto insert = m_connection.prepared("INSERT INTO blob_piece(stream, sha256, place, data) VALUES(?1, ?2, ?3, ?4)");
            bindBlob(insert, blob);
            insert.bind(3, static_cast<std::int64_t>(at) / kBlobRowBytes);
            bindBytes(insert, 4, bytes.data() + at, std::min(bytes.size() - at, static_cast<std::size_t>(kBlobRowBytes)));
            insert.exec();
        }
    }

    void remove(const BlobKey& blob) override {
        for (const char* sql : {"DELETE FROM blob WHERE stream=?1 AND sha256=?2", "DELETE FROM blob_piece WHERE stream=?1 AND sha256=?2",
                                "DELETE FROM blob_upload WHERE stream=?1 AND sha256=?2", "DELETE FROM blob_upload_piece WHERE stream=?1 AND sha256=?2"}) {
            auto statement = m_connection.prepared(sql);
            bindBlob(statement, blob);
            statement.exec();
        }
    }

    std::optional<BlobUpload> upload(const BlobKey& blob, const std::string& device) override {
        auto select = m_connection.prepared("SELECT bytes, have FROM blob_upload WHERE stream=?1 AND sha256=?2 AND device=?3");
        bindBlob(select, blob);
        select.bindNoCopy(3, device);
        if (!select.executeStep()) return std::nullopt;
        return BlobUpload{select.getColumn(0).getInt64(), select.getColumn(1).getInt64()};
    }

    std::int64_t uploadsOf(const std::string& device) override {
        auto select = m_connection.prepared("SELECT count(*) FROM blob_upload WHERE device=?1");
        select.bindNoCopy(1, device);
        return select.executeStep() ? select.getColumn(0).getInt64() : 0;
    }

    void append(const BlobKey& blob, const std::string& device, std::int64_t total, const std::string& bytes, Millis now) override {
        const auto before = upload(blob, device);
        const std::int64_t have = before ? before->have : 0;
        {
            auto upsert = m_connection.prepared("INSERT INTO blob_upload(stream, sha256, device, bytes, have, touched) VALUES(?1, ?2, ?3, ?4, ?5, ?6) "
                               "ON CONFLICT DO UPDATE SET have=excluded.have, touched=excluded.touched");
            bindBlob(upsert, blob);
            upsert.bindNoCopy(3, device);
            upsert.bind(4, static_cast<std::int64_t>(total));
            upsert.bind(5, have + static_cast<std::int64_t>(bytes.size()));
            upsert.bind(6, static_cast<std::int64_t>(now));
            upsert.exec();
        }
        for (std::size_t at = 0; at < bytes.size(); at += kBlobRowBytes) {
            auto insert = m_connection.prepared("INSERT INTO blob_upload_piece(stream, sha256, device, place, data) VALUES(?1, ?2, ?3, ?4, ?5)");
            bindBlob(insert, blob);
            insert.bindNoCopy(3, device);
            insert.bind(4, have + static_cast<std::int64_t>(at));
            bindBytes(insert, 5, bytes.data() + at, std::min(bytes.size() - at, static_cast<std::size_t>(kBlobRowBytes)));
            insert.exec();
        }
    }

    std::string uploaded(const BlobKey& blob, const std::string& device) override {
        auto select = m_connection.prepared("SELECT data FROM blob_upload_piece WHERE stream=?1 AND sha256=?2 AND device=?3 ORDER BY place");
        bindBlob(select, blob);
        select.bindNoCopy(3, device);
        std::string bytes;
        while (select.executeStep())
            bytes += bytesOf(select.getColumn(0));
        return bytes;
    }

    void dropUpload(const BlobKey& blob, const std::string& device) override {
        for (const char* sql : {"DELETE FROM blob_upload WHERE stream=?1 AND sha256=?2 AND device=?3",
                                "DELETE FROM blob_upload_piece WHERE stream=?1 AND sha256=?2 AND device=?3"}) {
            auto remove = m_connection.prepared(sql);
            bindBlob(remove, blob);
            remove.bindNoCopy(3, device);
            remove.exec();
        }
    }

    bool isNamed(const BlobKey& blob) override {
        auto select = m_connection.prepared("SELECT 1 FROM blob_name WHERE stream=?1 AND sha256=?2 LIMIT 1");
        bindBlob(select, blob);
        return select.executeStep();
    }

    bool isNamedBy(const BlobKey& blob, const std::string& device) override {
        auto select = m_connection.prepared("SELECT 1 FROM blob_name JOIN op ON op.id = blob_name.op "
                           "WHERE blob_name.stream=?1 AND blob_name.sha256=?2 AND op.device=?3 LIMIT 1");
        bindBlob(select, blob);
        select.bindNoCopy(3, device);
        return select.executeStep();
    }

    std::int64_t unnamedOf(const std::string& device) override {
        auto select = m_connection.prepared("SELECT count(*) FROM blob WHERE device=?1 AND NOT EXISTS (SELECT 1 FROM blob_name n "
                                            "WHERE n.stream = blob.stream AND n.sha256 = blob.sha256)");
        select.bindNoCopy(1, device);
        return select.executeStep() ? select.getColumn(0).getInt64() : 0;
    }

    std::vector<BlobKey> forgetOp(const std::string& op) override {
        std::vector<BlobKey> named;
        {
            auto select = m_connection.prepared("SELECT stream, sha256 FROM blob_name WHERE op=?1");
            bindHex(select, 1, op);
            named = keys(select);
        }
        auto remove = m_connection.prepared("DELETE FROM blob_name WHERE op=?1");
        bindHex(remove, 1, op);
        remove.exec();
        return named;
    }

    std::int64_t removeAbandoned(Millis before) override {
        std::vector<std::pair<BlobKey, std::string>> uploads;
        {
            auto select = m_connection.prepared("SELECT stream, sha256, device FROM blob_upload WHERE touched < ?1");
            select.bind(1, static_cast<std::int64_t>(before));
            while (select.executeStep())
                uploads.push_back({{select.getColumn(0).getString(), hexOf(select.getColumn(1))}, select.getColumn(2).getString()});
        }
        for (const auto& [blob, device] : uploads)
            dropUpload(blob, device);
        std::vector<BlobKey> unnamed;
        {
            auto select = m_connection.prepared("SELECT stream, sha256 FROM blob WHERE received < ?1 AND NOT EXISTS (SELECT 1 FROM blob_name n "
                                                "WHERE n.stream = blob.stream AND n.sha256 = blob.sha256)");
            select.bind(1, static_cast<std::int64_t>(before));
            unnamed = keys(select);
        }
        for (const auto& blob : unnamed)
            remove(blob);
        return static_cast<std::int64_t>(uploads.size() + unnamed.size());
    }

private:
    static void bindBlob(SqliteQuery& statement, const BlobKey& blob) {
        statement.bindNoCopy(1, blob.stream);
        bindHex(statement, 2, blob.sha256);
    }

    static std::string bytesOf(const SQLite::Column& column) {
        return {static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
    }

    static void bindBytes(SqliteQuery& statement, int index, const char* data, std::size_t size) {
        statement.bind(index, static_cast<const void*>(data), static_cast<int>(size));
    }

    static std::vector<BlobKey> keys(SqliteQuery& select) {
        std::vector<BlobKey> found;
        while (select.executeStep())
            found.push_back({select.getColumn(0).getString(), hexOf(select.getColumn(1))});
        return found;
    }

    SqliteConnection& m_connection;
};

} // namespace

std::unique_ptr<Blobs> makeSqliteBlobs(SqliteConnection& connection) { return std::make_unique<SqliteBlobs>(connection); }

} // namespace waymark::service
