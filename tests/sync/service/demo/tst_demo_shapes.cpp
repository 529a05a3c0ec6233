// The shapes of the demonstration, measured on what it records. Seeds are fixed, so that a change of the generator is
// seen here; where a tolerance is wider than usual, the sample is small or the reason is beside it.
#include "shared/domain/op.h"
#include "sync/service/demo/organisation_year.h"
#include "sync/service/demo/school_year.h"
#include "tests/sync/service/demo/folded.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <set>

using namespace waymark;
using base::Json;

namespace {

constexpr base::Millis kNow = 1'795'289'400'000;  // Saturday 21 November 2026, 19:30
constexpr const char* kToday = "2026-11-21";

/// A year of one profile, folded, and what only the order of changes tells.
struct Measured {
    explicit Measured(const char* profile) {
        const service::OrganisationYear year({*service::findProfile(profile), 1, kNow, "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10",
                                              "Lanternby Families", "Europe/London", {}});
        for (std::size_t i = 0; i < year.venues().size(); ++i)
            take(year.venue(i));
        for (const auto& [id, mark] : all["mark"])
            if (came(mark)) ++visitsOf[mark["person"].get<std::string>()];
        for (const auto& [person, visits] : visitsOf)
            sorted.push_back(visits);
        std::sort(sorted.begin(), sorted.end());
        attendances = std::accumulate(sorted.begin(), sorted.end(), 0.0);
    }

    static bool came(const Json& mark) {
        const auto status = base::textOf(mark["presence"], "status");
        return status == "present" || status == "late";
    }

    double share(const char* type, const std::function<bool(const Json&)>& holds,
                 const std::function<bool(const Json&)>& among = [](const Json&) { return true; }) const {
        double of = 0, number = 0;
        for (const auto& [id, entity] : all.at(type)) {
            if (!among(entity)) continue;
            ++of;
            if (holds(entity)) ++number;
        }
        return number / of;
    }

    tests::Folded all;
    std::map<std::string, int> visitsOf;
    std::vector<int> sorted;
    double attendances = 0, marks = 0, corrections = 0;
    double withPlace = 0, withPlaceCame = 0, withoutPlaceCame = 0;  ///< first words on each mark, by whether the person held a place then

private:
    void take(const service::Changes& changes) {
        std::map<std::pair<std::string, std::string>, std::string> places;  // (activity, person) → status now
        std::map<std::string, std::pair<std::string, std::string>> placeOf;
        std::map<std::string, std::string> activityOf;
        std::set<std::string> marked;
        for (const auto& change : changes) {
            const Json& set = change.fields;
            if (change.type == "session" && set.contains("activity")) activityOf["session:" + change.id] = set["activity"].get<std::string>();
            if (change.type == "place") {
                if (set.contains("person")) placeOf[change.id] = {set["activity"].get<std::string>(), set["person"].get<std::string>()};
                places[placeOf[change.id]] = set["status"].get<std::string>();
            }
            if (change.type != "mark") continue;
            if (!marked.insert(change.id).second) {
                ++corrections;
                continue;
            }
            ++marks;
            const auto place = places.find({activityOf[set["session"].get<std::string>()], set["person"].get<std::string>()});
            const bool expected = place != places.end() && place->second == "accepted";
            if (expected) ++withPlace;
            if (came(set)) ++(expected ? withPlaceCame : withoutPlaceCame);
        }
        tests::fold(changes, all);
    }
};

const Measured& measured(const QString& profile) {
    static std::map<QString, std::unique_ptr<Measured>> known;
    auto& each = known[profile];
    if (!each) each = std::make_unique<Measured>(profile.toLatin1().constData());
    return *each;
}

#define WITHIN(value, lowest, highest)                                                                                       \
    do {                                                                                                                       \
        const double is = static_cast<double>(value);                                                                          \
        QVERIFY2(is >= (lowest) && is <= (highest), qPrintable(QString("%1 is %2").arg(QString(#value)).arg(is)));             \
    } while (false)

}  // namespace

class tst_demo_shapes : public QObject {
    Q_OBJECT

    static void profiles() {
        QTest::addColumn<QString>("profile");
        QTest::newRow("a small charity") << "small";
        QTest::newRow("a consortium in a district") << "district";
        QTest::newRow("a city") << "city";
    }

private slots:
    void aPlaceIsTakenBeforeItIsGivenUp_data() {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 3, 7})
            QTest::addRow("a district, seed %d", seed) << seed;
    }
    void aPlaceIsTakenBeforeItIsGivenUp() {
        QFETCH(int, seed);
        const service::OrganisationYear year({*service::findProfile("district"), static_cast<std::uint64_t>(seed), kNow,
                                              "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10", "Lanternby Families", "Europe/London", {}});
        int taken = 0;
        for (std::size_t i = 0; i < year.venues().size(); ++i) {
            std::map<std::string, std::string> statusOf;
            for (const auto& change : year.venue(i)) {
                if (change.type != "place") continue;
                const bool isNew = !statusOf.count(change.id);
                QCOMPARE(change.fields.contains("person"), isNew);
                const std::string status = base::textOf(change.fields, "status");
                QVERIFY(status == "accepted" || statusOf[change.id] == "accepted");
                statusOf[change.id] = status;
                ++taken;
            }
        }
        QVERIFY(taken > 100);
    }

    void thereAreAsManyPeopleFamiliesAndAttendancesAsTheProfileSays_data() { profiles(); }
    void thereAreAsManyPeopleFamiliesAndAttendancesAsTheProfileSays() {
        QFETCH(QString, profile);
        const std::map<QString, std::array<double, 3>> kSays = {{"small", {180, 150, 250}}, {"district", {1'700, 800, 2'500}}, {"city", {28'000, 4'800, 25'000}}};
        const auto [families, perWeek, questionnaires] = kSays.at(profile);
        const Measured& m = measured(profile);
        WITHIN(m.all.at("person").size() / static_cast<double>(service::findProfile(profile.toStdString())->people), 0.97, 1.03);
        WITHIN(m.all.at("household").size() / families, 0.85, 1.15);
        WITHIN(m.attendances / 39 / perWeek, 0.8, 1.2);
        WITHIN(m.all.at("response").size() / questionnaires, 0.8, 1.2);
    }

    void aThirdComesOnceAndAFewComeAllTheTime_data() { profiles(); }
    void aThirdComesOnceAndAFewComeAllTheTime() {
        QFETCH(QString, profile);
        const Measured& m = measured(profile);
        const auto people = static_cast<double>(m.sorted.size());
        WITHIN(static_cast<double>(std::count(m.sorted.begin(), m.sorted.end(), 1)) / people, 0.35, 0.40);
        WITHIN(m.sorted[m.sorted.size() / 2], 2, 5);  // "about 3"; the median of a small number jumps
        const auto tenth = static_cast<std::ptrdiff_t>(people / 10);
        WITHIN(std::accumulate(m.sorted.end() - tenth, m.sorted.end(), 0.0) / m.attendances, 0.34, 0.41);
        const double mean = m.attendances / people;
        double squares = 0;
        for (const int visits : m.sorted)
            squares += (visits - mean) * (visits - mean);
        WITHIN(squares / people / mean, 2.0, 100.0);  // negative binomial, not Poisson, whose variance is the mean
    }

    void seventyToEightyFivePercentOfPlacesAreUsedAndOneInEightWalksIn() {
        const Measured& m = measured("district");
        WITHIN(m.withPlaceCame / m.withPlace, 0.70, 0.85);
        WITHIN(m.withoutPlaceCame / (m.withPlaceCame + m.withoutPlaceCame), 0.09, 0.15);
        WITHIN(m.corrections / m.marks, 0.02, 0.04);
    }

    void sessionsFollowTheWeekAndTheTerms() {
        const Measured& m = measured("district");
        const auto past = [](const Json& s) { return s["date"].get<std::string>() < kToday; };
        WITHIN(m.share("session", [](const Json& s) { return base::weekday(*base::parseDate(s["date"].get<std::string>())) <= 4; }, past), 0.7, 0.95);
        WITHIN(m.share("session", [](const Json& s) { return s["status"] == "cancelled"; }, past), 0.06, 0.10);
        WITHIN(m.share("session", [](const Json& s) { return s["actual"]["start"] != s["planned"]["start"]; },
                       [&](const Json& s) { return past(s) && s["status"] == "signed"; }), 0.27, 0.33);
        std::map<service::WeekKind, std::set<base::Date>> weeks;
        std::map<service::WeekKind, double> sessions;
        for (const auto& [id, session] : m.all.at("session")) {
            if (!past(session)) continue;
            const auto monday = service::mondayOf(*base::parseDate(session["date"].get<std::string>()));
            weeks[service::weekKind(monday)].insert(monday);
            ++sessions[service::weekKind(monday)];
        }
        WITHIN(weeks[service::WeekKind::Term].size(), 39, 40);  // the first and the last week are cut
        QCOMPARE(weeks[service::WeekKind::Holiday].size(), std::size_t(0));
        WITHIN(sessions[service::WeekKind::HalfTerm] / 3 / (sessions[service::WeekKind::Term] / 39), 0.2, 0.6);
    }

    void registersHaveTheGapsThatRealOnesHave() {
        const Measured& m = measured("city");
        WITHIN(m.share("person", [](const Json& p) { return !p.contains("postcode"); }), 0.05, 0.07);
        WITHIN(m.share("person", [](const Json& p) { return !p.contains("born"); }), 0.008, 0.012);
        WITHIN(m.share("person", [](const Json& p) { return p.contains("merged_into"); }), 0.01, 0.025);  // 4 % are doubles, 4 in 10 noticed
        WITHIN(m.share("household", [](const Json& h) { return h["adults"] == 1; }, [](const Json& h) { return h["children"] > 0; }), 0.23, 0.27);
        double children = 0, families = 0;
        for (const auto& [id, household] : m.all.at("household")) {
            const int n = household["children"].get<int>();
            QVERIFY(n >= 0 && n <= 6);
            if (n == 0) continue;
            children += n;
            ++families;
        }
        WITHIN(children / families, 2.0, 2.2);
    }

    void stayAndPlayExpectsAboutThirtyToday() {
        const Measured& m = measured("small");
        const auto today = base::dayNumber(*base::parseDate(kToday));
        std::map<std::string, int> sessionsAt;
        int stayAndPlays = 0;
        for (const auto& [id, session] : m.all.at("session")) {
            if (session["date"] != kToday) continue;
            QVERIFY(session["status"] == "planned");
            const auto activity = session["activity"].get<std::string>();
            const Json& what = m.all.at("activity").at(domain::parseReference(activity).id);
            ++sessionsAt[what["venue"].get<std::string>()];
            if (what["title"] != "Stay and Play") continue;
            ++stayAndPlays;
            // As the app expects people: who holds a place, or came in the last twelve weeks.
            std::set<std::string> expected;
            for (const auto& [placeId, place] : m.all.at("place"))
                if (place["activity"] == activity && place["status"] == "accepted") expected.insert(place["person"].get<std::string>());
            for (const auto& [markId, mark] : m.all.at("mark")) {
                const Json& of = m.all.at("session").at(domain::parseReference(mark["session"].get<std::string>()).id);
                if (of["activity"] == activity && Measured::came(mark) && base::dayNumber(*base::parseDate(of["date"].get<std::string>())) >= today - 84)
                    expected.insert(mark["person"].get<std::string>());
            }
            WITHIN(expected.size(), 22, 40);
        }
        QCOMPARE(stayAndPlays, 3);
        QCOMPARE(sessionsAt.size(), std::size_t(3));
        for (const auto& [venue, sessions] : sessionsAt)
            QCOMPARE(sessions, 3);
    }

    void nothingButThePlansLiesAhead() {
        for (const auto& [id, session] : measured("small").all.at("session"))
            QVERIFY(session["date"].get<std::string>() < kToday || session["status"] == "planned");
    }
};

QTEST_APPLESS_MAIN(tst_demo_shapes)
#include "tst_demo_shapes.moc"
