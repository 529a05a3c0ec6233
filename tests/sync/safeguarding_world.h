// A World with a safeguarding lead and a deputy who have made their keys, and workers whose devices were enrolled with the lead's fingerprint.
#pragma once

#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/device/concerns.h"
#include "sync/service/store/store.h"
#include "tests/support/world.h"

namespace waymark::tests {

/// A device and its concerns, as the app's worker holds them.
struct Desk {
    TestDevice* device = nullptr;
    std::unique_ptr<device::Concerns> concerns;
    std::string user;

    void open() {
        concerns = std::make_unique<device::Concerns>(device->store(), device->vault(), device->notebook(), device->enrolment(), device->random());
        must(concerns->refresh());
    }
    device::KeyLine key(const std::string& fingerprint) {
        for (const auto& line : concerns->keys().lines(user))
            if (line.fingerprint == fingerprint) return line;
        throw std::runtime_error("no such key is shown");
    }
};

inline device::ConcernText aConcern(const std::string& words = "He said: I do not want to go home") {
    return {"Zara Quinn", "Today at 10:40, by the door", words, "I phoned the lead", false};
}

class SafeguardingWorld : public World {
public:
    SafeguardingWorld() {
        lead = addPerson("Lena Lead");
        deputy = addPerson("Dara Deputy");
        leadDesk = desk(domain::Role::Safeguarding, lead);
        must(leadDesk.concerns->makeKey(lead, true));
        leadKey = leadDesk.concerns->ownFingerprint();
        safeguardingKey = leadKey;
        syncDesk(leadDesk);
        deputyDesk = desk(domain::Role::Safeguarding, deputy);
        must(deputyDesk.concerns->makeKey(deputy, false));
        deputyKey = deputyDesk.concerns->ownFingerprint();
        syncDesk(deputyDesk);
        syncDesk(leadDesk);
        must(leadDesk.concerns->introduce(lead, deputyKey, deputyKey.substr(deputyKey.size() - device::kTypedDigits)));
        syncDesk(leadDesk);
        author = desk(domain::Role::Worker, worker);
    }

    /// Somebody whose only role is to be told.
    std::string addPerson(const std::string& name) {
        const std::string id = base::newUuid(random);
        const std::vector<domain::Grant> grants{{domain::Role::Safeguarding, venue, clock.wallMs() - 86'400'000, std::nullopt}};
        serviceSets(organisationStream(), {"user", id}, {{"name", name}, {"active", true}, {"grants", domain::toJson(grants)}});
        return id;
    }
    Desk desk(domain::Role role, const std::string& user) {
        Desk desk{&addDevice(role, user), nullptr, user};
        desk.open();
        syncDesk(desk);
        return desk;
    }
    void syncDesk(Desk& desk) {
        if (const auto outcome = sync(*desk.device); outcome.end != device::RunEnd::Done) throw std::runtime_error("a sync did not end well: " + outcome.error.detail);
        must(desk.concerns->refresh());
    }
    std::string concernStream() const { return domain::concernStream(venue); }
    device::HandedOver handOver(const device::ConcernText& text = aConcern()) { return must(author.concerns->handOver(worker, venue, text)); }

    /// What a service does that does not keep to the contract: writes into a stream without judging.
    void serviceForges(const domain::EntityKey& key, base::Json fields) {
        write([&](service::WriteTransaction& t) {
            t.streams().append(organisationStream(), {base::newOpId(clock.wallMs(), random), key.type, key.id, std::move(fields), std::nullopt, clock.wallMs(), base::Json::object()},
                               random.bytes<16>());
        });
    }
    /// A key that somebody at the service made, and would like concerns to be sealed for.
    base::Json keyOf(const device::SafeguardingSecret& secret, const std::string& holder) {
        return {{"public", secret.publicKey()}, {"fingerprint", secret.fingerprint()}, {"holder", "user:" + holder}, {"duty", "lead"}};
    }
    /// A further deputy, whose key is published and whom nobody has vouched for.
    Desk anotherDeputy(const std::string& name) {
        Desk another = desk(domain::Role::Safeguarding, addPerson(name));
        must(another.concerns->makeKey(another.user, false));
        syncDesk(another);
        return another;
    }
    std::string keyEntity(const std::string& holder, const std::string& fingerprint) { return base::uuidV5(holder, fingerprint); }
    /// The fingerprints that the concern at the service is sealed for.
    std::vector<std::string> sealedFor(const std::string& concern) {
        std::vector<std::string> keys;
        read([&](service::ReadTransaction& t) {
            keys.clear();
            const auto fields = t.streams().fieldsOf(concernStream(), {"concern", concern});
            const auto boxes = fields.contains("sealed") ? domain::sealedBoxes(fields.at("sealed").value) : std::nullopt;
            for (const auto& box : boxes.value_or(std::vector<domain::SealedBox>()))
                keys.push_back(box.key);
        });
        std::sort(keys.begin(), keys.end());
        return keys;
    }

    std::string lead, deputy, leadKey, deputyKey;
    Desk leadDesk, deputyDesk, author;
};

} // namespace waymark::tests
