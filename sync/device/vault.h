// The keys of a device's sealed rows, and who can open them. Two random data keys: `venue` for what every worker who joined may see, `case`
// for what workers, coordinators and administrators alone may see. Each is wrapped per worker by Argon2id(PIN), with a secret of the
// platform's keystore mixed in where there is one. A worker may have a third that is theirs alone: no colleague's PIN opens it. Owned by the bridge's worker; single-threaded. On disk are the wraps, the workers'
// display names and roles (in the clear: the lock screen shows them), and how long a wrong PIN must wait; keys are in memory only while
// unlocked. Losing the wraps is the wipe.
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/domain/role.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::device {

using base::Bytes;
using base::Millis;
using base::Result;

class DeviceStore;

/// Which data key a row is sealed with.
enum class KeyTier : std::uint8_t {
    Venue = 1,  ///< organisation, venue and register streams, concerns (sealed boxes already), everything waiting to be sent
    Case = 2,   ///< case streams, once acknowledged
    Own = 3,    ///< what the worker who is signed in shares with nobody on this device: a half-written concern, a lead's private key
};
/// The tier of a stream by its name; anything unreadable counts as Case.
KeyTier tierOfStream(std::string_view stream);
/// Whether a worker with this role may hold the case key.
bool opensCase(domain::Role role);

/// What one derivation of a key from a PIN costs (libsodium's crypto_pwhash, Argon2id 1.3). Stored with each wrap, so that it can rise.
struct KdfCost {
    std::uint64_t passes = 3;
    std::size_t memoryBytes = 128u << 20;

    /// The least that libsodium takes: for tests and the simulator only.
    static KdfCost least() { return {1, 8192}; }
};

/// A secret that leaves the platform's keystore only on this machine. Mixed into the key derivation where there is one.
class KeyStore {
public:
    virtual ~KeyStore() = default;
    /// 32 bytes, made at the first call. Errors: Unsupported, NotPermitted.
    virtual Result<Bytes> secret() = 0;
};

/// Who may unlock this device.
struct Worker {
    std::string user;  ///< user id
    std::string name;
    domain::Role role = domain::Role::Worker;
};

/// What a sealed row says about itself. A row that was moved to another place, or whose version was set back without its content, does
/// not open.
struct RowName {
    std::string_view table, stream, type, entity;
    std::int64_t version = 0;
};

inline constexpr std::size_t kMinPinDigits = 6;
inline constexpr std::size_t kMaxPinDigits = 32;

class Vault {
public:
    /// The store must be open and outlive the vault. `keyStore` may be null.
    Vault(DeviceStore& store, const base::Clock& clock, base::Random& random, KdfCost cost = {}, KeyStore* keyStore = nullptr);
    ~Vault();

    // --- who -------------------------------------------------------------------------------------------------------------------
    std::vector<Worker> workers() const;  ///< in the order in which they joined
    bool isUnlocked() const;
    std::optional<Worker> current() const;  ///< the worker whose PIN opened it
    bool isOpen(KeyTier tier) const;

    /// Lets a worker open this device by their PIN from now on, and unlocks it for them. The first one makes the keys. Later ones need an
    /// unlocked vault, and one that opens the case tier if the new one is to open it too; a worker who is there already gets the new PIN,
    /// name and role. On a device where only volunteers joined there is no case key until the first worker joins while one of them is
    /// signed in.
    /// Errors: Malformed (no PIN of 6 to 32 digits, or all digits the same), Locked (somebody must be signed in), NotPermitted (a worker,
    /// not a volunteer, must be signed in), DiskFull, Storage.
    Result<void> addWorker(const Worker& worker, const std::string& pin);
    Result<void> removeWorker(const std::string& user);
    /// What the lock screen shows of somebody who joined: their name and role as the organisation has them now. Changes no key. Errors: NotFound,
    /// DiskFull, Storage.
    Result<void> describeWorker(const Worker& worker);

    /// Opens the tiers that this worker may open. Errors: NotFound (no such worker), TooManyAttempts (`detail` is the seconds to wait),
    /// WrongPin, Tampered (the wrap opens for nobody), Storage.
    Result<void> unlock(const std::string& user, const std::string& pin);
    /// Checks a PIN under the same back-off without changing who is signed in: the way out of hand-over mode. Errors as `unlock`.
    Result<void> check(const std::string& user, const std::string& pin);
    /// Seconds until the next attempt of this worker is looked at; 0 if at once.
    int secondsToWait(const std::string& user);
    /// Errors: as `unlock` for the old PIN, Malformed for the new one.
    Result<void> changePin(const std::string& user, const std::string& oldPin, const std::string& newPin);
    /// Makes the key of KeyTier::Own for the worker who is signed in, if they have none yet. It goes with its PIN: one who joins anew while
    /// somebody else is signed in, because the PIN is forgotten, gets another, and what was sealed under the old one is gone. Not to be
    /// called inside a transaction. Errors: Locked, Tampered (there is one that somebody damaged; it is not replaced before its worker joins anew),
    /// DiskFull, Storage.
    Result<void> prepareOwn();

    /// Forgets the keys in memory.
    void lock();
    /// Forgets the wraps for ever: nothing that was sealed opens again. Locks.
    Result<void> wipe();

    // --- sealing ---------------------------------------------------------------------------------------------------------------
    /// Seals with XChaCha20-Poly1305 under the tier's key. If the case key is not open, case rows go into an anonymous box to the case
    /// tier's public key: they can be stored, and only a worker opens them again. On a device that has no case key yet they are sealed
    /// under the venue key. Errors: Locked (of Own: also if it was not prepared).
    Result<Bytes> seal(KeyTier tier, const RowName& name, std::string_view plain) const;
    /// Errors: Locked (the key that it needs is not open), Tampered.
    Result<std::string> open(const RowName& name, const Bytes& sealed) const;
    Result<std::string> open(const RowName& name, const std::uint8_t* sealed, std::size_t size) const;

    /// Eight bytes that stand for a subject ("person:<uuid>") in clear columns: rows can be found for erasure without being opened, and
    /// the column tells nobody without the venue key whom it means. Errors: Locked.
    Result<std::uint64_t> subjectTag(std::string_view subject) const;

private:
    struct Keys;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace waymark::device
