// The side of the lead and the deputies: their secret, and what is waiting for them.
#include "sync/device/concerns.h"

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/vault.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::textOf;

std::vector<Concerns::Held> Concerns::secrets() const {
    std::vector<Held> held;
    const Json stored = ownMeta("secrets");
    if (!stored.is_array()) return held;
    for (const auto& one : stored)
        if (auto secret = SafeguardingSecret::fromHex(textOf(one, "seed"))) held.push_back({*secret, textOf(one, "duty") != "deputy"});
    return held;
}

std::string Concerns::organisationStream() const {
    const auto enrolled = m_enrolment.enrolled();
    return domain::organisationStream(enrolled ? enrolled->organisation : std::string());
}

domain::SafeguardingKey Concerns::keyOf(const std::string& user, const Held& held) const {
    domain::SafeguardingKey key;
    key.publicKey = held.secret.publicKey();
    key.fingerprint = held.secret.fingerprint();
    key.id = base::uuidV5(user, key.fingerprint);
    key.holder = user;
    key.isLead = held.asLead;
    return key;
}

Concerns::Held Concerns::asPublished(const std::string& user, Held held) const {
    const auto there = m_notebook.find({"safeguarding_key", keyOf(user, held).id}, organisationStream());
    if (there && there->values.contains("duty")) held.asLead = textOf(there->values, "duty") != "deputy";
    return held;
}

Result<void> Concerns::keepSecret(const Held& held) {
    const std::string fingerprint = held.secret.fingerprint();
    Json stored = Json::array();
    // Earlier ones are kept: they open what was sealed for them.
    for (const auto& earlier : secrets())
        if (earlier.secret.fingerprint() != fingerprint) stored.push_back({{"seed", earlier.secret.hex()}, {"duty", earlier.asLead ? "lead" : "deputy"}});
    stored.push_back({{"seed", held.secret.hex()}, {"duty", held.asLead ? "lead" : "deputy"}});
    return keepOwnMeta("secrets", stored);
}

Result<void> Concerns::takeUp(const std::string& user, const Held& chosen) {
    if (!m_vault.current() || m_vault.current()->user != user) return Error{ErrorCode::Locked, {}};
    const Held held = asPublished(user, chosen);
    // The secret is on the disk before its key is known to anybody.
    if (auto kept = keepSecret(held); !kept) return kept;
    return publish(user, held);
}

Result<void> Concerns::tendOwnKey(const std::string& user) {
    const auto held = secrets();
    // Before the organisation's stream has come, nothing can be missing from it.
    if (held.empty() || !m_notebook.find({"user", user})) return {};
    const auto key = keyOf(user, held.back());
    if (!m_notebook.find({"safeguarding_key", key.id}, organisationStream())) {
        // A service that came back from an old backup may have lost it; without it, it would set aside what is sealed for it.
        auto again = publish(user, held.back());
        return !again && again.error().code == ErrorCode::NotPermitted ? Result<void>() : again;
    }
    const Held published = asPublished(user, held.back());
    if (published.asLead == held.back().asLead && m_ring.knows(key.fingerprint)) return {};
    if (auto kept = keepSecret(published); !kept) return kept;
    return m_ring.addOwn(keyOf(user, published));
}

Result<void> Concerns::publish(const std::string& user, const Held& held) {
    const auto enrolled = m_enrolment.enrolled();
    if (!enrolled) return Error{ErrorCode::NotFound, "not enrolled"};
    const std::string stream = organisationStream();
    const auto key = keyOf(user, held);
    std::vector<Change> changes;
    const auto there = m_notebook.find({"safeguarding_key", key.id}, stream);
    if (there && there->deleted()) changes.push_back({stream, "safeguarding_key", key.id, {{"deleted", false}}});
    if (!there) {
        Json set{{"public", key.publicKey}, {"fingerprint", key.fingerprint}, {"holder", domain::reference("user", user)}, {"duty", held.asLead ? "lead" : "deputy"}};
        // Who still has the earlier secret vouches for the new key with it.
        for (const auto& earlier : secrets()) {
            if (earlier.secret.fingerprint() == key.fingerprint) continue;
            set["signed_by"] = {{"key", earlier.secret.fingerprint()}, {"signature", earlier.secret.sign(introductionOf(enrolled->organisation, key))}};
        }
        changes.push_back({stream, "safeguarding_key", key.id, std::move(set)});
    }
    // One key for each holder: what is sealed for a key that is not used any more would lie there unread.
    for (const auto& entity : m_notebook.all("safeguarding_key", stream))
        if (entity->key.id != key.id && textOf(entity->values, "holder") == domain::reference("user", user))
            changes.push_back({stream, "safeguarding_key", entity->key.id, {{"deleted", true}}});
    if (!changes.empty())
        if (const auto recorded = m_notebook.record(user, changes); !recorded) return recorded.error();
    return m_ring.addOwn(key);
}

Result<void> Concerns::makeKey(const std::string& user, bool asLead) { return takeUp(user, {SafeguardingSecret::random(m_random), asLead}); }

Result<void> Concerns::restoreKey(const std::string& user, const std::string& recovery, bool asLead) {
    const auto secret = SafeguardingSecret::fromRecovery(recovery);
    if (!secret) return Error{ErrorCode::Malformed, "recovery"};
    return takeUp(user, {*secret, asLead});
}

std::string Concerns::ownFingerprint() const {
    const auto held = secrets();
    return held.empty() ? std::string() : held.back().secret.fingerprint();
}

Result<std::string> Concerns::recoveryText() const {
    const auto held = secrets();
    if (held.empty()) return Error{ErrorCode::NotFound, "secret"};
    return held.back().secret.recoveryText();
}

Result<void> Concerns::introduce(const std::string& user, const std::string& fingerprint, const std::string& lastDigits) {
    const auto held = secrets();
    const auto enrolled = m_enrolment.enrolled();
    if (held.empty() || !enrolled) return Error{ErrorCode::NotFound, "secret"};
    // The ring is the device's: a colleague may have compared the key here before, and that signs nothing.
    if (!areLastDigits(fingerprint, lastDigits)) return Error{ErrorCode::WrongPin, "other digits"};
    if (!m_ring.knows(fingerprint))
        if (auto compared = m_ring.confirm(fingerprint, lastDigits, user); !compared) return compared;
    const std::string stream = organisationStream();
    bool isThere = false;
    for (const auto& entity : m_notebook.all("safeguarding_key", stream)) {
        const auto key = domain::safeguardingKeyFrom(entity->key.id, entity->values);
        if (!key || key->fingerprint != fingerprint) continue;
        isThere = true;
        if (m_ring.isVouched(*key)) continue;
        const Json signedBy{{"key", held.back().secret.fingerprint()}, {"signature", held.back().secret.sign(introductionOf(enrolled->organisation, *key))}};
        const auto recorded = m_notebook.record(user, {{stream, "safeguarding_key", key->id, {{"signed_by", signedBy}}}});
        if (!recorded) return recorded.error();
    }
    return isThere ? Result<void>() : Result<void>(Error{ErrorCode::NotFound, "key"});
}

std::optional<Json> Concerns::opened(const std::vector<Held>& secrets, const Entity& entity) const {
    const auto boxes = domain::sealedBoxes(entity.values.value("sealed", Json()));
    if (!boxes) return std::nullopt;
    for (const auto& held : secrets)
        for (const auto& box : *boxes) {
            if (box.key != held.secret.fingerprint()) continue;
            const auto plain = held.secret.open(box.box);
            auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
            const std::string self = entity.key.type == "concern" ? "concern" : "note";
            if (json && textOf(*json, self) == entity.key.id && textOf(*json, "stream") == entity.stream) return std::move(*json);
        }
    return std::nullopt;
}

std::vector<ConcernCase> Concerns::cases() const {
    const auto held = secrets();
    std::vector<ConcernCase> cases;
    for (const auto& entity : m_notebook.all("concern")) {
        ConcernCase one;
        one.concern = entity->key.id;
        one.stream = entity->stream;
        one.reference = referenceOf(one.concern);
        one.state = textOf(entity->values, "state", "received");
        one.forDeputies = textOf(entity->values, "to") == "deputy";
        one.at = entity->changedAt;
        if (const auto content = opened(held, *entity)) {
            one.opens = true;
            one.at = base::integerOf(*content, "at", one.at);
            one.byName = textOf(*content, "name");
            one.text = {textOf(*content, "who"), textOf(*content, "when"), textOf(*content, "seen"), textOf(*content, "done"), one.forDeputies};
        }
        cases.push_back(std::move(one));
    }
    for (const auto& entity : m_notebook.all("concern_note")) {
        const auto content = opened(held, *entity);
        const auto of = domain::parseReference(textOf(entity->values, "concern"));
        const auto it = std::find_if(cases.begin(), cases.end(), [&](const ConcernCase& one) { return one.concern == of.id && one.stream == entity->stream; });
        if (!content || it == cases.end() || textOf(*content, "concern") != of.id) continue;
        it->notes.push_back({textOf(*content, "name"), textOf(*content, "text"), base::integerOf(*content, "at")});
    }
    for (auto& one : cases)
        std::sort(one.notes.begin(), one.notes.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return std::tie(a.at, a.concern) > std::tie(b.at, b.concern); });
    return cases;
}

Result<void> Concerns::setState(const std::string& user, const ConcernCase& concern, const std::string& state) {
    const auto recorded = m_notebook.record(user, {{concern.stream, "concern", concern.concern, {{"state", state}}}});
    return recorded ? Result<void>() : Result<void>(recorded.error());
}

Result<void> Concerns::addNote(const std::string& user, const ConcernCase& concern, const std::string& text) {
    const auto stream = domain::parseStream(concern.stream);
    const auto to = targets(stream ? stream->owner : std::string(), concern.forDeputies);
    if (to.empty()) return Error{ErrorCode::NotFound, "nobody to seal for"};
    std::vector<std::string> keys;
    for (const auto& target : to)
        keys.push_back(target.publicKey);
    const std::string note = base::newUuid(m_random);
    const Json content{{"note", note}, {"concern", concern.concern}, {"stream", concern.stream}, {"user", user}, {"name", nameOf(user)}, {"at", m_notebook.now()}, {"text", text}};
    const auto boxes = sealFor(keys, base::toText(content));
    if (!boxes) return boxes.error();
    const auto recorded =
        m_notebook.record(user, {{concern.stream, "concern_note", note, {{"concern", domain::reference("concern", concern.concern)}, {"sealed", domain::toJson(*boxes)}}}});
    return recorded ? Result<void>() : Result<void>(recorded.error());
}

} // namespace waymark::device
