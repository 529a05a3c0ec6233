#include "sync/device/key_ring.h"

#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/device/concern_seal.h"
#include "sync/device/device_store.h"
#include "sync/device/vault.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::textOf;
using domain::SafeguardingKey;

namespace {

constexpr const char* kMeta = "safeguarding_keys";
constexpr RowName kMetaName{"meta", {}, {}, kMeta, 0};

Json toJson(const SafeguardingKey& key) {
    return {{"id", key.id},
            {"public", key.publicKey},
            {"fingerprint", key.fingerprint},
            {"holder", domain::reference("user", key.holder)},
            {"duty", key.isLead ? "lead" : "deputy"}};
}

bool isLower(const KeyLine& a, const KeyLine& b) {
    if (a.isLead != b.isLead) return a.isLead;
    return std::tie(a.holderName, a.fingerprint) < std::tie(b.holderName, b.fingerprint);
}

} // namespace

bool areLastDigits(const std::string& fingerprint, std::string_view typed) {
    std::string digits;
    for (const char c : typed)
        if (std::isxdigit(static_cast<unsigned char>(c))) digits.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    return digits.size() == kTypedDigits && fingerprint.ends_with(digits);
}

KeyRing::KeyRing(DeviceStore& store, Vault& vault, const Notebook& notebook, const Enrolment& enrolment)
    : m_store(store), m_vault(vault), m_notebook(notebook), m_enrolment(enrolment) {}

std::string KeyRing::nameOf(const std::string& user) const {
    const auto found = m_notebook.find({"user", user});
    return found ? textOf(found->values, "name") : std::string();
}

std::vector<SafeguardingKey> KeyRing::published() const {
    std::vector<SafeguardingKey> keys;
    for (const auto& entity : m_notebook.all("safeguarding_key", domain::organisationStream(m_organisation)))
        if (auto key = domain::safeguardingKeyFrom(entity->key.id, entity->values)) keys.push_back(std::move(*key));
    return keys;
}

Result<void> KeyRing::load() {
    if (m_loaded) return {};
    const auto enrolled = m_enrolment.enrolled();
    m_organisation = enrolled ? enrolled->organisation : std::string();
    const auto stored = m_store.meta(kMeta);
    if (!stored) return stored.error();
    m_known.clear();
    m_pin.clear();
    if (!*stored) {
        m_pin = enrolled ? enrolled->safeguardingKey : std::string();
        m_loaded = true;
        return keep();
    }
    // One that somebody damaged knows nothing: the pin lies in the clear beside it, and counts only until it was sealed.
    const auto plain = m_vault.open(kMetaName, base::asBytes(**stored));
    if (!plain && plain.error().code != ErrorCode::Tampered) return plain.error();
    const auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
    m_loaded = true;
    if (!json) return {};
    m_pin = textOf(*json, "pin");
    for (const auto& one : json->value("known", Json::array()))
        if (auto key = domain::safeguardingKeyFrom(textOf(one, "id"), one))
            m_known[key->fingerprint] = {*key, textOf(one, "how"), textOf(one, "by"), base::integerOf(one, "at")};
    return {};
}

Result<void> KeyRing::keep() {
    Json known = Json::array();
    for (const auto& [fingerprint, one] : m_known) {
        Json json = toJson(one.key);
        json.update(Json{{"how", one.how}, {"by", one.by}, {"at", one.at}});
        known.push_back(std::move(json));
    }
    const auto sealed = m_vault.seal(KeyTier::Venue, kMetaName, base::toText(Json{{"pin", m_pin}, {"known", known}}));
    if (!sealed) return sealed.error();
    return m_store.setMeta(kMeta, base::asText(*sealed));
}

bool KeyRing::isVouched(const SafeguardingKey& key) const {
    const auto signer = m_known.find(key.signer);
    return signer != m_known.end() && isSignedBy(signer->second.key.publicKey, introductionOf(m_organisation, key), key.signature);
}

Result<void> KeyRing::refresh() {
    if (auto loaded = load(); !loaded) return loaded;
    const auto keys = published();
    const auto before = m_known;
    for (bool more = true; more;) {
        more = false;
        for (const auto& key : keys) {
            if (m_known.contains(key.fingerprint)) continue;
            const bool pinned = key.fingerprint == m_pin;
            if (!pinned && !isVouched(key)) continue;
            m_known[key.fingerprint] = {key, pinned ? "enrolled" : "signed", key.signer, m_notebook.now()};
            more = true;
        }
    }
    if (m_known.size() == before.size()) return {};
    auto kept = keep();
    if (!kept) m_known = before;
    return kept;
}

std::vector<KeyLine> KeyRing::lines(const std::string& user) const {
    const auto keys = published();
    const std::string stream = domain::organisationStream(m_organisation);
    // Before the organisation's stream has come, nothing can be missing from it.
    const bool knowsOrganisation = m_notebook.find({"organisation", m_organisation}, stream) != nullptr;
    const auto publishedAs = [&](const std::string& fingerprint) {
        return std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return key.fingerprint == fingerprint; });
    };
    std::vector<KeyLine> lines;
    const auto add = [&](const SafeguardingKey& key, KeyLine::State state) {
        KeyLine line;
        line.fingerprint = key.fingerprint;
        line.holder = key.holder;
        line.holderName = nameOf(key.holder);
        line.isLead = key.isLead;
        line.state = state;
        const auto there = publishedAs(key.fingerprint);
        line.isConfirmed = there != keys.end() && there->isConfirmed;
        const auto known = m_known.find(key.fingerprint);
        line.isOwn = key.holder == user && known != m_known.end() && known->second.how == "own";
        lines.push_back(std::move(line));
    };
    for (const auto& [fingerprint, known] : m_known) {
        const auto entity = m_notebook.find({"safeguarding_key", known.key.id}, stream);
        const bool withdrawn = entity && entity->deleted();
        const bool gone = knowsOrganisation && publishedAs(fingerprint) == keys.end();
        add(known.key, withdrawn ? KeyLine::State::Withdrawn : gone ? KeyLine::State::Gone : KeyLine::State::Known);
    }
    for (const auto& key : keys)
        if (!m_known.contains(key.fingerprint)) add(key, KeyLine::State::New);
    std::sort(lines.begin(), lines.end(), isLower);
    return lines;
}

std::vector<KeyTarget> KeyRing::targets(const std::string& venue) const {
    std::vector<KeyTarget> targets;
    for (const auto& line : lines({})) {
        if (line.state != KeyLine::State::Known && line.state != KeyLine::State::Gone) continue;
        const auto user = m_notebook.find({"user", line.holder});
        if (!user || user->deleted() || user->values.value("active", Json()) == Json(false)) continue;
        const auto roles = domain::rolesAt(domain::grantsFromJson(user->values.value("grants", Json())), venue, m_notebook.now());
        if (std::find(roles.begin(), roles.end(), domain::Role::Safeguarding) == roles.end()) continue;
        targets.push_back({m_known.at(line.fingerprint).key.publicKey, line.fingerprint, line.holder, line.holderName, line.isLead});
    }
    return targets;
}

Result<void> KeyRing::confirm(const std::string& fingerprint, const std::string& lastDigits, const std::string& by) {
    if (auto loaded = load(); !loaded) return loaded;
    for (const auto& key : published()) {
        if (key.fingerprint != fingerprint || m_known.contains(fingerprint)) continue;
        if (!areLastDigits(fingerprint, lastDigits)) return Error{ErrorCode::WrongPin, "other digits"};
        m_known[fingerprint] = {key, "confirmed", by, m_notebook.now()};
        auto kept = keep();
        if (!kept) m_known.erase(fingerprint);
        return kept ? refresh() : kept;
    }
    return Error{ErrorCode::NotFound, "key"};
}

Result<void> KeyRing::addOwn(const SafeguardingKey& key) {
    if (auto loaded = load(); !loaded) return loaded;
    m_known[key.fingerprint] = {key, "own", key.holder, m_notebook.now()};
    return keep();
}

} // namespace waymark::device
