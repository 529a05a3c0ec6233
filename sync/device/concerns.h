// Safeguarding concerns on a device. For whoever writes one: sealed for the lead and the deputies at once, kept by nobody here, told by a
// reference alone. For the lead and the deputies: their secret, sealed under a key that their own PIN alone opens, what is waiting for them,
// and what they say to it. Works on the notebook, so all of it travels as ops. Owned by the bridge's worker (or a test); single-threaded;
// opened content is in memory only.
#pragma once

#include "sync/device/concern_seal.h"
#include "sync/device/key_ring.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::device {

/// What somebody writes down, in their words.
struct ConcernText {
    std::string who;       ///< whom it is about
    std::string when;      ///< when and where
    std::string seen;      ///< what was seen or heard
    std::string done;      ///< what was done, and who was told
    bool aboutLead = false;  ///< it is about the lead: for the deputies alone
};

/// What an author keeps of a concern.
struct HandedOver {
    std::string concern, reference;  ///< id, and the four characters to name it by on the phone
    std::vector<std::string> to;     ///< names
    Millis at = 0;
    enum class State { Waiting, WithService, SetAside } state = State::Waiting;
};

/// A note of the lead or a deputy on a concern.
struct ConcernNote {
    std::string byName, text;
    Millis at = 0;
};

/// A concern as the lead and the deputies see it.
struct ConcernCase {
    std::string concern, stream, reference;
    std::string state;       ///< "received", "acknowledged", "closed"
    bool opens = false;      ///< there is a box for one of the keys here; else only the lines above and `at` are known
    bool forDeputies = false;
    Millis at = 0;
    std::string byName;
    ConcernText text;
    std::vector<ConcernNote> notes;
};

class Concerns {
public:
    Concerns(DeviceStore& store, Vault& vault, Notebook& notebook, Enrolment& enrolment, base::Random& random);

    /// After loading the notebook and after each sync: looks at the keys, gives back an own key that the service has forgotten, and sends once
    /// more what it had set aside because it had forgotten a key. Errors: Locked, DiskFull, Storage.
    Result<void> refresh();
    KeyRing& keys() { return m_ring; }

    // --- for whoever has a worry (concerns.cpp) ----------------------------------------------------------------------------------
    /// Names of those whom a concern of this venue would be sealed for.
    std::vector<std::string> recipients(const std::string& venue, bool aboutLead) const;
    /// Seals, records, and drops the draft in the same transaction. Errors: NotFound (nobody to seal for), TooLarge, and as Notebook::record.
    Result<HandedOver> handOver(const std::string& user, const std::string& venue, const ConcernText& text, const std::string& discardDraft = {});
    /// Of the worker who is signed in, the newest first.
    std::vector<HandedOver> handedOver() const;

    // --- for leads and deputies (concerns_lead.cpp) --------------------------------------------------------------------------------
    /// Makes a secret and publishes its key. Errors: as Notebook::record.
    Result<void> makeKey(const std::string& user, bool asLead);
    /// From the recovery sheet. Errors: Malformed (a digit is wrong), as makeKey.
    Result<void> restoreKey(const std::string& user, const std::string& recovery, bool asLead);
    /// Fingerprint of the newest key of the one who is signed in; empty if they have none here.
    std::string ownFingerprint() const;
    /// For the sheet that is locked away. Errors: NotFound, Locked, Storage.
    Result<std::string> recoveryText() const;
    /// Vouches for another's key, which the one who is signed in has compared: `lastDigits` as in KeyRing::confirm. Every device that knows this
    /// one's key then knows that one. Errors: as KeyRing::confirm, NotFound (no secret here), and as Notebook::record.
    Result<void> introduce(const std::string& user, const std::string& fingerprint, const std::string& lastDigits);

    /// Every concern of this device's streams, the newest first, opened as far as the secrets here open them.
    std::vector<ConcernCase> cases() const;
    /// "acknowledged" or "closed". Errors: as Notebook::record.
    Result<void> setState(const std::string& user, const ConcernCase& concern, const std::string& state);
    /// Sealed as the concern was. Errors: as handOver.
    Result<void> addNote(const std::string& user, const ConcernCase& concern, const std::string& text);

private:
    struct Held {
        SafeguardingSecret secret;
        bool asLead = true;
    };
    std::vector<Held> secrets() const;  ///< of the one who is signed in, the newest last
    Result<void> takeUp(const std::string& user, const Held& held);
    Result<void> keepSecret(const Held& held);  ///< as the newest
    Result<void> publish(const std::string& user, const Held& held);
    domain::SafeguardingKey keyOf(const std::string& user, const Held& held) const;
    /// With the duty that its published key says, where there is one.
    Held asPublished(const std::string& user, Held held) const;
    /// Gives back an own key that the service has forgotten; takes over the duty that a published one says.
    Result<void> tendOwnKey(const std::string& user);
    std::string organisationStream() const;
    std::vector<KeyTarget> targets(const std::string& venue, bool deputiesAlone) const;
    std::optional<Json> opened(const std::vector<Held>& secrets, const Entity& entity) const;
    Json ownMeta(const std::string& what) const;  ///< null if there is none that opens
    Result<void> keepOwnMeta(const std::string& what, const Json& json);
    std::string nameOf(const std::string& user) const;

    DeviceStore& m_store;
    Vault& m_vault;
    Notebook& m_notebook;
    Enrolment& m_enrolment;
    base::Random& m_random;
    KeyRing m_ring;
    bool m_sentAgain = false;
};

/// "7F3K" for people: the first four characters of the id.
std::string referenceOf(const std::string& concern);

} // namespace waymark::device
