// Carries blobs between the notebook and the service, one small part at a time, so that ops never wait behind a photo. Without I/O: it says what
// to call and takes what came back. What was sent or fetched is written down after every part, so a cut costs one part. Owned by the
// SyncRunner; single-threaded.
#pragma once

#include "sync/device/notebook.h"
#include "sync/device/pace.h"
#include "sync/device/transport.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace waymark::device {

struct KeptBlob;

class BlobCourier {
public:
    explicit BlobCourier(Notebook& notebook);

    /// A new run: what was given up in the last one is tried again.
    void beginAnew();
    /// The next part, without a token: first what waits here (its op has its line), then what the service is asked about again, then what
    /// somebody wants to see and what the questionnaires of this device show. Nothing if nothing is left to do in this run.
    std::optional<HttpCall> next();
    /// Takes the answer to the last call; the statuses that mean the same for every call (401, 429, 5xx) are the runner's. Returns how many
    /// bytes have moved. Errors: Locked, DiskFull, Storage. After an error nothing has changed.
    Result<std::int64_t> take(const HttpReply& reply);
    /// The last call cannot be made at all: nothing more is tried in this run.
    void giveUp() { m_gaveUp = true; }

    bool hasWork() { return !m_gaveUp && choose(); }
    /// How many blobs the service may lack and still take; what was given up in this run does not count.
    std::int64_t left();
    /// A stream that was revoked is only kept for blobs that were still to be sent, and they are gone now.
    bool revokedCanGo() const;

private:
    enum class Kind { Send, Check, Fetch };
    struct Errand {
        Kind kind = Kind::Send;
        std::int64_t key = 0;   ///< of the blob's row
        std::int64_t from = 0, count = 0;
    };

    bool choose();
    bool isSendable(const KeptBlob& blob);
    bool beginFetch();
    Result<std::int64_t> takeSent(KeptBlob& blob, const HttpReply& reply);
    Result<std::int64_t> takeChecked(KeptBlob& blob, const HttpReply& reply);
    Result<std::int64_t> takeFetched(KeptBlob& blob, const HttpReply& reply);
    Result<void> endFetch(KeptBlob& blob);

    Notebook::Impl& m_book;
    Pace m_pace;
    Errand m_errand;
    bool m_underway = false;
    bool m_gaveUp = false;
    bool m_sawInstruments = false;  ///< what they show was looked for in this run
    std::map<std::int64_t, int> m_setBacks;  ///< how often the service had less of a blob than it had said
    std::set<std::int64_t> m_passed;  ///< keys that are left alone for this run
};

} // namespace waymark::device
