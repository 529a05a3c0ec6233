#include "mobile/viewmodels/instrument_shelf.h"

#include "mobile/text/words.h"
#include "shared/questionnaire/flow.h"
#include "shared/questionnaire/instrument_codec.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr int kAdultFrom = 18;

}  // namespace

InstrumentShelf::InstrumentShelf(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] { m_read.clear(); });
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        for (const auto& key : keys)
            if (key.type == "instrument") m_read.erase(key.id);
    });
}

InstrumentPtr InstrumentShelf::find(const std::string& id) const {
    if (const auto it = m_read.find(id); it != m_read.end()) return it->second;
    const auto entity = m_workplace.mirror().find("instrument", id);
    if (!entity) return nullptr;
    InstrumentPtr read;
    auto parsed = questionnaire::instrumentFromJson(read::value(entity, "definition"));
    if (parsed) {
        auto instrument = std::make_shared<questionnaire::Instrument>(std::move(parsed).value());
        instrument->id = id;
        read = std::move(instrument);
    }
    m_read[id] = read;
    return read;
}

std::vector<InstrumentPtr> InstrumentShelf::published(questionnaire::Use use) const {
    std::vector<InstrumentPtr> out;
    for (const auto& entity : m_workplace.mirror().all("instrument"))
        if (read::text(entity, "status") == QLatin1String("published"))
            if (auto instrument = find(entity->key.id); instrument && instrument->use == use) out.push_back(std::move(instrument));
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::pair(questionnaire::wordsIn(a->title, "en"), b->version) <
               std::pair(questionnaire::wordsIn(b->title, "en"), a->version);
    });
    return out;
}

std::optional<int> InstrumentShelf::ageOf(const EntityPtr& person) const {
    const int years = ageInYears(read::value(person, "born"), m_workplace.today());
    return years < 0 ? std::nullopt : std::optional(years);
}

bool InstrumentShelf::isFor(const questionnaire::Instrument& instrument, const EntityPtr& person) const {
    const auto age = ageOf(person);
    if (!questionnaire::isMeantFor(instrument, age)) return false;
    const auto kind = read::text(person, "kind");
    const bool isAdult = kind == QLatin1String("adult") || (kind.isEmpty() && age && *age >= kAdultFrom);
    const bool asksParents =
        std::find(instrument.respondents.begin(), instrument.respondents.end(), domain::Respondent::Parent) != instrument.respondents.end();
    const bool asksOthers = instrument.respondents.empty() || instrument.respondents.size() > (asksParents ? 1u : 0u);
    return isAdult ? asksParents || !instrument.ages : asksOthers;
}

std::optional<questionnaire::Due> InstrumentShelf::dueFor(const questionnaire::Instrument& instrument, const std::string& person,
                                                          const std::string& activity) const {
    const auto& mirror = m_workplace.mirror();
    const auto dayOf = [](const EntityPtr& session) -> std::optional<std::int64_t> {
        const auto date = base::parseDate(read::text(session, "date").toStdString());
        return date ? std::optional(base::dayNumber(*date)) : std::nullopt;
    };
    questionnaire::DueInput input;
    input.today = base::dayNumber(m_workplace.today());

    std::vector<std::int64_t> attended;
    for (const auto& mark : mirror.referring(domain::reference("person", person), "mark")) {
        const auto session = mirror.find(base::textOf(mark->values, "session"));
        if (!session || !read::attended(mark) || (!activity.empty() && base::textOf(session->values, "activity") != activity)) continue;
        if (const auto day = dayOf(session); day && *day <= input.today) attended.push_back(*day);
    }
    std::sort(attended.begin(), attended.end());

    std::vector<questionnaire::Taken> taken;
    for (const auto& response : mirror.referring(domain::reference("person", person), "response")) {
        const auto other = find(read::target(response, "instrument"));
        const auto point = domain::parsePoint(base::textOf(response->values, "point"));
        if (!other || !point || other->family != instrument.family) continue;
        taken.push_back({*point, base::dayNumber(base::localDate(base::integerOf(response->values, "finished"), m_workplace.zone()))});
    }

    // Only an activity that says when it ends has a last session; without that, the last one known is the last planned so far.
    const auto recurrence = read::value(activity.empty() ? nullptr : mirror.find(activity), "recurrence");
    if (recurrence.is_object() && !base::textOf(recurrence, "end").empty())
        for (const auto& session : mirror.referring(activity, "session"))
            if (const auto day = dayOf(session)) input.lastPlannedOn = std::max(input.lastPlannedOn.value_or(*day), *day);

    input.attendedOn = attended;
    input.windows = instrument.windows;
    input.taken = taken;
    input.points = instrument.points;
    return questionnaire::nextDue(input);
}

}  // namespace waymark::mobile
