// What a device and a user may do at a moment: the grants of the device and those of the user, each asked on its own.
#pragma once

#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// The grants in a `user` entity's `grants` field. Those of an inactive user end where `active` became false: earlier work counts.
std::vector<domain::Grant> grantsOfUser(const Fields& user);

/// The streams a device may pull now, with the role that lets it, in ascending order. Registers of this year and last, by the local date.
std::vector<wire::StreamGrant> pullable(const Device& device, const Organisation& organisation, Millis now);

/// Judges permissions op by op within one transaction, remembering users it has read.
class GrantCheck {
public:
    GrantCheck(StreamReader& streams, const Device& device, const Organisation& organisation)
        : m_streams(streams), m_device(device), m_organisation(organisation) {}

    /// None, NotGranted, NotPermitted or UnknownUser, at the op's time cut back to `now`. `before` is the entity as it stands.
    domain::Quarantine check(const domain::Op& op, const Fields& before, Millis now);

private:
    const std::vector<domain::Grant>& userGrants(const std::string& user);

    StreamReader& m_streams;
    const Device& m_device;
    const Organisation& m_organisation;
    std::map<std::string, std::vector<domain::Grant>> m_users;
};

} // namespace waymark::service
