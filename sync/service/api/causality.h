// Who saw what: the walk through `saw` that decides whether an op's author had a value before them (contract, section 4).
#pragma once

#include "sync/service/store/stream_store.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waymark::service {

/// Of one push: it keeps what it read, and walks no further than a push may keep others waiting.
class Causality {
public:
    explicit Causality(StreamReader& streams) : m_streams(streams) {}

    /// sees(a, c, f): a is c, or the service holds a and what a's author saw of f sees c. An op whose value was equal to the winner's
    /// stands for that winner on the way, and what its author saw counts as seen by the winner's. A walk of more than wire::kMaxWalkSteps
    /// counts as not seen, and so does every further one once the walks of this push have cost kMostWork together. An empty `a` sees nothing.
    bool sees(const std::string& a, const std::string& c, const std::string& field);
    /// Whether the author of a held op had seen c before it, or that of an op which stands for it.
    bool hadSeen(const std::string& op, const std::string& c, const std::string& field);
    /// Whether the author of an op which stands for this one had seen c.
    bool hadStandInSeen(const std::string& op, const std::string& c, const std::string& field);
    /// The op was held anew, or another stands for it: what was read of it is not true any more.
    void forget(const std::string& op);

    /// In steps over what is known already; reading an op on the way, and who stands for it, costs kReadWork of them. Some half a second: a push of a full body whose every field
    /// was changed by somebody else costs a tenth.
    static constexpr int kMostWork = 262'144;
    static constexpr int kReadWork = 16;

private:
    struct Links {
        std::map<std::string, std::string> saw, standsFor;
    };
    const Links& linksOf(const std::string& op);
    const std::vector<SeenValue>& seenByStandIns(const std::string& op);
    void makeRoom(std::size_t links);
    bool walk(std::vector<std::string> ahead, const std::string& c, const std::string& field);
    void addSeenByStandIns(const std::string& op, const std::string& field, std::vector<std::string>& ahead);

    StreamReader& m_streams;
    std::unordered_map<std::string, Links> m_links;  ///< by id; without any for an op that is not held
    std::unordered_map<std::string, std::vector<SeenValue>> m_standIns;
    std::size_t m_linksKept = 0;
    int m_work = 0;
};

} // namespace waymark::service
