#include "mobile/viewmodels/person_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/consent_reader.h"
#include "mobile/viewmodels/earlier_answers.h"
#include "mobile/viewmodels/questionnaire_words.h"

#include <algorithm>
#include <set>

namespace waymark::mobile {

namespace {

// Who has been known for longer is not a slip of today's door: removing them is the coordinator's to weigh.
constexpr Millis kMistakesShowWithinMs = Millis{28} * 24 * 60 * 60 * 1000;

Millis finished(const EntityPtr& response) { return base::integerOf(response->values, "finished"); }

}  // namespace

PersonModel::PersonModel(Workplace& workplace, const InstrumentShelf& shelf, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_shelf(shelf) {
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        m_person.clear();
        emit changed();
    });
    connect(&workplace.mirror(), &Mirror::changed, this, [this] {
        if (!m_person.empty()) emit changed();
    });
    connect(&workplace.bridge(), &Bridge::draftsChanged, this, [this] {
        if (!m_person.empty()) emit changed();
    });
}

EntityPtr PersonModel::person() const {
    const auto& mirror = m_workplace.mirror();
    return m_person.empty() ? nullptr : read::resolved(mirror, mirror.find("person", m_person));
}

QString PersonModel::name() const { return read::text(person(), "name"); }
QString PersonModel::calledName() const { return person() ? read::calledName(person()) : QString(); }
QString PersonModel::ageText() const { return waymark::mobile::ageText(read::value(person(), "born"), m_workplace.today()); }
QString PersonModel::alertText() const { return read::alerts(person()); }

QVariantList PersonModel::household() const {
    QVariantList out;
    const auto& mirror = m_workplace.mirror();
    for (const auto& own : mirror.referring(domain::reference("person", m_person), "membership"))
        for (const auto& other : mirror.referring(base::textOf(own->values, "household"), "membership")) {
            const auto member = read::resolved(mirror, mirror.find(base::textOf(other->values, "person")));
            if (!member || member->key.id == m_person) continue;
            const auto relation = read::text(other, "relation");
            out.append(QVariantMap{{"personId", q(member->key.id)},
                                   {"name", read::text(member, "name")},
                                   {"relation", relation == QLatin1String("parent_or_carer") ? tr("parent or carer")
                                                : relation == QLatin1String("child")         ? tr("child")
                                                                                             : relation}});
        }
    return out;
}

QString PersonModel::attendanceText() const {
    if (m_workplace.isVolunteer()) return {};
    const auto& mirror = m_workplace.mirror();
    std::set<base::Date> days;
    int visits = 0;
    for (const auto& mark : mirror.referring(domain::reference("person", m_person), "mark")) {
        const auto session = mirror.find(base::textOf(mark->values, "session"));
        const auto date = base::parseDate(read::text(session, "date").toStdString());
        if (!read::attended(mark) || !date) continue;
        ++visits;
        days.insert(*date);
    }
    if (days.empty()) return tr("Has not come yet.");
    if (visits == 1) return tr("Came once, on %1.", "date").arg(longDate(*days.begin()));
    return tr("Came %n time(s) since %1, last on %2.", "dates", visits).arg(longDate(*days.begin()), longDate(*days.rbegin()));
}

std::vector<EntityPtr> PersonModel::responses() const {
    if (m_workplace.isVolunteer()) return {};
    auto responses = m_workplace.mirror().referring(domain::reference("person", m_person), "response");
    std::sort(responses.begin(), responses.end(), [](const auto& a, const auto& b) { return finished(a) > finished(b); });
    return responses;
}

QVariantList PersonModel::questionnaires() const {
    QVariantList out;
    const auto& mirror = m_workplace.mirror();
    for (const auto& response : responses()) {
        const auto instrument = m_shelf.find(read::target(response, "instrument"));
        const auto point = domain::parsePoint(base::textOf(response->values, "point"));
        out.append(QVariantMap{{"responseId", q(response->key.id)},
                               {"title", instrument ? q(questionnaire::wordsIn(instrument->title, "en")) : QString()},
                               {"point", point ? pointWords(*point) : QString()},
                               {"dateText", longDate(base::localDate(finished(response), m_workplace.zone()))},
                               {"safety", read::safety(mirror, response)},
                               {"waits", read::waitsForTheNext(m_workplace, m_shelf, response)}});
    }
    return out;
}

QStringList PersonModel::prompts() const {
    QStringList out;
    std::set<std::pair<std::string, QString>> seen;  // of each questionnaire and respondent the latest counts
    for (const auto& response : responses()) {
        const auto instrument = m_shelf.find(read::target(response, "instrument"));
        if (!instrument || !seen.emplace(instrument->family, read::text(response, "respondent")).second) continue;
        if (read::waitsForTheNext(m_workplace, m_shelf, response)) continue;
        for (const auto& prompt : read::promptsOf(m_shelf, response))
            out.append(tr("%1 (%2)", "question, date of the answer").arg(prompt, longDate(base::localDate(finished(response), m_workplace.zone()))));
    }
    return out;
}

QVariantList PersonModel::consents() const {
    QVariantList out;
    if (!person()) return out;
    for (const auto purpose : domain::kPurposes) {
        const auto consent = read::consentOf(m_workplace.mirror(), person()->key.id, purpose, m_workplace.today());
        out.append(QVariantMap{{"purpose", q(purpose)}, {"label", purposeWords(purpose)}, {"state", q(domain::name(consent))}, {"stateText", consentWords(consent)}});
    }
    return out;
}

QString PersonModel::refusalText() const {
    QStringList refused;
    if (person())
        for (const auto purpose : domain::kPurposes)
            if (read::saidNo(m_workplace.mirror(), person()->key.id, purpose, m_workplace.today())) refused.append(purposeWords(purpose));
    return refused.join(QStringLiteral(", "));
}

void PersonModel::sayConsent(const QString& purpose, bool yes, const QString& givenBy) {
    const auto someone = person();
    if (!someone) return;
    const auto said = purpose.toStdString();
    const auto records = read::consentRecords(m_workplace.mirror(), someone->key.id, said);
    const bool wasYes = domain::effectiveConsent(records, m_workplace.today()) == domain::Consent::Granted;
    base::Json set{{"person", domain::reference("person", someone->key.id)},
                   {"purpose", said},
                   {"answer", yes ? "granted" : wasYes ? "withdrawn" : "refused"},
                   {"given_by", givenBy.toStdString()}};
    if (!records.empty()) set["corrects"] = domain::correctsOf(records);
    // No undo: what was said is not unsaid. Another answer corrects it.
    m_workplace.act({}, {{m_workplace.venueStream(), "consent", m_workplace.newId(), std::move(set)}});
}

bool PersonModel::canRemove() const {
    const auto someone = person();
    if (!someone || !m_workplace.mayWriteField("person", "deleted")) return false;
    if (m_workplace.now() - someone->changedAt > kMistakesShowWithinMs) return false;
    const auto& mirror = m_workplace.mirror();
    const auto reference = domain::reference("person", someone->key.id);
    const auto marks = mirror.referring(reference, "mark");
    return std::none_of(marks.begin(), marks.end(), read::attended) && mirror.referring(reference, "response").empty();
}

void PersonModel::remove() {
    if (!canRemove()) return;
    const auto someone = person();
    std::vector<device::Change> changes{{someone->stream, "person", someone->key.id, {{"deleted", true}}}};
    for (const auto& membership : m_workplace.mirror().referring(domain::reference("person", someone->key.id), "membership"))
        changes.push_back({membership->stream, "membership", membership->key.id, {{"deleted", true}}});
    m_workplace.act(tr("%1 removed", "name").arg(name()), std::move(changes), [this](bool done) {
        if (done) emit removed();
    });
}

void PersonModel::open(const QString& personId) {
    if (personId == this->personId()) return;
    m_person = personId.toStdString();
    emit changed();
    emit opened();
}

}  // namespace waymark::mobile
