#include "sync/service/imports/area_import.h"

#include "sync/service/imports/area_file.h"

#include <algorithm>
#include <map>
#include <set>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

constexpr std::size_t kMostProblems = 50;

/// The codes of one kind and vintage: those in the store, and those in the files at hand.
using Codes = std::set<std::string>;

class KnownCodes {
public:
    KnownCodes(Areas& areas, const std::vector<AreaFile>& files) : m_areas(areas), m_files(files) {}

    const Codes& of(const std::string& kind, int vintage) {
        const auto [it, isNew] = m_known.try_emplace({kind, vintage});
        if (!isNew) return it->second;
        for (const Area& area : m_areas.areas(kind, vintage))
            it->second.insert(area.code);
        for (const AreaFile& file : m_files)
            for (const Area& area : file.areas)
                if (area.kind == kind && area.vintage == vintage) it->second.insert(area.code);
        return it->second;
    }

    /// Of a kind, newest first.
    std::vector<int> vintages(const std::string& kind) {
        std::set<int> all;
        for (const int vintage : m_areas.vintages(kind))
            all.insert(vintage);
        for (const AreaFile& file : m_files)
            if (file.kind == kind && !file.areas.empty()) all.insert(file.vintage);
        return {all.rbegin(), all.rend()};
    }

private:
    Areas& m_areas;
    const std::vector<AreaFile>& m_files;
    std::map<std::pair<std::string, int>, Codes> m_known;
};

void tell(AreaFile& file, std::size_t row, const char* code, std::string message, bool blocks) {
    file.problems.push_back({row, code, std::move(message), blocks});
}

std::string named(const std::string& kind, int vintage) { return kind + " areas of " + std::to_string(vintage); }

// A code that no outline has is told and kept: national look-ups name areas far beyond the outlines of one city.
void checkFit(AreaFile& file, KnownCodes& known) {
    const Codes& codes = known.of(file.of, file.vintage);
    if (codes.empty()) return tell(file, 0, "nothing_to_check", "There are no outlines of " + named(file.of, file.vintage) + " to check the codes against.", false);
    for (std::size_t i = 0; i < file.fits.size(); ++i)
        if (codes.count(file.fits[i].to) == 0)
            tell(file, file.rows[i], "unknown_code", file.fits[i].to + " is none of the " + named(file.of, file.vintage) + " that have outlines.", false);
}

// Lists of residents do not say of which vintage their areas are: it is the one that knows most of the codes, the newer one if two do.
void checkResidents(AreaFile& file, KnownCodes& known) {
    if (file.vintage == 0) {
        std::size_t most = 0;
        for (const int vintage : known.vintages(file.of)) {
            const Codes& codes = known.of(file.of, vintage);
            const auto matching = static_cast<std::size_t>(
                std::count_if(file.residents.begin(), file.residents.end(), [&](const Residents& each) { return codes.count(each.code) > 0; }));
            if (matching > most) most = matching, file.vintage = vintage;
        }
        if (most == 0)
            return tell(file, 0, "vintage", "No outlines say of which vintage these areas are; import the outlines first, or together.", true);
    }
    const Codes& codes = known.of(file.of, file.vintage);
    for (std::size_t i = 0; i < file.residents.size(); ++i) {
        file.residents[i].vintage = file.vintage;
        if (codes.count(file.residents[i].code) == 0)
            tell(file, file.rows[i], "unknown_code", file.residents[i].code + " is none of the " + named(file.of, file.vintage) + " that have outlines.", false);
    }
    const std::size_t without = codes.size() > file.residents.size() ? codes.size() - file.residents.size() : 0;
    if (without > 0) tell(file, 0, "without_residents", std::to_string(without) + " of the " + named(file.of, file.vintage) + " are not in this file.", false);
}

void checkTogether(std::vector<AreaFile>& files, Areas& areas) {
    KnownCodes known(areas, files);
    std::map<std::pair<std::string, int>, std::string> firstIn;
    for (AreaFile& file : files) {
        for (std::size_t i = 0; i < file.areas.size(); ++i) {
            const auto [it, isNew] = firstIn.try_emplace({file.areas[i].code, file.areas[i].vintage}, file.name);
            if (!isNew) tell(file, file.rows[i], "duplicate", file.areas[i].code + " is in " + it->second + " too.", true);
        }
        if (file.kind == "fit") checkFit(file, known);
        if (file.kind == "residents") checkResidents(file, known);
    }
}

struct Counts {
    int fresh = 0, changed = 0, same = 0;
};

template <class T> void compare(const T& row, const std::optional<T>& before, Areas* writable, Counts& counts) {
    if (before && *before == row) {
        ++counts.same;
        return;
    }
    ++(before ? counts.changed : counts.fresh);
    if (writable) writable->put(row);
}

std::optional<AreaFit> find(Areas& areas, const AreaFit& fit) {
    for (const AreaFit& each : areas.fitsFrom(fit.from, fit.fromVintage))
        if (each.to == fit.to && each.toVintage == fit.toVintage) return each;
    return std::nullopt;
}

Counts bring(const AreaFile& file, Areas& areas, Areas* writable) {
    Counts counts;
    for (const Area& area : file.areas)
        compare(area, areas.area(area.code, area.vintage), writable, counts);
    for (const AreaFit& fit : file.fits)
        compare(fit, find(areas, fit), writable, counts);
    for (const Residents& residents : file.residents)
        compare(residents, areas.residents(residents.code, residents.vintage), writable, counts);
    return counts;
}

Json told(const AreaFile& file, const Counts& counts) {
    Json problems = Json::array();
    for (std::size_t i = 0; i < std::min(kMostProblems, file.problems.size()); ++i) {
        const AreaProblem& problem = file.problems[i];
        problems.push_back({{"row", problem.row}, {"code", problem.code}, {"message", problem.message}, {"blocks", problem.blocks}});
    }
    Json line = {{"file", file.name}, {"kind", file.kind}, {"vintage", file.vintage}, {"rows", file.rows.size()}, {"new", counts.fresh},
                 {"changed", counts.changed}, {"same", counts.same}, {"more_problems", file.problems.size() - problems.size()}, {"problems", std::move(problems)}};
    if (file.kind == "fit") line["from_vintage"] = file.fromVintage;
    return line;
}

std::optional<Error> firstThatBlocks(const std::vector<AreaFile>& files) {
    std::size_t blocking = 0;
    std::string first;
    for (const AreaFile& file : files)
        for (const AreaProblem& problem : file.problems) {
            if (!problem.blocks || blocking++ > 0) continue;
            first = file.name + (problem.row > 0 ? ", row " + std::to_string(problem.row) : std::string()) + ": " + problem.message;
        }
    if (blocking == 0) return std::nullopt;
    if (blocking > 1) first += " There are " + std::to_string(blocking - 1) + " more like this; --dry-run lists them.";
    return Error{ErrorCode::Malformed, first + " Nothing was imported."};
}

} // namespace

Result<Json> importAreas(Store& store, const std::vector<std::string>& paths, bool dryRun) {
    std::vector<AreaFile> read;
    for (const std::string& path : paths) {
        const auto input = readInput(path);
        if (!input) return input.error();
        auto file = readAreaFile(*input);
        if (!file) return file.error();
        read.push_back(std::move(*file));
    }

    Json lines;
    const auto look = [&](Areas& areas, Areas* writable) -> Result<void> {
        std::vector<AreaFile> files = read;
        checkTogether(files, areas);
        if (const auto blocks = firstThatBlocks(files); blocks && !dryRun) return *blocks;
        lines = Json::array();
        for (const AreaFile& file : files)
            lines.push_back(told(file, bring(file, areas, writable)));
        return {};
    };
    const auto done = dryRun ? store.read([&](ReadTransaction& t) { (void)look(t.areas(), nullptr); })
                             : store.write([&](WriteTransaction& t) { return look(t.areas(), &t.areas()); });
    if (!done) return done.error();
    return Json{{"files", std::move(lines)}, {"dry_run", dryRun}, {"done", !dryRun}};
}

} // namespace waymark::service
