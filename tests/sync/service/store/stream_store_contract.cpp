#include "tests/sync/service/store/stream_store_contract.h"

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "shared/wire/op_codec.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace waymark;
using base::Json;
using base::Result;
using service::Append;
using service::WriteTransaction;

namespace {
const std::string kStream = domain::venueStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
}

void StreamStoreContract::reopen() {
    m_store.reset();
    m_store = openAgain();
}

void StreamStoreContract::write(const std::function<void(service::StreamWriter&)>& work) {
    QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> { work(t.streams()); return {}; }).ok());
}

void StreamStoreContract::read(const std::function<void(service::StreamReader&)>& work) {
    QVERIFY(m_store->read([&](service::ReadTransaction& t) { work(t.streams()); }).ok());
}

std::string StreamStoreContract::addPerson(service::StreamWriter& streams, const std::string& name, const std::string& entity) {
    const std::string id = entity.empty() ? base::newUuid(m_random) : entity;
    streams.append(kStream, Append{base::newOpId(1000, m_random), "person", id, {{"name", name}}, std::nullopt, 1000, Json::object()},
                   m_random.bytes<16>());
    return id;
}

void StreamStoreContract::init() { m_store = emptyStore(); }

void StreamStoreContract::cleanup() { m_store.reset(); }

void StreamStoreContract::aStreamNobodyWroteToIsEmpty() {
    read([](service::StreamReader& streams) {
        QCOMPARE(streams.head(kStream).seq, 0);
        QCOMPARE(streams.head(kStream).sum, 0u);
        QVERIFY(streams.chainAt(kStream, 0) == std::string());
        QVERIFY(!streams.chainAt(kStream, 1));
        QVERIFY(streams.entriesAfter(kStream, 0, 1000).rowsJson.empty());
    });
}

void StreamStoreContract::numbersAreGaplessAndTheChainNamesEachPlace() {
    write([this](service::StreamWriter& streams) {
        for (int i = 0; i < 5; ++i)
            addPerson(streams, "person");
    });
    reopen();
    read([](service::StreamReader& streams) {
        QCOMPARE(streams.head(kStream).seq, 5);
        const auto rows = base::parseJson('[' + streams.entriesAfter(kStream, 0, 1 << 20).rowsJson + ']');
        for (std::size_t i = 0; i < 5; ++i)
            QVERIFY(((*rows)[i]["seq"]) == (Json(i + 1)));
        std::set<std::string> chains;
        for (int i = 1; i <= 5; ++i)
            chains.insert(*streams.chainAt(kStream, i));
        QCOMPARE(chains.size(), std::size_t(5));
        QCOMPARE(*streams.chainAt(kStream, 5), streams.head(kStream).chain);
        QVERIFY(!streams.chainAt(kStream, 6));
    });
}

void StreamStoreContract::aRolledBackTransactionLeavesNothing() {
    const auto refused = m_store->write([this](WriteTransaction& t) -> Result<void> {
        addPerson(t.streams(), "never");
        return base::Error{base::ErrorCode::Internal, "changed our mind"};
    });
    QVERIFY(!refused.ok());
    read([](service::StreamReader& streams) { QCOMPARE(streams.head(kStream).seq, 0); });
    write([this](service::StreamWriter& streams) { addPerson(streams, "first"); });
    read([](service::StreamReader& streams) { QCOMPARE(streams.head(kStream).seq, 1); });
}

void StreamStoreContract::theSumIsThatOfTheState() {
    std::string twice;
    write([&](service::StreamWriter& streams) {
        twice = addPerson(streams, "before");
        addPerson(streams, "other");
        addPerson(streams, "after", twice);
    });
    read([](service::StreamReader& streams) {
        std::uint64_t sum = 0;
        for (const auto& entity : streams.entitiesOf(kStream, "person"))
            for (const auto& [name, field] : entity.fields)
                sum += domain::fieldSum("person", entity.key.id, name, field.seq, field.op);
        QCOMPARE(streams.head(kStream).sum, sum);
        QVERIFY(sum != 0);
    });
}

void StreamStoreContract::pagesOfStateAreWholeAndInOrder() {
    write([this](service::StreamWriter& streams) {
        for (int i = 0; i < 50; ++i)
            addPerson(streams, "person " + std::to_string(i));
    });
    read([](service::StreamReader& streams) {
        domain::EntityKey after;
        std::vector<std::string> seen;
        for (int pages = 0; pages < 100; ++pages) {
            const auto page = streams.stateAfter(kStream, after, 700);
            const auto rows = base::parseJson('[' + page.rowsJson + ']');
            QVERIFY(rows.ok() && !rows->empty());
            for (const auto& row : *rows)
                seen.push_back(row["entity"]);
            after = page.lastKey;
            if (page.complete) break;
        }
        QCOMPARE(seen.size(), std::size_t(50));
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    });
}

void StreamStoreContract::anOpIsHeldWithAllThatAWalkNeeds() {
    service::HeldOp op;
    op.id = base::newOpId(1, m_random);
    op.stream = kStream;
    op.type = "person";
    op.entity = base::newUuid(m_random);
    op.device = "device";
    op.outcome = wire::Outcome::Superseded;
    op.lost = {"name"};
    op.saw = {{"name", base::newOpId(1, m_random)}};
    op.standsFor = {{"postcode", base::newOpId(2, m_random)}};
    op.body = R"({"x":"Zoë"})";
    op.receivedAt = 77;
    write([&](service::StreamWriter& streams) { streams.hold(op, {"person:" + op.entity}); });
    reopen();
    read([&](service::StreamReader& streams) {
        const auto held = streams.heldOp(op.id);
        QVERIFY(held.has_value());
        QCOMPARE(held->stream, op.stream);
        QCOMPARE(held->outcome, op.outcome);
        QCOMPARE(held->lost, op.lost);
        QVERIFY(held->saw == op.saw);
        QVERIFY(held->standsFor == op.standsFor);
        QCOMPARE(held->body, op.body);
        QCOMPARE(held->receivedAt, op.receivedAt);
        QVERIFY(!streams.holds(base::newOpId(3, m_random)));
    });
}

void StreamStoreContract::whatStandInsSawIsFoundByTheWinner() {
    const std::string winner = base::newOpId(1, m_random), seen = base::newOpId(2, m_random);
    service::HeldOp op;
    op.id = base::newOpId(3, m_random);
    op.stream = kStream;
    op.type = "person";
    op.entity = base::newUuid(m_random);
    op.saw = {{"name", seen}, {"postcode", winner}, {"photo", seen}};
    op.standsFor = {{"name", winner}, {"postcode", winner}, {"kind", winner}};
    const auto found = [&](service::StreamReader& streams) {
        const auto all = streams.seenByStandIns(winner);
        return all.size() == 1 && all[0].field == "name" && all[0].op == seen && streams.seenByStandIns(op.id).empty();
    };
    write([&](service::StreamWriter& streams) {
        streams.hold(op, {});
        QVERIFY(found(streams));
    });
    reopen();
    read([&](service::StreamReader& streams) { QVERIFY(found(streams)); });
    write([&](service::StreamWriter& streams) { streams.blankOp(op.id); });
    read([&](service::StreamReader& streams) { QVERIFY(streams.seenByStandIns(winner).empty()); });
}

void StreamStoreContract::whatChangedIsNamedOnceInOrderOfItsLastChange() {
    std::string a, b;
    write([&](service::StreamWriter& streams) {
        a = addPerson(streams, "a");
        b = addPerson(streams, "b");
        addPerson(streams, "a again", a);
    });
    read([&](service::StreamReader& streams) {
        const auto changed = streams.changedIn(kStream, 0, 3);
        QCOMPARE(changed.size(), std::size_t(2));
        QCOMPARE(changed[0].id, b);
        QCOMPARE(changed[1].id, a);
        QCOMPARE(streams.changedIn(kStream, 2, 3).size(), std::size_t(1));
    });
}

void StreamStoreContract::unknownKeysOfAnOpStayInLogAndState() {
    write([this](service::StreamWriter& streams) {
        streams.append(kStream, Append{base::newOpId(1, m_random), "person", base::newUuid(m_random), {{"name", "x"}}, std::nullopt, 1, {{"mood", "sunny"}}},
                       m_random.bytes<16>());
    });
    read([](service::StreamReader& streams) {
        QVERIFY(streams.entriesAfter(kStream, 0, 1000).rowsJson.find("\"mood\":\"sunny\"") != std::string::npos);
        QVERIFY(streams.stateAfter(kStream, {}, 1000).rowsJson.find("\"mood\":\"sunny\"") != std::string::npos);
    });
}

void StreamStoreContract::theLargestTimeNeverRunsBackwards() {
    write([](service::StreamWriter& streams) { streams.raiseNowHigh(500); streams.raiseNowHigh(300); });
    reopen();
    write([](service::StreamWriter& streams) { QCOMPARE(streams.nowHigh(), 500); });
}

std::string StreamStoreContract::setAside(service::StreamWriter& streams, const std::string& stream, const std::string& reason, base::Millis received) {
    service::HeldOp op;
    op.id = base::newOpId(received, m_random);
    op.stream = stream;
    op.type = "person";
    op.entity = base::newUuid(m_random);
    op.outcome = wire::Outcome::Quarantined;
    op.reason = reason;
    op.body = base::toText({{"stream", stream}});
    op.receivedAt = received;
    streams.hold(op, {"person:" + op.entity});
    return op.id;
}

void StreamStoreContract::whatIsSetAsideIsFoundByItsVenuePageByPage() {
    const std::string hall = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11", library = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b22";
    std::vector<std::string> atHall;
    write([&](service::StreamWriter& streams) {
        addPerson(streams, "somebody");
        for (int i = 0; i < 30; ++i)  // nobody ever wrote to that venue: held without its stream
            setAside(streams, domain::venueStream(library), "not_granted", 10);
        for (const auto& stream : {domain::venueStream(hall), domain::registerStream(hall, 2026), domain::caseStream(hall), domain::concernStream(hall)})
            atHall.push_back(setAside(streams, stream, "not_permitted", 10));
        atHall.push_back(setAside(streams, domain::venueStream(hall), "not_granted", 5));
        setAside(streams, domain::organisationStream(hall), "not_permitted", 10);
        setAside(streams, "no stream at all", "malformed", 10);
    });
    std::sort(atHall.begin(), atHall.end() - 1);
    std::rotate(atHall.begin(), atHall.end() - 1, atHall.end());  // the order of receipt, then of ids
    reopen();
    read([&](service::StreamReader& streams) {
        const auto count = [&](const std::vector<std::string>& venues) { return streams.countQuarantined(venues); };
        QCOMPARE(streams.countQuarantined(std::nullopt), 37);
        QCOMPARE(count({hall}), 5);
        QCOMPARE(count({library}), 30);
        QCOMPARE(count({hall, library}), 35);
        QCOMPARE(count({""}), 2);
        QCOMPARE(count({}), 0);
        for (const auto& venues : {std::vector<std::string>{hall}, std::vector<std::string>{hall, library}, std::vector<std::string>{""}}) {
            std::vector<std::string> seen;
            service::QuarantineQuery query{.venues = venues, .most = 3};
            for (auto page = streams.quarantined(query); !page.empty(); page = streams.quarantined(query)) {
                QVERIFY(page.size() <= 3);
                for (const auto& op : page) {
                    seen.push_back(op.id);
                    QVERIFY(std::find(venues.begin(), venues.end(), op.venue) != venues.end());
                }
                query.afterReceived = page.back().receivedAt;
                query.afterId = page.back().id;
            }
            QCOMPARE(seen.size(), static_cast<std::size_t>(count(venues)));
            QCOMPARE(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
            if (venues == std::vector<std::string>{hall}) QCOMPARE(seen, atHall);
        }
        QCOMPARE(streams.quarantined({}).size(), std::size_t(37));
        QCOMPARE(streams.quarantined({.most = 1}).at(0).id, atHall.front());
    });
}

void StreamStoreContract::whatIsTakenAfterAllIsNoLongerSetAside() {
    const std::string hall = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11";
    std::string id;
    write([&](service::StreamWriter& streams) {
        id = setAside(streams, domain::venueStream(hall), "not_permitted", 10);
        setAside(streams, domain::venueStream(hall), "not_permitted", 11);
        setAside(streams, domain::venueStream(hall), "not_permitted", 12);
    });
    write([&](service::StreamWriter& streams) {
        auto op = *streams.heldOp(id);
        op.outcome = wire::Outcome::Applied;
        op.reason.clear();
        streams.hold(op, {});
        streams.blankOp(streams.quarantined({}).back().id);
    });
    read([&](service::StreamReader& streams) {
        QCOMPARE(streams.countQuarantined(std::vector<std::string>{hall}), 1);
        QCOMPARE(streams.quarantined({.venues = std::vector<std::string>{hall}}).at(0).receivedAt, 11);
    });
}
