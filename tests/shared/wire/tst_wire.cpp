// The wire shapes come through their codec whole, unknown keys and all; bytes that are none of them are told so.
#include "shared/base/id.h"
#include "shared/wire/op_codec.h"
#include "shared/wire/sync_messages.h"
#include "tests/support/compare.h"
#include "tests/support/seeded_random.h"

#include <QTest>

using namespace waymark;
using base::Json;

namespace {

const std::string kOp = "019aa700000070008000000000000001";
const std::string kEntity = "9a6f1c3e-0000-4000-8000-000000000001";

Json parse(const char* text) { return *base::parseJson(text); }

} // namespace

class tst_wire : public QObject {
    Q_OBJECT

private slots:
    void anOpKeepsKeysThatNobodyKnows() {
        Json json = parse(R"({"at":17,"by":null,"stream":"venue/22222222-0000-4000-8000-000000000000","type":"picnic",
            "set":{"weather":{"sky":["blue",1.0,null]}},"saw":{"weather":"019aa700000070008000000000000002"},
            "about":["person:9a6f1c3e-0000-4000-8000-000000000001"],"clock":{"wall":1,"offset":60,"zone":"later"},"mood":{"deep":[1,{"er":2}]}})");
        json["id"] = kOp;
        json["entity"] = kEntity;
        const auto op = wire::opFromJson(json);
        QVERIFY(op.ok());
        QVERIFY(op->extra == parse(R"({"mood":{"deep":[1,{"er":2}]}})"));
        QVERIFY(wire::toJson(*op) == json);
    }

    void entriesAndStatesKeepUnknownKeysToo() {
        for (const char* text : {R"({"seq":4,"op":"019aa700000070008000000000000001","type":"mark","entity":"e","set":{"x":1},"by":null,"at":5,"new":true})",
                                 R"({"seq":5,"erase":{"type":"person","entity":"e"},"why":"asked"})", R"({"seq":6,"void":true,"since":3})"}) {
            const auto entry = wire::entryFromJson(parse(text));
            QVERIFY2(entry.ok(), text);
            QVERIFY2(wire::toJson(*entry) == parse(text), text);
        }
        const Json state = parse(R"({"type":"person","entity":"e","fields":{"name":{"v":null,"seq":3,"op":"o","at":4,"by":"u","new":[1]}}})");
        QVERIFY(wire::toJson(*wire::stateFromJson(state)) == state);
    }

    void whatIsNoJsonOutsideOfTheOpsMakesTheRequestUnreadable_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("half a character in the app's name") << R"({"protocol":1,"app":"\ud800","push":[{"x":1e400}]})";
        QTest::newRow("a number beyond all numbers in a place") << R"({"protocol":1,"push":[],"pull":[{"stream":"s","seq":1e400}]})";
        QTest::newRow("before the push") << R"({"clock":1e999,"protocol":1,"push":[1]})";
        QTest::newRow("behind it") << R"({"protocol":1,"push":[{"a":"\ud800"}],"clock":1e999})";
        QTest::newRow("two pushes") << R"({"protocol":1,"push":[1,1,1e400],"push":[1e400]})";
        QTest::newRow("a push in other letters") << R"({"protocol":1,"push":[1e400],"pu\u0073h":[1]})";
        QTest::newRow("a push that is an object") << R"({"protocol":1,"push":{"a":1e400}})";
        QTest::newRow("an op that ends too soon") << R"({"protocol":1,"push":[{"a":1e400})";
        QTest::newRow("another list of ops") << R"({"protocol":1,"more":{"push":[1e400]}})";
    }
    void whatIsNoJsonOutsideOfTheOpsMakesTheRequestUnreadable() {
        QFETCH(QString, text);
        const auto request = wire::syncRequestFromText(text.toStdString());
        QVERIFY(!request.ok());
        QCOMPARE(request.error().code, base::ErrorCode::Malformed);
    }
    void whatIsNoJsonInAnOpIsLeftOutOfThatOp() {
        const auto request = wire::syncRequestFromText(
            "{\"app\":\"push\",\"protocol\":1,\"push\":[{\"a\":\"\\\"\\ud83d\\ude00\\\\ud800\"},{\"push\":[1e400,\"x\\ud800y\"]},[[1e999]],2,-1e400]}");
        QVERIFY(request.ok());
        QVERIFY(request->mended == (std::vector<std::size_t>{1, 2, 4}));
        QVERIFY(request->push[0] == Json::object({{"a", "\"\U0001f600\\ud800"}}));
        QVERIFY(request->push[1] == (Json{{"push", {nullptr, "x\ufffdy"}}}));
        QVERIFY(request->push[4] == Json());
    }

    void anOpThatCannotBeReadIsMalformed_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no object") << "[]";
        QTest::newRow("no id") << R"({"at":1,"stream":"s","type":"t","entity":"e","set":{}})";
        QTest::newRow("an id with hyphens") << R"({"id":"9a6f1c3e-0000-4000-8000-000000000001","at":1,"stream":"s","type":"t","entity":"e","set":{}})";
        QTest::newRow("a time that is text") << R"({"id":"019aa700000070008000000000000001","at":"1","stream":"s","type":"t","entity":"e","set":{}})";
        QTest::newRow("a set that is a list") << R"({"id":"019aa700000070008000000000000001","at":1,"stream":"s","type":"t","entity":"e","set":[]})";
        QTest::newRow("about that is text") << R"({"id":"019aa700000070008000000000000001","at":1,"stream":"s","type":"t","entity":"e","set":{},"about":"x"})";
        QTest::newRow("saw that holds numbers") << R"({"id":"019aa700000070008000000000000001","at":1,"stream":"s","type":"t","entity":"e","set":{},"saw":{"f":1}})";
        QTest::newRow("by that is a number") << R"({"id":"019aa700000070008000000000000001","at":1,"by":1,"stream":"s","type":"t","entity":"e","set":{}})";
    }
    void anOpThatCannotBeReadIsMalformed() {
        QFETCH(QString, text);
        QVERIFY(wire::opFromJson(*base::parseJson(text.toStdString())).error().code == base::ErrorCode::Malformed);
    }

    void aRequestComesThroughWhole() {
        wire::SyncRequest request;
        request.app = "0.1.0";
        request.clock = 99;
        request.anchor = kOp;
        request.push = {parse(R"({"anything":"at all"})")};
        request.pull = {{"venue/x", {7, "abcd"}, std::nullopt, std::nullopt}, {"case/x", {}, "token", wire::Place{9, "ef"}}};
        request.limit = 1234;
        request.waiting = wire::Waiting{3, 12, 2};
        const auto read = wire::syncRequestFromText(wire::toText(request));
        QVERIFY(read.ok());
        QCOMPARE(wire::toText(*read), wire::toText(request));
        QCOMPARE(read->waiting->ops, 3);
        QCOMPARE(read->waiting->blobs, 2);
        QCOMPARE(read->pull[1].past->seq, 9);
    }

    void aReplyComesThroughWhole() {
        wire::SyncReply reply;
        reply.clock = 5;
        reply.forgot = true;
        reply.more = true;
        reply.results = {{kOp, wire::Outcome::Duplicate, 8, wire::Outcome::Superseded, {}, {"name"}},
                         {kOp, wire::Outcome::Quarantined, 8, std::nullopt, "not_granted", {}}};
        reply.streams = {{"venue/x", "worker"}};
        reply.revoked = {"venue/y"};
        wire::StreamPull entries;
        entries.stream = "venue/x";
        entries.place = wire::Place{8, "aa"};
        entries.head = 8;
        entries.sum = 0xfedcba9876543210u;
        entries.entries.push_back(*wire::entryFromJson(parse(R"({"seq":8,"void":true})")));
        wire::StreamPull page;
        page.stream = "case/x";
        page.isState = true;
        page.past = wire::Place{3, "bb"};
        page.stateNext = "3.bb.person.e";
        page.erased = std::vector<domain::EntityKey>{{"person", kEntity}};
        wire::StreamPull reset;
        reset.stream = "register/x/2026";
        reset.reset = true;
        reply.pull = {entries, page, reset};
        const auto read = wire::syncReplyFromText(wire::toText(reply));
        QVERIFY(read.ok());
        QCOMPARE(wire::toText(*read), wire::toText(reply));
        QVERIFY(read->pull[0].sum == entries.sum);
        QVERIFY(read->pull[1].past == page.past);
        QVERIFY(!read->pull[1].place);
        QVERIFY(read->pull[2].reset);
    }

    void whatIsEmptyStandsThereAllTheSame() {
        wire::StreamPull first, next;
        first.stream = next.stream = "venue/x";
        first.isState = next.isState = true;
        first.erased.emplace();
        wire::SyncReply reply;
        reply.pull = {first, next};
        const Json told = parse(wire::toText(reply).c_str());
        for (const char* list : {"results", "streams", "revoked"})
            COMPARE_JSON(told[list], Json::array());
        COMPARE_JSON(told["pull"][0]["erased"], Json::array());
        QVERIFY2(!told["pull"][1].contains("erased"), "it is not a first page");
    }

    void timesBeyondAllYearsAreCut() {
        const auto request = wire::syncRequestFromText(
            R"({"protocol":1,"clock":-9223372036854775808,"waiting":{"ops":9223372036854775807,"since":9223372036854775807},"trouble":[{"stream":"s","kind":"k","since":-9e3}]})");
        QVERIFY(request.ok());
        QCOMPARE(request->clock, -253'402'300'799'999);
        QCOMPARE(*request->waiting->since, 253'402'300'799'999);
        QCOMPARE(request->waiting->ops, 1'000'000'000);
        QCOMPARE(wire::syncReplyFromText(R"({"protocol":1,"clock":9223372036854775807})")->clock, 253'402'300'799'999);
        const auto entry = wire::entryFromJson(parse(R"({"seq":4,"op":"a","type":"mark","entity":"e","set":{},"by":null,"at":9223372036854775807})"));
        QCOMPARE(entry->at, 253'402'300'799'999);
    }

    void timesBeyondWhatIsSignedAreCutToo() {
        const auto op = wire::opFromJson(parse(R"({"id":"019aa700000070008000000000000001","at":18446744073709551615,"by":null,"stream":"s","type":"t","entity":"e","set":{}})"));
        QVERIFY(op.ok());
        QCOMPARE(op->at, 253'402'300'799'999);
    }

    void aPlaceThatIsNoneIsRefusedAndNotTakenForTheBeginning_data() {
        QTest::addColumn<QByteArray>("more");
        for (const char* more : {R"("pull":[{"stream":"s","seq":"3"}])", R"("pull":[{"stream":"s","seq":1.5}])", R"("pull":[{"stream":"s","seq":null}])", R"("pull":[{"stream":"s","seq":-1}])",
                                 R"("pull":[{"stream":"s","seq":18446744073709551615}])", R"("pull":[{"stream":"s","seq":1,"chain":7}])", R"("anchor":5)", R"("anchor":[])"})
            QTest::newRow(more) << QByteArray(more);
    }
    void aPlaceThatIsNoneIsRefusedAndNotTakenForTheBeginning() {
        QFETCH(QByteArray, more);
        QVERIFY(!wire::syncRequestFromText(("{\"protocol\":1,\"clock\":0," + more + '}').toStdString()).ok());
    }

    void whatIsNoReplyIsNotTakenForOne() {
        for (const char* text : {"", "<html><body>Welcome to the hall's wifi</body></html>", "{}", "[1,2]", R"({"protocol":1,"clock":2,"pull":[{"stream":"s","entries":[7]}]})",
                                 R"({"protocol":1,"clock":2,"results":[{"id":"x","outcome":"maybe"}]})"})
            QVERIFY2(!wire::syncReplyFromText(text).ok(), text);
    }

    // Every cut and every flipped byte of a real request is either read or refused; nothing else may happen. Also run under the sanitizers.
    void damagedRequestsAreReadOrRefused() {
        tests::SeededRandom random(11);
        wire::SyncRequest request;
        request.push = {parse(R"({"id":"019aa700000070008000000000000001","at":1,"by":"u","stream":"s","type":"t","entity":"e","set":{"a":[1,"\u00e9"]}})")};
        request.pull = {{"venue/x", {7, "abcd"}, "token", wire::Place{9, "ef"}}};
        const std::string whole = wire::toText(request);
        int refused = 0;
        for (std::size_t cut = 0; cut < whole.size(); ++cut)
            refused += !wire::syncRequestFromText(whole.substr(0, cut)).ok();
        QCOMPARE(refused, int(whole.size()));
        for (int i = 0; i < 20'000; ++i) {
            std::string damaged = whole;
            damaged[random.next() % damaged.size()] = static_cast<char>(random.next());
            const auto read = wire::syncRequestFromText(damaged);
            if (read)
                for (const auto& op : read->push)
                    (void)wire::opFromJson(op).ok();
        }
    }
};

QTEST_APPLESS_MAIN(tst_wire)
#include "tst_wire.moc"
