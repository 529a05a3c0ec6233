#include "mobile/viewmodels/instrument_shelf.h"

#include "mobile/text/words.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/flow.h"
#include "shared/questionnaire/instrument_codec.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

constexpr int kAdultFrom = 18;

}  // namespace

InstrumentShelf::InstrumentShelf(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        m_read.clear();
        m_forms.clear();
    });
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        for (const auto& key : keys)
            if (key.type == "instrument") {
                m_read.erase(key.id);
                m_forms.erase(key.id);
            }
    });
}

namespace {

/// What a form as others write them has of an instrument: who and when is not its business, and nothing in it is scored.
questionnaire::Instrument instrumentOf(const xforms::Form& form, const EntityPtr& entity) {
    questionnaire::Instrument instrument;
    instrument.family = read::text(entity, "family").toStdString();
    if (instrument.family.empty()) instrument.family = form.id;
    instrument.version = static_cast<int>(base::integerOf(entity->values, "version", 1));
    instrument.equivalence = read::text(entity, "equivalence").toStdString();
    instrument.title[instrument.language] = form.title.empty() ? form.id : form.title;
    return instrument;
}

}  // namespace

void InstrumentShelf::load(const std::string& id) const {
    const auto entity = m_workplace.mirror().find("instrument", id);
    if (!entity) return;
    InstrumentPtr& defined = m_read[id];
    FormPtr& imported = m_forms[id];
    const auto definition = read::value(entity, "definition");
    std::optional<questionnaire::Instrument> instrument;
    if (exchange::isForm(definition)) {
        auto form = exchange::formOf(definition);
        if (!form) return;
        imported = std::make_shared<const xforms::ReadForm>(std::move(*form));
        instrument = instrumentOf(imported->form, entity);
    } else if (auto parsed = questionnaire::instrumentFromJson(definition)) {
        instrument = std::move(*parsed);
    }
    if (!instrument) return;
    instrument->id = id;
    defined = std::make_shared<const questionnaire::Instrument>(std::move(*instrument));
}

InstrumentPtr InstrumentShelf::find(const std::string& id) const {
    if (!m_read.contains(id)) load(id);
    const auto it = m_read.find(id);
    return it == m_read.end() ? nullptr : it->second;
}

FormPtr InstrumentShelf::form(const std::string& id) const {
    if (!m_read.contains(id)) load(id);
    const auto it = m_forms.find(id);
    return it == m_forms.end() ? nullptr : it->second;
}

bool InstrumentShelf::isDraft(const std::string& id) const {
    return read::text(m_workplace.mirror().find("instrument", id), "status") == QLatin1String("draft");
}

std::vector<InstrumentPtr> InstrumentShelf::published(questionnaire::Use use, bool withDrafts) const {
    std::vector<InstrumentPtr> out;
    for (const auto& entity : m_workplace.mirror().all("instrument"))
        if (const auto status = read::text(entity, "status");
            status == QLatin1String("published") || (withDrafts && status == QLatin1String("draft")))
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
