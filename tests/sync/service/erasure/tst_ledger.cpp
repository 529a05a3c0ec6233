// The ledger's file: what is appended comes back, a torn end is passed over, a changed line is noticed.
#include "shared/domain/mentions.h"
#include "sync/service/erasure/ledger.h"
#include "sync/service/erasure/residues.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using service::Ledger;
using service::LedgerLine;

namespace {

LedgerLine erasure(const std::string& id, const std::vector<std::string>& people) { return {LedgerLine::Kind::Erase, 100, id, people, {}, {}, {}}; }

Json parsed(const QByteArray& text) { return Json::parse(text.toStdString()); }

} // namespace

class tst_ledger : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    QString path() const { return m_directory->filePath("ledger"); }
    Ledger ledger() const { return Ledger(path().toStdString()); }
    QByteArray content() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void setContent(const QByteArray& bytes) {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    std::vector<std::string> ids() const {
        std::vector<std::string> found;
        const auto lines = ledger().lines();
        if (!lines) return {"an error"};
        for (const auto& line : *lines)
            found.push_back(line.id);
        return found;
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void whatIsAppendedComesBackInOrder() {
        QVERIFY(ids().empty());
        LedgerLine device;
        device.kind = LedgerLine::Kind::Device;
        device.id = "device";
        device.status = "lost";
        device.tokenHash = "hash";
        device.at = 7;
        LedgerLine grants;
        grants.kind = LedgerLine::Kind::Grants;
        grants.id = "other device";
        grants.venue = "venue";
        QVERIFY(ledger().append(erasure("first", {"a", "b"})).ok());
        QVERIFY(ledger().append(device).ok());
        LedgerLine user;
        user.kind = LedgerLine::Kind::User;
        user.id = "user";
        user.status = "revoked";
        user.venue = "venue";
        user.role = "worker";
        user.ends = 9;
        user.op = std::string(32, 'a');
        user.by = "administrator";
        QVERIFY(ledger().append(grants).ok());
        QVERIFY(ledger().append(user).ok());
        const auto lines = ledger().lines();
        QVERIFY(lines.ok());
        QCOMPARE(lines->size(), std::size_t(4));
        const auto& last = lines->back();
        QVERIFY(last.kind == LedgerLine::Kind::User);
        QCOMPARE(last.id + last.status + last.venue + last.role + last.by, std::string("userrevokedvenueworkeradministrator"));
        QCOMPARE(last.ends, 9);
        QCOMPARE(last.op, user.op);
        QCOMPARE((*lines)[0].people, (std::vector<std::string>{"a", "b"}));
        QCOMPARE((*lines)[0].at, 100);
        QVERIFY((*lines)[1].kind == LedgerLine::Kind::Device);
        QCOMPARE((*lines)[1].status + (*lines)[1].tokenHash, std::string("losthash"));
        QVERIFY((*lines)[2].kind == LedgerLine::Kind::Grants);
        QCOMPARE((*lines)[2].venue, std::string("venue"));
    }

    void aTornEndIsPassedOverWhereverItWasCut() {
        QVERIFY(ledger().append(erasure("first", {"a"})).ok());
        const auto first = content();
        QVERIFY(ledger().append(erasure("second", {"b"})).ok());
        const auto both = content();
        for (auto length = first.size(); length < both.size() - 1; ++length) {
            setContent(both.left(length));
            QCOMPARE(ids(), std::vector<std::string>{"first"});
            QVERIFY(ledger().append(erasure("third", {"c"})).ok());
            QCOMPARE(ids(), (std::vector<std::string>{"first", "third"}));
            QCOMPARE(content().count('\n'), 2);  // the torn end is gone, not joined or closed
            QVERIFY(content().startsWith(first));
        }
        setContent(both.left(both.size() - 1));  // whole but for its end: it may have been answered for
        QCOMPARE(ids(), (std::vector<std::string>{"first", "second"}));
        QVERIFY(ledger().append(erasure("third", {"c"})).ok());
        QCOMPARE(ids(), (std::vector<std::string>{"first", "second", "third"}));
    }

    void aChangedLineIsNoticed() {
        QVERIFY(ledger().append(erasure("first", {"a"})).ok());
        QVERIFY(ledger().append(erasure("second", {"b"})).ok());
        const auto good = content();
        for (const auto at : {3, 20, 40}) {
            auto bad = good;
            bad[at] = bad[at] == 'x' ? 'y' : 'x';
            setContent(bad);
            const auto lines = ledger().lines();
            QVERIFY(!lines.ok());
            QCOMPARE(lines.error().code, base::ErrorCode::Tampered);
        }
    }

    void onlyAnUnfinishedLastLineIsPassedOver_data() {
        QTest::addColumn<QByteArray>("more");
        const auto line = QByteArray::fromStdString(service::ledgerText(erasure("second", {"b"})));
        QTest::newRow("its last letter is another") << line.left(line.size() - 1) + "]\n";
        QTest::newRow("it is cut, and has its end") << line.left(line.size() / 2) + '\n';
        QTest::newRow("cut, and others came after it") << line.left(line.size() - 2) + '\n' + line + '\n';
        QTest::newRow("no line of ours") << QByteArray("garbage\n");
        QTest::newRow("an empty line") << QByteArray("\n");
        QTest::newRow("the ends of lines of another system") << line + "\r\n";
    }
    void onlyAnUnfinishedLastLineIsPassedOver() {
        QFETCH(QByteArray, more);
        QVERIFY(ledger().append(erasure("first", {"a"})).ok());
        setContent(content() + more);
        const auto lines = ledger().lines();
        QVERIFY(!lines.ok());
        QCOMPARE(lines.error().code, base::ErrorCode::Tampered);
        QVERIFY2(lines.error().detail.find("line 2 of " + path().toStdString()) != std::string::npos, lines.error().detail.c_str());
    }

    void whereNothingCanBeWrittenIsSaid() {
        const Ledger nowhere(m_directory->filePath("nowhere/ledger").toStdString());
        const auto ready = nowhere.ready();
        QVERIFY(!ready.ok());
        QVERIFY2(ready.error().detail.find("nowhere/ledger: No such file or directory") != std::string::npos, ready.error().detail.c_str());
        QVERIFY(ledger().ready().ok());
        QVERIFY(Ledger(std::string()).ready().ok());
    }

    void withoutAPathNothingIsKept() {
        const Ledger none{{}};
        QVERIFY(none.append(erasure("first", {"a"})).ok());
        QVERIFY(none.lines()->empty());
    }

    void itIsForItsOwnerAlone() {
        QVERIFY(ledger().append(erasure("first", {"a"})).ok());
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void mentions_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("left");
        const char* uuid = "55555555-0000-4000-8000-000000000001";
        const auto with = [uuid](const char* text) { return QByteArray(text).replace("P", uuid); };
        QTest::newRow("a reference alone") << with(R"("person:P")") << QByteArray("null");
        QTest::newRow("one of those who attended") << with(R"(["person:P","person:q"])") << QByteArray(R"(["person:q"])");
        QTest::newRow("a collector, with name and word") << with(R"([{"name":"Z","person":"person:P","word":"owl"},{"name":"Gran"}])")
                                                         << QByteArray(R"([{"name":"Gran"}])");
        QTest::newRow("who took a child home") << with(R"({"at":"12:00","with":"person:P"})") << QByteArray(R"({"at":"12:00"})");
        QTest::newRow("a longer text") << with(R"("seen with P today")") << QByteArray(R"("seen with  today")");
        QTest::newRow("a longer text that ends with them") << with(R"("Keys at the desk. Call about person:P")") << QByteArray(R"("Keys at the desk. Call about ")");
        QTest::newRow("a longer text with a colon") << with(R"("Agenda: bring the list of person:P: today")") << QByteArray(R"("Agenda: bring the list of : today")");
        QTest::newRow("one of two texts") << with(R"(["call person:P","tidy up"])") << QByteArray(R"(["call ","tidy up"])");
        QTest::newRow("one of those who attended, without the type") << with(R"(["P","person:q"])") << QByteArray(R"(["person:q"])");
        QTest::newRow("who sees to something") << with(R"([{"owner":"person:P","text":"Heating broken"},{"text":"Dust"}])")
                                               << QByteArray(R"([{"text":"Heating broken"},{"text":"Dust"}])");
        QTest::newRow("a collector, without the type") << with(R"([{"name":"Z","person":"P"}])") << QByteArray("[]");
        QTest::newRow("a list within a list") << with(R"([["person:P",1],2])") << QByteArray("[[1],2]");
        QTest::newRow("what they are the key of") << with(R"({"P":1,"n":{"person:P":2,"m":3}})") << QByteArray(R"({"n":{"m":3}})");
        QTest::newRow("one within another") << QByteArray(R"("a 55555555-0000-55555555-0000-4000-8000-0000000000014000-8000-000000000001")") << QByteArray(R"("a ")");
        QTest::newRow("somebody else") << QByteArray(R"({"with":"person:q","n":3})") << QByteArray(R"({"with":"person:q","n":3})");
    }
    void mentions() {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, left);
        const std::vector<std::string> ids{"55555555-0000-4000-8000-000000000001"};
        QCOMPARE(base::toText(domain::withoutMentions(parsed(value), ids)), base::toText(parsed(left)));
        QVERIFY(!domain::mentionsAny(domain::withoutMentions(parsed(value), ids), ids));
    }

    void bands_data() {
        QTest::addColumn<QByteArray>("born");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("band");
        QTest::newRow("four on the day") << QByteArray(R"({"date":"2021-11-22"})") << "child" << "0-4";
        QTest::newRow("five on the day") << QByteArray(R"({"date":"2021-11-21"})") << "child" << "5-10";
        QTest::newRow("eleven") << QByteArray(R"({"date":"2015-01-01"})") << "child" << "11-15";
        QTest::newRow("sixteen, by the year") << QByteArray(R"({"date":"2009","precision":"year"})") << "young_person" << "16-19";
        QTest::newRow("nineteen") << QByteArray(R"({"date":"2007-06","precision":"month"})") << "young_person" << "16-19";
        QTest::newRow("thirty") << QByteArray(R"({"date":"1996-01-01"})") << "adult" << "adult";
        QTest::newRow("an adult without a birthday") << QByteArray("null") << "adult" << "adult";
        QTest::newRow("a child without a birthday") << QByteArray("null") << "child" << "unknown";
    }
    void bands() {
        QFETCH(QByteArray, born);
        QFETCH(QString, kind);
        QFETCH(QString, band);
        domain::Fields person;
        person["born"].value = parsed(born);
        person["kind"].value = kind.toStdString();
        QCOMPARE(service::bandOf(person, "2026-11-21"), band.toStdString());
    }
};

QTEST_APPLESS_MAIN(tst_ledger)
#include "tst_ledger.moc"
