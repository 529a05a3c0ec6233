// A service with one organisation, one venue, a worker and a volunteer, and a device that both have joined: for tests of what a push does,
// over the real store, without HTTP.
#pragma once

#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "shared/wire/op_codec.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/api/sync_core.h"
#include "tests/support/any_store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

namespace waymark::tests {

using base::Json;
using base::Result;
using domain::Role;
using service::WriteTransaction;
using wire::Outcome;

inline const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
inline const std::string kVenue = "22222222-0000-4000-8000-000000000000";
inline const std::string kOtherVenue = "22222222-0000-4000-8000-00000000000f";
inline const std::string kWorker = "33333333-0000-4000-8000-000000000000";
inline const std::string kVolunteer = "33333333-0000-4000-8000-000000000001";
inline const std::string kDevice = "44444444-0000-4000-8000-000000000000";

class SyncFixture : public QObject {
protected:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    SeededRandom m_random;
    FakeClock m_clock;
    std::unique_ptr<service::SyncCore> m_core;

    void write(const std::function<void(WriteTransaction&)>& work) {
        const auto done = m_store->write([&](WriteTransaction& t) -> Result<void> { work(t); return {}; });
        if (!done) qFatal("%s", done.error().detail.c_str());
    }

    service::Device deviceWith(Role role) {
        service::Device device;
        device.id = kDevice;
        device.name = "Tablet";
        device.tokenHash = "hash";
        device.enrolledAt = m_clock.wallMs();
        device.grants = {{role, kVenue, m_clock.wallMs() - 1000, std::nullopt}};
        return device;
    }

    Json op(const std::string& type, const std::string& stream, Json set, const std::string& by = kWorker, const std::string& entity = {}) {
        domain::Op made;
        made.id = base::newOpId(m_clock.wallMs(), m_random);
        made.at = m_clock.wallMs();
        made.by = by;
        made.stream = stream;
        made.type = type;
        made.entity = entity.empty() ? base::newUuid(m_random) : entity;
        made.about = domain::hangsOn(set);
        made.set = std::move(set);
        return wire::toJson(made);
    }
    Json person(const std::string& name) { return op("person", domain::venueStream(kVenue), {{"name", name}, {"kind", "child"}}); }

    wire::SyncReply sync(std::vector<Json> push, std::vector<wire::PullRequest> pull = {}, std::optional<std::string> anchor = {}) {
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.push = std::move(push);
        request.pull = std::move(pull);
        request.anchor = std::move(anchor);
        auto reply = m_core->sync(kDevice, request);
        if (!reply) qFatal("%s", reply.error().detail.c_str());
        // Through the codec, as over the wire.
        return *wire::syncReplyFromText(wire::toText(*reply));
    }
    static const wire::StreamPull* pulled(const wire::SyncReply& reply, const std::string& stream) {
        for (const auto& pull : reply.pull)
            if (pull.stream == stream) return &pull;
        return nullptr;
    }

    void makeService() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = openStore(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        m_core = std::make_unique<service::SyncCore>(*m_store, m_clock, m_random);
        write([&](WriteTransaction& t) {
            t.registry().setOrganisation({kOrganisation, "Test", "Europe/London", std::string(64, 'a')});
            service::ServiceOps ops(t.streams(), m_random, m_clock.wallMs() - 500);
            const auto stream = domain::organisationStream(kOrganisation);
            for (const auto& [user, role] : {std::pair{kWorker, Role::Worker}, std::pair{kVolunteer, Role::Volunteer}})
                QVERIFY(ops.set(stream, {"user", user}, {{"name", "Someone"}, {"active", true},
                                {"grants", domain::toJson(std::vector<domain::Grant>{{role, kVenue, m_clock.wallMs() - 1000, std::nullopt}})}}).ok());
            t.registry().addDevice(deviceWith(Role::Worker));
            t.registry().addDeviceUser(kDevice, kWorker, m_clock.wallMs());
            t.registry().addDeviceUser(kDevice, kVolunteer, m_clock.wallMs());
        });
    }
};

} // namespace waymark::tests
