// One stream of a service that does whatever a test says: a log of entries, the state it folds to, and the replies that carry them. Written
// apart from the service's own code, from the contract.
#pragma once

#include "shared/base/hex.h"
#include "shared/domain/op.h"
#include "shared/wire/sync_messages.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace waymark::tests {

class ScriptedStream {
public:
    explicit ScriptedStream(std::string name) : m_name(std::move(name)) {}

    const std::string& name() const { return m_name; }
    std::int64_t head() const { return static_cast<std::int64_t>(m_log.size()); }
    wire::Place place(std::int64_t seq) const { return {seq, seq == 0 ? std::string() : m_history + std::to_string(seq)}; }

    /// Appends an entry; `op` may be empty for one of the service's own.
    std::int64_t add(const std::string& type, const std::string& entity, base::Json set, std::string op = {}, base::Json extra = base::Json::object()) {
        domain::Entry entry;
        entry.seq = head() + 1;
        entry.op = op.empty() ? digits(entry.seq) : std::move(op);
        entry.type = type;
        entry.entity = entity;
        entry.set = std::move(set);
        entry.at = 1'763'740'000'000 + entry.seq;
        entry.extra = std::move(extra);
        m_log.push_back(entry);
        return entry.seq;
    }
    std::int64_t erase(const std::string& type, const std::string& entity) {
        domain::Entry entry;
        entry.kind = domain::Entry::Kind::Erase;
        entry.seq = head() + 1;
        entry.type = type;
        entry.entity = entity;
        m_log.push_back(entry);
        return entry.seq;
    }
    /// The history from `seq` on never was: another one goes on from there.
    void rewind(std::int64_t seq) {
        m_log.resize(static_cast<std::size_t>(seq));
        m_history += "'";
    }

    std::map<domain::EntityKey, domain::Fields> stateAt(std::int64_t seq) const {
        std::map<domain::EntityKey, domain::Fields> state;
        for (const auto& entry : m_log) {
            if (entry.seq > seq) break;
            if (entry.kind == domain::Entry::Kind::Erase) state.erase({entry.type, entry.entity});
            if (entry.kind != domain::Entry::Kind::Set) continue;
            auto& fields = state[{entry.type, entry.entity}];
            for (const auto& [field, value] : entry.set.items())
                fields[field] = {value, entry.seq, entry.op, std::max(entry.at, fields[field].at), entry.by, entry.extra};
        }
        return state;
    }
    std::uint64_t sumAt(std::int64_t seq) const {
        std::uint64_t sum = 0;
        for (const auto& [key, fields] : stateAt(seq))
            for (const auto& [field, state] : fields)
                sum += domain::fieldSum(key.type, key.id, field, state.seq, state.op);
        return sum;
    }

    /// The entries after `from`, at most up to `to`.
    wire::StreamPull entries(std::int64_t from, std::int64_t to = -1) const {
        wire::StreamPull pull;
        pull.stream = m_name;
        pull.head = head();
        const std::int64_t last = to < 0 ? head() : to;
        for (const auto& entry : m_log)
            if (entry.seq > from && entry.seq <= last) pull.entries.push_back(entry);
        pull.place = place(last);
        if (last == head()) pull.sum = sumAt(last);
        return pull;
    }
    /// A page of the state as it is now: rows `first` … of `count`; the last page carries the place of the first page's head.
    wire::StreamPull page(std::size_t first, std::size_t count, std::int64_t firstPageHead) const {
        wire::StreamPull pull;
        pull.stream = m_name;
        pull.isState = true;
        pull.head = head();
        pull.past = place(head());
        const auto state = stateAt(head());
        std::size_t index = 0;
        for (const auto& [key, fields] : state) {
            if (index >= first && index < first + count) pull.state.push_back({key, fields});
            ++index;
        }
        if (first + count < state.size()) {
            pull.stateNext = "page " + std::to_string(first + count) + " of " + std::to_string(firstPageHead);
        } else {
            pull.place = place(firstPageHead);
            if (firstPageHead == head()) pull.sum = sumAt(head());
        }
        return pull;
    }
    wire::StreamPull whole() const { return page(0, 1'000'000, head()); }
    wire::StreamPull reset() const {
        wire::StreamPull pull;
        pull.stream = m_name;
        pull.reset = true;
        return pull;
    }

    static std::string digits(std::int64_t number) {
        std::string text = std::to_string(number);
        return std::string(32 - text.size(), '0') + text;
    }

private:
    std::string m_name;
    std::string m_history = "c";
    std::vector<domain::Entry> m_log;
};

} // namespace waymark::tests
