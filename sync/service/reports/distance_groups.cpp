#include "sync/service/reports/distance_groups.h"

#include <algorithm>
#include <array>
#include <functional>

namespace waymark::service {

namespace {

using statistics::GroupedPair;

constexpr const char* kOthers = "All others";

struct AgeBand {
    int from, to;
    const char* label;
};
constexpr std::array kAgeBands = {AgeBand{0, 4, "Under 5"}, AgeBand{5, 10, "5 to 10"}, AgeBand{11, 15, "11 to 15"},
                                  AgeBand{16, 19, "16 to 19"}, AgeBand{20, 150, "20 and over"}};
constexpr const char* kAgeUnknown = "Age not known";

std::string ageBandOf(const RowSource& source) {
    if (source.age)
        for (const AgeBand& band : kAgeBands)
            if (*source.age >= band.from && *source.age <= band.to) return band.label;
    return kAgeUnknown;
}

/// Order of the rows: ages as they rise, everything else by name, the others last.
std::size_t placeOf(const std::string& label) {
    for (std::size_t i = 0; i < kAgeBands.size(); ++i)
        if (label == kAgeBands[i].label) return i;
    return label == kOthers ? kAgeBands.size() + 2 : label == kAgeUnknown ? kAgeBands.size() + 1 : kAgeBands.size();
}

bool isTold(std::size_t pairs) { return statistics::showsMean(statistics::sizeClass(pairs)); }

/// The label under which each group is told.
std::map<std::string, std::string> labelsFor(const std::vector<GroupedPair>& pairs) {
    std::map<std::string, std::size_t> sizes;
    for (const auto& pair : pairs)
        ++sizes[pair.group];
    std::vector<std::pair<std::size_t, std::string>> ascending;
    for (const auto& [group, size] : sizes)
        ascending.emplace_back(size, group);
    std::sort(ascending.begin(), ascending.end());
    std::map<std::string, std::string> labels;
    std::size_t others = 0;
    for (const auto& [size, group] : ascending) {
        const bool joins = !isTold(size) || (others > 0 && !isTold(others));
        if (joins) others += size;
        labels[group] = joins ? kOthers : group;
    }
    return labels;
}

GroupTable tableOf(const char* by, std::vector<GroupedPair> pairs) {
    GroupTable table{by, {}};
    const auto labels = labelsFor(pairs);
    for (auto& pair : pairs)
        pair.group = labels.at(pair.group);
    const auto gaps = statistics::groupGaps(pairs);
    const bool told = gaps.size() > 1 && std::all_of(gaps.begin(), gaps.end(), [](const auto& gap) { return isTold(gap.second.n); });
    if (!told) return table;
    for (const auto& [label, gap] : gaps) {
        table.rows.push_back({label, {static_cast<std::int64_t>(gap.n), false}, gap});
        table.rows.back().gap.improved.reset();  // a share of ten would tell how few improved
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const auto& a, const auto& b) { return placeOf(a.label) < placeOf(b.label); });
    return table;
}

}  // namespace

std::vector<GroupTable> groupTables(const statistics::ChangeReport& change, const ScoreRows& rows, const Names& names) {
    const auto scoreOf = [&](std::size_t at) {
        const auto& answer = rows.answers[at];
        if (change.unit == statistics::ScoreUnit::Scale) return answer.score.value_or(0.0);
        return statistics::pomp(answer.score.value_or(0.0), answer.lowest, answer.highest).value_or(0.0);
    };
    const auto upOf = [&](std::size_t at) { return statistics::upIsBetter(scoreOf(at), rows.answers[at].better, change.range); };
    const auto venueOf = [&](const RowSource& source) {
        const auto name = names.venues.find(source.venue);
        return name == names.venues.end() ? source.venue : name->second;
    };
    const std::vector<std::pair<const char*, std::function<std::string(const RowSource&)>>> groupings = {{"venue", venueOf},
                                                                                                         {"age", ageBandOf}};
    std::vector<GroupTable> tables;
    for (const auto& [by, groupOf] : groupings) {
        std::vector<GroupedPair> pairs;
        for (const auto& pair : change.pairs)
            pairs.push_back({groupOf(rows.sources[pair.baseline]), {upOf(pair.baseline), upOf(pair.later)},
                             statistics::Pair{scoreOf(pair.baseline), scoreOf(pair.later)}});
        if (auto table = tableOf(by, std::move(pairs)); !table.rows.empty()) tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace waymark::service
