#include "tests/sync/service/store/erasure_store_contract.h"

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/store/facts.h"

#include <QTest>

#include <set>

using namespace waymark;
using base::Json;
using base::Result;
using service::Append;
using service::WriteTransaction;

namespace {
const std::string kStream = domain::venueStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");
}

void ErasureStoreContract::init() { m_store = emptyStore(); }
void ErasureStoreContract::cleanup() { m_store.reset(); }

void ErasureStoreContract::reopen() {
    m_store.reset();
    m_store = openAgain();
}

void ErasureStoreContract::write(const std::function<void(service::StreamWriter&)>& work) {
    QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> { work(t.streams()); return {}; }).ok());
}

void ErasureStoreContract::read(const std::function<void(service::StreamReader&)>& work) {
    QVERIFY(m_store->read([&](service::ReadTransaction& t) { work(t.streams()); }).ok());
}

std::string ErasureStoreContract::addPerson(service::StreamWriter& streams, const std::string& name) {
    const std::string id = base::newUuid(m_random);
    streams.append(kStream, Append{base::newOpId(1000, m_random), "person", id, {{"name", name}}, std::nullopt, 1000, Json::object()},
                   m_random.bytes<16>());
    return id;
}

// An entry and the op behind it, as the judge leaves them.
std::string ErasureStoreContract::addOp(service::StreamWriter& streams, const domain::EntityKey& key, const Json& set, const std::vector<std::string>& about) {
    service::HeldOp held;
    held.id = base::newOpId(1000, m_random);
    held.stream = kStream;
    held.type = key.type;
    held.entity = key.id;
    held.device = "device";
    held.saw = {{"name", base::newOpId(1, m_random)}};
    held.receivedAt = 5;
    held.seq = streams.append(kStream, Append{held.id, key.type, key.id, set, std::nullopt, 1000, Json::object()}, m_random.bytes<16>());
    std::vector<std::string> subjects = {domain::reference(key.type, key.id)};
    subjects.insert(subjects.end(), about.begin(), about.end());
    streams.hold(held, subjects);
    return held.id;
}

void ErasureStoreContract::theBarrierIsKept() {
    const std::string hash(64, 'b');
    write([&](service::StreamWriter& streams) {
        QVERIFY(!streams.isBarred(hash));
        streams.bar(hash);
        streams.bar(hash);
    });
    reopen();
    read([&](service::StreamReader& streams) {
        QVERIFY(streams.isBarred(hash));
        QVERIFY(!streams.isBarred(std::string(64, 'c')));
    });
}

void ErasureStoreContract::anErasedEntityLeavesStateAndSumAndTheLogSaysSo() {
    const domain::EntityKey gone{"person", base::newUuid(m_random)};
    write([&](service::StreamWriter& streams) {
        addPerson(streams, "stays");
        addOp(streams, gone, {{"name", "goes"}, {"kind", "child"}});
    });
    std::uint64_t before = 0;
    write([&](service::StreamWriter& streams) {
        before = streams.head(kStream).sum;
        QVERIFY(!streams.isErased(kStream, gone));
        QCOMPARE(streams.appendErase(kStream, gone, m_random.bytes<16>()), 3);
        QVERIFY(streams.fieldsOf(kStream, gone).empty());
    });
    reopen();
    read([&](service::StreamReader& streams) {
        QCOMPARE(streams.head(kStream).seq, 3);
        QVERIFY(streams.fieldsOf(kStream, gone).empty());
        QVERIFY(streams.isErased(kStream, gone));
        QVERIFY(!streams.isErased(kStream, {"mark", gone.id}));
        QVERIFY(streams.erasedIn(kStream) == std::vector<domain::EntityKey>{gone});
        QVERIFY(streams.stateAfter(kStream, {}, 1 << 20).rowsJson.find(gone.id) == std::string::npos);
        std::uint64_t sum = 0;
        for (const auto& entity : streams.entitiesOf(kStream, "person"))
            for (const auto& [name, field] : entity.fields)
                sum += domain::fieldSum("person", entity.key.id, name, field.seq, field.op);
        QCOMPARE(streams.head(kStream).sum, sum);
        QVERIFY(sum != before);
        const auto rows = base::parseJson('[' + streams.entriesAfter(kStream, 2, 1000).rowsJson + ']');
        QCOMPARE(base::toText((*rows)[0]["erase"]), base::toText(Json{{"type", "person"}, {"entity", gone.id}}));
        QVERIFY(streams.changedIn(kStream, 2, 3) == std::vector<domain::EntityKey>{gone});
    });
}

void ErasureStoreContract::aBlankedOpKeepsItsPlaceAndItsIdAndNothingElse() {
    const domain::EntityKey key{"person", base::newUuid(m_random)};
    std::string id, chain;
    write([&](service::StreamWriter& streams) {
        id = addOp(streams, key, {{"name", "goes"}});
        addPerson(streams, "stays");
        chain = streams.head(kStream).chain;
    });
    write([&](service::StreamWriter& streams) { streams.blankOp(id); });
    reopen();
    read([&](service::StreamReader& streams) {
        QCOMPARE(streams.head(kStream).chain, chain);
        const auto rows = base::parseJson('[' + streams.entriesAfter(kStream, 0, 1 << 20).rowsJson + ']');
        QCOMPARE(base::toText((*rows)[0]), base::toText(Json{{"seq", 1}, {"void", true}}));
        QCOMPARE(rows->size(), std::size_t(2));
        const auto held = streams.heldOp(id);
        QVERIFY(held.has_value());
        QVERIFY(held->outcome == wire::Outcome::Erased);
        QCOMPARE(held->entity, std::string());
        QVERIFY(held->saw.empty() && held->body.empty());
        QVERIFY(streams.changedIn(kStream, 0, 1).empty());
    });
}

void ErasureStoreContract::aFieldIsTakenOutOfAnEntryAndTheOthersStay() {
    const domain::EntityKey key{"group_meeting", base::newUuid(m_random)};
    std::string both, alone;
    write([&](service::StreamWriter& streams) {
        both = addOp(streams, key, {{"area", "north"}, {"attendees", {"person:x"}}});
        alone = addOp(streams, key, {{"attendees", {"person:x", "person:y"}}});
    });
    write([&](service::StreamWriter& streams) {
        streams.blankFields(both, {"attendees"});
        streams.blankFields(alone, {"attendees"});
    });
    read([&](service::StreamReader& streams) {
        const auto rows = base::parseJson('[' + streams.entriesAfter(kStream, 0, 1 << 20).rowsJson + ']');
        QCOMPARE(base::toText((*rows)[0]["set"]), base::toText(Json{{"area", "north"}}));
        QVERIFY((*rows)[1].contains("void"));
        const auto held = streams.heldOp(alone);
        QVERIFY(held->outcome == wire::Outcome::Applied);
        QVERIFY(!held->saw.empty());
    });
}

void ErasureStoreContract::opsAreFoundBySubjectAndByText() {
    const domain::EntityKey person{"person", base::newUuid(m_random)}, mark{"mark", base::newUuid(m_random)};
    const std::string reference = domain::reference("person", person.id);
    std::string first, second, quarantined;
    write([&](service::StreamWriter& streams) {
        first = addOp(streams, person, {{"name", "Zoë"}});
        second = addOp(streams, mark, {{"person", reference}}, {reference});
        service::HeldOp held;
        held.id = quarantined = base::newOpId(1000, m_random);
        held.stream = kStream;
        held.outcome = wire::Outcome::Quarantined;
        held.reason = "invalid_value";
        held.body = R"({"x":")" + reference + R"("})";
        streams.hold(held, {reference});
    });
    const auto idsAbout = [](service::StreamReader& streams, const std::string& subject) {
        std::set<std::string> ids;
        for (const auto& op : streams.opsAbout(subject))
            ids.insert(op.id);
        return ids;
    };
    read([&](service::StreamReader& streams) {
        QVERIFY(idsAbout(streams, reference) == (std::set<std::string>{first, second, quarantined}));
        QVERIFY(idsAbout(streams, domain::reference("mark", mark.id)) == std::set<std::string>{second});
        const auto found = streams.opsContaining(reference);
        QVERIFY(std::set<std::string>(found.begin(), found.end()) == (std::set<std::string>{second, quarantined}));
        QVERIFY(streams.opsContaining("Zoë") == std::vector<std::string>{first});
        QVERIFY(streams.opsContaining("%").empty());
    });
    write([&](service::StreamWriter& streams) { streams.forgetSubject(reference); });
    read([&](service::StreamReader& streams) {
        QVERIFY(streams.opsAbout(reference).empty());
        QVERIFY(!streams.opsAbout(domain::reference("mark", mark.id)).empty());
    });
}

void ErasureStoreContract::residuesAreFactsOfTheirSessionsDay() {
    const auto done = m_store->write([](WriteTransaction& t) -> Result<void> {
        t.facts().put(service::SessionFact{"s1", "v", "a", "2026-05-01", "closed", "", "", false});
        t.facts().put(service::ResidueFact{"r1", "v", "s1", "5-10", 2});
        t.facts().put(service::ResidueFact{"r2", "other", "s2", "unknown", 1});
        return {};
    });
    QVERIFY(done.ok());
    const auto look = [this](const service::FactFilter& filter) {
        std::vector<service::ResidueFact> rows;
        [&] { QVERIFY(m_store->read([&](service::ReadTransaction& t) { rows = t.facts().residues(filter); }).ok()); }();
        return rows;
    };
    QCOMPARE(look({}).size(), std::size_t(2));
    const auto may = look({"v", "2026-05-01", "2026-05-31"});
    QCOMPARE(may.size(), std::size_t(1));
    QCOMPARE(may[0].band, std::string("5-10"));
    QCOMPARE(may[0].marks, 2);
    QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> { t.facts().remove("residue", "r1"); return {}; }).ok());
    QCOMPARE(look({}).size(), std::size_t(1));
    QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> { t.facts().clear(); return {}; }).ok());
    QVERIFY(look({}).empty());
}

void ErasureStoreContract::scrubbingCanBeAskedForAtAnyTime() {
    QVERIFY(m_store->scrub().ok());
    write([this](service::StreamWriter& streams) { addPerson(streams, "person"); });
    QVERIFY(m_store->scrub().ok());
    QVERIFY(m_store->scrub().ok());
}

void ErasureStoreContract::aScrubIsOwedUntilItCameToItsEnd() {
    const auto owed = [this] {
        std::string name;
        read([&](service::StreamReader& streams) { name = streams.scrubOwed(); });
        return name;
    };
    QCOMPARE(owed(), std::string());
    write([](service::StreamWriter& streams) { streams.oweScrub(); });
    const std::string first = owed();
    QVERIFY(!first.empty());
    write([](service::StreamWriter& streams) { streams.oweScrub(); });
    const std::string second = owed();
    QVERIFY(!second.empty() && second != first);  // a scrub that began before does not pay for it
    reopen();
    QCOMPARE(owed(), second);
    QVERIFY(m_store->scrub().ok());
    QCOMPARE(owed(), std::string());
    reopen();
    QCOMPARE(owed(), std::string());
    write([](service::StreamWriter& streams) { streams.oweScrub(); });
    QVERIFY(owed() != first && owed() != second);
}

// Rows of all lengths that grow between one another make pages split and rows move, which leaves copies of them behind.
void ErasureStoreContract::noByteOfWhatWasErasedIsLeft() {
    constexpr std::size_t kRecords = 300, kErased = 40, kBatch = 50;
    const auto canary = [](std::size_t i) { return "Canary" + std::to_string(1000 + i) + '!'; };
    std::vector<domain::EntityKey> keys;
    std::vector<std::vector<std::string>> ops(kRecords);
    for (std::size_t i = 0; i < kRecords; ++i)
        keys.push_back({"person", base::newUuid(m_random)});
    for (std::size_t round = 0; round < 6; ++round)
        for (std::size_t batch = 0; batch < kRecords; batch += kBatch)
            write([&](service::StreamWriter& streams) {
                for (std::size_t n = batch; n < batch + kBatch; ++n) {
                    const std::size_t i = (n * 71 + round) % kRecords;
                    const Json set{{round % 2 ? "name" : "known_as", canary(i) + std::string(m_random.next() % 2500, '.')}};
                    ops[i].push_back(addOp(streams, keys[i], set));
                }
            });
    QVERIFY(bytes().contains(canary(0).c_str()));  // so the search finds what is there
    analyze();
    for (std::size_t i = 0; i < kErased; ++i)
        write([&](service::StreamWriter& streams) {
            for (const auto& op : ops[i])
                streams.blankOp(op);
            streams.forgetSubject(domain::reference("person", keys[i].id));
            streams.appendErase(kStream, keys[i], m_random.bytes<16>());
        });
    QVERIFY(m_store->scrub().ok());
    const QByteArray all = bytes();
    for (std::size_t i = 0; i < kErased; ++i)
        QVERIFY2(!all.contains(canary(i).c_str()), canary(i).c_str());
    QVERIFY(all.contains(canary(kErased).c_str()));
    QCOMPARE(knownToThePlanner("Canary"), 0);
}
