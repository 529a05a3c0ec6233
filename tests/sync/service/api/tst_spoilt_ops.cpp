// What one device sends must spoil no reply: whatever is taken of it can be read by every device that pulls it, as entries and as state, and an
// erasure finds it.
#include "shared/base/text.h"
#include "shared/domain/blob.h"
#include "sync/service/erasure/barrier.h"
#include "sync/service/erasure/person_erasure.h"
#include "tests/sync/service/api/sync_fixture.h"

using namespace waymark;
using namespace waymark::tests;

class tst_spoilt_ops : public SyncFixture {
    Q_OBJECT

    const std::string venue = domain::venueStream(kVenue);

    static Json nested(int levels) {
        Json value = "deep";
        for (int i = 0; i < levels; ++i)
            value = Json::array({value});
        return value;
    }
    /// What a device that has nothing, or everything before `place`, is sent; nothing if it could not read it.
    std::optional<wire::SyncReply> readReply(const wire::Place* place = nullptr) {
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.pull = {{venue, {}, std::nullopt, std::nullopt}};
        if (place) request.pull[0].place = *place;
        const auto reply = m_core->sync(kDevice, request);
        if (!reply) return std::nullopt;
        const auto text = wire::toText(*reply);
        auto read = wire::syncReplyFromText(text);
        return text.size() <= wire::kMaxBodyBytes && read ? std::optional(std::move(*read)) : std::nullopt;
    }
    void erase(const std::string& person) {
        write([&](WriteTransaction& t) {
            t.streams().lockAll();
            service::PersonErasure(t, *t.registry().organisation(), m_random, m_clock.wallMs()).erase({person});
        });
    }

private slots:
    void init() { makeService(); }

    void everybodyCanReadOn_data() {
        QTest::addColumn<QString>("opText");
        QTest::addColumn<QString>("reason");
        const auto row = [this](const char* name, const Json& more, const char* reason, const Json& set = {{"name", "Zara"}}) {
            Json json = op("person", venue, set);
            if (more.is_object()) json.update(more);
            QTest::newRow(name) << QString::fromStdString(base::toText(json)) << QString(reason);
        };
        row("a key of a later version is kept", {{"mood", {{"calm", true}}}}, "");
        row("it says that it is an erasure", {{"erase", {{"type", "person"}, {"entity", kWorker}}}}, "malformed");
        row("it says that it is an erasure of nothing", {{"erase", nullptr}}, "malformed");
        row("it says that it is void", {{"void", true}}, "malformed");
        row("it says its place", {{"seq", "first"}}, "malformed");
        row("it says its entry's op", {{"op", 7}}, "malformed");
        row("it says a field's value", {{"v", "Adam"}}, "malformed");
        row("a value as deep as may be", {}, "", {{"drawing", nested(domain::kMaxValueDepth)}});
        row("a value that is too deep", {}, "invalid_value", {{"drawing", nested(domain::kMaxValueDepth + 1)}});
        row("a value as deep as a body may be", {}, "invalid_value", {{"drawing", nested(58)}});
        row("an unknown key as deep as may be", {{"mood", nested(domain::kMaxValueDepth)}}, "");
        row("an unknown key that is too deep", {{"mood", nested(60)}}, "invalid_value");
        row("it is about a very long name", {{"about", {std::string(4'000, 'x')}}}, "invalid_value");
        row("it is about names with zeros", {{"about", {std::string("person:\0", 8)}}}, "invalid_value");
    }
    void everybodyCanReadOn() {
        QFETCH(QString, opText);
        QFETCH(QString, reason);
        const auto first = sync({person("before")}, {{venue, {}, std::nullopt, std::nullopt}});
        const auto place = pulled(first, venue)->place;
        const auto reply = sync({*base::parseJson(opText.toStdString()), person("after")});
        QCOMPARE(QString::fromStdString(reply.results[0].reason), reason);
        QCOMPARE(reply.results[0].outcome, reason.isEmpty() ? Outcome::Applied : Outcome::Quarantined);
        QCOMPARE(reply.results[1].outcome, Outcome::Applied);
        const auto state = readReply();
        QVERIFY2(state, "a fresh device cannot read the state");
        QCOMPARE(pulled(*state, venue)->state.size(), std::size_t(reason.isEmpty() ? 3 : 2));
        const auto entries = readReply(&*place);
        QVERIFY2(entries, "a device that has the rest cannot read the entries");
        for (const auto& entry : pulled(*entries, venue)->entries)
            QCOMPARE(entry.kind, domain::Entry::Kind::Set);
    }

    void anOpThatIsNoJsonCostsTheOthersNothing_data() {
        QTest::addColumn<QString>("value");
        QTest::newRow("half a character") << "\"Zo\\ud800\"";
        QTest::newRow("the other half") << "\"\\udc00e\"";
        QTest::newRow("halves in the wrong order") << "\"\\udc00\\ud800\"";
        QTest::newRow("a number beyond all numbers") << "1e400";
        QTest::newRow("one in a list of a tree") << "{\"list\":[1,-1e999,{\"x\":2}]}";
        QTest::newRow("nested without end") << QString(300, '[') + "\"\\\"]\"" + QString(300, ']');
    }
    void anOpThatIsNoJsonCostsTheOthersNothing() {
        QFETCH(QString, value);
        const Json before = person("Zo\U0001f600"), spoilt = person("to be replaced"), after = person("after");
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.push = {before, spoilt, after};
        std::string text = wire::toText(request);
        text.replace(text.find("\"to be replaced\""), 16, value.toStdString());
        for (int time = 0; time < 2; ++time) {  // sent again, it is judged again
            auto read = wire::syncRequestFromText(text);
            QVERIFY(read.ok());
            const auto reply = m_core->sync(kDevice, std::move(*read));
            QVERIFY(reply.ok());
            QCOMPARE(reply->results.size(), std::size_t(3));
            QCOMPARE(reply->results[1].id, base::textOf(spoilt, "id"));
            QCOMPARE(reply->results[1].outcome, Outcome::Quarantined);
            QCOMPARE(reply->results[1].reason, "malformed");
        }
        const auto state = readReply();
        QVERIFY(state);
        QCOMPARE(pulled(*state, venue)->state.size(), std::size_t(2));
        const bool isFirst = base::textOf(before, "entity") < base::textOf(after, "entity");
        QCOMPARE(base::toText(pulled(*state, venue)->state[0].fields.at("name").value), base::toText(isFirst ? "Zo\U0001f600" : "after"));
    }

    void anEntityGrowsNoLargerThanAPage() {
        const std::string entity = base::newUuid(m_random);
        Outcome last = Outcome::Applied;
        int taken = 0;
        for (; taken < 200 && last == Outcome::Applied; ++taken) {
            const auto reply = sync({op("pushchair", venue, {{"field_" + std::to_string(taken), std::string(60'000, 'x')}}, kWorker, entity)});
            last = reply.results[0].outcome;
            if (last == Outcome::Quarantined) QCOMPARE(reply.results[0].reason, "too_large");
        }
        QCOMPARE(last, Outcome::Quarantined);
        QVERIFY(taken > 15);
        QVERIFY(readReply());
        // What it has can still be changed.
        m_clock.advance(1);  // its author saw none of it, so the later one wins
        QCOMPARE(sync({op("pushchair", venue, {{"field_0", "small"}}, kWorker, entity)}).results[0].outcome, Outcome::Applied);
    }

    void theBarrierTakesInNothingThatIsNoRecord_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("entity");
        QTest::newRow("no id") << "x" << "";
        QTest::newRow("no name of a type") << "Not A Type" << QString::fromStdString(kWorker);
        QTest::newRow("a very long id") << "x" << QString(5'000, 'x');
    }
    void theBarrierTakesInNothingThatIsNoRecord() {
        QFETCH(QString, type);
        QFETCH(QString, entity);
        const std::string erased = "person:" + base::newUuid(m_random);
        write([&](WriteTransaction& t) { t.streams().bar(service::barrierHash(*t.registry().organisation(), erased)); });
        const auto first = sync({person("before")}, {{venue, {}, std::nullopt, std::nullopt}});
        Json stopped = op(type.toStdString(), venue, {{"colour", "red"}});
        stopped["entity"] = entity.toStdString();
        stopped["about"] = {erased};
        QCOMPARE(sync({stopped}).results[0].outcome, Outcome::Erased);
        const auto entries = readReply(&*pulled(first, venue)->place);
        QVERIFY(entries && readReply());
        for (const auto& entry : pulled(*entries, venue)->entries)
            QCOMPARE(entry.type, "person");
    }

    void whatWasRefusedIsFoundByWhomItHangsOn() {
        const std::string id = base::newUuid(m_random), hash(64, 'a');
        Json refused = op("response", domain::caseStream(kVenue), {{"person", "person:" + id}, {"photo", {{"blob", hash}, {"media", "image/jpeg"}, {"bytes", 9}}}});
        refused.erase("about");
        QCOMPARE(sync({refused}).results[0].reason, "invalid_value");
        const service::BlobKey photo{domain::caseStream(kVenue), hash};
        write([&](WriteTransaction& t) { QVERIFY(t.blobs().isNamed(photo)); });
        erase(id);
        write([&](WriteTransaction& t) {
            const auto held = t.streams().heldOp(base::textOf(refused, "id"));
            QCOMPARE(held->outcome, Outcome::Erased);
            QVERIFY(!t.blobs().isNamed(photo));
        });
    }

    void whoIsNamedBesideTheFieldsIsErasedToo() {
        const std::string id = base::newUuid(m_random), session = base::newUuid(m_random);
        Json made = op("session", venue, {{"room", "hall"}, {"status", "open"}}, kWorker, session);
        made["on_behalf_of"] = "person:" + id;
        sync({person("before"), made});
        erase(id);
        write([&](WriteTransaction& t) { QVERIFY(t.streams().opsContaining(id).empty()); });
        const auto state = readReply();
        QVERIFY(state && wire::toText(*state).find(id) == std::string::npos);
        write([&](WriteTransaction& t) {
            const auto fields = t.streams().fieldsOf(venue, {"session", session});
            QVERIFY(fields.at("room").value == Json("hall") && fields.at("status").value == Json("open"));
        });
        // Nor does an op bring them back that way.
        m_clock.advance(60'000);
        Json again = op("session", venue, {{"room", "garden"}}, kWorker, session);
        again["on_behalf_of"] = "person:" + id;
        QCOMPARE(sync({again}).results[0].outcome, Outcome::Applied);
        write([&](WriteTransaction& t) { QVERIFY(t.streams().opsContaining(id).empty()); });
    }

    void aRetiredDeviceKeepsWhatItCannotSendYet() {
        write([](WriteTransaction& t) { t.registry().setDeviceStatus(kDevice, service::DeviceStatus::Retired); });
        wire::SyncRequest request;
        request.clock = m_clock.wallMs();
        request.waiting = wire::Waiting{2, m_clock.wallMs()};
        const auto reply = m_core->sync(kDevice, request);
        QVERIFY2(reply.ok(), "it was emptied of two ops whose key is not open on it");
        QVERIFY2(!reply->more, "it would call again at once, for ever");
        request.push = {person("one of the two")};
        QVERIFY(!m_core->sync(kDevice, request)->more);
        request.push = {person("the other")};
        request.waiting->ops = 1;
        QVERIFY(m_core->sync(kDevice, request)->more);
        request.push.clear();
        request.waiting->ops = 0;
        QCOMPARE(m_core->sync(kDevice, request).error().code, base::ErrorCode::Revoked);
    }
};

QTEST_APPLESS_MAIN(tst_spoilt_ops)
#include "tst_spoilt_ops.moc"
