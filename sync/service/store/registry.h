// What the service knows outside the streams: the organisation's identity and secret, devices and their grants, codes, sign-ins and
// console sessions. Tokens, codes and passwords are kept as hashes only.
#pragma once

#include "shared/base/clock.h"
#include "shared/domain/role.h"

#include <map>
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

/// A stream that does not run as it should on a device, as the device said at its last contact.
struct DeviceTrouble {
    std::string stream, kind;  ///< kind: "stopped" or "differs"
    Millis since = 0;
    bool operator==(const DeviceTrouble&) const = default;
};

struct Device {
    std::string id, name, platform, app;
    std::string tokenHash;
    DeviceStatus status = DeviceStatus::Active;
    Millis enrolledAt = 0;
    std::optional<Millis> lastContact;
    std::optional<std::int64_t> waitingOps;  ///< what was left, as the device said at its last contact, when that was answered; nothing: it does not tell
    std::optional<Millis> waitingSince;
    std::int64_t clockSkewMs = 0;           ///< its wall clock minus the service's, at its last contact
    std::vector<domain::Grant> grants;      ///< venue by venue
    std::vector<std::string> users;         ///< ids of those who joined on it
    std::vector<DeviceTrouble> troubles;
    std::optional<Millis> toldToWipe{};     ///< when it called last after it was reported lost, and was told to wipe what it holds
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

/// An erasure and which devices have passed it; it does not say whom it was about.
struct ErasureNote {
    std::string id;
    Millis at = 0;
    std::map<std::string, std::int64_t> places;  ///< stream → seq of the last of its `erase` entries
    std::map<std::string, Millis> passedBy;      ///< device → when it first called from behind all of them
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
    virtual void addDeviceGrant(const std::string& device, const domain::Grant& grant) = 0;
    /// Ends every grant of the device at a venue (empty: all) that began before `at`, from `at` on. What is granted later is another decision.
    virtual void endDeviceGrants(const std::string& device, const std::string& venue, Millis at) = 0;
    virtual void recordContact(const Device& device) = 0;  ///< lastContact, app, waiting, skew, troubles
    virtual void recordToldToWipe(const std::string& device, Millis at) = 0;

    virtual void addCode(const Code& code) = 0;
    virtual std::optional<Code> code(const std::string& hash) = 0;
    virtual void useCode(const std::string& hash, const std::string& nonce, const std::string& device, Millis at) = 0;

    virtual void setLogin(const Login& login) = 0;
    virtual std::optional<Login> loginByEmail(const std::string& email) = 0;
    virtual std::optional<Login> loginOf(const std::string& user) = 0;
    virtual void removeSignIn(const std::string& user) = 0;  ///< the login, and every session that is open

    virtual void addSession(const ConsoleSession& session) = 0;
    virtual std::optional<ConsoleSession> session(const std::string& hash) = 0;
    virtual void removeSession(const std::string& hash) = 0;
    virtual void removeExpiredSessions(Millis now) = 0;

    virtual void addErasure(const ErasureNote& erasure) = 0;  ///< without `passedBy`
    virtual std::vector<ErasureNote> erasures() = 0;          ///< newest first
    /// Those that this device has not passed, without `passedBy`; oldest first.
    virtual std::vector<ErasureNote> erasuresAheadOf(const std::string& device) = 0;
    virtual void passErasure(const std::string& erasure, const std::string& device, Millis at) = 0;
};

} // namespace waymark::service
