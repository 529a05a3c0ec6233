#include "sync/service/demo/families.h"

#include "sync/service/demo/names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace waymark::service {

namespace {

using base::addDays;

// 1 to 6 children, 2.1 on average; a quarter of families has one adult.
constexpr std::array<double, 6> kChildren = {0.36, 0.34, 0.17, 0.08, 0.03, 0.02};
constexpr double kLoneParent = 0.25, kNoPostcode = 0.06, kBirthUnknown = 0.01, kAlert = 0.05;
constexpr double kFamiliesWithSmallChildren = 0.36, kAloneAdult = 0.06;
constexpr int kDaysAYear = 365;

constexpr const char* kAlerts[] = {"Nuts: has an auto-injector", "Asthma: inhaler in the bag", "No dairy", "Eggs", "Epilepsy: ask the parent",
                                   "Bee and wasp stings"};

class Maker {
public:
    Maker(VenueYear& year, Dice& dice) : m_year(year), m_dice(dice) {
        for (int& district : m_districts)
            district = dice.between(1, 48);
        for (const auto& activity : year.activities)
            m_hasTeens = m_hasTeens || activity.audience == Audience::Teens;
    }

    void makeUntil(std::size_t people) {
        // Steps of the golden ratio spread the kinds of family evenly, so that a venue of a hundred people has its share of each.
        double kind = m_dice.uniform();
        while (m_year.people.size() < people) {
            kind += std::numbers::phi - 1;
            kind -= std::floor(kind);
            if (kind < kFamiliesWithSmallChildren) smallChildren();
            else if (kind < kFamiliesWithSmallChildren + kAloneAdult) adultAlone();
            else schoolChildren();
        }
    }

private:
    DemoFamily& newFamily() {
        m_name = familyName(m_dice);
        m_postcode = m_dice.chance(kNoPostcode) ? std::string() : inventedPostcode(m_dice, m_dice.pick(m_districts));
        m_phone = inventedPhone(m_dice);
        m_party = Party();
        DemoFamily family;
        family.id = m_dice.uuid();
        family.label = m_name + " family";
        family.children = static_cast<int>(m_dice.weighted(kChildren)) + 1;
        family.adults = m_dice.chance(kLoneParent) ? 1 : 2;
        m_year.families.push_back(std::move(family));
        return m_year.families.back();
    }

    std::size_t addPerson(bool adult, int daysOld) {
        DemoPerson person;
        person.id = m_dice.uuid();
        const std::string first = firstName(m_dice);
        person.name = first + ' ' + (adult && m_dice.chance(0.2) ? familyName(m_dice) : m_name);
        person.knownAs = shortName(first);
        person.family = m_year.families.size() - 1;
        person.adult = adult;
        person.trueBorn = addDays(m_year.today, -daysOld);
        person.postcode = m_postcode;
        person.contact = m_phone;
        if (m_dice.chance(kAlert)) person.alert = m_dice.pick(kAlerts);
        tellBirth(person);
        m_year.people.push_back(std::move(person));
        m_party.people.push_back(m_year.people.size() - 1);
        return m_year.people.size() - 1;
    }

    // Most people give the day; some only the month or the year, some an age, and one in a hundred nothing.
    void tellBirth(DemoPerson& person) {
        if (m_dice.chance(kBirthUnknown)) return;
        const Date& born = person.trueBorn;
        const double how = m_dice.uniform();
        if (how < 0.88) person.born = born;
        else if (how < 0.93) person.born = Date{born.year, born.month, 1}, person.precision = "month";
        else if (how < 0.96) person.born = Date{born.year, 1, 1}, person.precision = "year";
        else person.born = ageAlone(born), person.precision = "age";
    }

    /// As the app writes an age: the latest day that gives it today.
    Date ageAlone(const Date& born) const {
        Date told = m_year.today;
        told.year -= base::ageOn(born, m_year.today);
        if (told.month == 2 && told.day == 29) told.day = 28;
        return told;
    }

    int adultDays(int oldestChildDays) { return oldestChildDays + m_dice.between(19 * kDaysAYear, 36 * kDaysAYear); }

    void finishParty(Audience audience) {
        m_party.audience = audience;
        const auto adult = std::find_if(m_party.people.begin(), m_party.people.end(), [this](auto i) { return m_year.people[i].adult; });
        for (const auto i : m_party.people)
            if (!m_year.people[i].adult)
                m_year.people[i].emergencyName = adult != m_party.people.end() ? m_year.people[*adult].name : firstName(m_dice) + ' ' + m_name;
        m_year.parties.push_back(m_party);
    }

    // Children are between 13 months and five today, so that all were born when the year began.
    void smallChildren() {
        const DemoFamily& family = newFamily();
        const int children = family.children, adults = family.adults;
        std::vector<int> ages = {m_dice.between(400, 1'700)};
        while (static_cast<int>(ages.size()) < children)
            ages.push_back(ages.back() + m_dice.between(400, 1'400));
        addPerson(true, adultDays(ages.back()));
        if (adults == 2 && m_dice.chance(0.12)) addPerson(true, adultDays(ages.back()));
        for (const int age : ages)
            if (age < 1'850 || (age < 10 * kDaysAYear && m_dice.chance(0.2))) addPerson(false, age);
        finishParty(Audience::Early);
    }

    void schoolChildren() {
        const DemoFamily& family = newFamily();
        const int children = family.children;
        const int oldest = (m_hasTeens ? 18 : 16) * kDaysAYear;
        std::vector<int> ages = {m_dice.between(6 * kDaysAYear, oldest)};
        while (static_cast<int>(ages.size()) < children) {
            const int next = ages.back() - m_dice.between(400, 1'400);
            if (next < 6 * kDaysAYear) break;
            ages.push_back(next);
        }
        if (m_dice.chance(0.15)) addPerson(true, adultDays(ages.front()));
        bool any = false;
        for (const int age : ages)
            if (!any || m_dice.chance(0.6)) {
                addPerson(false, age);
                any = true;
            }
        const bool teens = m_hasTeens && ages.back() >= 12 * kDaysAYear;
        finishParty(teens ? Audience::Teens : Audience::School);
    }

    void adultAlone() {
        DemoFamily& family = newFamily();
        family.children = 0;
        family.adults = 1;
        addPerson(true, m_dice.between(20 * kDaysAYear, 75 * kDaysAYear));
        finishParty(Audience::Everyone);
    }

    VenueYear& m_year;
    Dice& m_dice;
    std::array<int, 3> m_districts{};
    bool m_hasTeens = false;
    Party m_party;
    std::string m_name, m_postcode, m_phone;
};

// Evenly spread places in the distribution, in random order: even a small group has the whole shape.
void spreadVisits(VenueYear& year, Audience audience, const AttendanceShape& shape, Dice& dice) {
    std::vector<Party*> group;
    for (Party& party : year.parties)
        if (party.audience == audience) group.push_back(&party);
    dice.shuffle(group);
    for (std::size_t i = 0; i < group.size(); ++i)
        group[i]->visits = shape.quantile((static_cast<double>(i) + dice.uniform()) / static_cast<double>(group.size()));
}

} // namespace

void makeFamilies(VenueYear& year, int howMany, Dice& dice) {
    Maker(year, dice).makeUntil(static_cast<std::size_t>(howMany));

    const AttendanceShape shape(year.profile.shape);
    for (const Audience audience : {Audience::Early, Audience::School, Audience::Teens, Audience::Everyone})
        spreadVisits(year, audience, shape, dice);
}

std::size_t addSecondRecord(VenueYear& year, std::size_t original, Dice& dice) {
    DemoPerson copy = year.people[original];
    copy.id = dice.uuid();
    copy.sameAs = original;
    copy.name = misheard(copy.name, dice);
    copy.knownAs.clear();
    copy.merged = dice.chance(0.4);
    if (copy.born && copy.precision == "day" && copy.born->day <= 12 && dice.chance(0.3)) std::swap(copy.born->day, copy.born->month);
    if (dice.chance(0.3)) copy.contact.clear();
    year.people.push_back(std::move(copy));
    return year.people.size() - 1;
}

} // namespace waymark::service
