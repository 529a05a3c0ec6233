// The safeguarding keys that this device knows. Pinned by fingerprint from enrolment on: a key counts if the enrolment link named it, if a
// key that counts has signed it, or if a person on this device has compared it with the printed fingerprint; any other is refused for
// sealing and shown until somebody has looked. What is known is kept sealed on the device with the key itself, so that a service that
// swaps or withholds keys changes nothing in what this device seals to. Owned by Concerns; single-threaded; survives a crash.
#pragma once

#include "shared/domain/concern.h"
#include "sync/device/enrolment.h"
#include "sync/device/notebook.h"

#include <map>
#include <string>
#include <vector>

namespace waymark::device {

/// One key as people see it.
struct KeyLine {
    enum class State {
        Known,      ///< concerns are sealed for it
        New,        ///< came from the service, and nobody this device trusts has vouched for it
        Gone,       ///< known here, and the service has it no longer or says something else; concerns are sealed for it all the same
        Withdrawn,  ///< taken out of use
    };
    std::string fingerprint, holder, holderName;
    bool isLead = true;
    State state = State::New;
    bool isOwn = false;        ///< its secret is on this device, and the one who is signed in holds it
    bool isConfirmed = false;  ///< an administrator has compared it
};

/// Somebody to seal for.
struct KeyTarget {
    std::string publicKey, fingerprint, holder, holderName;
    bool isLead = true;
};

class KeyRing {
public:
    KeyRing(DeviceStore& store, Vault& vault, const Notebook& notebook, const Enrolment& enrolment);

    /// Looks at what the organisation's stream says now, and keeps what has become known. Errors: Locked, DiskFull, Storage.
    Result<void> refresh();

    std::vector<KeyLine> lines(const std::string& user) const;
    /// Known keys of people who are lead or deputy at this venue now.
    std::vector<KeyTarget> targets(const std::string& venue) const;
    bool knows(const std::string& fingerprint) const { return m_known.contains(fingerprint); }
    /// A key that counts here has signed it.
    bool isVouched(const domain::SafeguardingKey& key) const;

    /// A person has compared: `lastDigits` are the last eight of the fingerprint as the printed sheet has them. Errors: NotFound (there is no
    /// such new key), WrongPin (those are not its digits), as refresh.
    Result<void> confirm(const std::string& fingerprint, const std::string& lastDigits, const std::string& by);
    /// One that this device made or restored.
    Result<void> addOwn(const domain::SafeguardingKey& key);

private:
    struct Known {
        domain::SafeguardingKey key;
        std::string how, by;  ///< "enrolled", "signed", "confirmed", "own"; fingerprint or user
        Millis at = 0;
    };
    Result<void> load();
    Result<void> keep();
    std::string nameOf(const std::string& user) const;
    std::vector<domain::SafeguardingKey> published() const;

    DeviceStore& m_store;
    Vault& m_vault;
    const Notebook& m_notebook;
    const Enrolment& m_enrolment;
    std::string m_organisation;
    std::string m_pin;                     ///< fingerprint from the enrolment link; as it was when the first worker had joined
    bool m_loaded = false;
    std::map<std::string, Known> m_known;  ///< by fingerprint
};

/// The last eight of a fingerprint's digits are typed from the sheet, never shown: who has no sheet cannot confirm by copying the screen.
inline constexpr std::size_t kTypedDigits = 8;
/// Whether somebody typed them, in whatever case and with whatever between them.
bool areLastDigits(const std::string& fingerprint, std::string_view typed);

} // namespace waymark::device
