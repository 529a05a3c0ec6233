// The judge of merges: for each field of an op, whether its value wins, and which unseen values become conflicts (contract, section 4).
// Runs inside the transaction that holds the stream; has no clock and no permissions of its own.
#pragma once

#include "shared/base/random.h"
#include "sync/service/api/causality.h"
#include "sync/service/store/stream_store.h"

#include <functional>

namespace waymark::service {

class Judge {
public:
    /// `now` is max(service clock, largest now ever used): no stored time is later.
    Judge(StreamWriter& streams, base::Random& random, Millis now) : m_streams(streams), m_causality(streams), m_random(random), m_now(now) {}

    /// Judges one op that is valid, permitted and not held, appends what won and the conflicts it opens, and holds the op.
    /// `device` is empty for the service's own. `body` gives the op as JSON, kept where the log alone would not hold it all.
    wire::OpResult judge(const domain::Op& op, const std::string& device, const std::function<std::string()>& body);

    /// Holds an op in quarantine: nothing of it takes effect.
    wire::OpResult quarantine(const domain::Op& op, const std::string& device, const std::string& body, domain::Quarantine reason);

private:
    enum class Verdict { Wins, WinsOverUnseen, Equal, Superseded, Loses, WriteOnce };
    /// Of an op on a consent, which is written once, as a whole: whether it makes it (all other ops count as that), made it and comes after a
    /// later one, says no more than a further word may, or more.
    enum class Word { First, FirstLate, Further, Refused };
    struct Pair {
        std::string field;
        base::Json kept, other;  ///< {op, by, at, value}
    };

    Verdict judgeField(const domain::Op& op, const std::string& field, const base::Json& value, const domain::FieldState* current, Millis t);
    Verdict judgeConcurrent(const domain::Op& op, const std::string& field, const base::Json& value, const domain::FieldState& current, Millis t);
    bool hasSeen(const domain::FieldState& winner, const domain::Op& op, const std::string& field);
    Word wordOnConsent(const domain::Op& op, const Fields& before);
    std::vector<Pair> unseenDeletions(const domain::Op& op, const Fields& before, const base::Json& won, Millis t);
    void openConflict(const domain::Op& op, const Pair& pair);
    std::array<std::uint8_t, 16> chance() { return m_random.bytes<16>(); }

    StreamWriter& m_streams;
    Causality m_causality;
    base::Random& m_random;
    Millis m_now;
};

} // namespace waymark::service
