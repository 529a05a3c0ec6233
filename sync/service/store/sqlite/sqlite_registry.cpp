#include "sync/service/store/sqlite/sqlite_registry.h"

#include "sync/service/store/row_text.h"
#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/store.h"

namespace waymark::service {

namespace {

using base::ErrorCode;

#define WAYMARK_DEVICES \
    "SELECT id, name, platform, app, token_hash, status, enrolled_at, last_contact, waiting_ops, waiting_since, clock_skew_ms, troubles, told_to_wipe FROM device "
constexpr const char* kDeviceById = WAYMARK_DEVICES "WHERE id = ?";
constexpr const char* kDeviceByToken = WAYMARK_DEVICES "WHERE token_hash = ?";
constexpr const char* kDevices = WAYMARK_DEVICES "ORDER BY enrolled_at, id";
#undef WAYMARK_DEVICES

std::optional<Millis> optionalTime(const SQLite::Column& column) {
    return column.isNull() ? std::nullopt : std::optional<Millis>(column.getInt64());
}

void bindOptional(SqliteQuery& query, int index, const std::optional<Millis>& time) {
    time ? query.bind(index, static_cast<std::int64_t>(*time)) : query.bind(index);
}

domain::Role roleOf(const SQLite::Column& column) {
    const auto role = domain::parseRole(column.getString());
    if (!role) throw StorageFailure(ErrorCode::Storage, "the registry holds a role that this version does not know");
    return *role;
}

Device deviceRow(SqliteQuery& query) {
    Device device;
    device.id = query.getColumn(0).getString();
    device.name = query.getColumn(1).getString();
    device.platform = query.getColumn(2).getString();
    device.app = query.getColumn(3).getString();
    device.tokenHash = query.getColumn(4).getString();
    device.status = static_cast<DeviceStatus>(query.getColumn(5).getInt());
    device.enrolledAt = query.getColumn(6).getInt64();
    device.lastContact = optionalTime(query.getColumn(7));
    device.waitingOps = waitingFrom(query.getColumn(8).getInt64());
    device.waitingSince = optionalTime(query.getColumn(9));
    device.clockSkewMs = query.getColumn(10).getInt64();
    device.troubles = troublesFrom(query.getColumn(11).getString());
    device.toldToWipe = optionalTime(query.getColumn(12));
    return device;
}

class SqliteRegistry final : public Registry {
public:
    explicit SqliteRegistry(SqliteConnection& connection) : m_connection(connection) {}

    std::optional<Organisation> organisation() override {
        auto query = m_connection.prepared("SELECT id, name, timezone, secret FROM organisation");
        if (!query.executeStep()) return std::nullopt;
        return Organisation{query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                            query.getColumn(3).getString()};
    }

    void setOrganisation(const Organisation& organisation) override {
        auto query = m_connection.prepared("INSERT INTO organisation (one, id, name, timezone, secret) VALUES (1, ?, ?, ?, ?) "
                                           "ON CONFLICT (one) DO UPDATE SET id = excluded.id, name = excluded.name, "
                                           "timezone = excluded.timezone, secret = excluded.secret");
        query.bind(1, organisation.id);
        query.bind(2, organisation.name);
        query.bind(3, organisation.timezone);
        query.bind(4, organisation.secret);
        query.exec();
    }

    std::optional<Device> deviceByToken(const std::string& tokenHash) override { return findDevice(kDeviceByToken, tokenHash); }

    std::optional<Device> device(const std::string& id) override { return findDevice(kDeviceById, id); }

    std::vector<Device> devices() override {
        std::vector<Device> all;
        {
            auto query = m_connection.prepared(kDevices);
            while (query.executeStep())
                all.push_back(deviceRow(query));
        }
        for (auto& device : all)
            complete(device);
        return all;
    }

    void addDevice(const Device& device) override {
        auto query = m_connection.prepared("INSERT INTO device (id, name, platform, app, token_hash, status, enrolled_at, last_contact, "
                                           "waiting_ops, waiting_since, clock_skew_ms, troubles, told_to_wipe) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        query.bind(1, device.id);
        query.bind(2, device.name);
        query.bind(3, device.platform);
        query.bind(4, device.app);
        query.bind(5, device.tokenHash);
        query.bind(6, static_cast<int>(device.status));
        query.bind(7, device.enrolledAt);
        bindOptional(query, 8, device.lastContact);
        query.bind(9, waitingNumber(device.waitingOps));
        bindOptional(query, 10, device.waitingSince);
        query.bind(11, device.clockSkewMs);
        query.bind(12, troublesText(device.troubles));
        bindOptional(query, 13, device.toldToWipe);
        query.exec();
        for (const auto& grant : device.grants)
            addGrant(device.id, grant);
        for (const auto& user : device.users)
            addDeviceUser(device.id, user, device.enrolledAt);
    }

    void addDeviceUser(const std::string& device, const std::string& user, Millis at) override {
        auto query = m_connection.prepared("INSERT INTO device_user (device, user, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        query.bind(1, device);
        query.bind(2, user);
        query.bind(3, at);
        query.exec();
    }

    void setDeviceStatus(const std::string& device, DeviceStatus status) override {
        auto query = m_connection.prepared("UPDATE device SET status = ? WHERE id = ?");
        query.bind(1, static_cast<int>(status));
        query.bind(2, device);
        query.exec();
    }

    void addDeviceGrant(const std::string& device, const domain::Grant& grant) override { addGrant(device, grant); }

    void endDeviceGrants(const std::string& device, const std::string& venue, Millis at) override {
        auto query = m_connection.prepared("UPDATE device_grant SET to_at = ?1 WHERE device = ?2 AND (?3 = '' OR venue = ?3) "
                                           "AND from_at < ?1 AND (to_at IS NULL OR to_at > ?1)");
        query.bind(1, at);
        query.bind(2, device);
        query.bind(3, venue);
        query.exec();
    }

    void recordContact(const Device& device) override {
        auto query = m_connection.prepared("UPDATE device SET app = ?, last_contact = ?, waiting_ops = ?, waiting_since = ?, "
                                           "clock_skew_ms = ?, troubles = ? WHERE id = ?");
        query.bind(1, device.app);
        bindOptional(query, 2, device.lastContact);
        query.bind(3, waitingNumber(device.waitingOps));
        bindOptional(query, 4, device.waitingSince);
        query.bind(5, device.clockSkewMs);
        query.bind(6, troublesText(device.troubles));
        query.bind(7, device.id);
        query.exec();
    }

    void recordToldToWipe(const std::string& device, Millis at) override {
        auto query = m_connection.prepared("UPDATE device SET told_to_wipe = ? WHERE id = ?");
        query.bind(1, static_cast<std::int64_t>(at));
        query.bind(2, device);
        query.exec();
    }

    void addCode(const Code& code) override {
        auto query = m_connection.prepared("INSERT INTO code (hash, enrols, role, user, expires) VALUES (?, ?, ?, ?, ?)");
        query.bind(1, code.hash);
        query.bind(2, code.enrols ? 1 : 0);
        query.bind(3, std::string(domain::name(code.role)));
        query.bind(4, code.user);
        query.bind(5, code.expires);
        query.exec();
        for (std::size_t i = 0; i < code.venues.size(); ++i) {
            auto venue = m_connection.prepared("INSERT INTO code_venue (code, position, venue) VALUES (?, ?, ?)");
            venue.bind(1, code.hash);
            venue.bind(2, static_cast<std::int64_t>(i));
            venue.bind(3, code.venues[i]);
            venue.exec();
        }
    }

    std::optional<Code> code(const std::string& hash) override {
        Code code;
        {
            auto query = m_connection.prepared("SELECT enrols, role, user, expires, used_at, used_nonce, used_by FROM code WHERE hash = ?");
            query.bind(1, hash);
            if (!query.executeStep()) return std::nullopt;
            code.hash = hash;
            code.enrols = query.getColumn(0).getInt() != 0;
            code.role = roleOf(query.getColumn(1));
            code.user = query.getColumn(2).getString();
            code.expires = query.getColumn(3).getInt64();
            code.usedAt = optionalTime(query.getColumn(4));
            code.usedNonce = query.getColumn(5).getString();
            code.usedBy = query.getColumn(6).getString();
        }
        auto venues = m_connection.prepared("SELECT venue FROM code_venue WHERE code = ? ORDER BY position");
        venues.bind(1, hash);
        while (venues.executeStep())
            code.venues.push_back(venues.getColumn(0).getString());
        return code;
    }

    void useCode(const std::string& hash, const std::string& nonce, const std::string& device, Millis at) override {
        auto query = m_connection.prepared("UPDATE code SET used_at = ?, used_nonce = ?, used_by = ? WHERE hash = ?");
        query.bind(1, at);
        query.bind(2, nonce);
        query.bind(3, device);
        query.bind(4, hash);
        query.exec();
    }

    void setLogin(const Login& login) override {
        auto old = m_connection.prepared("DELETE FROM login WHERE user = ?");
        old.bind(1, login.user);
        old.exec();
        auto query = m_connection.prepared("INSERT INTO login (email, user, password_hash) VALUES (?, ?, ?)");
        query.bind(1, login.email);
        query.bind(2, login.user);
        query.bind(3, login.passwordHash);
        query.exec();
    }

    std::optional<Login> loginByEmail(const std::string& email) override {
        return findLogin("SELECT user, email, password_hash FROM login WHERE email = ?", email);
    }

    std::optional<Login> loginOf(const std::string& user) override {
        return findLogin("SELECT user, email, password_hash FROM login WHERE user = ?", user);
    }

    void removeSignIn(const std::string& user) override {
        for (const char* sql : {"DELETE FROM login WHERE user = ?", "DELETE FROM console_session WHERE user = ?"}) {
            auto query = m_connection.prepared(sql);
            query.bind(1, user);
            query.exec();
        }
    }

    void addSession(const ConsoleSession& session) override {
        auto query = m_connection.prepared("INSERT INTO console_session (hash, user, csrf, expires) VALUES (?, ?, ?, ?)");
        query.bind(1, session.hash);
        query.bind(2, session.user);
        query.bind(3, session.csrf);
        query.bind(4, session.expires);
        query.exec();
    }

    std::optional<ConsoleSession> session(const std::string& hash) override {
        auto query = m_connection.prepared("SELECT user, csrf, expires FROM console_session WHERE hash = ?");
        query.bind(1, hash);
        if (!query.executeStep()) return std::nullopt;
        return ConsoleSession{hash, query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getInt64()};
    }

    void removeSession(const std::string& hash) override {
        auto query = m_connection.prepared("DELETE FROM console_session WHERE hash = ?");
        query.bind(1, hash);
        query.exec();
    }

    void removeExpiredSessions(Millis now) override {
        auto query = m_connection.prepared("DELETE FROM console_session WHERE expires <= ?");
        query.bind(1, now);
        query.exec();
    }

    void addErasure(const ErasureNote& erasure) override {
        auto query = m_connection.prepared("INSERT INTO erasure (id, at) VALUES (?, ?)");
        query.bind(1, erasure.id);
        query.bind(2, erasure.at);
        query.exec();
        for (const auto& [stream, seq] : erasure.places) {
            auto place = m_connection.prepared("INSERT INTO erasure_place (erasure, stream, seq) VALUES (?, ?, ?)");
            place.bind(1, erasure.id);
            place.bind(2, stream);
            place.bind(3, seq);
            place.exec();
        }
    }

    std::vector<ErasureNote> erasures() override {
        auto notes = erasuresOf("SELECT id, at FROM erasure WHERE ?1 = '' ORDER BY at DESC, id", {});
        for (auto& note : notes) {
            auto query = m_connection.prepared("SELECT device, at FROM erasure_passed WHERE erasure = ?");
            query.bind(1, note.id);
            while (query.executeStep())
                note.passedBy[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
        }
        return notes;
    }

    std::vector<ErasureNote> erasuresAheadOf(const std::string& device) override {
        return erasuresOf("SELECT id, at FROM erasure WHERE NOT EXISTS (SELECT 1 FROM erasure_passed "
                          "WHERE device = ?1 AND erasure_passed.erasure = erasure.id) ORDER BY at, id", device);
    }

    void passErasure(const std::string& erasure, const std::string& device, Millis at) override {
        auto query = m_connection.prepared("INSERT INTO erasure_passed (device, erasure, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
        query.bind(1, device);
        query.bind(2, erasure);
        query.bind(3, at);
        query.exec();
    }

private:
    std::vector<ErasureNote> erasuresOf(const char* sql, const std::string& device) {
        std::vector<ErasureNote> notes;
        {
            auto query = m_connection.prepared(sql);
            query.bind(1, device);
            while (query.executeStep())
                notes.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt64(), {}, {}});
        }
        for (auto& note : notes) {
            auto query = m_connection.prepared("SELECT stream, seq FROM erasure_place WHERE erasure = ?");
            query.bind(1, note.id);
            while (query.executeStep())
                note.places[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
        }
        return notes;
    }

    std::optional<Login> findLogin(const char* sql, const std::string& key) {
        auto query = m_connection.prepared(sql);
        query.bind(1, key);
        if (!query.executeStep()) return std::nullopt;
        return Login{query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString()};
    }

    std::optional<Device> findDevice(const char* sql, const std::string& key) {
        std::optional<Device> device;
        {
            auto query = m_connection.prepared(sql);
            query.bind(1, key);
            if (query.executeStep()) device = deviceRow(query);
        }
        if (device) complete(*device);
        return device;
    }

    // The query over devices must be at its end before this runs: a statement is shared by its text.
    void complete(Device& device) {
        auto grants = m_connection.prepared("SELECT role, venue, from_at, to_at FROM device_grant WHERE device = ? ORDER BY rowid");
        grants.bind(1, device.id);
        while (grants.executeStep())
            device.grants.push_back({roleOf(grants.getColumn(0)), grants.getColumn(1).getString(), grants.getColumn(2).getInt64(),
                                     optionalTime(grants.getColumn(3))});
        auto users = m_connection.prepared("SELECT user FROM device_user WHERE device = ? ORDER BY joined_at, user");
        users.bind(1, device.id);
        while (users.executeStep())
            device.users.push_back(users.getColumn(0).getString());
    }

    void addGrant(const std::string& device, const domain::Grant& grant) {
        auto query = m_connection.prepared("INSERT INTO device_grant (device, role, venue, from_at, to_at) VALUES (?, ?, ?, ?, ?)");
        query.bind(1, device);
        query.bind(2, std::string(domain::name(grant.role)));
        query.bind(3, grant.venue);
        query.bind(4, grant.from);
        bindOptional(query, 5, grant.to);
        query.exec();
    }

    SqliteConnection& m_connection;
};

} // namespace

std::unique_ptr<Registry> makeSqliteRegistry(SqliteConnection& connection) { return std::make_unique<SqliteRegistry>(connection); }

} // namespace waymark::service
