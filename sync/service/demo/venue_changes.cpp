#include "sync/service/demo/venue_changes.h"

#include "shared/base/id.h"
#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/shipped.h"
#include "sync/service/demo/answers.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace waymark::service {

namespace {

using base::addDays;
using base::Json;
using domain::reference;

constexpr Millis kDay = 24 * 60 * kMinute;
constexpr double kWrongMark = 0.03, kFeedback = 0.09, kChecked = 0.25, kDropIns = 0.35;
constexpr int kPlannedDaysBefore = 21, kAskedDaysBefore = 10, kLeavesAfterDays = 14;
constexpr int kYoungPersonFrom = 11;
constexpr const char* kReasons[] = {"staff", "venue", "weather", "no_attendance"};

class Recorder {
public:
    Recorder(const VenueYear& year, Dice& dice, Changes& changes)
        : m_year(year), m_dice(dice), m_changes(changes), m_venueStream(domain::venueStream(year.venue)), m_firstSeen(year.people.size(), year.now) {}

    void record() {
        for (const Visit& visit : m_year.visits) {
            m_inSession[visit.session].push_back(&visit);
            lower(visit.person, instantIn(m_year, m_year.sessions[visit.session], -2));
        }
        for (const Place& place : m_year.places)
            lower(place.person, askedOn(place));
        for (std::size_t i = 0; i < m_year.people.size(); ++i)
            person(i);
        families();
        for (const Place& place : m_year.places)
            this->place(place);
        for (std::size_t i = 0; i < m_year.sessions.size(); ++i)
            session(i);
    }

private:
    void lower(std::size_t person, Millis at) { m_firstSeen[person] = std::min(m_firstSeen[person], at); }

    void add(Millis at, const std::string& stream, const char* type, const std::string& id, Json fields, std::optional<std::string> by) {
        m_changes.push_back({std::min(at, m_year.now), stream, type, id, std::move(fields), std::move(by)});
    }
    std::string registerOf(const DemoSession& session) const { return domain::registerStream(m_year.venue, session.date.year); }

    std::string kindOf(const DemoPerson& person) const {
        if (person.adult) return "adult";
        return base::ageOn(person.trueBorn, m_year.today) < kYoungPersonFrom ? "child" : "young_person";
    }

    void person(std::size_t index) {
        const DemoPerson& person = m_year.people[index];
        Json fields = {{"name", person.name}, {"kind", kindOf(person)}, {"demonstration", true}};
        if (!person.knownAs.empty()) fields["known_as"] = person.knownAs;
        if (person.born) fields["born"] = {{"date", base::toText(*person.born)}, {"precision", person.precision}};
        if (!person.postcode.empty()) fields["postcode"] = person.postcode;
        if (person.adult && !person.contact.empty()) fields["contact"] = person.contact;
        if (!person.adult && !person.contact.empty()) fields["emergency"] = {{{"name", person.emergencyName}, {"contact", person.contact}}};
        if (!person.alert.empty()) fields["alerts"] = {{{"kind", "alert"}, {"text", person.alert}}};
        const std::string by = m_dice.pick(m_year.staff.workers);
        add(m_firstSeen[index], m_venueStream, "person", person.id, std::move(fields), by);
        if (!person.sameAs || !person.merged) return;
        // The higher of the two ids becomes the lower one, whichever record came first.
        const std::string& original = m_year.people[*person.sameAs].id;
        add(m_firstSeen[index] + 5 * kDay, m_venueStream, "person", std::max(person.id, original),
            {{"merged_into", reference("person", std::min(person.id, original))}}, m_year.staff.coordinator);
    }

    void families() {
        std::vector<Millis> since(m_year.families.size(), m_year.now);
        for (std::size_t i = 0; i < m_year.people.size(); ++i)
            if (!m_year.people[i].sameAs) since[m_year.people[i].family] = std::min(since[m_year.people[i].family], m_firstSeen[i]);
        for (std::size_t i = 0; i < m_year.families.size(); ++i)
            add(since[i], m_venueStream, "household", m_year.families[i].id,
                {{"label", m_year.families[i].label}, {"children", m_year.families[i].children}, {"adults", m_year.families[i].adults}},
                m_dice.pick(m_year.staff.workers));
        for (std::size_t i = 0; i < m_year.people.size(); ++i) {
            const DemoPerson& person = m_year.people[i];
            const std::string id = m_dice.uuid();
            if (person.sameAs) continue;
            Json fields = {{"household", reference("household", m_year.families[person.family].id)}, {"person", reference("person", person.id)},
                           {"relation", person.adult ? "parent_or_carer" : "child"}};
            if (person.adult) fields["collect"] = true, fields["parental"] = m_dice.chance(0.85) ? "yes" : "unknown";
            add(m_firstSeen[i], m_venueStream, "membership", id, std::move(fields), m_dice.pick(m_year.staff.workers));
        }
    }

    const DemoSession& heldSession(const Place& place, std::size_t which) const {
        return m_year.sessions[m_year.activities[place.activity].held[which]];
    }
    Millis askedOn(const Place& place) const {
        const auto& first = place.spans.front();
        return first.bookedAhead ? instantIn(m_year, heldSession(place, first.from), 0) - kAskedDaysBefore * kDay
                                 : instantIn(m_year, heldSession(place, first.from), -30);
    }

    void place(const Place& place) {
        bool first = true;
        Millis earliest = 0;  // a place is given up before it is taken again, however early that was booked
        for (const auto& span : place.spans) {
            const Millis from = std::max(earliest, span.bookedAhead ? instantIn(m_year, heldSession(place, span.from), 0) - kAskedDaysBefore * kDay
                                                                    : instantIn(m_year, heldSession(place, span.from), -30));
            Json fields = {{"status", "accepted"}};
            if (first) {
                fields["activity"] = reference("activity", m_year.activities[place.activity].id);
                fields["person"] = reference("person", m_year.people[place.person].id);
                fields["asked_on"] = base::toText(base::localDate(from, m_year.zone));
            }
            first = false;
            add(from, m_venueStream, "place", place.id, std::move(fields), m_dice.pick(m_year.staff.workers));
            const bool staysOn = place.goesOn && &span == &place.spans.back();
            const Millis left = std::max(from + kMinute, instantIn(m_year, heldSession(place, span.to), 0) + kLeavesAfterDays * kDay);
            earliest = left + kMinute;
            if (!staysOn && left < m_year.now)
                add(left, m_venueStream, "place", place.id, {{"status", "declined"}}, m_dice.pick(m_year.staff.workers));
        }
    }

    std::string clockAfter(const DemoSession& session, int minutes) const {
        return base::localTime(instantIn(m_year, session, minutes), m_year.zone);
    }

    void session(std::size_t index) {
        const DemoSession& session = m_year.sessions[index];
        const std::string& lead = session.staff.front();
        Json staff = Json::array();
        for (const auto& user : session.staff)
            staff.push_back(reference("user", user));
        add(instantIn(m_year, session, 0) - kPlannedDaysBefore * kDay, m_venueStream, "session", session.id,
            {{"activity", reference("activity", m_year.activities[session.activity].id)}, {"date", base::toText(session.date)},
             {"planned", {{"start", session.start}, {"end", session.end}}}, {"status", "planned"}, {"staff", std::move(staff)}},
            m_year.staff.coordinator);
        const Millis start = instantIn(m_year, session, 0), opened = start + session.startedLate * kMinute;
        if (session.fate == Fate::Cancelled)
            add(start - m_dice.between(2, 60) * 60 * kMinute, m_venueStream, "session", session.id,
                {{"status", "cancelled"}, {"reason", m_dice.pick(kReasons)}}, lead);
        if (session.fate != Fate::Held && session.fate != Fate::LeftOpen) return;
        const std::string began = clockAfter(session, session.startedLate);
        add(opened, m_venueStream, "session", session.id, {{"status", "open"}, {"actual", {{"start", began}}}}, lead);
        marks(index, opened);
        const int length = base::minutesOf(session.end) - base::minutesOf(session.start);
        feedback(index, start + (length - 8) * kMinute);
        if (session.fate == Fate::LeftOpen) return;
        const Millis closed = start + (length + m_dice.between(5, 25)) * kMinute;
        add(closed, m_venueStream, "session", session.id,
            {{"status", "signed"}, {"actual", {{"start", began}, {"end", session.end}}}, {"signed", {{"by", reference("user", lead)}, {"at", closed}}}},
            lead);
    }

    void marks(std::size_t index, Millis opened) {
        const DemoSession& session = m_year.sessions[index];
        std::map<std::size_t, std::size_t> adultOf;  // family → who of its adults came
        std::map<std::string, int> everybody;
        for (const Visit* visit : m_inSession[index]) {
            if (!visit->came()) continue;
            const DemoPerson& person = m_year.people[visit->person];
            if (person.adult) adultOf.emplace(person.family, visit->person);
            ++everybody[bandOf(person, session.date)];
        }
        for (const Visit* visit : m_inSession[index]) {
            const auto adult = adultOf.find(m_year.people[visit->person].family);
            mark(session, *visit, opened, adult == adultOf.end() || m_year.people[visit->person].adult ? std::string() : m_year.people[adult->second].id);
        }
        if (m_dice.chance(kChecked) && !everybody.empty()) headCount(session, "check", everybody, opened + 20 * kMinute);
        if (m_year.activities[session.activity].audience != Audience::Teens && m_dice.chance(kDropIns)) {
            std::map<std::string, int> dropIns;
            for (const auto& [band, mean] : {std::pair{"0-4", 1.2}, std::pair{"5-10", 0.8}, std::pair{"adult", 1.6}})
                if (const int heads = m_dice.poisson(mean); heads > 0) dropIns[band] = heads;
            if (!dropIns.empty()) headCount(session, "arrival", dropIns, opened + 30 * kMinute);
        }
    }

    void mark(const DemoSession& session, const Visit& visit, Millis opened, const std::string& broughtBy) {
        static constexpr std::array kWords = {"present", "late", "absent_told", "absent_not_told"};
        const int arrivesAfter = visit.mark == Visit::Mark::Late ? visit.minutesLate : m_dice.between(0, 9);
        const Millis at = opened + (visit.came() ? arrivesAfter : 40) * kMinute + m_dice.between(0, 50) * 1'000;
        const std::string& by = m_dice.pick(session.staff);
        const std::string id = base::markId(session.id, m_year.people[visit.person].id), stream = registerOf(session);
        Json fields = {{"session", reference("session", session.id)}, {"person", reference("person", m_year.people[visit.person].id)}};
        const bool wrong = m_dice.chance(kWrongMark);
        if (wrong) {
            Json mistaken = fields;
            mistaken["presence"] = {{"status", visit.came() ? "absent_not_told" : "present"}};
            if (!visit.came()) mistaken["arrived"] = base::localTime(at, m_year.zone);
            add(at, stream, "mark", id, std::move(mistaken), by);
        }
        fields["presence"] = {{"status", kWords[static_cast<std::size_t>(visit.mark)]}};
        if (visit.mark == Visit::Mark::Late) fields["presence"]["minutes"] = visit.minutesLate;
        if (visit.came()) fields["arrived"] = base::localTime(at, m_year.zone);
        else if (wrong) fields["arrived"] = nullptr;
        if (visit.came() && !broughtBy.empty()) fields["brought_by"] = reference("person", broughtBy);
        if (visit.leftEarly > 0)
            fields["left"] = {{"at", clockAfter(session, base::minutesOf(session.end) - base::minutesOf(session.start) - visit.leftEarly)}};
        add(wrong ? at + m_dice.between(1, 45) * kMinute : at, stream, "mark", id, std::move(fields), by);
    }

    static std::string bandOf(const DemoPerson& person, const Date& on) {
        if (person.adult) return "adult";
        const int age = base::ageOn(person.trueBorn, on);
        return age <= 4 ? "0-4" : age <= 10 ? "5-10" : age <= 15 ? "11-15" : "16-19";
    }

    void headCount(const DemoSession& session, const char* kind, const std::map<std::string, int>& bands, Millis at) {
        add(at, registerOf(session), "headcount", m_dice.uuid(),
            {{"session", reference("session", session.id)}, {"kind", kind}, {"bands", bands}, {"at", at}}, m_dice.pick(session.staff));
    }

    void feedback(std::size_t index, Millis at) {
        const DemoSession& session = m_year.sessions[index];
        const auto* yourViews = questionnaire::findShipped("your_views");
        for (const Visit* visit : m_inSession[index]) {
            if (!visit->came() || !m_dice.chance(kFeedback) || base::ageOn(m_year.people[visit->person].trueBorn, session.date) < 8) continue;
            const auto answers = answerFeedback(*yourViews, m_dice);
            add(at + m_dice.between(0, 400) * 1'000, registerOf(session), "feedback", m_dice.uuid(),
                {{"session", reference("session", session.id)}, {"instrument", reference("instrument", yourViews->id)}, {"language", "en"},
                 {"mode", "handed_over"}, {"answers", questionnaire::toJson(answers)}},
                std::nullopt);
        }
    }

    const VenueYear& m_year;
    Dice& m_dice;
    Changes& m_changes;
    const std::string m_venueStream;
    std::vector<Millis> m_firstSeen;
    std::map<std::size_t, std::vector<const Visit*>> m_inSession;
};

} // namespace

void sortByTime(Changes& changes) {
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
}

void recordYear(const VenueYear& year, Dice& dice, Changes& changes) { Recorder(year, dice, changes).record(); }

} // namespace waymark::service
