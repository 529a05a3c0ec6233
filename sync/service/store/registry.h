// What the service knows outside the streams: the organisation's identity and secret, devices and their grants, codes, sign-ins and
// console sessions. Tokens, codes and passwords are kept as hashes only.
#pragma once

#include "shared/base/clock.h"
#include "shared/domain/role.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

using base::Millis;

struct Organisation {
    std::string id, name, timezone;
    std::string secret;  ///< 32 random bytes in hex; keys the hashes of tokens and the replay of lost enrolment answers
};

enum class DeviceStatus { Active, Retired, Lost };

struct Device {
    std::string id, name, platform, app;
    std::string tokenHash;
    DeviceStatus status = DeviceStatus::Active;
    Millis enrolledAt = 0;
    std::optional<Millis> lastContact;
    std::int64_t waitingOps = 0;            ///< as the device said at its last contact
    std::optional<Millis> waitingSince;
    std::int64_t clockSkewMs = 0;           ///< its wall clock minus the service's, at its last contact
    std::vector<domain::Grant> grants;      ///< venue by venue
    std::vector<std::string> users;         ///< ids of those who joined on it
};

struct Code {
    std::string hash;
    bool enrols = true;                 ///< an enrolment code; else a personal one
    domain::Role role = domain::Role::Worker;
    std::vector<std::string> venues;    ///< of an enrolment code
    std::string user;                   ///< of a personal code
    Millis expires = 0;
    std::optional<Millis> usedAt;
    std::string usedNonce;              ///< the nonce it was used with, for the same answer within 24 h
    std::string usedBy;                 ///< the device that used it
};

/// A sign-in to the console.
struct Login {
    std::string user, email, passwordHash;
};

struct ConsoleSession {
    std::string hash;   ///< of the cookie
    std::string user, csrf;
    Millis expires = 0;
};

class Registry {
public:
    virtual ~Registry() = default;

    virtual std::optional<Organisation> organisation() = 0;
    virtual void setOrganisation(const Organisation& organisation) = 0;

    virtual std::optional<Device> deviceByToken(const std::string& tokenHash) = 0;
    virtual std::optional<Device> device(const std::string& id) = 0;
    virtual std::vector<Device> devices() = 0;
    virtual void addDevice(const Device& device) = 0;
    virtual void addDeviceUser(const std::string& device, const std::string& user, Millis at) = 0;
    virtual void setDeviceStatus(const std::string& device, DeviceStatus status) = 0;
    /// Ends every grant of the device at a venue (empty: all) from `at` on.
    virtual void endDeviceGrants(const std::string& device, const std::string& venue, Millis at) = 0;
    virtual void recordContact(const Device& device) = 0;  ///< lastContact, app, waiting, skew

    virtual void addCode(const Code& code) = 0;
    virtual std::optional<Code> code(const std::string& hash) = 0;
    virtual void useCode(const std::string& hash, const std::string& nonce, const std::string& device, Millis at) = 0;

    virtual void setLogin(const Login& login) = 0;
    virtual std::optional<Login> loginByEmail(const std::string& email) = 0;

    virtual void addSession(const ConsoleSession& session) = 0;
    virtual std::optional<ConsoleSession> session(const std::string& hash) = 0;
    virtual void removeSession(const std::string& hash) = 0;
    virtual void removeExpiredSessions(Millis now) = 0;
};

} // namespace waymark::service
