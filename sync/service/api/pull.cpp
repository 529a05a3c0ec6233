#include "sync/service/api/pull.h"

#include "shared/base/mutant.h"

#include <charconv>

namespace waymark::service {

using wire::Place;
using wire::StreamPull;

namespace {

// A page token: where the first page was made, and the last row sent. Devices keep it and send it back; a false one only harms its sender.
struct PageToken {
    Place first;
    EntityKey after;

    std::string text() const { return std::to_string(first.seq) + '.' + first.chain + '.' + after.type + '.' + after.id; }

    static std::optional<PageToken> parse(std::string_view text) {
        std::string_view parts[4];
        for (int i = 0; i < 4; ++i) {
            const auto dot = i < 3 ? text.find('.') : text.size();
            if (dot == std::string_view::npos) return std::nullopt;
            parts[i] = text.substr(0, dot);
            text.remove_prefix(std::min(text.size(), dot + 1));
        }
        PageToken token;
        const auto [end, error] = std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), token.first.seq);
        if (error != std::errc() || end != parts[0].data() + parts[0].size()) return std::nullopt;
        token.first.chain = parts[1];
        token.after = {std::string(parts[2]), std::string(parts[3])};
        return token;
    }
};

bool inHistory(StreamReader& streams, const std::string& stream, const Place& place) {
    if (base::mutant(base::Mutant::NoChainInCursor)) return place.seq <= streams.head(stream).seq;
    return streams.chainAt(stream, place.seq) == place.chain;
}

StreamPull resetOf(const std::string& stream) {
    StreamPull pull;
    pull.stream = stream;
    pull.reset = true;
    return pull;
}

StreamPull statePage(StreamReader& streams, const std::string& stream, std::optional<PageToken> token, std::int64_t maxBytes) {
    const StreamHead head = streams.head(stream);
    StreamPull pull;
    pull.stream = stream;
    pull.isState = true;
    pull.head = head.seq;
    pull.past = Place{head.seq, head.chain};
    if (!token) {
        token = PageToken{{head.seq, head.chain}, {}};
        pull.erased = streams.erasedIn(stream);
    }
    const RowsPage page = streams.stateAfter(stream, token->after, maxBytes);
    pull.rowsJson = page.rowsJson;
    if (!page.complete) {
        pull.stateNext = PageToken{token->first, page.lastKey}.text();
        return pull;
    }
    pull.place = base::mutant(base::Mutant::SeqOfLastPage) ? Place{head.seq, head.chain} : token->first;
    if (token->first.seq == head.seq) pull.sum = head.sum;
    return pull;
}

StreamPull entriesPage(StreamReader& streams, const wire::PullRequest& request, std::int64_t maxBytes) {
    const StreamHead head = streams.head(request.stream);
    const RowsPage page = streams.entriesAfter(request.stream, request.place.seq, maxBytes);
    StreamPull pull;
    pull.stream = request.stream;
    pull.head = head.seq;
    pull.rowsJson = page.rowsJson;
    pull.place = Place{page.lastSeq, streams.chainAt(request.stream, page.lastSeq).value_or(std::string())};
    if (page.lastSeq == head.seq) pull.sum = head.sum;
    return pull;
}

// A device that takes `head` and `chain` of the last page for one place names a chain that belongs to its cursor: that says no more than the cursor
// does (docs/adr/0004).
bool repeatsCursor(const wire::PullRequest& request) { return !request.state && request.past->chain == request.place.chain; }

} // namespace

StreamPull pullStream(StreamReader& streams, const wire::PullRequest& request, std::int64_t maxBytes, bool& more) {
    if (request.past && !repeatsCursor(request) && !inHistory(streams, request.stream, *request.past)) return resetOf(request.stream);
    StreamPull pull;
    if (request.state) {
        auto token = PageToken::parse(*request.state);
        if (!token || !inHistory(streams, request.stream, token->first)) return resetOf(request.stream);
        pull = statePage(streams, request.stream, std::move(token), maxBytes);
    } else if (request.place.seq == 0) {
        pull = statePage(streams, request.stream, std::nullopt, maxBytes);
    } else {
        if (!inHistory(streams, request.stream, request.place)) return resetOf(request.stream);
        pull = entriesPage(streams, request, maxBytes);
    }
    if (pull.stateNext || (pull.place && pull.place->seq < pull.head)) more = true;
    return pull;
}

} // namespace waymark::service
