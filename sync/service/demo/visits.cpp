#include "sync/service/demo/visits.h"

#include "sync/service/demo/families.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace waymark::service {

namespace {

constexpr double kWalkIns = 0.09;           // of attendances; second records and second activities bring it to 12 %
constexpr double kMemberComes = 0.96;       // when the rest of the party does
constexpr double kLate = 0.07, kLeftEarly = 0.02, kToldUs = 0.45, kSecondRecords = 0.04;
constexpr double kMostOfSessions = 0.9;     // nobody comes to every session of a year

bool suits(Audience activity, Audience party) {
    if (activity == Audience::Everyone || activity == party) return true;
    return activity == Audience::School && party == Audience::Teens;
}

class Spreader {
public:
    Spreader(VenueYear& year, Dice& dice) : m_year(year), m_dice(dice) {
        const AttendanceShape shape(year.profile.shape);
        m_unbooked = std::min(1.0, kWalkIns * shape.mean() / shape.meanWithoutPlace());
    }

    void spread(const Party& party) {
        int left = party.visits;
        const bool booked = !m_dice.chance(m_unbooked);
        for (const std::size_t activity : choices(party)) {
            const int most = std::max(1, static_cast<int>(kMostOfSessions * static_cast<double>(m_year.activities[activity].held.size())));
            const int here = std::min(left, most);
            if (here > 0) attend(party, activity, here, booked);
            left -= here;
            if (left <= 0) break;
        }
    }

private:
    /// The activities that suit the party, the one they come for first.
    std::vector<std::size_t> choices(const Party& party) {
        std::vector<std::size_t> suited;
        for (std::size_t i = 0; i < m_year.activities.size(); ++i)
            if (suits(m_year.activities[i].audience, party.audience) && !m_year.activities[i].held.empty()) suited.push_back(i);
        if (suited.empty()) suited.push_back(0);
        std::size_t first = 0;
        if (party.audience == Audience::Early && suited.size() > 1)
            first = isNextForStayAndPlay() ? 0 : 1 + m_dice.below(suited.size() - 1);
        else if (party.audience == Audience::Teens)
            first = static_cast<std::size_t>(std::find_if(suited.begin(), suited.end(), [this](auto i) {
                return m_year.activities[i].audience == Audience::Teens; }) - suited.begin()) % suited.size();
        else if (party.audience == Audience::School && suited.size() > 1) {
            do first = m_dice.below(suited.size());
            while (m_year.activities[suited[first]].audience == Audience::Everyone && m_dice.chance(0.8));
        }
        std::rotate(suited.begin(), suited.begin() + static_cast<std::ptrdiff_t>(first), suited.begin() + static_cast<std::ptrdiff_t>(first) + 1);
        return suited;
    }

    /// By turns rather than by chance, so that every venue's Stay and Play is as well attended as another's.
    bool isNextForStayAndPlay() {
        m_turn += m_year.profile.stayAndPlayShare;
        if (m_turn < 1) return false;
        m_turn -= 1;
        return true;
    }

    // The party is around for a run of sessions, of which it comes to `visits`. The run may go round the end of the year to its
    // beginning: people who were there then and are back now. So every part of the year is as busy as any other.
    void attend(const Party& party, std::size_t activity, int visits, bool booked) {
        const auto& held = m_year.activities[activity].held;
        const std::size_t all = held.size();
        const double show = std::clamp(m_dice.normal(0.8, 0.08), 0.6, 0.97);
        const double wish = static_cast<double>(visits) / show;
        const auto run = std::clamp(static_cast<std::size_t>(wish + m_dice.uniform()), static_cast<std::size_t>(visits), all);
        const std::size_t start = m_dice.below(all);
        std::vector<std::size_t> places;  // in `held`, in the order in which the party lives through them
        for (std::size_t i = 0; i < run; ++i)
            places.push_back((start + i) % all);

        // The first session of the run is always attended; the others by weather and chance (Efraimidis and Spirakis 2006).
        std::vector<std::pair<double, std::size_t>> keys;
        for (std::size_t i = 1; i < run; ++i)
            keys.emplace_back(std::pow(m_dice.uniform(), 1.0 / m_year.sessions[held[places[i]]].pull), i);
        std::sort(keys.rbegin(), keys.rend());
        std::set<std::size_t> attended = {0};
        for (std::size_t i = 0; i + 1 < static_cast<std::size_t>(visits); ++i)
            attended.insert(keys[i].second);

        const bool getsPlace = booked || visits > kVisitsBeforePlace + 1;
        const std::size_t placeFrom = booked ? 0 : placeAfter(attended);
        for (std::size_t i = 0; i < run; ++i) {
            const bool hasPlace = getsPlace && i >= placeFrom;
            for (const std::size_t person : party.people) {
                const bool comes = attended.count(i) > 0 && (i == 0 || party.people.size() == 1 || m_dice.chance(kMemberComes));
                if (comes || hasPlace) mark(held[places[i]], person, comes, !hasPlace);
            }
        }
        if (getsPlace && placeFrom < run)
            for (const std::size_t person : party.people)
                m_year.places.push_back(placeOf(activity, person, places, placeFrom, all, booked));
    }

    /// Who comes without a booking is offered a place after kVisitsBeforePlace visits.
    static std::size_t placeAfter(const std::set<std::size_t>& attended) {
        auto it = attended.begin();
        for (int i = 0; i + 1 < kVisitsBeforePlace && std::next(it) != attended.end(); ++i)
            ++it;
        return *it + 1;
    }

    void mark(std::size_t session, std::size_t person, bool comes, bool walkIn) {
        Visit visit;
        visit.session = session;
        visit.person = person;
        visit.walkIn = comes && walkIn;
        if (!comes) visit.mark = m_dice.chance(kToldUs) ? Visit::Mark::AbsentTold : Visit::Mark::AbsentNotTold;
        else if (m_dice.chance(kLate)) visit.mark = Visit::Mark::Late, visit.minutesLate = m_dice.between(5, 35);
        if (comes && m_dice.chance(kLeftEarly)) visit.leftEarly = m_dice.between(10, 30);
        m_year.visits.push_back(visit);
    }

    Place placeOf(std::size_t activity, std::size_t person, const std::vector<std::size_t>& places, std::size_t from, std::size_t all, bool booked) {
        Place place;
        place.id = m_dice.uuid();
        place.activity = activity;
        place.person = person;
        std::size_t begin = from;
        for (std::size_t i = from; i < places.size(); ++i) {
            const bool lastOfRun = i + 1 == places.size() || places[i + 1] < places[i];
            if (!lastOfRun) continue;
            place.spans.push_back({places[begin], places[i], booked && begin == 0});
            begin = i + 1;
        }
        std::sort(place.spans.begin(), place.spans.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
        place.goesOn = place.spans.back().to + 1 >= all;
        return place;
    }

    VenueYear& m_year;
    Dice& m_dice;
    double m_unbooked, m_turn = 0;
};

// The same person written down twice: the second record takes over a visit or two, and the first is missing there.
void makeSecondRecords(VenueYear& year, Dice& dice) {
    std::map<std::size_t, std::vector<std::size_t>> cameIn;
    for (std::size_t i = 0; i < year.visits.size(); ++i)
        if (year.visits[i].came()) cameIn[year.visits[i].person].push_back(i);
    const auto wanted = static_cast<std::size_t>(std::lround(kSecondRecords * static_cast<double>(year.people.size())));
    std::vector<std::size_t> regulars;
    for (const auto& [person, visits] : cameIn)
        if (visits.size() >= 3) regulars.push_back(person);
    dice.shuffle(regulars);
    regulars.resize(std::min(regulars.size(), wanted));
    for (const std::size_t person : regulars) {
        const std::size_t copy = addSecondRecord(year, person, dice);
        const auto& visits = cameIn[person];
        // Not the very first visits: the person's own record and the place come from those.
        const std::size_t at = 2 + dice.below(visits.size() - 2);
        Visit& visit = year.visits[visits[at]];
        visit.person = copy;
        visit.walkIn = true;
    }
}

} // namespace

void makeVisits(VenueYear& year, Dice& dice) {
    Spreader spreader(year, dice);
    for (const Party& party : year.parties)
        spreader.spread(party);
    makeSecondRecords(year, dice);
}

} // namespace waymark::service
