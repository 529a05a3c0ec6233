#include "sync/service/store/stream_check.h"

#include "shared/base/hex.h"
#include "shared/base/json.h"
#include "shared/wire/op_codec.h"
#include "sync/service/store/row_text.h"
#include "sync/service/store/store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

const TableShape kStream{"stream", {"id", "name", "head", "chain", "sum"}};
const TableShape kEntry{"entry", {"stream", "seq", "chain", "random", "body"}};
const TableShape kState{"state", {"stream", "type", "entity", "body"}};
const TableShape kHeld{"op", {"id", "lost", "saw", "stands_for", "body"}};

std::string hexOf(const std::optional<std::string>& bytes) { return bytes && bytes->size() > 2 ? bytes->substr(2) : std::string(); }

/// 0 for what is no number, as damage may leave it.
std::int64_t numberOf(const std::optional<std::string>& text) {
    std::int64_t number = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

struct Log {
    std::string name;
    StreamHead said, found;
};

/// The first damage that is noticed, in words.
class Damage {
public:
    void note(const std::string& what) {
        if (m_first.empty()) m_first = what;
    }
    void noteLog(const Log& log) { note("the log of " + log.name + " does not lead to its head, chain or sum"); }
    const std::string& first() const { return m_first; }

private:
    std::string m_first;
};

bool isEntry(const std::string& body, std::int64_t seq) {
    const auto json = base::parseJson(body);
    if (!json) return false;
    const auto entry = wire::entryFromJson(*json);
    return entry && entry->seq == seq;
}

/// The state of this entity; nothing if the text is none.
std::optional<Fields> stateFrom(const std::string& body, const EntityKey& key) {
    const auto json = base::parseJson(body);
    if (!json) return std::nullopt;
    auto state = wire::stateFromJson(*json);
    if (!state || state->key != key) return std::nullopt;
    return std::move(state->fields);
}

/// Whether a list or an object is kept there, or nothing.
bool isEmptyOr(const std::optional<std::string>& text, base::Json::value_t kind) {
    if (!text || text->empty()) return true;
    const auto json = base::parseJson(*text);
    return json && json->type() == kind;
}

void checkEntries(TableReader& store, std::map<std::int64_t, Log>& logs, Damage& damage) {
    store.each(kEntry, {"stream", "seq"}, [&](const TableRow& row) {
        Log& log = logs[numberOf(row[0])];
        const auto random = base::fromHex(hexOf(row[3])).value_or(base::Bytes{});
        std::array<std::uint8_t, 16> bytes{};
        std::copy_n(random.begin(), std::min(random.size(), bytes.size()), bytes.begin());
        log.found.chain = nextChain(log.found.chain, bytes, ++log.found.seq);
        if (log.found.seq != numberOf(row[1]) || log.found.chain != hexOf(row[2])) damage.noteLog(log);
        if (!isEntry(row[4].value_or(""), numberOf(row[1]))) damage.note("entry " + row[1].value_or("") + " of " + log.name + " cannot be read");
    });
}

void checkStates(TableReader& store, std::map<std::int64_t, Log>& logs, Damage& damage) {
    store.each(kState, {}, [&](const TableRow& row) {
        const std::string type = row[1].value_or(""), entity = row[2].value_or("");
        Log& log = logs[numberOf(row[0])];
        const auto fields = stateFrom(row[3].value_or(""), {type, entity});
        if (!fields) return damage.note("what " + log.name + " holds of " + type + ' ' + entity + " cannot be read");
        for (const auto& [name, field] : *fields)
            log.found.sum += domain::fieldSum(type, entity, name, field.seq, field.op);
    });
}

void checkHeldOps(TableReader& store, Damage& damage) {
    using Kind = base::Json::value_t;
    store.each(kHeld, {}, [&](const TableRow& row) {
        // What a device sent in the place of an op is kept as it came, whatever it is.
        const bool hasBody = !row[4] || row[4]->empty() || base::parseJson(*row[4]).ok();
        const bool fine = isEmptyOr(row[1], Kind::array) && isEmptyOr(row[2], Kind::object) && isEmptyOr(row[3], Kind::object) && hasBody;
        if (!fine) damage.note("what is kept of the op " + hexOf(row[0]) + " cannot be read");
    });
}

} // namespace

Result<std::int64_t> checkStreams(TableReader& store) {
    std::map<std::int64_t, Log> logs;
    store.each(kStream, {}, [&](const TableRow& row) {
        logs[numberOf(row[0])] = {row[1].value_or(""), {numberOf(row[2]), hexOf(row[3]), static_cast<std::uint64_t>(numberOf(row[4]))}, {}};
    });
    Damage damage;
    checkEntries(store, logs, damage);
    checkStates(store, logs, damage);
    checkHeldOps(store, damage);
    for (const auto& [id, log] : logs)
        if (log.said.seq != log.found.seq || log.said.chain != log.found.chain || log.said.sum != log.found.sum) damage.noteLog(log);
    if (!damage.first().empty()) return Error{ErrorCode::Tampered, damage.first()};
    return static_cast<std::int64_t>(logs.size());
}

} // namespace waymark::service
