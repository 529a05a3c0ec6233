// A list of libraries on its way into the organisation.
#include "shared/domain/stream.h"
#include "sync/service/imports/venue_import.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/seeded_random.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::Result;
using service::WriteTransaction;

namespace {

constexpr base::Millis kNow = 1'795'289'400'000;
const std::string kOrganisation = "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10";
const std::string kStream = domain::organisationStream(kOrganisation);
constexpr const char* kHeader = "Local authority,Library name,Address 1,Postcode,Year opened,Year closed,Monday staffed hours,Email address\r\n";
constexpr const char* kEast = "City,East Library,1 High Street,B27 7XH,,,09:00-17:00,east@city.example\r\n";
constexpr const char* kWest = "City,West Library,2 Low Street,B28 9AD,,,09:00-17:00,\r\n";

} // namespace

class tst_venue_import : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;

    std::string written(const char* name, const std::string& text) {
        QFile file(m_directory->filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(text.data(), static_cast<qint64>(text.size()));
        return file.fileName().toStdString();
    }
    Result<Json> import(const std::string& text, bool dryRun = false, bool withClosed = false) {
        return service::importVenues(*m_store, kNow, m_random, {{written("libraries.csv", text)}, dryRun, withClosed});
    }
    std::map<std::string, domain::Fields> venues() {
        std::map<std::string, domain::Fields> all;
        const auto read = m_store->read([&](service::ReadTransaction& t) {
            for (const auto& venue : t.streams().entitiesOf(kStream, "venue"))
                all[venue.key.id] = venue.fields;
        });
        return read ? all : decltype(all)();
    }
    std::int64_t head() {
        std::int64_t seq = -1;
        const auto read = m_store->read([&](service::ReadTransaction& t) { seq = t.streams().head(kStream).seq; });
        return read ? seq : -1;
    }
    static std::string what(const Result<Json>& report, std::size_t row) { return report->at("rows").at(row).at("what").get<std::string>(); }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = service::SqliteStore::open(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
        QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> {
            t.registry().setOrganisation({kOrganisation, "Families", "Europe/London", "00"});
            return {};
        }).ok());
    }

    void aDryRunTellsAllAndChangesNothing() {
        const auto report = import(std::string(kHeader) + kEast + "City,Old Library,3 Gone Street,B1 2ND,,2010,,\r\n", true);
        QVERIFY2(report.ok(), report ? "" : report.error().detail.c_str());
        QCOMPARE(what(report, 0), std::string("add"));
        QCOMPARE(what(report, 1), std::string("skip"));
        QCOMPARE(report->at("rows").at(1).at("oddities").at(0).at("code").get<std::string>(), std::string("closed"));
        QVERIFY(report->at("dry_run") == true && report->at("done") == false);
        QCOMPARE(head(), 0);
        QVERIFY(venues().empty());
    }

    void theImportDoesWhatTheDryRunSaid() {
        const auto dry = import(std::string(kHeader) + kEast + kWest, true), real = import(std::string(kHeader) + kEast + kWest);
        QVERIFY(real.ok());
        QVERIFY(dry->at("rows") == real->at("rows"));
        QVERIFY(real->at("done") == true);
        const auto all = venues();
        QCOMPARE(all.size(), std::size_t(2));
        const auto& east = all.at(real->at("rows").at(0).at("venue").get<std::string>());
        QCOMPARE(east.at("kind").value.get<std::string>(), std::string("library"));
        QCOMPARE(east.at("address").value.at("postcode").get<std::string>(), std::string("B27 7XH"));
        QCOMPARE(east.at("email").value.get<std::string>(), std::string("east@city.example"));
        QVERIFY(!east.at("opening").value.at("monday").empty());
    }

    void aSecondImportAddsNothing() {
        QVERIFY(import(std::string(kHeader) + kEast + kWest).ok());
        const auto before = head();
        const auto again = import(std::string(kHeader) + kWest + kEast);
        QVERIFY(again.ok());
        QVERIFY(again->at("counts") == Json({{"add", 0}, {"update", 0}, {"same", 2}, {"skip", 0}}));
        QCOMPARE(head(), before);
    }

    void whatChangedIsUpdatedAndWhatIsGoneIsTakenBack() {
        QVERIFY(import(std::string(kHeader) + kEast).ok());
        const auto report = import(std::string(kHeader) + "City,East Library,1 High Street,B27 7XH,,,10:00-17:00,\r\n");
        QVERIFY(report.ok());
        QCOMPARE(what(report, 0), std::string("update"));
        QVERIFY(report->at("rows").at(0).at("fields") == Json({"email", "opening"}));
        const auto all = venues();
        QCOMPARE(all.size(), std::size_t(1));
        QVERIFY(all.begin()->second.at("email").value.is_null());
    }

    void aCorrectedPostcodeDoublesNothing() {
        QVERIFY(import(std::string(kHeader) + kEast).ok());
        const auto id = venues().begin()->first;
        for (int i = 0; i < 2; ++i)
            QVERIFY(import(std::string(kHeader) + "City,East Library,1 High Street,B27 7XJ,,,09:00-17:00,east@city.example\r\n").ok());
        const auto all = venues();
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all.begin()->first, id);
        QCOMPARE(all.begin()->second.at("address").value.at("postcode").get<std::string>(), std::string("B27 7XJ"));
    }

    void aLibraryThatMovesIsClosedThereAndAddedHere() {
        QVERIFY(import(std::string(kHeader) + kEast).ok());
        const auto old = venues().begin()->first;
        const auto report = import(std::string(kHeader) + "City,East Library,1 High Street,B27 7XH,,2026,,\r\n"
                                   "City,East Library,9 New Road,B27 7XJ,2026,,09:00-17:00,\r\n");
        QVERIFY(report.ok());
        QCOMPARE(what(report, 0), std::string("update"));
        QCOMPARE(what(report, 1), std::string("add"));
        const auto all = venues();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all.at(old).at("closed_on").value.get<std::string>(), std::string("2026-12-31"));
        QVERIFY(all.at(old).at("opening").value.contains("monday"));
    }

    void closedOnesCanBeAskedFor() {
        const std::string list = std::string(kHeader) + "City,Old Library,3 Gone Street,B1 2ND,,2010,,\r\n";
        QVERIFY(import(list).ok());
        QVERIFY(venues().empty());
        QVERIFY(import(list, false, true).ok());
        QCOMPARE(venues().begin()->second.at("closed_on").value.get<std::string>(), std::string("2010-12-31"));
    }

    void aVenueAddedByHandIsRecognised() {
        const std::string id = "aaaa0000-0000-4000-8000-000000000001";
        QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> {
            t.streams().append(kStream, {"00000000000070008000000000000001", "venue", id, {{"name", "East library"}, {"phone", "0121 496 0000"}}, std::nullopt, 1, Json::object()}, {});
            return {};
        }).ok());
        const auto report = import(std::string(kHeader) + kEast);
        QVERIFY(report.ok());
        QCOMPARE(what(report, 0), std::string("update"));
        QCOMPARE(report->at("rows").at(0).at("venue").get<std::string>(), id);
        QCOMPARE(venues().at(id).at("phone").value.get<std::string>(), std::string("0121 496 0000"));
    }

    void aListThatBreaksInTheMiddleLeavesNothing_data() {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QString>("message");
        QTest::newRow("a quotation mark stays open") << QByteArray("City,\"West") << "libraries.csv, row 3, column 2: a quotation mark opens here and none closes";
        QTest::newRow("another encoding") << QByteArray("City,Caf\xe9,1 Street,B1 2ND,,,,\r\n")
                                          << "libraries.csv, row 3, column 2: this is not text in UTF-8; save the list as \"CSV UTF-8\"";
    }
    void aListThatBreaksInTheMiddleLeavesNothing() {
        QFETCH(QByteArray, rest);
        QFETCH(QString, message);
        const auto report = import(std::string(kHeader) + kEast + rest.toStdString());
        QVERIFY(!report.ok());
        QCOMPARE(QString::fromStdString(report.error().detail), message);
        QVERIFY(venues().empty());
    }

    void aRowThatIsCutOffIsLeftOutAndSaid() {
        for (const bool dry : {true, false}) {
            const auto report = import(std::string(kHeader) + kEast + "City,West", dry);
            QVERIFY(report.ok());
            QCOMPARE(what(report, 0), std::string("add"));
            QCOMPARE(what(report, 1), std::string("skip"));
            QVERIFY(report->at("rows").at(1).at("oddities") == Json::array({{{"code", "cells"}, {"message", "The row has 2 cells and the header 8; it is left out."}}}));
        }
        QCOMPARE(venues().size(), std::size_t(1));
        // It says nothing of the venue that it may mean.
        const auto again = import(std::string(kHeader) + "City,East Library,1 High Street\r\n");
        QCOMPARE(what(again, 0), std::string("skip"));
        QCOMPARE(venues().size(), std::size_t(1));
    }

    void whatClosesInALaterYearIsAddedAndTaken() {
        const std::string list = std::string(kHeader) + "City,East Library,1 High Street,B27 7XH,,2030,09:00-17:00,\r\n";
        const auto report = import(list);
        QVERIFY(report.ok());
        QCOMPARE(what(report, 0), std::string("add"));
        const auto fields = venues().begin()->second;
        QCOMPARE(fields.at("closed_on").value.get<std::string>(), std::string("2030-12-31"));
        QVERIFY(fields.at("opening").value.contains("monday"));
        // It is open, so a row with a corrected postcode still means it.
        const auto corrected = import(std::string(kHeader) + "City,East Library,1 High Street,B27 7XJ,,2030,09:00-17:00,\r\n");
        QCOMPARE(what(corrected, 0), std::string("update"));
        QCOMPARE(venues().size(), std::size_t(1));
    }

    void theYearIsThatOfTheRunInTheOrganisationsZone() {
        const std::string list = std::string(kHeader) + "City,East Library,1 High Street,B27 7XH,,2027,09:00-17:00,\r\n";
        const base::Millis newYear = 1'798'761'600'000;  // 2027-01-01 00:00 in London
        const auto at = [&](base::Millis now) { return service::importVenues(*m_store, now, m_random, {{written("libraries.csv", list)}, true, false}); };
        QCOMPARE(what(at(newYear - 1), 0), std::string("add"));
        QCOMPARE(what(at(newYear), 0), std::string("skip"));
    }

    void anUpdateSaysWhatChanges() {
        QVERIFY(import(std::string(kHeader) + kEast).ok());
        const auto report = import(std::string(kHeader) + "City,East Library,1 High Street,B27 7XH,1932,,09:00-17:00,\r\n", true);
        QVERIFY(report.ok());
        QVERIFY(report->at("rows").at(0).at("fields") == Json({"email", "opened_year"}));
        QVERIFY(report->at("rows").at(0).at("changes") == Json({{"email", {{"from", "east@city.example"}, {"to", nullptr}}},
                                                                {"opened_year", {{"from", nullptr}, {"to", 1932}}}}));
    }

    void severalListsAreOneRun() {
        const auto one = written("one.csv", std::string(kHeader) + kEast), two = written("two.csv", std::string(kHeader) + kWest + kEast);
        const auto report = service::importVenues(*m_store, kNow, m_random, {{one, two}, false, false});
        QVERIFY2(report.ok(), report ? "" : report.error().detail.c_str());
        QVERIFY(report->at("files") == Json({"one.csv", "two.csv"}));
        QVERIFY(report->at("counts") == Json({{"add", 2}, {"update", 0}, {"same", 0}, {"skip", 1}}));
        QCOMPARE(report->at("rows").at(1).at("file").get<std::string>(), std::string("two.csv"));
        QCOMPARE(venues().size(), std::size_t(2));
    }

    void oneBadListAmongSeveralLeavesNothing() {
        const auto good = written("good.csv", std::string(kHeader) + kEast), bad = written("bad.csv", std::string(kHeader) + kWest + "City,\"North");
        const auto report = service::importVenues(*m_store, kNow, m_random, {{good, bad}, false, false});
        QVERIFY(!report.ok());
        QCOMPARE(QString::fromStdString(report.error().detail), QString("bad.csv, row 3, column 2: a quotation mark opens here and none closes"));
        QVERIFY(venues().empty());
    }

    void aFileThatIsNotThereIsNamed() {
        const auto report = service::importVenues(*m_store, kNow, m_random, {{"/nowhere/list.csv"}, false, false});
        QVERIFY(!report.ok());
        QCOMPARE(QString::fromStdString(report.error().detail), QString("list.csv cannot be read"));
    }

    void theCitysRealListGoesInTwiceWithoutDoubling() {
        if (qEnvironmentVariableIsEmpty("WAYMARK_AREAS_DIR")) QSKIP("WAYMARK_AREAS_DIR does not say where the city's files are");
        const std::string path = qEnvironmentVariable("WAYMARK_AREAS_DIR").toStdString() + "/birmingham-libraries.csv";
        const auto first = service::importVenues(*m_store, kNow, m_random, {{path}, false, false});
        QVERIFY2(first.ok(), first ? "" : first.error().detail.c_str());
        QVERIFY(first->at("counts") == Json({{"add", 37}, {"update", 0}, {"same", 0}, {"skip", 7}}));
        const auto second = service::importVenues(*m_store, kNow, m_random, {{path}, false, false});
        QVERIFY(second->at("counts") == Json({{"add", 0}, {"update", 0}, {"same", 37}, {"skip", 7}}));
        const auto closed = service::importVenues(*m_store, kNow, m_random, {{path}, false, true});
        QVERIFY(closed->at("counts") == Json({{"add", 7}, {"update", 0}, {"same", 37}, {"skip", 0}}));
    }
};

QTEST_APPLESS_MAIN(tst_venue_import)
#include "tst_venue_import.moc"
