#include "tests/simulation/counters.h"

#include "tests/simulation/reference.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace waymark::simulation {

namespace {

const std::vector<std::string> kNamed = {
    "a reply was lost", "a request was lost", "a request came twice", "a request came late", "a request was cut", "a reply was cut",
    "a line was missing in a reply", "a tap during an exchange", "something happened within a request", "a transaction was rolled back",
    "a transaction ran again", "the service lost power", "a commit that nobody was told of", "a device was killed", "a device lost power",
    "a device died while it took a reply", "a device died while it recorded", "a device's clock was set", "a device was started anew",
    "a device was cloned", "a device came back from a copy", "the service was restored", "the service's clock went back", "a new year",
    "an op came again", "an op came again from another device", "a time ahead was cut", "walked through saws", "an op stood for another",
    "the same value twice", "a conflict was opened", "a conflict was settled", "an op was superseded", "superseded: given back late",
    "an edit that did not see the deletion", "a deletion that did not see a value", "an op with unknown keys", "an op of an unknown type",
    "a merge", "quarantine: malformed", "quarantine: not_granted", "quarantine: not_permitted", "quarantine: unknown_user", "quarantine: write_once",
    "quarantine: merge_direction", "quarantine: invalid_value", "quarantine: too_large", "an op in quarantine was judged again",
    "an op left quarantine", "a poisoned op in an outbox", "the service had forgotten an anchor", "ops were given back", "a stream was reset",
    "a page of several", "a page token of another history", "a stream was revoked", "a stream was dropped", "a device was wiped", "an old app handed over",
    "a device enrolled again", "a stream stopped", "a sum differed", "a differing copy healed",
    "a person was erased", "people who were merged were erased together", "retention erased somebody", "an erasure within a request", "an erasure was cut",
    "an erasure was finished by the next start", "a backup was older than an erasure", "an erasure grew in another history", "a residue was left",
    "a mention was taken out", "an op in quarantine was erased", "an op was stopped by the barrier", "the barrier took in what an op was on",
    "an op named somebody who was erased", "a list of erasures began a copy", "an erasure took ops out of an outbox", "a device passed an erasure",
    "a device was retired", "a retired device was emptied", "a device was reported lost", "a backup was older than the end of a device",
    "a backup was older than the end of a grant", "a device that a backup does not know is ended",
    "entries came while the case key was closed", "taps were taken back", "a volunteer was signed in",
    "a volunteer handed the tablet over for a response", "a concern came after what was said of it",
    "what a stand-in had seen counted", "superseded: whom only a stand-in had seen", "superseded: a stand-in of what it saw had seen it",
    "superseded: it saw a stand-in of what had seen it",
    "a consent became more restrictive", "a yes was removed", "a further word on a consent said more", "a further word on a consent said otherwise",
    "a further word on a consent said what its author saw", "a consent that said later what its author saw was refused",
    "the op that made a consent came after a further word on it",
    "a no was lifted by a yes that names it", "a no was lifted through what a yes names", "a no stood beside a yes that does not reach it",
    "what somebody refused for themselves was lifted by nobody else", "a yes was replaced by another record", "a yes had lapsed",
};
// What devices write nothing of, or not everybody or not everything.
const std::vector<std::string> kNotForAll = {"activity", "agency",  "concern",  "concern_note",     "conflict",
                                             "instrument", "listing", "organisation", "residue",   "resource", "response",
                                             "safeguarding_key", "session", "user",   "venue"};

std::vector<std::string> allEvents() {
    std::vector<std::string> events = kNamed;
    // A residue comes of an erasure alone.
    for (const auto& type : knownTypes())
        if (type != "residue") events.push_back("written: " + type);
    for (const auto& type : kNotForAll)
        events.push_back("not permitted: " + type);
    return events;
}

} // namespace

const std::vector<std::string>& Counters::expected() {
    static const std::vector<std::string> kEvents = allEvents();
    return kEvents;
}

std::int64_t Counters::of(const std::string& event) const {
    const auto it = m_counts.find(event);
    return it == m_counts.end() ? 0 : it->second;
}

void Counters::add(const Counters& other) {
    for (const auto& [event, times] : other.m_counts)
        m_counts[event] += times;
}

std::vector<std::string> Counters::missing() const {
    std::vector<std::string> never;
    for (const auto& event : expected())
        if (of(event) == 0) never.push_back(event);
    return never;
}

std::string Counters::table() const {
    std::ostringstream out;
    for (const auto& event : expected())
        out << std::setw(12) << of(event) << "  " << event << (of(event) == 0 ? "   <-- never" : "") << '\n';
    for (const auto& [event, times] : m_counts)
        if (std::find(expected().begin(), expected().end(), event) == expected().end()) out << std::setw(12) << times << "  " << event << '\n';
    return out.str();
}

std::string Counters::toLine() const { return nlohmann::json(m_counts).dump(); }

Counters Counters::fromLine(const std::string& line) {
    Counters counters;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object()) counters.m_counts = json.get<std::map<std::string, std::int64_t>>();
    return counters;
}

} // namespace waymark::simulation
