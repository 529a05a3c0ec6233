#include "sync/service/demo/timetable.h"

#include "sync/service/demo/school_year.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

namespace waymark::service {

namespace {

using base::addDays;

struct Template {
    const char* title;
    Audience audience;
    const char* start;
    int minutes, capacity;
};

constexpr Template kTemplates[] = {
    {"Stay and Play", Audience::Early, "10:00", 90, 40},
    {"After-School Club", Audience::School, "15:45", 90, 30},
    {"Family Supper Club", Audience::Everyone, "17:30", 90, 40},
    {"Family Learning", Audience::Early, "13:15", 90, 20},
    {"Youth Club", Audience::Teens, "18:30", 120, 30},
    {"Rhyme Time", Audience::Early, "11:45", 45, 25},
    {"Makers' Club", Audience::School, "15:30", 90, 20},
};

// Most of the week's sessions are from Monday to Thursday.
constexpr int kSlots[] = {2, 4, 3, 1, 4, 2, 3, 5, 1, 2, 6, 4};

constexpr double kCancelled = 0.08, kStartsLate = 0.30;
constexpr int kPlannedDaysAhead = 14;

std::string later(const std::string& time, int minutes) {
    const int sum = base::minutesOf(time) + minutes;
    char text[6];
    std::snprintf(text, sizeof text, "%02u:%02u", static_cast<unsigned>(sum / 60) % 24u, static_cast<unsigned>(sum % 60));
    return text;
}

void makeActivities(VenueYear& year, const TimetableSize& size, Dice& dice) {
    int slot = size.firstSlot;
    for (int i = 0; i < size.activities; ++i) {
        const Template& kind = kTemplates[static_cast<std::size_t>(i) % std::size(kTemplates)];
        DemoActivity activity;
        activity.id = dice.uuid();
        activity.title = kind.title;
        activity.start = kind.start;
        activity.minutes = kind.minutes;
        activity.audience = kind.audience;
        activity.capacity = kind.capacity;
        year.activities.push_back(std::move(activity));
    }
    // One slot for each activity; what is left goes to those after Stay and Play.
    for (int i = 0; i < size.sessionsPerWeek; ++i) {
        const std::size_t which = i < size.activities ? static_cast<std::size_t>(i)
                                                      : 1 + static_cast<std::size_t>(i - size.activities) % (year.activities.size() - 1);
        auto& weekdays = year.activities[which].weekdays;
        int day = kSlots[static_cast<std::size_t>(slot++) % std::size(kSlots)];
        while (std::find(weekdays.begin(), weekdays.end(), day) != weekdays.end())
            day = kSlots[static_cast<std::size_t>(slot++) % std::size(kSlots)];
        weekdays.push_back(day);
    }
}

DemoSession newSession(const VenueYear& year, std::size_t activity, const Date& date, Dice& dice) {
    DemoSession session;
    session.id = dice.uuid();
    session.activity = activity;
    session.date = date;
    session.start = year.activities[activity].start;
    session.end = later(session.start, year.activities[activity].minutes);
    session.staff = {dice.pick(year.staff.workers)};
    if (!year.staff.volunteers.empty()) session.staff.push_back(dice.pick(year.staff.volunteers));
    return session;
}

void decide(DemoSession& session, const Date& today, double weather, Dice& dice) {
    const bool cancelled = dice.chance(kCancelled), late = dice.chance(kStartsLate);
    const int minutes = dice.between(1, 15);
    if (session.date >= today) session.fate = Fate::Planned;
    else if (cancelled) session.fate = Fate::Cancelled;
    else session.startedLate = late ? minutes : 0;
    session.pull = weather;
}

} // namespace

Millis instantIn(const VenueYear& year, const DemoSession& session, int minutesAfterStart) {
    return base::instantOf(session.date, session.start, year.zone) + Millis{60'000} * minutesAfterStart;
}

void makeTimetable(VenueYear& year, const TimetableSize& size, Dice& dice) {
    makeActivities(year, size, dice);
    const Date lastDay = addDays(year.today, kPlannedDaysAhead);
    for (Date monday = mondayOf(year.firstDay); monday <= lastDay; monday = addDays(monday, 7)) {
        const WeekKind week = weekKind(monday);
        const double weather = std::clamp(dice.normal(1.0, 0.15), 0.5, 1.5);
        if (week == WeekKind::Holiday) continue;
        for (std::size_t i = 0; i < year.activities.size(); ++i) {
            if (week == WeekKind::HalfTerm && i % 3 != 0) continue;
            for (const int weekday : year.activities[i].weekdays) {
                const Date date = addDays(monday, weekday - 1);
                if (date < year.firstDay || date > lastDay || date == year.today) continue;
                DemoSession session = newSession(year, i, date, dice);
                decide(session, year.today, weather, dice);
                year.sessions.push_back(std::move(session));
            }
        }
    }
    for (std::size_t i = 0; i < 3; ++i) {
        DemoSession session = newSession(year, i, year.today, dice);
        session.fate = Fate::Planned;
        year.sessions.push_back(std::move(session));
    }
    std::sort(year.sessions.begin(), year.sessions.end(), [](const DemoSession& a, const DemoSession& b) {
        return std::tie(a.date, a.start, a.id) < std::tie(b.date, b.start, b.id);
    });
    // Somebody always forgets to sign the last one off.
    const auto last = std::find_if(year.sessions.rbegin(), year.sessions.rend(), [](const auto& s) { return s.fate == Fate::Held; });
    if (last != year.sessions.rend()) last->fate = Fate::LeftOpen;
    for (std::size_t i = 0; i < year.sessions.size(); ++i)
        if (year.sessions[i].fate == Fate::Held || year.sessions[i].fate == Fate::LeftOpen)
            year.activities[year.sessions[i].activity].held.push_back(i);
}

} // namespace waymark::service
