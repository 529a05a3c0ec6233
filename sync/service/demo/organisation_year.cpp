#include "sync/service/demo/organisation_year.h"

#include "shared/domain/grant_json.h"
#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "sync/service/demo/families.h"
#include "sync/service/demo/names.h"
#include "sync/service/demo/timetable.h"
#include "sync/service/demo/venue_changes.h"
#include "sync/service/demo/visits.h"

#include <algorithm>
#include <array>

namespace waymark::service {

namespace {

using base::addDays;
using base::Json;

constexpr std::string_view kSuffix = " (demonstration)";
constexpr double kSecondRecords = 0.04;  // of the profile's people; visits.cpp makes them
constexpr std::array kWeekdays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

struct VenueName {
    const char *name, *kind;
};
constexpr VenueName kPlaces[] = {{"Lanternby Hall", "community_centre"}, {"Mossbucket Lane Family Hub", "family_hub"},
                             {"Puddlewick Library", "library"}, {"Thimbleton Church Hall", "faith_building"},
                             {"Kettlewink School", "school"}, {"Oatcastle Leisure Centre", "leisure_centre"},
                             {"Starlingham Park Pavilion", "park"}, {"Rosewhistle Arts Rooms", "arts"}};

/// The share of a total that falls to one of `parts` equal parts, so that the parts add up to it.
int shareOf(int total, std::size_t parts, std::size_t index) {
    const auto upTo = [&](std::size_t i) { return static_cast<int>(static_cast<std::size_t>(total) * i / parts); };
    return upTo(index + 1) - upTo(index);
}

const char* audienceWord(Audience audience) {
    switch (audience) {
    case Audience::Early: return "early_years";
    case Audience::School: return "school_age";
    case Audience::Teens: return "young_people";
    case Audience::Everyone: break;
    }
    return "families";
}

Json agesOf(Audience audience) {
    switch (audience) {
    case Audience::Early: return {{"from", 0}, {"to", 5}};
    case Audience::School: return {{"from", 5}, {"to", 16}};
    case Audience::Teens: return {{"from", 11}, {"to", 19}};
    case Audience::Everyone: break;
    }
    return nullptr;
}

} // namespace

OrganisationYear::OrganisationYear(DemoOptions options) : m_options(std::move(options)), m_name(m_options.organisationName) {
    if (m_name.size() < kSuffix.size() || m_name.compare(m_name.size() - kSuffix.size(), kSuffix.size(), kSuffix) != 0) m_name += kSuffix;
    m_today = base::localDate(m_options.now, m_options.zone);
    m_began = base::instantOf(addDays(m_today, -kDays - 30), "09:00", m_options.zone);
    auto& venues = m_options.venues;
    if (venues.size() > static_cast<std::size_t>(m_options.profile.venues)) venues.resize(static_cast<std::size_t>(m_options.profile.venues));
    Dice dice(m_options.seed, "venues");
    for (std::size_t i = 0; i < static_cast<std::size_t>(m_options.profile.venues); ++i) {
        const std::string id = dice.uuid();
        if (i < venues.size()) continue;
        std::string name = kPlaces[i % std::size(kPlaces)].name;
        if (i >= std::size(kPlaces)) name += ' ' + std::to_string(i / std::size(kPlaces) + 1);
        venues.push_back({id, std::move(name), false});
    }
    makeUsers();
}

void OrganisationYear::makeUsers() {
    Dice dice(m_options.seed, "users");
    const auto add = [&](const char* role, int howMany, bool atVenues) {
        for (int i = 0; i < howMany; ++i) {
            DemoUser user;
            user.id = dice.uuid();
            user.name = firstName(dice) + ' ' + familyName(dice);
            user.role = role;
            if (atVenues) user.venue = static_cast<std::size_t>(i) % m_options.venues.size();
            m_users.push_back(std::move(user));
        }
    };
    const int all = m_options.profile.users;
    const int coordinators = std::max(1, all / 25), leads = std::max(1, all / 50), readers = std::max(1, all / 50);
    const int rest = all - coordinators - leads - readers, workers = std::max(m_options.profile.venues, rest * 9 / 20);
    add("coordinator", coordinators, false);
    add("safeguarding", leads, false);
    add("reader", readers, false);
    add("worker", workers, true);
    add("volunteer", std::max(0, rest - workers), true);
}

VenueStaff OrganisationYear::staffOf(std::size_t venue) const {
    VenueStaff staff;
    for (const DemoUser& user : m_users) {
        if (user.role == "coordinator" && staff.coordinator.empty()) staff.coordinator = user.id;
        if (user.venue != venue) continue;
        (user.role == "worker" ? staff.workers : staff.volunteers).push_back(user.id);
    }
    return staff;
}

Changes OrganisationYear::organisation() const {
    const std::string stream = domain::organisationStream(m_options.organisation);
    Changes changes;
    for (const DemoUser& user : m_users) {
        domain::Grant grant;
        grant.role = *domain::parseRole(user.role);
        if (user.venue) grant.venue = m_options.venues[*user.venue].id;
        grant.from = m_began;
        changes.push_back({m_began, stream, "user", user.id,
                           {{"name", user.name}, {"active", true}, {"grants", domain::toJson({grant})}, {"demonstration", true}}, std::nullopt});
    }
    Dice dice(m_options.seed, "addresses");
    for (std::size_t i = 0; i < m_options.venues.size(); ++i) {
        const std::string postcode = inventedPostcode(dice, dice.between(1, 48));
        const DemoVenue& venue = m_options.venues[i];
        if (venue.existing) continue;
        changes.push_back({m_began, stream, "venue", venue.id,
                           {{"name", venue.name}, {"kind", kPlaces[i % std::size(kPlaces)].kind}, {"demonstration", true},
                            {"address", {{"lines", {"1 Example Street"}}, {"postcode", postcode}}}},
                           m_users.front().id});
    }
    return changes;
}

VenueYear OrganisationYear::year(std::size_t index, Dice& dice) const {
    VenueYear year;
    year.venue = m_options.venues[index].id;
    year.zone = m_options.zone;
    year.now = m_options.now;
    year.today = m_today;
    year.firstDay = addDays(m_today, -kDays);
    year.profile = m_options.profile;
    year.staff = staffOf(index);
    const std::size_t venues = m_options.venues.size();
    // What is left over goes to the first venues in activities and to the last in sessions, so that some groups meet twice a week.
    const int activities = std::max(3, shareOf(m_options.profile.activities, venues, venues - 1 - index));
    const int sessions = std::max(activities, shareOf(m_options.profile.sessionsPerWeek, venues, index));
    makeTimetable(year, {activities, sessions, static_cast<int>(index) * 5}, dice);
    makeFamilies(year, static_cast<int>(shareOf(m_options.profile.people, venues, index) / (1 + kSecondRecords)), dice);
    makeVisits(year, dice);
    return year;
}

Changes OrganisationYear::venue(std::size_t index) const {
    Dice dice(m_options.seed, "venue " + std::to_string(index));
    const VenueYear year = this->year(index, dice);
    Changes changes;
    const std::string stream = domain::organisationStream(m_options.organisation);
    for (const DemoActivity& activity : year.activities) {
        std::string days;
        for (const int day : activity.weekdays)
            days += (days.empty() ? "" : ",") + std::string(kWeekdays[static_cast<std::size_t>(day - 1)]);
        Json fields = {{"title", activity.title}, {"venue", domain::reference("venue", year.venue)}, {"capacity", activity.capacity},
                       {"status", "running"}, {"format", "rolling"}, {"themes", {audienceWord(activity.audience)}}, {"demonstration", true},
                       {"recurrence", {{"rule", "FREQ=WEEKLY;BYDAY=" + days}, {"start", base::toText(year.firstDay)}}}};
        if (const Json ages = agesOf(activity.audience); !ages.is_null()) fields["ages"] = ages;
        changes.push_back({m_began, stream, "activity", activity.id, std::move(fields), year.staff.coordinator});
    }
    recordYear(year, dice, changes);
    Dice answering(m_options.seed, "questionnaires " + std::to_string(index));
    recordQuestionnaires(year, answering, changes);
    sortByTime(changes);
    return changes;
}

} // namespace waymark::service
