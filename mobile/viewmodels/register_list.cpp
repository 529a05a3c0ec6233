#include "mobile/viewmodels/register_list.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/workplace.h"
#include "shared/base/id.h"

#include <QCollator>

#include <algorithm>
#include <map>

namespace waymark::mobile {

std::vector<RegisterLine> registerLines(const Mirror& mirror, const EntityPtr& session, LineOrder order) {
    std::map<std::string, RegisterLine> byPerson;
    const auto line = [&](const std::string& personId) -> RegisterLine* {
        const auto person = read::resolved(mirror, mirror.find("person", personId));
        if (!person) return nullptr;
        auto& entry = byPerson[person->key.id];
        entry.person = person;
        return &entry;
    };

    for (const auto& mark : mirror.referring(domain::reference("session", session->key.id), "mark"))
        if (!read::presence(mark).empty() || !read::value(mark, "left").is_null())
            if (auto* entry = line(read::target(mark, "person")); entry && (!entry->mark || read::attended(mark))) entry->mark = mark;

    const auto activity = base::textOf(session->values, "activity");
    const auto date = base::parseDate(base::textOf(session->values, "date"));
    if (!activity.empty() && date) {
        const auto today = base::dayNumber(*date);
        for (const auto& earlier : mirror.referring(activity, "session")) {
            const auto then = base::parseDate(base::textOf(earlier->values, "date"));
            if (!then || base::dayNumber(*then) >= today || base::dayNumber(*then) < today - kExpectedDays) continue;
            for (const auto& mark : mirror.referring(domain::reference("session", earlier->key.id), "mark"))
                if (read::attended(mark))
                    if (auto* entry = line(read::target(mark, "person"))) entry->expected = true;
        }
        for (const auto& place : mirror.referring(activity, "place"))
            if (read::text(place, "status") == QLatin1String("accepted"))
                if (auto* entry = line(read::target(place, "person"))) entry->expected = true;
    }

    std::vector<RegisterLine> out;
    if (order == LineOrder::Any) {
        for (auto& [id, entry] : byPerson)
            out.push_back(std::move(entry));
        return out;
    }
    std::vector<std::pair<QCollatorSortKey, RegisterLine>> sorted;
    const QCollator collator;
    for (auto& [id, entry] : byPerson)
        sorted.emplace_back(collator.sortKey(read::text(entry.person, "name").toCaseFolded()), std::move(entry));
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first.compare(b.first) < 0; });
    for (auto& [key, entry] : sorted)
        out.push_back(std::move(entry));
    return out;
}

RegisterCounts countsOf(const std::vector<RegisterLine>& lines) {
    RegisterCounts counts;
    for (const auto& line : lines) {
        ++counts.expected;
        const auto status = read::presence(line.mark);
        if (status == "present" || status == "late") ++counts.here;
        if (status == "late") ++counts.late;
        if (status.empty()) ++counts.toGo;
    }
    return counts;
}

EntityPtr markOf(const Mirror& mirror, const std::string& session, const std::string& person) {
    if (const auto mark = mirror.find("mark", base::markId(session, person))) return mark;
    for (const auto& mark : mirror.referring(domain::reference("session", session), "mark")) {
        const auto marked = read::resolved(mirror, mirror.find("person", read::target(mark, "person")));
        if (marked && marked->key.id == person) return mark;
    }
    return nullptr;
}

QString sessionTitle(const Mirror& mirror, const EntityPtr& session) {
    const auto own = read::text(session, "title");
    return own.isEmpty() && session ? read::text(mirror.find(base::textOf(session->values, "activity")), "title") : own;
}

std::string sessionTime(const EntityPtr& session, std::string_view which, std::string_view end) {
    const auto times = read::value(session, which);
    return times.is_object() ? base::textOf(times, end) : std::string();
}

}  // namespace waymark::mobile
