// A year at one venue as the demonstration imagines it: what was on, who the families are, who came when. Plain data, filled in by
// timetable.h, families.h and visits.h in that order, and turned into changes by venue_changes.h.
#pragma once

#include "shared/base/calendar.h"
#include "sync/service/demo/dice.h"
#include "sync/service/demo/profile.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

using base::Date;
using base::Millis;

/// Who an activity is meant for.
enum class Audience { Early, School, Teens, Everyone };


struct DemoActivity {
    std::string id, title, start;  ///< start as "HH:MM"
    int minutes = 90;
    Audience audience = Audience::Everyone;
    int capacity = 30;
    std::vector<int> weekdays;        ///< 1 = Monday
    std::vector<std::size_t> held;    ///< places in VenueYear::sessions, by date
};

enum class Fate { Held, LeftOpen, Cancelled, Planned };

struct DemoSession {
    std::string id;
    std::size_t activity = 0;
    Date date;
    std::string start, end;  ///< planned, "HH:MM"
    Fate fate = Fate::Held;
    int startedLate = 0;     ///< minutes
    double pull = 1.0;       ///< weather and season: how likely people are to come, around 1
    std::vector<std::string> staff;  ///< user ids; the first opens and signs
};

struct DemoPerson {
    std::string id, name, knownAs, postcode, contact, emergencyName, alert;
    std::size_t family = 0;
    bool adult = false;
    std::optional<Date> born;    ///< as it was told
    Date trueBorn;
    std::string precision = "day";
    std::optional<std::size_t> sameAs;  ///< place of the person of whom this is a second record
    bool merged = false;                ///< somebody noticed
};

struct DemoFamily {
    std::string id, label;
    int children = 1;  ///< as the family says; not all of them come
    int adults = 1;
};

/// People of a family who come together.
struct Party {
    std::vector<std::size_t> people;
    Audience audience = Audience::Everyone;
    int visits = 1;  ///< in the year
};

struct Place {
    std::string id;
    std::size_t activity = 0, person = 0;
    /// From one session (of the activity's held ones) to another, both included; the last span may go on.
    struct Span { std::size_t from, to; bool bookedAhead; };
    std::vector<Span> spans;
    bool goesOn = false;
};

struct Visit {
    std::size_t session = 0, person = 0;
    enum class Mark { Present, Late, AbsentTold, AbsentNotTold } mark = Mark::Present;
    int minutesLate = 0;
    int leftEarly = 0;      ///< minutes before the end; 0 stayed
    bool walkIn = false;
    bool came() const { return mark == Mark::Present || mark == Mark::Late; }
};

struct VenueStaff {
    std::string coordinator;
    std::vector<std::string> workers, volunteers;
};

struct VenueYear {
    std::string venue;
    std::string zone;
    Millis now = 0;
    Date today, firstDay;  ///< the year is [firstDay, today)
    Profile profile{};
    VenueStaff staff;
    std::vector<DemoActivity> activities;
    std::vector<DemoSession> sessions;
    std::vector<DemoFamily> families;
    std::vector<DemoPerson> people;
    std::vector<Party> parties;
    std::vector<Place> places;
    std::vector<Visit> visits;
};

/// The instant of a session's planned start plus some minutes.
Millis instantIn(const VenueYear& year, const DemoSession& session, int minutesAfterStart);

} // namespace waymark::service
