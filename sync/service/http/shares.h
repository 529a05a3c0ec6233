// What a request takes of what all connections share, and gives back when it ends, however it ends. On the network thread only.
#pragma once

#include "sync/service/http/connection.h"

namespace waymark::service {

/// A share of the memory for bodies; given back when the request ends, however it ends.
class BodyShare {
public:
    explicit BodyShare(Serving& serving) : m_serving(serving) {}
    ~BodyShare() { giveBack(); }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;

    bool growTo(std::size_t bytes) {
        if (bytes <= m_taken) return true;
        if (m_serving.bodyBytesInFlight + (bytes - m_taken) > m_serving.limits.bodyBytesInFlight) return false;
        m_serving.bodyBytesInFlight += bytes - m_taken;
        m_taken = bytes;
        return true;
    }

    void giveBack() {
        m_serving.bodyBytesInFlight -= m_taken;
        m_taken = 0;
    }

private:
    Serving& m_serving;
    std::size_t m_taken = 0;
};

/// A place among the requests that are worked on or wait; given back when the request is answered.
class Place {
public:
    Place(std::size_t& taken, std::size_t most) : m_taken(taken), m_held(taken < most) { m_taken += m_held ? 1 : 0; }
    ~Place() { m_taken -= m_held ? 1 : 0; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    bool isHeld() const { return m_held; }

private:
    std::size_t& m_taken;
    const bool m_held;
};

} // namespace waymark::service
