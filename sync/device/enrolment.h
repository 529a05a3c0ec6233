// How a device becomes one of the organisation's, and a worker one of the device's. Both calls carry a nonce that is stored before the call
// and until it is answered, so that a lost reply or a crash costs nothing: the same call is made again and gets the same answer.
// Owned by the bridge's worker; single-threaded. Until the first worker has chosen a PIN the token lies in the store in the clear, because
// there is no key yet; from then on it is sealed under the venue key.
#pragma once

#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "sync/device/transport.h"
#include "sync/device/vault.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::device {

/// What the QR code says, or what was typed.
struct EnrolLink {
    std::string url;              ///< "https://waymark.example.org", no path
    std::string code;
    std::string serviceKey;       ///< pin of the service's public key, or empty
    std::string safeguardingKey;  ///< fingerprint of the lead's key, or empty
};

/// Reads `waymark://enrol?u=…&c=…&k=…&s=…`. Errors: Malformed.
Result<EnrolLink> parseEnrolLink(std::string_view text);
/// From an address and a code typed by hand; the address may lack `https://` and end in `/`. Errors: Malformed.
Result<EnrolLink> makeEnrolLink(std::string_view url, std::string_view code);

/// The code in the QR code of a personal code, `waymark://join?c=…`, or the one that was typed, without blanks. Errors: Malformed (a link of another kind,
/// or one that cannot be read).
Result<std::string> parseJoinCode(std::string_view text);

struct DeviceInfo {
    std::string name, platform, app;
};

/// The organisation that this device belongs to, readable before anybody unlocks.
struct Enrolled {
    std::string serviceUrl, serviceKey, safeguardingKey;
    std::string device;
    std::string organisation, organisationName;
};

class Enrolment {
public:
    Enrolment(DeviceStore& store, Vault& vault, base::Random& random);

    std::optional<Enrolled> enrolled() const;

    /// Asks the service to take this device. A device that is enrolled already takes a new token of the same organisation and keeps its
    /// outbox (contract: `token_unknown`).
    /// Errors: CodeUnknown, CodeExpired, CodeUsed, TooManyAttempts, Offline, Busy, NotPermitted (another organisation, and this device
    /// still holds work of the first), Malformed, Locked (a new token can only be sealed while somebody is signed in), Storage.
    Result<Enrolled> enrol(Transport& transport, const EnrolLink& link, const DeviceInfo& info);

    /// Asks the service who a personal code belongs to: as it was scanned or typed. The worker is kept until they have chosen a PIN. Errors as `enrol`.
    Result<Worker> join(Transport& transport, const std::string& code);
    /// A worker who has joined and has not chosen a PIN yet.
    std::optional<Worker> joining() const;
    /// Ends the join: the worker opens this device by that PIN from now on, and it is unlocked. Errors as Vault::addWorker.
    Result<void> choosePin(const std::string& pin);
    /// Gives up a join before a PIN was chosen.
    Result<void> cancelJoin();

    /// The device's token; one that still lies in the clear is sealed now if the vault is unlocked. Errors: Locked, NotFound (not enrolled).
    Result<std::string> token();

private:
    Result<base::Json> call(Transport& transport, const std::string& what, const std::string& path, base::Json body,
                            const std::string& bearer);
    Result<void> sealToken();

    DeviceStore& m_store;
    Vault& m_vault;
    base::Random& m_random;
};

} // namespace waymark::device
