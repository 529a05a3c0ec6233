// What a device and the service say to each other at /v1/sync (contract, section 5), as data. Keys that a side does not know are
// ignored at this level; inside ops, entries and states they are kept.
#pragma once

#include "shared/domain/op.h"
#include "shared/domain/validity.h"
#include "shared/wire/limits.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace waymark::wire {

using base::Json;
using base::Millis;
using base::Result;

/// A place in one history of a stream. `chain` is opaque to devices; empty at seq 0.
struct Place {
    std::int64_t seq = 0;
    std::string chain;
    bool operator==(const Place&) const = default;
};

/// What the device asks of one stream: entries after a place, or the next page of its state.
struct PullRequest {
    std::string stream;
    Place place;
    std::optional<std::string> state;  ///< the token of the page to send next
    std::optional<Place> past;         ///< the highest place any page of this bootstrap was read at
};

/// What still waits on the device: `ops` and `since` for the coordinator's device board (docs/adr/0003), `blobs` so that a device that is retired
/// is not emptied before it has brought them.
struct Waiting {
    std::int64_t ops = 0;
    std::optional<Millis> since;  ///< `at` of the oldest
    std::int64_t blobs = 0;       ///< that an op names and that the service may still take
};

/// A stream that does not run as it should on the device, for the coordinator's device board.
struct Trouble {
    std::string stream, kind;  ///< kind: "stopped" (contract, I35) or "differs" (its checksum)
    Millis since = 0;
};

struct SyncRequest {
    int protocol = kProtocol;
    std::string app;
    Millis clock = 0;                   ///< the device's wall clock
    std::optional<std::string> anchor;  ///< the newest acknowledged op, in the order of the outbox
    std::vector<Json> push;             ///< ops as they came: one that cannot be read costs the others nothing
    std::vector<std::size_t> mended;    ///< places in `push` of ops that were no JSON: they are what could be read of them (readable_ops.h)
    std::vector<PullRequest> pull;
    std::int64_t limit = kDefaultPullBytes;
    std::optional<Waiting> waiting;
    std::vector<Trouble> troubles;
};

enum class Outcome { Applied, Superseded, Duplicate, Erased, Quarantined };
std::string_view name(Outcome outcome);
std::optional<Outcome> parseOutcome(std::string_view text);

/// The line that acknowledges one op, and the only thing that does.
struct OpResult {
    std::string id;
    Outcome outcome = Outcome::Applied;
    std::int64_t seq = 0;         ///< the stream's head after judging
    std::optional<Outcome> was;   ///< of a duplicate: the first outcome
    std::string reason;           ///< of a quarantined op: one of domain::Quarantine's names
    std::vector<std::string> lost;
};

struct StreamGrant {
    std::string stream, role;
};

/// One stream's part of a reply: entries, a page of state, or a reset.
struct StreamPull {
    std::string stream;
    bool reset = false;
    bool isState = false;
    std::vector<domain::Entry> entries;
    std::vector<domain::EntityState> state;
    std::string rowsJson;                     ///< on the service: the rows as ready JSON text without brackets, used instead of the two above
    std::optional<std::string> stateNext;     ///< absent on the last page
    std::optional<std::vector<domain::EntityKey>> erased;  ///< on the first page: all of the stream so far
    std::optional<Place> past;                ///< on every page: where it was read
    std::optional<Place> place;               ///< the cursor after these rows; absent on all pages but the last
    std::int64_t head = 0;
    std::optional<std::uint64_t> sum;         ///< sent when the place is the head
};

struct SyncReply {
    int protocol = kProtocol;
    Millis clock = 0;
    bool forgot = false;
    bool upgrade = false;
    std::vector<OpResult> results;
    std::vector<StreamGrant> streams;
    std::vector<std::string> revoked;
    std::vector<StreamPull> pull;
    bool more = false;
};

/// Errors: Malformed.
Result<SyncRequest> syncRequestFromText(std::string_view body);
std::string toText(const SyncRequest& request);
Result<SyncReply> syncReplyFromText(std::string_view body);
std::string toText(const SyncReply& reply);

} // namespace waymark::wire
