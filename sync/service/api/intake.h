// Takes the ops of one push, one after the other, inside the transaction that holds their streams: barrier, permission, validity, judgement
// (contract, sections 4 and 7). Lives as long as the transaction.
#pragma once

#include "sync/service/api/grants.h"
#include "sync/service/api/judge.h"
#include "sync/service/erasure/barrier.h"

namespace waymark::service {

class Intake {
public:
    Intake(StreamWriter& streams, const Device& device, const Organisation& organisation, base::Random& random, Millis now)
        : m_streams(streams), m_device(device), m_organisation(organisation), m_random(random), m_grants(streams, device, organisation),
          m_barrier(streams, organisation), m_judge(streams, random, now), m_now(now) {}

    /// The op's line; its `seq` is still to be set. The barrier is asked, but for a defect of the simulator's (shared/base/mutant.h).
    wire::OpResult take(const base::Json& json, bool asksBarrier = true);

private:
    void nameHolders(domain::Op& op);
    domain::Quarantine refusal(const domain::Op& op, std::size_t bytes);
    wire::OpResult refuseErased(const domain::Op& op);
    bool stands(const EntityKey& key);
    void addErasures(const domain::Op& op, const std::vector<std::string>& barred);

    StreamWriter& m_streams;
    const Device& m_device;
    const Organisation& m_organisation;
    base::Random& m_random;
    GrantCheck m_grants;
    Barrier m_barrier;
    Judge m_judge;
    Millis m_now;
};

} // namespace waymark::service
