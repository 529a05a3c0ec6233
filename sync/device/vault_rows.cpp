// Sealing and opening of rows with the keys of whoever is signed in.
#include "sync/device/vault_impl.h"

namespace waymark::device {

using base::Error;
using base::ErrorCode;

namespace {

// The first byte of what is sealed says how.
enum Kind : std::uint8_t { kUnderVenueKey = 1, kUnderCaseKey = 2, kBoxedToCase = 3, kUnderOwnKey = 4 };

} // namespace

Result<Bytes> Vault::seal(KeyTier tier, const RowName& name, std::string_view plain) const {
    if (!m_impl->keys) return Error{ErrorCode::Locked, {}};
    const Keys& keys = *m_impl->keys;
    const std::string associated = associatedData(name);
    Bytes sealed;
    if (tier == KeyTier::Own) {
        if (!keys.own) return Error{ErrorCode::Locked, "own"};
        sealed.push_back(kUnderOwnKey);
        sealWith(*keys.own, associated, plain, m_impl->random, sealed);
    } else if (tier == KeyTier::Case && keys.caseKey) {
        sealed.push_back(kUnderCaseKey);
        sealWith(*keys.caseKey, associated, plain, m_impl->random, sealed);
    } else if (tier == KeyTier::Case && keys.casePublic) {
        sealed.push_back(kBoxedToCase);
        boxTo(*keys.casePublic, associated, plain, sealed);
    } else {
        sealed.push_back(kUnderVenueKey);
        sealWith(keys.venue, associated, plain, m_impl->random, sealed);
    }
    return sealed;
}

Result<std::string> Vault::open(const RowName& name, const Bytes& sealed) const { return open(name, sealed.data(), sealed.size()); }

Result<std::string> Vault::open(const RowName& name, const std::uint8_t* sealed, std::size_t size) const {
    if (!m_impl->keys) return Error{ErrorCode::Locked, {}};
    if (size == 0) return Error{ErrorCode::Tampered, "empty"};
    const Keys& keys = *m_impl->keys;
    const std::string associated = associatedData(name);
    switch (sealed[0]) {
    case kUnderVenueKey: return openWith(keys.venue, associated, sealed + 1, size - 1);
    case kUnderCaseKey:
        if (!keys.caseKey) return Error{ErrorCode::Locked, "case"};
        return openWith(*keys.caseKey, associated, sealed + 1, size - 1);
    case kUnderOwnKey:
        if (!keys.own) return Error{ErrorCode::Locked, "own"};
        return openWith(*keys.own, associated, sealed + 1, size - 1);
    case kBoxedToCase:
        if (!keys.caseKey) return Error{ErrorCode::Locked, "case"};
        return openBox(*keys.caseKey, associated, sealed + 1, size - 1);
    default: return Error{ErrorCode::Tampered, "unknown kind"};
    }
}

Result<std::uint64_t> Vault::subjectTag(std::string_view subject) const {
    if (!m_impl->keys) return Error{ErrorCode::Locked, {}};
    const SecretKey tag = m_impl->keys->subjects.derive(subject);
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = value << 8 | tag.data()[i];
    return value;
}

} // namespace waymark::device
