#include "sync/service/demo/venue_changes.h"

#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/progress.h"
#include "shared/questionnaire/shipped.h"
#include "sync/service/demo/answers.h"

#include <algorithm>
#include <map>

namespace waymark::service {

namespace {

using base::Json;
using domain::Help;
using domain::Point;
using domain::reference;
using domain::Respondent;

// Of those whose follow-up is due, how many give one that can be paired: 45–70 % come back as a rule.
constexpr double kFollowed = 0.62, kAlsoInterim = 0.35, kLateStart = 0.08;
constexpr double kSittingsPerStart = 1.7;  // with interim and end; sets how many are asked
constexpr int kDue = 84, kGap = 30, kOldestChild = 10, kYoungest = 5;

struct Attended {
    std::vector<std::size_t> sessions;  ///< by date
    bool goesOn = false;                ///< holds a place today
};

class Sittings {
public:
    Sittings(const VenueYear& year, Dice& dice, Changes& changes) : m_year(year), m_dice(dice), m_changes(changes), m_attended(year.people.size()) {
        for (const Visit& visit : year.visits)
            if (visit.came()) m_attended[visit.person].sessions.push_back(visit.session);
        for (auto& attended : m_attended)
            std::sort(attended.sessions.begin(), attended.sessions.end());
        for (const Place& place : year.places)
            if (place.goesOn) m_attended[place.person].goesOn = true;
    }

    void record() {
        std::vector<std::size_t> mayBeAsked;
        for (std::size_t i = 0; i < m_year.people.size(); ++i)
            if (!m_year.people[i].sameAs && m_attended[i].sessions.size() >= 2 && instrumentFor(m_year.people[i], firstDay(i)))
                mayBeAsked.push_back(i);
        const double wanted = static_cast<double>(m_year.profile.questionnairesPerYear) / m_year.profile.venues / kSittingsPerStart;
        const double asked = mayBeAsked.empty() ? 0 : std::min(0.95, wanted / static_cast<double>(mayBeAsked.size()));
        for (const std::size_t person : mayBeAsked)
            if (m_dice.chance(asked)) follow(person);
    }

private:
    const DemoSession& session(std::size_t index) const { return m_year.sessions[index]; }
    Date firstDay(std::size_t person) const { return session(m_attended[person].sessions.front()).date; }

    const questionnaire::Instrument* instrumentFor(const DemoPerson& person, const Date& on) const {
        if (person.adult) return m_year.families[person.family].children > 0 ? questionnaire::findShipped("family_steps") : nullptr;
        const int age = base::ageOn(person.trueBorn, on);
        return age < kYoungest ? nullptr : questionnaire::findShipped(age <= kOldestChild ? "my_faces" : "my_path");
    }

    void follow(std::size_t person) {
        const auto& attended = m_attended[person];
        const bool late = attended.sessions.size() > 6 && m_dice.chance(kLateStart);
        const std::size_t startAt = late ? 5 : std::min<std::size_t>(attended.sessions.size() - 1, m_dice.chance(0.5) ? 0 : 1);
        const auto* instrument = instrumentFor(m_year.people[person], session(attended.sessions[startAt]).date);
        const Journey journey = makeJourney(m_dice);
        const std::int64_t began = base::dayNumber(session(attended.sessions[startAt]).date), today = base::dayNumber(m_year.today);
        sit(person, *instrument, Point::Baseline, journey, 0, attended.sessions[startAt], 0);

        const std::int64_t lastDay = base::dayNumber(session(attended.sessions.back()).date);
        const bool due = today - began >= kDue || (!attended.goesOn && today - lastDay >= kGap);
        if (!due || !m_dice.chance(kFollowed)) return;
        if (attended.goesOn) {
            interim(person, *instrument, journey, began, 1.0);
            return;
        }
        if (lastDay - began > kDue + kGap && m_dice.chance(kAlsoInterim)) interim(person, *instrument, journey, began, 0.6);
        if (lastDay - began >= kGap) {
            sit(person, *instrument, Point::Exit, journey, 1, attended.sessions.back(), 0);
            return;
        }
        // Gone before the end could be asked: by telephone, within four weeks of the last visit.
        const std::int64_t day = std::max(began + kGap, lastDay + m_dice.between(3, 28));
        if (day < today) sit(person, *instrument, Point::Exit, journey, 1, attended.sessions.back(), static_cast<int>(day - lastDay));
    }

    void interim(std::size_t person, const questionnaire::Instrument& instrument, const Journey& journey, std::int64_t began, double share) {
        for (const std::int64_t wait : {std::int64_t{70}, std::int64_t{kGap}})
            for (const std::size_t place : m_attended[person].sessions)
                if (base::dayNumber(session(place).date) >= began + wait) return sit(person, instrument, Point::Interim, journey, share, place, 0);
    }

    void sit(std::size_t index, const questionnaire::Instrument& instrument, Point point, const Journey& journey, double share,
             std::size_t at, int daysAfter) {
        const DemoPerson& person = m_year.people[index];
        const DemoSession& session = this->session(at);
        questionnaire::Context context;
        context.point = point;
        context.respondent = instrument.respondents.front();
        if (person.born) context.age = base::ageOn(*person.born, base::addDays(session.date, daysAfter));
        const auto done = questionnaire::finished(instrument, answer(instrument, context, journey, share, m_dice), context);

        const Millis finished = instantIn(m_year, session, m_dice.between(15, 60)) + daysAfter * 24 * 60 * kMinute;
        const Millis started = finished - m_dice.between(90, 300) * 1'000;
        const bool readAloud = instrument.readAloud == questionnaire::ReadAloud::Always || m_dice.chance(0.08);
        const Help help = readAloud ? Help::ReadAloud : m_dice.chance(0.05) ? Help::Interpreter : Help::None;
        Json fields = {{"person", reference("person", person.id)},
                       {"instrument", reference("instrument", instrument.id)},
                       {"point", domain::name(point)},
                       {"respondent", domain::name(context.respondent)},
                       {"help", domain::name(help)},
                       {"language", "en"},
                       {"answers", questionnaire::toJson(done.answers)},
                       {"partial", done.partial},
                       {"started", started},
                       {"finished", finished}};
        if (daysAfter == 0) fields["session"] = reference("session", session.id);
        m_changes.push_back({std::min(finished, m_year.now), domain::caseStream(m_year.venue), "response", m_dice.uuid(), std::move(fields),
                             session.staff.front()});
    }

    const VenueYear& m_year;
    Dice& m_dice;
    Changes& m_changes;
    std::vector<Attended> m_attended;
};

} // namespace

void recordQuestionnaires(const VenueYear& year, Dice& dice, Changes& changes) { Sittings(year, dice, changes).record(); }

} // namespace waymark::service
