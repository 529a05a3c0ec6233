// What a list of libraries says, and what is odd about it.
#include "sync/service/imports/input_file.h"
#include "sync/service/imports/venue_list.h"

#include <QTest>

#include <algorithm>

using namespace waymark;
using service::ListedVenue;

namespace {

constexpr const char* kHeader = "Local authority,Library name,Address 1,Address 2,Postcode,Year opened,Year closed,Monday staffed hours,Notes,Unique property reference number\n";

constexpr int kThisYear = 2026;

/// A row may leave out its last cell.
std::vector<ListedVenue> readIn(const std::string& rows, const std::string& file = "list.csv") {
    std::string text = kHeader;
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t end = rows.find('\n', at);
        const std::string row = rows.substr(at, end - at);
        text += row + (std::count(row.begin(), row.end(), ',') < 9 ? ",\n" : "\n");
        at = end + 1;
    }
    const auto table = base::parseCsv(text, base::CsvRows::Ragged);
    auto list = table ? service::readVenueList(*table, kThisYear, file) : base::Result<std::vector<ListedVenue>>(table.error());
    return list ? *list : std::vector<ListedVenue>();
}

std::vector<ListedVenue> listOf(const std::string& rows) {
    auto list = readIn(rows);
    service::compareListed(list);
    return list;
}

std::string said(const ListedVenue& venue, const char* code) {
    for (const auto& oddity : venue.oddities)
        if (oddity.code == code) return oddity.message;
    return {};
}

bool has(const ListedVenue& venue, const char* code) {
    return std::any_of(venue.oddities.begin(), venue.oddities.end(), [&](const auto& oddity) { return oddity.code == code; });
}

} // namespace

class tst_venue_list : public QObject {
    Q_OBJECT

private slots:
    void withoutAPostcodeNothingIsSaidThatDependsOnSomethingElse() {
        const auto list = listOf("City,Mobile Library,1 High Street,,,,,09:00-12:00,\n");
        QCOMPARE(said(list[0], "no_postcode"), std::string("There is no postcode; a later list knows the venue by its name and the first line of its address."));
    }

    void aSoundRowHasNothingOdd() {
        const auto list = listOf("City,East Library,1 High Street,Town,b27 7xh,1932,,09:00-12:00; 13:00-17:00,Ring twice\n");
        QCOMPARE(list.size(), std::size_t(1));
        QVERIFY(list[0].oddities.empty());
        QCOMPARE(list[0].row, std::size_t(2));
        QCOMPARE(list[0].postcode, std::string("B27 7XH"));
        QCOMPARE(list[0].lines.size(), std::size_t(2));
        QVERIFY(list[0].opening == base::Json::parse(R"({"monday":[{"from":"09:00","to":"12:00"},{"from":"13:00","to":"17:00"}],"note":"Ring twice"})"));
    }

    void whatIsOddIsSaid_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("closed") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,2017,,\n") << QByteArray("closed");
        QTest::newRow("closed this year") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,2026,,\n") << QByteArray("closed");
        QTest::newRow("closes in a later year") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,2027,09:00-12:00,\n") << QByteArray("closes_later");
        QTest::newRow("opens in a later year") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,2027,,09:00-12:00,\n") << QByteArray("opens_later");
        QTest::newRow("closes later and has no hours") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,2027,,\n") << QByteArray("no_hours");
        QTest::newRow("no local authority") << QByteArray(",East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n") << QByteArray("no_authority");
        QTest::newRow("a property's number in letters") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,,ABC\n") << QByteArray("uprn_shape");
        QTest::newRow("a property's number of 13 figures") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,,1000702511231\n") << QByteArray("uprn_shape");
        QTest::newRow("no postcode") << QByteArray("City,Mobile Library,,,,,,09:00-12:00,\n") << QByteArray("no_postcode");
        QTest::newRow("a postcode that cannot be") << QByteArray("City,East Library,1 High Street,Town,B27 7XC,,,09:00-12:00,\n") << QByteArray("postcode_shape");
        QTest::newRow("no hours") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,,\n") << QByteArray("no_hours");
        QTest::newRow("hours that run backwards") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,17:00-09:00,\n") << QByteArray("hours_unreadable");
        QTest::newRow("hours in words") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,mornings,\n") << QByteArray("hours_unreadable");
        QTest::newRow("a year in words") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,about 1900,,09:00-12:00,\n") << QByteArray("year_unreadable");
        QTest::newRow("spaces") << QByteArray("City,East  Library,1 High Street ,Town,B27 7XH,,,09:00-12:00,\n") << QByteArray("spaces");
        QTest::newRow("fewer cells than the header") << QByteArray("City,East Library\n") << QByteArray("cells");
        QTest::newRow("more cells than the header") << QByteArray("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,,,\n") << QByteArray("cells");
        QTest::newRow("no name") << QByteArray("City, ,1 High Street,Town,B27 7XH,,,09:00-12:00,\n") << QByteArray("no_name");
    }
    void whatIsOddIsSaid() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, code);
        const auto list = listOf(row.toStdString());
        QCOMPARE(list.size(), std::size_t(1));
        QVERIFY(has(list[0], code.constData()));
    }

    void whatClosesInALaterYearIsOpenUntilThen() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,2030,09:00-12:00,\n"
                                 "City,West Library,2 Low Street,Town,B28 9AD,,2026,09:00-12:00,\n");
        QVERIFY(!list[0].isClosed && list[1].isClosed);
        QCOMPARE(list[0].closedYear.value_or(0), 2030);
        QCOMPARE(said(list[0], "closes_later"), std::string("Closes in 2030; it is open until then."));
        QVERIFY(!has(list[0], "closed"));
    }

    void aPropertysNumberIsKeptIfItIsOne() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,,100070251123\n"
                                 "City,West Library,2 Low Street,Town,B28 9AD,,,09:00-12:00,,about 100\n");
        QCOMPARE(list[0].uprn, std::string("100070251123"));
        QVERIFY(list[0].oddities.empty());
        QCOMPARE(list[1].uprn, std::string());
    }

    void aRowOfWhichNobodyKnowsWhichCellIsWhichIsComparedWithNoOther() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n"
                                 "City,East Library,B27 7XH\n");
        QVERIFY(!list[0].isRagged && list[0].oddities.empty());
        QVERIFY(list[1].isRagged);
        QCOMPARE(list[1].oddities.size(), std::size_t(1));
        QCOMPARE(said(list[1], "cells"), std::string("The row has 4 cells and the header 10; it is left out."));
    }

    void aMoveThatIsPlannedIsSaidAsOne() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,2028,09:00-12:00,\n"
                                 "City,East Library,9 New Road,Town,B27 7XJ,2028,,09:00-12:00,\n");
        QCOMPARE(said(list[0], "moved"), std::string("Moves in 2028: see row 3, 9 New Road."));
        QCOMPARE(said(list[1], "moved"), std::string("Moves here in 2028: before, row 2, 1 High Street."));
    }

    void rowsOfSeveralListsAreSeenBesideEachOther() {
        const std::string east = "City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n";
        auto list = readIn(east, "one.csv");
        for (auto& row : readIn("City,West Library,2 Low Street,Town,B28 9AD,,,09:00-12:00,\n" + east, "two.csv"))
            list.push_back(std::move(row));
        service::compareListed(list);
        QVERIFY(!list[0].repeats && !list[1].repeats && list[2].repeats);
        QCOMPARE(said(list[2], "repeats"), std::string("Says the same as one.csv, row 2; it is left out."));
    }

    void aClosedRowAndAnOpenedOneOfTheSameNameAreAMove() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,2017,,\n"
                                 "City,East Library,9 New Road,Town,B27 7XJ,2017,,09:00-12:00,\n");
        QVERIFY(has(list[0], "moved") && has(list[1], "moved"));
        QVERIFY(!has(list[0], "same_name"));
    }

    void twoOpenRowsOfOneNameAreARiddleAndARowWrittenTwiceIsLeftOut() {
        const auto riddle = listOf("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n"
                                   "City,East library,9 New Road,Town,B27 7XJ,,,09:00-12:00,\n");
        QVERIFY(has(riddle[0], "same_name") && has(riddle[1], "same_name"));
        const auto twice = listOf("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n"
                                  "City,East Library,1 High Street,Town,b277xh,,,09:00-12:00,\n");
        QVERIFY(!twice[0].repeats && twice[1].repeats);
    }

    void theSameNameInAnotherCityIsAnotherLibrary() {
        const auto list = listOf("City,East Library,1 High Street,Town,B27 7XH,,,09:00-12:00,\n"
                                 "Other,East Library,9 New Road,Town,B27 7XJ,,,09:00-12:00,\n");
        QVERIFY(list[0].oddities.empty() && list[1].oddities.empty());
    }

    void aListWithoutItsColumnsIsRefused() {
        const auto table = base::parseCsv("name,town\nx,y\n");
        const auto list = service::readVenueList(*table, kThisYear, "list.csv");
        QVERIFY(!list.ok());
        QVERIFY(list.error().detail.find("row 1: there is no column \"Local authority\"") == 0);
    }

    void theCitysRealListIsReadAsItIs() {
        if (qEnvironmentVariableIsEmpty("WAYMARK_AREAS_DIR")) QSKIP("WAYMARK_AREAS_DIR does not say where the city's files are");
        const auto file = service::readInput(qEnvironmentVariable("WAYMARK_AREAS_DIR").toStdString() + "/birmingham-libraries.csv");
        QVERIFY2(file.ok(), file ? "" : file.error().detail.c_str());
        const auto table = base::parseCsv(file->text);
        QVERIFY2(table.ok(), table ? "" : table.error().detail.c_str());
        auto list = service::readVenueList(*table, kThisYear, "birmingham-libraries.csv");
        QVERIFY(list.ok());
        service::compareListed(*list);
        QCOMPARE(list->size(), std::size_t(44));
        const auto count = [&](const char* code) { return std::count_if(list->begin(), list->end(), [&](const auto& v) { return has(v, code); }); };
        QCOMPARE(count("closed"), 7);
        QCOMPARE(count("moved"), 6);  // Aston, Selly Oak, Shard End: from and to
        QCOMPARE(count("no_postcode") + count("postcode_shape") + count("hours_unreadable") + count("same_name") + count("repeats"), 0);
        QCOMPARE(count("no_hours"), 1);
    }
};

QTEST_APPLESS_MAIN(tst_venue_list)
#include "tst_venue_list.moc"
