// A device with a worker signed in and one venue's stream, for the tests of SyncSession. Replies go through the codec, as over the wire.
#pragma once

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/session.h"
#include "tests/support/compare.h"
#include "tests/support/device.h"
#include "tests/support/scripted_stream.h"

#include <QTest>

namespace waymark::tests {

using base::ErrorCode;
using base::Json;
using device::OutboxLine;
using device::Progress;
using device::Safety;
using domain::Role;
using wire::Outcome;

inline const std::string kVenue = "22222222-0000-4000-8000-000000000000";
inline const std::string kVenueStream = domain::venueStream(kVenue);
inline const std::string kCaseStream = domain::caseStream(kVenue);
inline const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Amina", Role::Worker};
inline const device::Worker kVolunteer{"33333333-0000-4000-8000-000000000001", "Viv", Role::Volunteer};

inline std::string id(int number) {
    const std::string digits = std::to_string(number);
    return "55555555-0000-4000-8000-" + std::string(12 - digits.size(), '0') + digits;
}
inline domain::EntityKey personKey(int number) { return {"person", id(number)}; }

class SessionFixture : public QObject {
protected:
    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<TestDevice> m_device;
    std::unique_ptr<ScriptedStream> m_venue;

    device::Notebook& book() { return m_device->notebook(); }
    device::SyncSession& session() { return m_device->session(); }

    std::string record(int number, Json set) {
        return must(book().record(kWorker.user, {{kVenueStream, "person", id(number), std::move(set)}}))[0];
    }
    wire::SyncReply reply(std::vector<wire::StreamPull> pulls = {}, std::vector<wire::OpResult> results = {}) {
        wire::SyncReply made;
        made.clock = m_clock->wallMs();
        made.streams = {{kVenueStream, "worker"}};
        made.pull = std::move(pulls);
        made.results = std::move(results);
        return made;
    }
    /// Through the codec, as over the wire.
    Progress apply(const wire::SyncReply& made) { return must(session().apply(*wire::syncReplyFromText(wire::toText(made)))); }
    Progress exchange(const wire::SyncReply& made) {
        session().nextRequest();
        return apply(made);
    }
    /// The device has the stream as it is now.
    void bootstrap() {
        exchange(reply({m_venue->whole()}));
        QCOMPARE(cursor().seq, m_venue->head());
    }
    device::CursorRow cursor(const std::string& stream = kVenueStream) {
        for (const auto& row : must(m_device->store().cursors()))
            if (row.stream == stream) return row;
        return {};
    }
    Json name(int number) {
        const auto found = book().find(personKey(number));
        return found ? found->values.value("name", Json()) : Json("nobody");
    }
    static wire::OpResult line(const std::string& op, Outcome outcome, std::int64_t seq = 0, const std::string& reason = {}) {
        wire::OpResult result;
        result.id = op;
        result.outcome = outcome;
        result.seq = seq;
        result.reason = reason;
        return result;
    }
    wire::PullRequest asked(const std::string& stream = kVenueStream) {
        const auto request = session().nextRequest();
        for (const auto& pull : request.pull)
            if (pull.stream == stream) return pull;
        return {};
    }

    void start() {
        m_clock = std::make_unique<FakeClock>();
        m_device = std::make_unique<TestDevice>(*m_clock);
        m_device->join(kWorker);
        m_venue = std::make_unique<ScriptedStream>(kVenueStream);
    }
};

} // namespace waymark::tests
