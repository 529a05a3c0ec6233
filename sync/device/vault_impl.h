// What the vault's two files share: the keys while somebody is signed in, and the wraps they came from. The caller's thread; nothing of it
// survives a crash but what the store has.
#pragma once

#include "sync/device/device_store.h"
#include "sync/device/vault.h"
#include "sync/device/vault_keys.h"

#include <algorithm>
#include <map>
#include <optional>

namespace waymark::device {

struct Vault::Keys {
    SecretKey venue, subjects;
    std::optional<SecretKey> caseKey;
    std::optional<BoxPublicKey> casePublic;  ///< there is a case key on this device, open or not
    SecretKey pin;                           ///< what the PIN of the one who is signed in derives to
    std::optional<SecretKey> own;
};

struct Vault::Impl {
    DeviceStore& store;
    const base::Clock& clock;
    base::Random& random;
    KdfCost cost;
    KeyStore* keyStore;
    std::optional<Keys> keys;
    std::optional<Worker> current;
    std::map<std::string, WrapRow> unsaved;  ///< failures that a full disk did not take; they count while the app runs

    Result<std::optional<Bytes>> platformSecret(bool wanted) const {
        if (!wanted) return std::optional<Bytes>();
        if (!keyStore) return base::Error{base::ErrorCode::Unsupported, "the platform's keystore is not there"};
        auto secret = keyStore->secret();
        if (!secret) return secret.error();
        return std::optional(std::move(*secret));
    }

    Result<WrapRow> wrapOf(const std::string& user) {
        if (const auto it = unsaved.find(user); it != unsaved.end()) return it->second;
        auto rows = store.wraps();
        if (!rows) return rows.error();
        for (auto& row : *rows)
            if (row.user == user) return std::move(row);
        return base::Error{base::ErrorCode::NotFound, "worker"};
    }

    /// Nobody else who joined here opens the case tier.
    Result<bool> holdsCaseAlone(const std::string& user) {
        const auto rows = store.wraps();
        if (!rows) return rows.error();
        const auto holdsCase = [](const WrapRow& row) { return !row.caseKey.empty(); };
        return std::count_if(rows->begin(), rows->end(), holdsCase) == 1 &&
               std::any_of(rows->begin(), rows->end(), [&](const WrapRow& row) { return row.user == user && holdsCase(row); });
    }

    Result<void> keep(const WrapRow& row) {
        auto kept = store.putWrap(row);
        if (!kept && kept.error().code == base::ErrorCode::DiskFull) {
            unsaved[row.user] = row;
            return {};
        }
        if (kept) unsaved.erase(row.user);
        return kept;
    }

    /// The back-off, the attempt, and the keys that the PIN opens.
    Result<Keys> attempt(const std::string& user, const std::string& pin);
    Result<Keys> openWrap(const WrapRow& row, const std::string& pin);
    /// Wraps for a PIN; `with` keeps what that PIN derives to.
    Result<WrapRow> wrap(const Worker& worker, const std::string& pin, Keys& with);
    Result<void> storeOwn(const std::string& user, const Keys& keys);
    Result<void> openOwn(const std::string& user, Keys& keys);
    Result<void> forgetOwn(const std::string& user);
};

} // namespace waymark::device
