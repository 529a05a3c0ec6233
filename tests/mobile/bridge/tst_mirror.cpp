// What the screens read: entities by key, type and reference, with taps that are not durable yet laid over them.
#include "mobile/bridge/mirror.h"

#include <QSignalSpy>
#include <QTest>

using namespace waymark;
using namespace waymark::mobile;
using base::Json;

namespace {

const std::string kSession = "session:018f0000-0000-4000-8000-00000000000a";
const std::string kVenueA = "venue/018f0000-0000-4000-8000-0000000000aa", kVenueB = "venue/018f0000-0000-4000-8000-0000000000bb";

EntityPtr entity(const std::string& type, const std::string& id, Json values, const std::string& stream = kVenueA) {
    auto made = std::make_shared<device::Entity>();
    made->stream = stream;
    made->key = {type, id};
    made->values = std::move(values);
    return made;
}

}  // namespace

class tst_mirror : public QObject {
    Q_OBJECT

    static MirrorTables tablesOf(const std::vector<EntityPtr>& entities) {
        MirrorTables tables;
        for (const auto& one : entities)
            tables.put(one);
        return tables;
    }
    static QString statusOf(const Mirror& mirror) {
        const auto mark = mirror.find("mark", "m");
        return mark ? QString::fromStdString(base::textOf(mark->values, "status")) : QString("none");
    }

private slots:
    void entitiesAreFoundByWhatTheyReferTo() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("mark", "m", {{"session", kSession}}), entity("headcount", "h", {{"session", kSession}})}));
        QCOMPARE(mirror.referring(kSession, "mark").size(), std::size_t(1));
        QCOMPARE(mirror.referring(kSession, "mark").front()->key.id, std::string("m"));
        mirror.apply({entity("mark", "m", {{"session", "session:018f0000-0000-4000-8000-00000000000b"}})});
        QVERIFY(mirror.referring(kSession, "mark").empty());
    }

    void aDeletedEntityIsGoneFromEveryList() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("person", "p", {{"name", "Amina Khan"}})}));
        QCOMPARE(mirror.people().find("amina", 5).size(), std::size_t(1));
        mirror.apply({entity("person", "p", {{"name", "Amina Khan"}, {"deleted", true}})});
        QVERIFY(!mirror.find("person", "p"));
        QVERIFY(mirror.all("person").empty());
        QVERIFY(mirror.people().find("amina", 5).empty());
    }

    void aPersonSharedBetweenVenuesStaysWhenOneVenueGoes() {
        Mirror mirror;
        mirror.fill(
            tablesOf({entity("person", "p", {{"name", "Amina Khan"}}, kVenueA), entity("person", "p", {{"name", "Amina Khan"}}, kVenueB)}));
        mirror.apply({entity("person", "p", Json::object(), kVenueA)});
        QVERIFY(mirror.find("person", "p"));
        QCOMPARE(mirror.all("person").size(), std::size_t(1));
        mirror.apply({entity("person", "p", Json::object(), kVenueB)});
        QVERIFY(!mirror.find("person", "p"));
    }

    void aTapBeforeEverythingIsReadStaysOverWhatComes() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("session", "s", {{"status", "planned"}})}), false);
        QVERIFY(mirror.isFilled() && !mirror.isWhole());
        mirror.overlay(1, {{kVenueA, "mark", "m", {{"status", "present"}}}}, 1);
        mirror.fill(tablesOf({entity("session", "s", {{"status", "planned"}}), entity("mark", "m", {{"status", "late"}, {"note", "x"}})}));
        QVERIFY(mirror.isWhole());
        QCOMPARE(statusOf(mirror), "present");
        QCOMPARE(base::textOf(mirror.find("mark", "m")->values, "note"), std::string("x"));
        // It failed: what is stored shows again.
        mirror.settle(1);
        QCOMPARE(statusOf(mirror), "late");
    }

    void nothingIsLeftOverALock() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("session", "s", {{"status", "planned"}})}), false);
        mirror.overlay(1, {{kVenueA, "mark", "m", {{"status", "present"}}}}, 1);
        mirror.clear();
        QVERIFY(!mirror.isFilled() && !mirror.isWhole());
        mirror.fill({});
        QCOMPARE(statusOf(mirror), "none");
    }

    void aTapShowsAtOnceAndIsNotSafeBeforeItIsDurable() {
        Mirror mirror;
        mirror.fill({});
        QSignalSpy changed(&mirror, &Mirror::changed);
        mirror.overlay(1, {{kVenueA, "mark", "m", {{"status", "present"}}}}, 1);
        QCOMPARE(statusOf(mirror), "present");
        QVERIFY(mirror.isBeingSaved(*mirror.find("mark", "m")));
        mirror.apply({entity("mark", "m", {{"status", "present"}})});
        mirror.settle(1);
        QCOMPARE(statusOf(mirror), "present");
        QVERIFY(!mirror.isBeingSaved(*mirror.find("mark", "m")));
        QCOMPARE(changed.count(), 3);
    }

    void aTapThatFailedIsTakenOffTheScreen() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("mark", "m", {{"status", "late"}})}));
        mirror.overlay(1, {{kVenueA, "mark", "m", {{"status", "present"}}}}, 1);
        mirror.settle(1);
        QCOMPARE(statusOf(mirror), "late");
        mirror.overlay(2, {{kVenueA, "mark", "new", {{"status", "present"}}}}, 1);
        mirror.settle(2);
        QVERIFY(!mirror.find("mark", "new"));
    }

    void twoQuickTapsNeverShowTheFirstAgain() {
        Mirror mirror;
        mirror.fill({});
        mirror.overlay(1, {{kVenueA, "mark", "m", {{"status", "present"}}}}, 1);
        mirror.overlay(2, {{kVenueA, "mark", "m", {{"status", "late"}}}}, 2);
        mirror.apply({entity("mark", "m", {{"status", "present"}})});
        mirror.settle(1);
        QCOMPARE(statusOf(mirror), "late");
        mirror.apply({entity("mark", "m", {{"status", "late"}})});
        mirror.settle(2);
        QCOMPARE(statusOf(mirror), "late");
    }

    void nothingIsLeftAfterALock() {
        Mirror mirror;
        mirror.fill(tablesOf({entity("person", "p", {{"name", "Amina Khan"}})}));
        mirror.clear();
        QVERIFY(!mirror.find("person", "p"));
        mirror.apply({entity("person", "p", {{"name", "Amina Khan"}})});  // was still on its way
        QVERIFY(!mirror.find("person", "p"));
    }
};

QTEST_GUILESS_MAIN(tst_mirror)
#include "tst_mirror.moc"
