// How often each rare event happened in a run: a simulator that never meets one proves nothing about it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace waymark::simulation {

class Counters {
public:
    /// Every event that a long run must have met, in the order of the table.
    static const std::vector<std::string>& expected();

    void count(const std::string& event, std::int64_t times = 1) { m_counts[event] += times; }
    std::int64_t of(const std::string& event) const;
    void add(const Counters& other);
    /// The table, one event a line; events that never happened are marked.
    std::string table() const;
    std::vector<std::string> missing() const;

    std::string toLine() const;
    static Counters fromLine(const std::string& line);

private:
    std::map<std::string, std::int64_t> m_counts;
};

} // namespace waymark::simulation
