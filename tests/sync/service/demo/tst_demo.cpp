// The demonstration as it stands in a store.
#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "sync/service/demo/demo.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/stream_store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::Result;
using service::WriteTransaction;

namespace {

constexpr base::Millis kNow = 1'795'289'400'000;  // Saturday 21 November 2026, 19:30
const std::string kOrganisation = "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10";
const std::string kStream = domain::organisationStream(kOrganisation);

/// A store that breaks at one of its transactions.
class BreakingStore : public service::Store {
public:
    BreakingStore(service::Store& store, int writes) : m_store(store), m_writes(writes) {}
    Result<void> read(const std::function<void(service::ReadTransaction&)>& work) override { return m_store.read(work); }
    Result<void> write(const std::function<Result<void>(WriteTransaction&)>& work) override {
        if (m_writes-- == 0) return base::Error{base::ErrorCode::DiskFull, "no room"};
        return m_store.write(work);
    }
    Result<void> scrub() override { return m_store.scrub(); }

private:
    service::Store& m_store;
    int m_writes;
};

struct Place {
    QTemporaryDir directory;
    std::unique_ptr<service::Store> store;
    Place() {
        auto opened = service::SqliteStore::open(directory.filePath("waymark.db").toStdString());
        if (opened) store = std::move(*opened);
        write([](WriteTransaction& t) { t.registry().setOrganisation({kOrganisation, "Lanternby Families", "Europe/London", "00"}); });
    }
    void write(const std::function<void(WriteTransaction&)>& work) {
        QVERIFY(store->write([&](WriteTransaction& t) -> Result<void> { work(t); return {}; }).ok());
    }
    void addVenue(const std::string& id, const std::string& name, const Json& closed = nullptr) {
        Json set = {{"name", name}};
        if (!closed.is_null()) set["closed_on"] = closed;
        write([&](WriteTransaction& t) {
            t.streams().append(kStream, {"0000000000007000800000000000" + id.substr(0, 4), "venue", id, set, std::nullopt, 1, Json::object()}, {});
        });
    }
    std::map<std::string, std::pair<std::int64_t, std::uint64_t>> heads() {
        std::map<std::string, std::pair<std::int64_t, std::uint64_t>> all;
        const auto read = store->read([&](service::ReadTransaction& t) {
            for (const auto& stream : t.streams().streams())
                all[stream] = {t.streams().head(stream).seq, t.streams().head(stream).sum};
        });
        return read ? all : decltype(all)();
    }
};

Result<Json> demonstrate(service::Store& store, std::uint64_t seed = 7, std::vector<std::string> venues = {}) {
    return service::makeDemonstration(store, kNow, {"small", seed, std::move(venues)});
}

} // namespace

class tst_demo : public QObject {
    Q_OBJECT

private slots:
    void theSameSeedMakesTheSameRecords() {
        Place one, two, three;
        const auto first = demonstrate(*one.store);
        QVERIFY2(first.ok(), first ? "" : first.error().detail.c_str());
        QVERIFY(*first == *demonstrate(*two.store));
        QVERIFY(one.heads() == two.heads());
        QVERIFY(demonstrate(*three.store, 8).ok());
        QVERIFY(one.heads() != three.heads());
    }

    void nothingIsRefusedAndNothingIsInDispute() {
        Place place;
        QVERIFY(demonstrate(*place.store).ok());
        const auto read = place.store->read([](service::ReadTransaction& t) {
            QVERIFY(t.streams().quarantined({.most = 1}).empty());
            for (const auto& stream : t.streams().streams())
                QVERIFY(t.streams().entitiesOf(stream, "conflict").empty());
        });
        QVERIFY(read.ok());
    }

    void everyPersonAndTheOrganisationSayThatTheyAreADemonstration() {
        Place place;
        const auto made = demonstrate(*place.store);
        QVERIFY(made.ok());
        QCOMPARE(made->at("organisation").at("name").get<std::string>(), std::string("Lanternby Families (demonstration)"));
        const auto read = place.store->read([](service::ReadTransaction& t) {
            QCOMPARE(t.registry().organisation()->name, std::string("Lanternby Families (demonstration)"));
            std::size_t people = 0;
            for (const auto& stream : t.streams().streams())
                for (const auto& person : t.streams().entitiesOf(stream, "person")) {
                    QVERIFY(person.fields.at("demonstration").value == true);
                    ++people;
                }
            QVERIFY(people > 300);
        });
        QVERIFY(read.ok());
    }

    void theAnswerNamesAUserOfEachRoleAndEachVenue() {
        Place place;
        const auto made = demonstrate(*place.store);
        QVERIFY(made.ok());
        QCOMPARE(made->at("venues").size(), std::size_t(3));
        const auto read = place.store->read([&](service::ReadTransaction& t) {
            for (const auto* role : {"coordinator", "worker", "volunteer", "reader", "safeguarding"}) {
                const auto id = made->at("users").at(role).get<std::string>();
                const auto fields = t.streams().fieldsOf(kStream, {"user", id});
                QCOMPARE(fields.at("grants").value.at(0).at("role").get<std::string>(), std::string(role));
            }
            for (const auto& venue : made->at("venues"))
                QVERIFY(!t.streams().fieldsOf(kStream, {"venue", venue["id"].get<std::string>()}).empty());
        });
        QVERIFY(read.ok());
    }

    void aStoppedDemonstrationGoesOnWhereItWas() {
        Place whole, broken;
        QVERIFY(demonstrate(*whole.store).ok());
        for (const int writes : {1, 2, 3}) {
            BreakingStore breaking(*broken.store, writes == 1 ? 2 : 1);
            const auto stopped = demonstrate(breaking);
            QVERIFY(!stopped.ok());
            QCOMPARE(stopped.error().code, base::ErrorCode::DiskFull);
        }
        QVERIFY(demonstrate(*broken.store).ok());
        auto expected = whole.heads(), is = broken.heads();
        QVERIFY(is == expected);
        QVERIFY(demonstrate(*broken.store).ok());
        QVERIFY(broken.heads() == expected);
    }

    void openVenuesAreUsedAndClosedOnesAreNot() {
        Place place;
        place.addVenue("aaaa0000-0000-4000-8000-000000000001", "Zebra Library", "2099-12-31");
        place.addVenue("bbbb0000-0000-4000-8000-000000000002", "Acorn Library", "2017-01-01");
        place.addVenue("cccc0000-0000-4000-8000-000000000003", "Beech Library");
        const auto made = demonstrate(*place.store);
        QVERIFY(made.ok());
        QCOMPARE(made->at("venues").at(0).at("name").get<std::string>(), std::string("Beech Library"));
        QCOMPARE(made->at("venues").at(1).at("name").get<std::string>(), std::string("Zebra Library"));
        QVERIFY(made->at("made").at("venue") == 1);
    }

    void aVenueCanBeChosen() {
        Place place;
        place.addVenue("aaaa0000-0000-4000-8000-000000000001", "Zebra Library");
        place.addVenue("cccc0000-0000-4000-8000-000000000003", "Beech Library");
        const auto made = demonstrate(*place.store, 7, {"aaaa0000-0000-4000-8000-000000000001"});
        QVERIFY(made.ok());
        QCOMPARE(made->at("venues").at(0).at("name").get<std::string>(), std::string("Zebra Library"));
        Place other;
        QCOMPARE(demonstrate(*other.store, 7, {"aaaa0000-0000-4000-8000-000000000001"}).error().code, base::ErrorCode::NotFound);
    }

    void recordsOfItsOwnKeepADemonstrationOut() {
        Place place;
        const std::string venue = "aaaa0000-0000-4000-8000-000000000001";
        place.addVenue(venue, "Zebra Library");
        place.write([&](WriteTransaction& t) {
            t.streams().append(domain::venueStream(venue), {"00000000000070008000000000000001", "person", venue, {{"name", "real"}}, std::nullopt, 1, Json::object()}, {});
        });
        const auto refused = demonstrate(*place.store);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::AlreadyExists);
    }

    void anotherSeedOnTopIsRefused() {
        Place place;
        QVERIFY(demonstrate(*place.store, 7).ok());
        QCOMPARE(demonstrate(*place.store, 8).error().code, base::ErrorCode::AlreadyExists);
    }

    void anUnknownProfileOrNoOrganisationIsSaid() {
        Place place;
        QCOMPARE(service::makeDemonstration(*place.store, kNow, {"village", 1, {}}).error().code, base::ErrorCode::Unsupported);
        QTemporaryDir directory;
        auto empty = service::SqliteStore::open(directory.filePath("waymark.db").toStdString());
        QCOMPARE(demonstrate(**empty).error().code, base::ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(tst_demo)
#include "tst_demo.moc"
