#include "sync/service/store/postgres/postgres_registry.h"

#include "sync/service/store/postgres/postgres_connection.h"
#include "sync/service/store/postgres/postgres_row.h"
#include "sync/service/store/row_text.h"

namespace waymark::service {

namespace {

using base::ErrorCode;

#define WAYMARK_DEVICE "id, name, platform, app, token_hash, status, enrolled_at, last_contact, waiting_ops, waiting_since, clock_skew_ms, troubles, told_to_wipe"


std::optional<Millis> timeAt(const pqxx::row& row, int column) {
    if (row[column].is_null()) return std::nullopt;
    return numberAt(row, column);
}

domain::Role roleAt(const pqxx::row& row, int column) {
    const auto role = domain::parseRole(textAt(row, column));
    if (!role) throw StorageFailure(ErrorCode::Storage, "the registry holds a role that this version does not know");
    return *role;
}

Device deviceFrom(const pqxx::row& row) {
    Device device;
    device.id = textAt(row, 0);
    device.name = textAt(row, 1);
    device.platform = textAt(row, 2);
    device.app = textAt(row, 3);
    device.tokenHash = textAt(row, 4);
    device.status = static_cast<DeviceStatus>(numberAt(row, 5));
    device.enrolledAt = numberAt(row, 6);
    device.lastContact = timeAt(row, 7);
    device.waitingOps = waitingFrom(numberAt(row, 8));
    device.waitingSince = timeAt(row, 9);
    device.clockSkewMs = numberAt(row, 10);
    device.troubles = troublesFrom(textAt(row, 11));
    device.toldToWipe = timeAt(row, 12);
    return device;
}

class PostgresRegistry final : public Registry {
public:
    explicit PostgresRegistry(PostgresConnection& connection) : m_connection(connection) {}

    std::optional<Organisation> organisation() override {
        const auto rows = m_connection.run("SELECT id, name, timezone, secret FROM organisation");
        if (rows.empty()) return std::nullopt;
        return Organisation{textAt(rows[0], 0), textAt(rows[0], 1), textAt(rows[0], 2), textAt(rows[0], 3)};
    }

    void setOrganisation(const Organisation& organisation) override {
        const auto written = m_connection.run("INSERT INTO organisation(one, id, name, timezone, secret) VALUES(1, $1, $2, $3, $4) "
                                              "ON CONFLICT(one) DO UPDATE SET name = excluded.name, timezone = excluded.timezone, "
                                              "secret = excluded.secret WHERE organisation.id = excluded.id",
                                              {organisation.id, organisation.name, organisation.timezone, organisation.secret});
        if (written.affected_rows() != 1) throw RunAgain("another organisation was made here at the same time");
    }

    std::optional<Device> deviceByToken(const std::string& tokenHash) override {
        return complete(m_connection.run("SELECT " WAYMARK_DEVICE " FROM device WHERE token_hash = $1", {tokenHash}));
    }

    std::optional<Device> device(const std::string& id) override {
        return complete(m_connection.run("SELECT " WAYMARK_DEVICE " FROM device WHERE id = $1", {id}));
    }

    std::vector<Device> devices() override {
        std::vector<Device> all;
        for (const auto& row : m_connection.run("SELECT " WAYMARK_DEVICE " FROM device ORDER BY enrolled_at, id"))
            all.push_back(complete(row));
        return all;
    }

    void addDevice(const Device& device) override {
        m_connection.run("INSERT INTO device(" WAYMARK_DEVICE ") VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                         {device.id, device.name, device.platform, device.app, device.tokenHash, static_cast<int>(device.status),
                          device.enrolledAt, device.lastContact, waitingNumber(device.waitingOps), device.waitingSince, device.clockSkewMs,
                          troublesText(device.troubles), device.toldToWipe});
        for (const auto& grant : device.grants)
            addDeviceGrant(device.id, grant);
        for (const auto& user : device.users)
            addDeviceUser(device.id, user, device.enrolledAt);
    }

    void addDeviceUser(const std::string& device, const std::string& user, Millis at) override {
        m_connection.run("INSERT INTO device_user(device, \"user\", joined_at) VALUES($1, $2, $3) ON CONFLICT DO NOTHING", {device, user, at});
    }

    void setDeviceStatus(const std::string& device, DeviceStatus status) override {
        m_connection.run("UPDATE device SET status = $2 WHERE id = $1", {device, static_cast<int>(status)});
    }

    void addDeviceGrant(const std::string& device, const domain::Grant& grant) override {
        m_connection.run("INSERT INTO device_grant(device, role, venue, from_at, to_at) VALUES($1, $2, $3, $4, $5)",
                         {device, std::string(domain::name(grant.role)), grant.venue, grant.from, grant.to});
    }

    void endDeviceGrants(const std::string& device, const std::string& venue, Millis at) override {
        m_connection.run("UPDATE device_grant SET to_at = $1 WHERE device = $2 AND ($3 = '' OR venue = $3) AND from_at < $1 "
                         "AND (to_at IS NULL OR to_at > $1)",
                         {at, device, venue});
    }

    void recordContact(const Device& device) override {
        m_connection.run("UPDATE device SET app = $2, last_contact = $3, waiting_ops = $4, waiting_since = $5, clock_skew_ms = $6, troubles = $7 "
                         "WHERE id = $1",
                         {device.id, device.app, device.lastContact, waitingNumber(device.waitingOps), device.waitingSince, device.clockSkewMs,
                          troublesText(device.troubles)});
    }

    void recordToldToWipe(const std::string& device, Millis at) override {
        m_connection.run("UPDATE device SET told_to_wipe = $2 WHERE id = $1", {device, at});
    }

    void addCode(const Code& code) override {
        m_connection.run("INSERT INTO code(hash, enrols, role, \"user\", expires) VALUES($1, $2, $3, $4, $5)",
                         {code.hash, code.enrols ? 1 : 0, std::string(domain::name(code.role)), code.user, code.expires});
        for (std::size_t i = 0; i < code.venues.size(); ++i)
            m_connection.run("INSERT INTO code_venue(code, position, venue) VALUES($1, $2, $3)", {code.hash, i, code.venues[i]});
    }

    std::optional<Code> code(const std::string& hash) override {
        // A writer is about to use it: whoever else looks for it waits, and then finds it used.
        constexpr const char* kRead = "SELECT enrols, role, \"user\", expires, used_at, used_nonce, used_by FROM code WHERE hash = $1";
        constexpr const char* kTake = "SELECT enrols, role, \"user\", expires, used_at, used_nonce, used_by FROM code WHERE hash = $1 FOR UPDATE";
        const auto rows = m_connection.run(m_connection.isWriting() ? kTake : kRead, {hash});
        if (rows.empty()) return std::nullopt;
        Code code;
        code.hash = hash;
        code.enrols = numberAt(rows[0], 0) != 0;
        code.role = roleAt(rows[0], 1);
        code.user = textAt(rows[0], 2);
        code.expires = numberAt(rows[0], 3);
        code.usedAt = timeAt(rows[0], 4);
        code.usedNonce = textAt(rows[0], 5);
        code.usedBy = textAt(rows[0], 6);
        for (const auto& row : m_connection.run("SELECT venue FROM code_venue WHERE code = $1 ORDER BY position", {hash}))
            code.venues.push_back(textAt(row, 0));
        return code;
    }

    void useCode(const std::string& hash, const std::string& nonce, const std::string& device, Millis at) override {
        m_connection.run("UPDATE code SET used_at = $2, used_nonce = $3, used_by = $4 WHERE hash = $1", {hash, at, nonce, device});
    }

    void setLogin(const Login& login) override {
        m_connection.run("DELETE FROM login WHERE \"user\" = $1", {login.user});
        m_connection.run("INSERT INTO login(email, \"user\", password_hash) VALUES($1, $2, $3)", {login.email, login.user, login.passwordHash});
    }

    std::optional<Login> loginByEmail(const std::string& email) override {
        const auto rows = m_connection.run("SELECT \"user\", email, password_hash FROM login WHERE email = $1", {email});
        if (rows.empty()) return std::nullopt;
        return Login{textAt(rows[0], 0), textAt(rows[0], 1), textAt(rows[0], 2)};
    }

    std::optional<Login> loginOf(const std::string& user) override {
        const auto rows = m_connection.run("SELECT \"user\", email, password_hash FROM login WHERE \"user\" = $1", {user});
        if (rows.empty()) return std::nullopt;
        return Login{textAt(rows[0], 0), textAt(rows[0], 1), textAt(rows[0], 2)};
    }

    void removeSignIn(const std::string& user) override {
        m_connection.run("DELETE FROM login WHERE \"user\" = $1", {user});
        m_connection.run("DELETE FROM console_session WHERE \"user\" = $1", {user});
    }

    void addSession(const ConsoleSession& session) override {
        m_connection.run("INSERT INTO console_session(hash, \"user\", csrf, expires) VALUES($1, $2, $3, $4)",
                         {session.hash, session.user, session.csrf, session.expires});
    }

    std::optional<ConsoleSession> session(const std::string& hash) override {
        const auto rows = m_connection.run("SELECT \"user\", csrf, expires FROM console_session WHERE hash = $1", {hash});
        if (rows.empty()) return std::nullopt;
        return ConsoleSession{hash, textAt(rows[0], 0), textAt(rows[0], 1), numberAt(rows[0], 2)};
    }

    void removeSession(const std::string& hash) override { m_connection.run("DELETE FROM console_session WHERE hash = $1", {hash}); }

    void removeExpiredSessions(Millis now) override { m_connection.run("DELETE FROM console_session WHERE expires <= $1", {now}); }

    void addErasure(const ErasureNote& erasure) override {
        m_connection.run("INSERT INTO erasure(id, at) VALUES($1, $2)", {erasure.id, erasure.at});
        for (const auto& [stream, seq] : erasure.places)
            m_connection.run("INSERT INTO erasure_place(erasure, stream, seq) VALUES($1, $2, $3)", {erasure.id, stream, seq});
    }

    std::vector<ErasureNote> erasures() override {
        auto notes = withPlaces(m_connection.run("SELECT id, at FROM erasure ORDER BY at DESC, id"));
        for (auto& note : notes)
            for (const auto& row : m_connection.run("SELECT device, at FROM erasure_passed WHERE erasure = $1", {note.id}))
                note.passedBy[textAt(row, 0)] = numberAt(row, 1);
        return notes;
    }

    std::vector<ErasureNote> erasuresAheadOf(const std::string& device) override {
        return withPlaces(m_connection.run("SELECT id, at FROM erasure WHERE NOT EXISTS (SELECT 1 FROM erasure_passed "
                                           "WHERE device = $1 AND erasure_passed.erasure = erasure.id) ORDER BY at, id",
                                           {device}));
    }

    void passErasure(const std::string& erasure, const std::string& device, Millis at) override {
        m_connection.run("INSERT INTO erasure_passed(device, erasure, at) VALUES($1, $2, $3) ON CONFLICT DO NOTHING", {device, erasure, at});
    }

private:
    std::vector<ErasureNote> withPlaces(const pqxx::result& rows) {
        std::vector<ErasureNote> notes;
        for (const auto& row : rows) {
            ErasureNote note{textAt(row, 0), numberAt(row, 1), {}, {}};
            for (const auto& place : m_connection.run("SELECT stream, seq FROM erasure_place WHERE erasure = $1", {note.id}))
                note.places[textAt(place, 0)] = numberAt(place, 1);
            notes.push_back(std::move(note));
        }
        return notes;
    }

    std::optional<Device> complete(const pqxx::result& rows) {
        if (rows.empty()) return std::nullopt;
        return complete(rows[0]);
    }

    Device complete(const pqxx::row& row) {
        Device device = deviceFrom(row);
        for (const auto& grant : m_connection.run("SELECT role, venue, from_at, to_at FROM device_grant WHERE device = $1 ORDER BY row", {device.id}))
            device.grants.push_back({roleAt(grant, 0), textAt(grant, 1), numberAt(grant, 2), timeAt(grant, 3)});
        for (const auto& user : m_connection.run("SELECT \"user\" FROM device_user WHERE device = $1 ORDER BY joined_at, \"user\"", {device.id}))
            device.users.push_back(textAt(user, 0));
        return device;
    }

    PostgresConnection& m_connection;
};

#undef WAYMARK_DEVICE

} // namespace

std::unique_ptr<Registry> makePostgresRegistry(PostgresConnection& connection) { return std::make_unique<PostgresRegistry>(connection); }

} // namespace waymark::service
