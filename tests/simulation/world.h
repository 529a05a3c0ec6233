// What every run begins with: an organisation with two venues, five users, four devices that have joined, and clients of another make:
// a worker's and a safeguarding lead's.
#pragma once

#include "tests/simulation/simulation.h"

#include <string>
#include <vector>

namespace waymark::simulation {

struct World {
    static World& instance();   ///< made at the first call

    static constexpr Millis kStart = 1'763'740'800'000;   ///< 2025-11-21
    std::string organisation, venue, otherVenue;
    std::string worker, otherWorker, coordinator, volunteer, lead;
    struct DeviceInfo {
        std::string path, user, id;
        std::vector<std::string> users;
    };
    std::vector<DeviceInfo> devices;
    struct Client {
        std::string token, user;
    };
    Client otherMake, otherMakeOfLead;
    tests::FakeClock clock{kStart};
    Counters counters;
    std::unique_ptr<SimService> service;

    std::string venueStream(bool other = false) const { return "venue/" + (other ? otherVenue : venue); }
    std::string caseStream() const { return "case/" + venue; }
    std::string concernStream(bool other = false) const { return "concern/" + (other ? otherVenue : venue); }
    std::string registerStream(int year, bool other = false) const {
        return "register/" + (other ? otherVenue : venue) + '/' + std::to_string(year);
    }
    std::string organisationStream() const { return "organisation/" + organisation; }
    std::string nameOf(const std::string& user) const;
    std::string roleOf(const std::string& user) const;

private:
    World();
};

/// Codes as the console gives them out.
std::string enrolCode(SimService& service, const std::string& role, const std::vector<std::string>& venues);
std::string joinCode(SimService& service, const std::string& user);

/// The way from a device's enrolment to a service.
class DirectTransport : public device::Transport {
public:
    explicit DirectTransport(SimService& service) : m_service(service) {}
    base::Result<device::HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override;

private:
    SimService& m_service;
};

service::Request requestOf(const std::string& path, const std::string& body, const std::string& bearer);

} // namespace waymark::simulation
