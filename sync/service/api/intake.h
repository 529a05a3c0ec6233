// Takes the ops of one push, one after the other, inside the transaction that holds their streams: barrier, permission, validity, judgement
// (contract, sections 4 and 7). Lives as long as the transaction.
#pragma once

#include "sync/service/api/grants.h"
#include "sync/service/api/judge.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/holders.h"

namespace waymark::service {

/// The id under which what a device calls `named` is held: that itself, or where it is no op id, one made of it and of the device, whose
/// ops alone it can name.
std::string heldUnder(const std::string& named, const std::string& device);

/// An op of a push, read once however often the transaction runs that takes it.
struct Received {
    /// `isMended`: the op was no JSON, and this is what could be read of it.
    Received(base::Json json, const std::string& device, bool isMended = false);

    domain::Op op;            ///< as far as it can be read
    bool isRead = false;
    std::string named;        ///< its id as its device wrote it; may be empty
    std::string text;         ///< of one that cannot be read
    std::size_t bytes = 0;    ///< of its text; of one that is small enough anyway, no fewer than that
};

class Intake {
public:
    Intake(StreamWriter& streams, const Device& device, const Organisation& organisation, base::Random& random, Millis now)
        : m_streams(streams), m_device(device), m_organisation(organisation), m_random(random), m_grants(streams, device, organisation),
          m_barrier(streams, organisation), m_holders(streams), m_judge(streams, random, now), m_now(now) {}

    /// The op's line; its `seq` is still to be set. The barrier is asked, but for a defect of the simulator's (shared/base/mutant.h).
    wire::OpResult take(const Received& received, bool asksBarrier = true);

private:
    wire::OpResult takeUnbarred(const Received& received);
    std::vector<std::string> subjectsAndHolders(const domain::Op& op);
    std::optional<domain::Op> withoutBarred(const domain::Op& op);
    std::vector<std::string> holdersLeftOut(const domain::Op& op);
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
    HolderCheck m_holders;
    Judge m_judge;
    Millis m_now;
};

} // namespace waymark::service
