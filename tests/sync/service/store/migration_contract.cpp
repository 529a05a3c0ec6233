#include "tests/sync/service/store/migration_contract.h"

#include "sync/service/store/stream_check.h"
#include "tests/sync/service/store/old_rows.h"

#include <QTest>

#include <set>

using namespace waymark;
using base::Json;
using base::Result;
using service::WriteTransaction;

namespace {

const std::string kFull = "full", kBlank = "blank", kMore = "more";

void write(service::Store& store, void (*work)(WriteTransaction&)) {
    const auto written = store.write([work](WriteTransaction& t) -> Result<void> { work(t); return {}; });
    QVERIFY2(written.ok(), written ? "" : written.error().detail.c_str());
}

Json answerOf(service::Store& store, const tests::Answer& answer) {
    Json said;
    const auto read = store.read([&](service::ReadTransaction& t) { said = answer.ask(t); });
    if (!read) qFatal("%s: %s", answer.name, read.error().detail.c_str());
    return said;
}

void compare(const char* name, const Json& found, const Json& wanted) {
    QVERIFY2(found == wanted, (std::string(name) + ": " + base::toText(found) + ", not " + base::toText(wanted)).c_str());
}

} // namespace

std::string MigrationContract::quoted(const std::vector<std::string>& columns) {
    std::string text;
    for (const auto& column : columns)
        text += (text.empty() ? "\"" : ", \"") + column + '"';
    return text;
}

std::string MigrationContract::copying(const std::string& table, const std::vector<std::string>& columns, const std::string& full,
                                       const std::string& blank) {
    const std::string list = quoted(columns), name = quoted({table});
    return "INSERT INTO " + name + '(' + list + ") SELECT " + list + " FROM " + full + '.' + name + " WHERE (" + list + ") NOT IN (SELECT " + list +
           " FROM " + blank + '.' + name + ')';
}

void MigrationContract::initTestCase() {
    const auto blank = open(kBlank), full = open(kFull), more = open(kMore);
    for (const auto* store : {&full, &more}) {
        write(**store, tests::writeAll);
        write(**store, tests::writeTime);
    }
    write(*more, tests::writeMore);
    for (const auto& answer : tests::answers())
        QVERIFY2(answerOf(*full, answer) != answerOf(*blank, answer), answer.name);  // else it says nothing of what was written
    const auto reader = tables(kFull);
    for (const auto& table : reader->tables()) {
        bool isEmpty = true;
        reader->each(table, {}, [&](const service::TableRow&) { isEmpty = false; });
        QVERIFY2(!isEmpty, table.name.c_str());  // a table that is new wants rows in writeAll, and a question in answers
    }
}

void MigrationContract::whatAnEarlierVersionHeldIsAnsweredFor_data() {
    QTest::addColumn<int>("version");
    for (std::size_t version = 1; version <= versions(); ++version)
        QTest::addRow("version %zu", version) << static_cast<int>(version);
}

void MigrationContract::whatAnEarlierVersionHeldIsAnsweredFor() {
    QFETCH(int, version);
    const std::string name = "version_" + std::to_string(version);
    makeOld(name, static_cast<std::size_t>(version));
    std::set<std::string> held;
    for (const auto& answer : tests::answers())
        if (has(name, answer.table, answer.column)) held.insert(answer.name);

    const auto blank = open(kBlank), full = open(kFull), more = open(kMore), old = open(name);
    std::vector<tests::Answer> kept;  ///< those to which the old one has all that the full one has
    for (const auto& answer : tests::answers()) {
        const Json whole = answerOf(*full, answer);
        const Json wanted = held.contains(answer.name) ? whole : answer.before ? answer.before() : answerOf(*blank, answer);
        compare(answer.name, answerOf(*old, answer), wanted);
        if (wanted == whole) kept.push_back(answer);
    }
    const auto streams = service::checkStreams(*tables(name));
    QVERIFY2(streams.ok(), streams ? "" : streams.error().detail.c_str());

    // And it goes on: the next rows find their places behind those that were there, and what goes is found.
    write(*old, tests::writeMore);
    for (const auto& answer : kept)
        compare(answer.name, answerOf(*old, answer), answerOf(*more, answer));
    const auto after = service::checkStreams(*tables(name));
    QVERIFY2(after.ok(), after ? "" : after.error().detail.c_str());
}
