// Who is signed in, and what of the organisation they may see and do: administrators and coordinators work with the people of their venues,
// readers see figures only. Made afresh for each request, so a grant that ends takes effect at once.
#pragma once

#include "sync/service/reports/directory.h"
#include "sync/service/reports/disclosure.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

class Visitor {
public:
    /// Nothing if the user is not active or has no grant that opens the console now.
    static std::optional<Visitor> of(Directory directory, ConsoleSession session, base::Millis now);

    const Directory& directory() const { return m_directory; }
    const UserEntry& user() const { return m_user; }
    const ConsoleSession& session() const { return m_session; }
    base::Millis now() const { return m_now; }

    /// Venues whose figures they may see; and those that they coordinate.
    const std::vector<std::string>& seen() const { return m_seen; }
    const std::vector<std::string>& coordinated() const { return m_coordinated; }
    bool coordinates() const { return !m_coordinated.empty() || m_administers; }
    bool coordinates(const std::string& venue) const;
    /// Of the whole organisation.
    bool administers() const { return m_administers; }
    /// Whether all these grants lie within what they coordinate, so that they may act for whoever holds them.
    bool mayActFor(const std::vector<domain::Grant>& grants) const;
    /// Whether they may give this role: nobody gives more than they have.
    bool mayGive(domain::Role role) const;
    /// Whether they may give this role at this venue (empty: for the whole organisation), or take it away.
    bool mayGive(domain::Role role, const std::string& venue) const;

    /// A venue in words, as grants name it: "every venue" for the empty one.
    std::string placeName(const std::string& venue) const;

    /// Team where they coordinate every venue of the scope, else partner.
    Disclosure disclosureFor(const Scope& scope) const;
    /// "Administrator", "Coordinator", "Reader".
    std::string roleText() const;

private:
    Directory m_directory;
    ConsoleSession m_session;
    UserEntry m_user;
    base::Millis m_now = 0;
    std::vector<std::string> m_seen, m_coordinated;
    bool m_administers = false, m_anyAdministrator = false;
};

}  // namespace waymark::service
