#include "sync/device/pin_wait.h"
#include "sync/device/vault_impl.h"

#include <sodium.h>

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

constexpr std::string_view kCasePublic = "case_public";

RowName wrapName(std::string_view user, std::string_view tier) { return {"wrap", {}, tier, user, 0}; }
RowName metaName(std::string_view name) { return {"meta", {}, {}, name, 0}; }
std::string ownMeta(const std::string& user) { return "own_key/" + user; }

bool isGoodPin(std::string_view pin) {
    if (pin.size() < kMinPinDigits || pin.size() > kMaxPinDigits) return false;
    if (!std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
    return pin.find_first_not_of(pin.front()) != std::string_view::npos;
}

} // namespace

Vault::Vault(DeviceStore& store, const base::Clock& clock, base::Random& random, KdfCost cost, KeyStore* keyStore)
    : m_impl(new Impl{store, clock, random, cost, keyStore, {}, {}, {}}) {
    [[maybe_unused]] const int ready = sodium_init();
    assert(ready >= 0);
}

Vault::~Vault() = default;

std::vector<Worker> Vault::workers() const {
    std::vector<Worker> workers;
    if (const auto rows = m_impl->store.wraps())
        for (const auto& row : *rows)
            workers.push_back({row.user, row.name, domain::parseRole(row.role).value_or(domain::Role::Volunteer)});
    return workers;
}

bool Vault::isUnlocked() const { return m_impl->keys.has_value(); }
std::optional<Worker> Vault::current() const { return m_impl->current; }

bool Vault::isOpen(KeyTier tier) const {
    if (!m_impl->keys) return false;
    if (tier == KeyTier::Own) return m_impl->keys->own.has_value();
    return tier == KeyTier::Venue || m_impl->keys->caseKey;
}

Result<Vault::Keys> Vault::Impl::openWrap(const WrapRow& row, const std::string& pin) {
    auto secret = platformSecret(row.usesKeyStore);
    if (!secret) return secret.error();
    const auto key = keyFromPin(pin, row.salt, {row.passes, row.memoryBytes}, *secret);
    if (!key) return key.error();
    const auto venue = openWith(*key, associatedData(wrapName(row.user, "venue")), row.venueKey.data(), row.venueKey.size());
    if (!venue) return Error{ErrorCode::WrongPin, {}};
    Keys opened;
    opened.venue = SecretKey::from(*venue).value_or(SecretKey());
    opened.subjects = opened.venue.derive("waymark subject tags");
    opened.pin = *key;
    // One that somebody damaged costs what lies under it, not the worker their way in.
    if (auto own = openOwn(row.user, opened); !own && own.error().code != ErrorCode::Tampered) return own.error();
    if (!row.caseKey.empty()) {
        const auto caseKey = openWith(*key, associatedData(wrapName(row.user, "case")), row.caseKey.data(), row.caseKey.size());
        if (!caseKey) return Error{ErrorCode::Tampered, "the case key's wrap"};
        opened.caseKey = SecretKey::from(*caseKey);
        opened.casePublic = boxPublicKey(*opened.caseKey);
        return opened;
    }
    const auto stored = store.meta(kCasePublic);
    if (!stored) return stored.error();
    if (*stored) {
        const auto publicKey = openWith(opened.venue, associatedData(metaName(kCasePublic)),
                                        reinterpret_cast<const std::uint8_t*>((*stored)->data()), (*stored)->size());
        if (!publicKey || publicKey->size() != BoxPublicKey{}.size()) return Error{ErrorCode::Tampered, "the case tier's public key"};
        opened.casePublic.emplace();
        std::copy(publicKey->begin(), publicKey->end(), opened.casePublic->begin());
    }
    return opened;
}

Result<Vault::Keys> Vault::Impl::attempt(const std::string& user, const std::string& pin) {
    auto row = wrapOf(user);
    if (!row) return row.error();
    const std::string boot = row->waitBoot;
    if (const Millis left = waitLeft(*row, clock); left > 0) {
        if (row->waitBoot != boot)
            if (auto kept = keep(*row); !kept) return kept.error();
        return Error{ErrorCode::TooManyAttempts, std::to_string((left + 999) / 1000)};
    }
    countFailure(*row, clock);
    if (auto kept = keep(*row); !kept) return kept.error();
    auto opened = openWrap(*row, pin);
    if (!opened && opened.error().code == ErrorCode::WrongPin) return opened;
    clearFailures(*row);
    if (auto kept = keep(*row); !kept) return kept.error();
    return opened;
}

Result<void> Vault::Impl::storeOwn(const std::string& user, const Keys& keys) {
    if (!keys.own) return {};
    Bytes sealed;
    sealWith(keys.pin, associatedData(wrapName(user, "own")), keys.own->view(), random, sealed);
    return store.setMeta(ownMeta(user), base::asText(sealed));
}

Result<void> Vault::Impl::openOwn(const std::string& user, Keys& keys) {
    const auto stored = store.meta(ownMeta(user));
    if (!stored) return stored.error();
    if (!*stored) return {};
    const auto own = openWith(keys.pin, associatedData(wrapName(user, "own")), reinterpret_cast<const std::uint8_t*>((*stored)->data()), (*stored)->size());
    if (!own) return Error{ErrorCode::Tampered, "the worker's own key"};
    keys.own = SecretKey::from(*own);
    return {};
}

// With the key go the drafts that nothing opens any more.
Result<void> Vault::Impl::forgetOwn(const std::string& user) {
    if (auto removed = store.removeMeta(ownMeta(user)); !removed) return removed;
    const auto rows = store.drafts();
    if (!rows) return rows.error();
    for (const auto& row : *rows)
        if (row.tier == "own/" + user)
            if (auto removed = store.removeDraft(row.key); !removed) return removed;
    return {};
}

Result<WrapRow> Vault::Impl::wrap(const Worker& worker, const std::string& pin, Keys& with) {
    WrapRow row;
    row.user = worker.user;
    row.name = worker.name;
    row.role = domain::name(worker.role);
    row.salt.resize(kSaltBytes);
    random.fill(row.salt.data(), row.salt.size());
    row.passes = cost.passes;
    row.memoryBytes = cost.memoryBytes;
    row.usesKeyStore = keyStore != nullptr;
    auto secret = platformSecret(row.usesKeyStore);
    if (!secret) return secret.error();
    const auto key = keyFromPin(pin, row.salt, cost, *secret);
    if (!key) return key.error();
    sealWith(*key, associatedData(wrapName(row.user, "venue")), with.venue.view(), random, row.venueKey);
    if (with.caseKey && opensCase(worker.role))
        sealWith(*key, associatedData(wrapName(row.user, "case")), with.caseKey->view(), random, row.caseKey);
    with.pin = *key;
    return row;
}

Result<void> Vault::addWorker(const Worker& worker, const std::string& pin) {
    if (!isGoodPin(pin)) return Error{ErrorCode::Malformed, "a PIN of 6 digits or more, not all the same"};
    const bool first = workers().empty();
    if (!opensCase(worker.role)) {
        const auto alone = m_impl->holdsCaseAlone(worker.user);
        if (!alone) return alone.error();
        if (*alone) return Error{ErrorCode::NotPermitted, "nobody else could open the case records on this device"};
    }
    if (!first && !isUnlocked()) return Error{ErrorCode::Locked, "somebody who has joined must be signed in"};
    Keys keys;
    if (first) {
        keys.venue = SecretKey::random(m_impl->random);
        keys.subjects = keys.venue.derive("waymark subject tags");
    } else {
        keys = *m_impl->keys;
        if (!m_impl->current || m_impl->current->user != worker.user) keys.own.reset();
    }
    bool newCaseKey = false;
    if (opensCase(worker.role) && !keys.caseKey) {
        if (keys.casePublic) return Error{ErrorCode::NotPermitted, "a worker must be signed in, not a volunteer"};
        keys.caseKey = SecretKey::random(m_impl->random);
        keys.casePublic = boxPublicKey(*keys.caseKey);
        newCaseKey = true;
    }
    const auto row = m_impl->wrap(worker, pin, keys);
    if (!row) return row.error();
    const auto stored = m_impl->store.transaction([&]() -> Result<void> {
        if (newCaseKey) {
            Bytes sealed;
            const std::string_view plain(reinterpret_cast<const char*>(keys.casePublic->data()), keys.casePublic->size());
            sealWith(keys.venue, associatedData(metaName(kCasePublic)), plain, m_impl->random, sealed);
            if (auto set = m_impl->store.setMeta(kCasePublic, base::asText(sealed)); !set) return set;
        }
        if (auto own = keys.own ? m_impl->storeOwn(worker.user, keys) : m_impl->forgetOwn(worker.user); !own) return own;
        return m_impl->store.putWrap(*row);
    });
    if (!stored) return stored;
    m_impl->unsaved.erase(worker.user);
    if (!opensCase(worker.role)) keys.caseKey.reset();
    m_impl->keys = keys;
    m_impl->current = worker;
    return {};
}

Result<void> Vault::removeWorker(const std::string& user) {
    const auto rows = m_impl->store.wraps();
    if (!rows) return rows.error();
    if (std::none_of(rows->begin(), rows->end(), [&](const WrapRow& row) { return row.user == user; })) return Error{ErrorCode::NotFound, "worker"};
    const auto alone = m_impl->holdsCaseAlone(user);
    if (!alone) return alone.error();
    if (rows->size() == 1 || *alone)
        return Error{ErrorCode::NotPermitted, "nobody else could open what is on this device"};
    const auto removed = m_impl->store.transaction([&]() -> Result<void> {
        if (auto own = m_impl->forgetOwn(user); !own) return own;
        if (auto owed = m_impl->store.oweScrub(); !owed) return owed;
        return m_impl->store.removeWrap(user);
    });
    if (!removed) return removed;
    m_impl->unsaved.erase(user);
    if (m_impl->current && m_impl->current->user == user) lock();
    return m_impl->store.scrub();
}

Result<void> Vault::describeWorker(const Worker& worker) {
    auto row = m_impl->wrapOf(worker.user);
    if (!row) return row.error();
    const std::string role(domain::name(worker.role));
    if (row->name == worker.name && row->role == role) return {};
    row->name = worker.name;
    row->role = role;
    if (m_impl->current && m_impl->current->user == worker.user) m_impl->current = worker;
    return m_impl->keep(*row);
}

Result<void> Vault::unlock(const std::string& user, const std::string& pin) {
    auto opened = m_impl->attempt(user, pin);
    if (!opened) return opened.error();
    m_impl->keys = std::move(*opened);
    for (const auto& worker : workers())
        if (worker.user == user) m_impl->current = worker;
    return {};
}

Result<void> Vault::check(const std::string& user, const std::string& pin) {
    const auto opened = m_impl->attempt(user, pin);
    return opened ? Result<void>() : Result<void>(opened.error());
}

int Vault::secondsToWait(const std::string& user) {
    auto row = m_impl->wrapOf(user);
    if (!row) return 0;
    const std::string boot = row->waitBoot;
    const Millis left = waitLeft(*row, m_impl->clock);
    if (row->waitBoot != boot && !m_impl->keep(*row)) m_impl->unsaved[user] = *row;
    return static_cast<int>((left + 999) / 1000);
}

Result<void> Vault::changePin(const std::string& user, const std::string& oldPin, const std::string& newPin) {
    if (!isGoodPin(newPin)) return Error{ErrorCode::Malformed, "a PIN of 6 digits or more, not all the same"};
    auto opened = m_impl->attempt(user, oldPin);
    if (!opened) return opened.error();
    for (const auto& worker : workers()) {
        if (worker.user != user) continue;
        const auto row = m_impl->wrap(worker, newPin, *opened);
        if (!row) return row.error();
        const auto stored = m_impl->store.transaction([&]() -> Result<void> {
            if (auto own = m_impl->storeOwn(user, *opened); !own) return own;
            if (auto owed = m_impl->store.oweScrub(); !owed) return owed;
            return m_impl->store.putWrap(*row);
        });
        if (!stored) return stored;
        m_impl->unsaved.erase(user);
        if (m_impl->keys && m_impl->current && m_impl->current->user == user) m_impl->keys->pin = opened->pin;
        return m_impl->store.scrub();
    }
    return Error{ErrorCode::NotFound, "worker"};
}

Result<void> Vault::prepareOwn() {
    if (!m_impl->keys || !m_impl->current) return Error{ErrorCode::Locked, {}};
    if (m_impl->keys->own) return {};
    const auto stored = m_impl->store.meta(ownMeta(m_impl->current->user));
    if (!stored) return stored.error();
    if (*stored) return Error{ErrorCode::Tampered, "the worker's own key"};
    Keys with = *m_impl->keys;
    with.own = SecretKey::random(m_impl->random);
    if (auto kept = m_impl->storeOwn(m_impl->current->user, with); !kept) return kept;
    m_impl->keys->own = with.own;
    return {};
}

void Vault::lock() {
    m_impl->keys.reset();
    m_impl->current.reset();
}

Result<void> Vault::wipe() {
    lock();
    m_impl->unsaved.clear();
    return m_impl->store.clear();
}

} // namespace waymark::device
