// Files about areas on their way into the store.
#include "sync/service/imports/area_import.h"
#include "sync/service/store/area_lookup.h"
#include "sync/service/store/sqlite/sqlite_store.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::Json;
using base::Result;

namespace {

/// A square feature, two hundredths of a degree wide; its south-west corner in hundredths of a degree from 2° W, 52° N.
std::string square(const std::string& column, const std::string& code, const std::string& name, int east, int north) {
    const auto at = [&](int dx, int dy) { return Json::array({-2.0 + (east + dx) / 100.0, 52.0 + (north + dy) / 100.0}); };
    const Json ring = {at(0, 0), at(2, 0), at(2, 2), at(0, 2), at(0, 0)};
    const std::string nameOf = column.substr(0, column.size() - 2) + "NM";
    const Json feature = {{"type", "Feature"}, {"properties", {{column, code}, {nameOf, name}, {"LAD25CD", "E08000025"}}},
                          {"geometry", {{"type", "Polygon"}, {"coordinates", Json::array({ring})}}}};
    return base::toText(feature);
}

std::string collection(const std::vector<std::string>& features, const std::string& crs = {}) {
    std::string text = R"({"type":"FeatureCollection",)" + crs + R"("features":[)";
    for (const auto& feature : features)
        text += feature + (&feature == &features.back() ? "" : ",");
    return text + "]}";
}

std::string withGeometry(const std::string& geometry) {
    return collection({R"({"type":"Feature","properties":{"WD25CD":"E05000001","WD25NM":"East"},"geometry":)" + geometry + "}"});
}

const std::string kWards = collection({square("WD25CD", "E05000001", "West Ward", 0, 0), square("WD25CD", "E05000002", "East Ward", 2, 0)});
const std::string kSmall = collection({square("LSOA21CD", "E01000001", "City 001A", 0, 0), square("LSOA21CD", "E01000002", "City 001B", 2, 0)});
const std::string kFit = "LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,U\nE01000009,E01000002,U\n";
const std::string kResidents = "\xef\xbb\xbflsoacd,population\r\nE01000001,1500\r\nE01000002,1600\r\n";

} // namespace

class tst_area_import : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;

    /// Writes the texts to files a, b, c … and imports them.
    Result<Json> import(const std::vector<std::string>& texts, bool dryRun = false) {
        std::vector<std::string> paths;
        for (const auto& text : texts) {
            QFile file(m_directory->filePath(QString(QChar('a' + static_cast<int>(paths.size())))));
            if (!file.open(QIODevice::WriteOnly)) return base::Error{};
            file.write(text.data(), static_cast<qint64>(text.size()));
            paths.push_back(file.fileName().toStdString());
        }
        return service::importAreas(*m_store, paths, dryRun);
    }
    void read(const std::function<void(service::Areas&)>& work) {
        QVERIFY(m_store->read([&](service::ReadTransaction& t) { work(t.areas()); }).ok());
    }
    std::size_t held(const char* kind, int vintage) {
        std::size_t number = 0;
        read([&](service::Areas& areas) { number = areas.areas(kind, vintage).size(); });
        return number;
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = service::SqliteStore::open(m_directory->filePath("waymark.db").toStdString());
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
    }

    void eachFileIsKnownByWhatIsInIt() {
        const auto report = import({kResidents, kFit, kSmall, kWards});
        QVERIFY2(report.ok(), report ? "" : report.error().detail.c_str());
        const Json& files = report->at("files");
        const std::vector<std::pair<std::string, int>> expected = {{"residents", 2021}, {"fit", 2021}, {"lsoa", 2021}, {"ward", 2025}};
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(files[i]["kind"].get<std::string>(), expected[i].first);
            QCOMPARE(files[i]["vintage"].get<int>(), expected[i].second);
            QCOMPARE(files[i]["rows"].get<int>(), 2);
            QCOMPARE(files[i]["new"].get<int>(), 2);
            QVERIFY(files[i]["problems"].empty());
        }
        QVERIFY(report->at("done") == true);
        read([](service::Areas& areas) {
            const auto ward = areas.area("E05000002", 2025);
            QVERIFY(ward.has_value());
            QCOMPARE(ward->name, std::string("East Ward"));
            QVERIFY(std::abs(ward->box.west - -1.98) < 1e-9 && std::abs(ward->box.north - 52.02) < 1e-9);
            QCOMPARE(areas.residents("E01000002", 2021)->count, 1600);
            QCOMPARE(areas.residents("E01000002", 2021)->source, std::string("a"));
            QCOMPARE(areas.fitsFrom("E01000009", 2011).at(0).to, std::string("E01000002"));
            QCOMPARE(areas.fitsTo("E01000002", 2021).at(0).from, std::string("E01000009"));
        });
    }

    void otherVintagesStandBesideEachOther() {
        QVERIFY(import({kWards}).ok());
        QVERIFY(import({collection({square("WD18CD", "E05000001", "West Ward of old", 0, 0)})}).ok());
        read([](service::Areas& areas) {
            QCOMPARE(areas.vintages("ward"), (std::vector<int>{2018, 2025}));
            QCOMPARE(areas.area("E05000001", 2018)->name, std::string("West Ward of old"));
            QCOMPARE(areas.area("E05000001", 2025)->name, std::string("West Ward"));
        });
    }

    void aSecondImportChangesNothingAndALaterOneWhatIsDifferent() {
        QVERIFY(import({kWards, kSmall, kFit, kResidents}).ok());
        const auto again = import({kWards, kSmall, kFit, kResidents});
        for (const auto& file : again->at("files"))
            QVERIFY(file["same"] == 2 && file["new"] == 0 && file["changed"] == 0);
        const auto later = import({collection({square("WD25CD", "E05000001", "West Ward renamed", 0, 0), square("WD25CD", "E05000003", "New Ward", 4, 0)})});
        QVERIFY(later->at("files")[0]["changed"] == 1 && later->at("files")[0]["new"] == 1);
        read([](service::Areas& areas) { QCOMPARE(areas.area("E05000001", 2025)->name, std::string("West Ward renamed")); });
    }

    void aDryRunChangesNothing() {
        const auto report = import({kWards}, true);
        QVERIFY(report.ok());
        QVERIFY(report->at("files")[0]["new"] == 2 && report->at("done") == false);
        QCOMPARE(held("ward", 2025), std::size_t(0));
    }

    void aPositionIsInOneWardAlsoOnTheEdge() {
        QVERIFY(import({kWards}).ok());
        read([](service::Areas& areas) {
            QCOMPARE(service::areaAt(areas, {-1.99, 52.01}, "ward", 2025)->code, std::string("E05000001"));
            QCOMPARE(service::areaAt(areas, {-1.97, 52.01}, "ward", 2025)->code, std::string("E05000002"));
            QCOMPARE(service::areaAt(areas, {-1.98, 52.01}, "ward", 2025)->code, std::string("E05000001"));
            QVERIFY(!service::areaAt(areas, {-1.95, 52.01}, "ward", 2025));
            QVERIFY(!service::areaAt(areas, {-1.99, 52.01}, "ward", 2018));
        });
    }

    void aHoleIsNotPartOfTheArea() {
        QVERIFY(import({withGeometry("{\"type\":\"Polygon\",\"coordinates\":[[[-2,52],[-1.9,52],[-1.9,52.1],[-2,52.1],[-2,52]],"
                                     "[[-1.96,52.04],[-1.96,52.06],[-1.94,52.06],[-1.94,52.04],[-1.96,52.04]]]}")}).ok());
        read([](service::Areas& areas) {
            QVERIFY(service::areaAt(areas, {-1.97, 52.05}, "ward", 2025).has_value());
            QVERIFY(!service::areaAt(areas, {-1.95, 52.05}, "ward", 2025));
            const auto ward = areas.area("E05000001", 2025);
            QVERIFY(service::areaAt(areas, ward->inside, "ward", 2025).has_value());
        });
    }

    void thePointOfABentAreaLiesWithin() {
        // A horseshoe: its centre of gravity lies in the opening.
        QVERIFY(import({withGeometry(R"({"type":"Polygon","coordinates":[[[-2,52],[-1.9,52],[-1.9,52.1],[-1.91,52.1],[-1.91,52.01],)"
                                     R"([-1.99,52.01],[-1.99,52.1],[-2,52.1],[-2,52]]]})")}).ok());
        read([](service::Areas& areas) {
            const auto inside = areas.area("E05000001", 2025)->inside;
            QVERIFY(service::areaAt(areas, inside, "ward", 2025).has_value());
            QVERIFY(!service::areaAt(areas, {-1.95, 52.05}, "ward", 2025));
        });
    }

    void anAreaInTwoPartsIsOneArea() {
        QVERIFY(import({withGeometry("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[-2,52],[-1.9,52],[-1.9,52.1],[-2,52]]],"
                                     "[[[-1.8,52],[-1.7,52],[-1.7,52.1],[-1.8,52]]]]}")}).ok());
        read([](service::Areas& areas) {
            QVERIFY(service::areaAt(areas, {-1.91, 52.05}, "ward", 2025).has_value());
            QVERIFY(service::areaAt(areas, {-1.71, 52.05}, "ward", 2025).has_value());
            QVERIFY(!service::areaAt(areas, {-1.85, 52.05}, "ward", 2025));
        });
    }

    void aSmallAreaIsCountedInTheWardThatHoldsItsPoint() {
        QVERIFY(import({kWards, kSmall}).ok());
        read([](service::Areas& areas) {
            QCOMPARE(service::bestFit(areas, *areas.area("E01000002", 2021), "ward", 2025)->code, std::string("E05000002"));
        });
    }

    void whatIsWrongIsSaidAndNothingGoesIn_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("row");
        const auto json = [](const std::string& text) { return QByteArray::fromStdString(text); };
        QTest::newRow("a code that is too short") << json(collection({square("WD25CD", "E0500001", "X", 0, 0)})) << "gss_shape" << 1;
        QTest::newRow("a small letter") << json(collection({square("WD25CD", "e05000001", "X", 0, 0)})) << "gss_shape" << 1;
        QTest::newRow("the code of a small area among wards")
            << json(collection({square("WD25CD", "E05000001", "X", 0, 0), square("WD25CD", "E01000001", "Y", 2, 0)})) << "wrong_kind" << 2;
        QTest::newRow("a ward twice")
            << json(collection({square("WD25CD", "E05000001", "X", 0, 0), square("WD25CD", "E05000001", "X", 0, 0)})) << "duplicate" << 2;
        QTest::newRow("no name") << json(collection({square("WD25CD", "E05000001", " ", 0, 0)})) << "no_name" << 1;
        QTest::newRow("a ring that is open") << json(withGeometry(R"({"type":"Polygon","coordinates":[[[-2,52],[-1.9,52],[-1.9,52.1],[-2,52.1]]]})")) << "outline" << 1;
        QTest::newRow("three positions") << json(withGeometry(R"({"type":"Polygon","coordinates":[[[-2,52],[-1.9,52],[-2,52]]]})")) << "outline" << 1;
        QTest::newRow("metres instead of degrees")
            << json(withGeometry(R"({"type":"Polygon","coordinates":[[[412052,282830],[412152,282830],[412152,282930],[412052,282830]]]})")) << "outline" << 1;
        QTest::newRow("latitude first") << json(withGeometry(R"({"type":"Polygon","coordinates":[[[52,-2],[52,-1.9],[52.1,-1.9],[52,-2]]]})")) << "far_away" << 1;
        QTest::newRow("a line") << json(withGeometry(R"({"type":"LineString","coordinates":[[-2,52],[-1.9,52]]})")) << "outline" << 1;
        QTest::newRow("no geometry") << json(withGeometry("null")) << "outline" << 1;
        QTest::newRow("a shape without extent") << json(withGeometry(R"({"type":"Polygon","coordinates":[[[-2,52],[-1.9,52],[-2,52],[-2,52]]]})")) << "outline" << 1;
        QTest::newRow("coordinates of another system")
            << json(collection({square("WD25CD", "E05000001", "X", 0, 0)}, R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},)"))
            << "coordinates" << 0;
        QTest::newRow("a change nobody knows") << json("LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,Q\n") << "change" << 2;
        QTest::newRow("a fit twice") << json("LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,U\nE01000001,E01000001,U\n") << "duplicate" << 3;
        QTest::newRow("a number in words") << json("lsoacd,population\nE01000001,many\n") << "number" << 2;
        QTest::newRow("a negative number") << json("lsoacd,population\nE01000001,-3\n") << "number" << 2;
        QTest::newRow("residents of areas that nobody drew") << json("lsoacd,population\nE01000077,100\n") << "vintage" << 0;
    }
    void whatIsWrongIsSaidAndNothingGoesIn() {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QFETCH(int, row);
        const auto dry = import({kSmall, text.toStdString()}, true);
        QVERIFY2(dry.ok(), dry ? "" : dry.error().detail.c_str());
        const Json& problem = dry->at("files")[1]["problems"][0];
        QCOMPARE(QString::fromStdString(problem["code"].get<std::string>()), code);
        QCOMPARE(problem["row"].get<int>(), row);
        QVERIFY(problem["blocks"] == true);

        const auto real = import({kSmall, text.toStdString()});
        QVERIFY(!real.ok());
        QCOMPARE(real.error().code, base::ErrorCode::Malformed);
        QVERIFY2(real.error().detail.find(row > 0 ? "b, row " + std::to_string(row) : "b: ") == 0, real.error().detail.c_str());
        QCOMPARE(held("lsoa", 2021), std::size_t(0));
    }

    void whatIsOnlyOddIsSaidAndGoesIn_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("a fit to an area without outline") << QByteArray("LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000077,U\n") << "unknown_code";
        QTest::newRow("unchanged, and yet two") << QByteArray("LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,U\nE01000001,E01000002,U\n") << "fit";
        QTest::newRow("residents of an area without outline") << QByteArray("lsoacd,population\nE01000001,1\nE01000002,2\nE01000077,3\n") << "unknown_code";
        QTest::newRow("an area without residents") << QByteArray("lsoacd,population\nE01000001,1\n") << "without_residents";
        QTest::newRow("an outline that crosses itself")
            << QByteArray::fromStdString(withGeometry(R"({"type":"Polygon","coordinates":[[[-2,52],[-1.9,52.1],[-1.9,52],[-2,52.04],[-2,52]]]})")) << "outline_crosses";
    }
    void whatIsOnlyOddIsSaidAndGoesIn() {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        const auto report = import({kSmall, text.toStdString()});
        QVERIFY2(report.ok(), report ? "" : report.error().detail.c_str());
        const Json& problem = report->at("files")[1]["problems"][0];
        QCOMPARE(QString::fromStdString(problem["code"].get<std::string>()), code);
        QVERIFY(problem["blocks"] == false);
        QCOMPARE(held("lsoa", 2021), std::size_t(2));
    }

    void aFileOfAnotherKindIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("another list") << QByteArray("name,town\nx,y\n");
        QTest::newRow("another GeoJSON") << QByteArray(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":1},"geometry":null}]})");
        QTest::newRow("another JSON") << QByteArray(R"({"a":1})");
        QTest::newRow("JSON that is cut off") << QByteArray(R"({"type":"FeatureCollection","features":[{"type":)");
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0", 10);
        QTest::newRow("nothing") << QByteArray();
    }
    void aFileOfAnotherKindIsRefused() {
        QFETCH(QByteArray, text);
        for (const bool dryRun : {true, false}) {
            const auto report = import({kSmall, text.toStdString()}, dryRun);
            QVERIFY(!report.ok());
            QCOMPARE(report.error().code, base::ErrorCode::Malformed);
            QVERIFY(report.error().detail.compare(0, 1, "b") == 0);
        }
        QCOMPARE(held("lsoa", 2021), std::size_t(0));
    }

    void theSameAreaInTwoFilesIsRefused() {
        const auto report = import({kSmall, kSmall});
        QVERIFY(!report.ok());
        QVERIFY(report.error().detail.find("b, row 1: E01000001 is in a too.") == 0);
    }

    void theCitysRealFilesGoInAsTheyAre() {
        if (qEnvironmentVariableIsEmpty("WAYMARK_AREAS_DIR")) QSKIP("WAYMARK_AREAS_DIR does not say where the city's files are");
        std::vector<std::string> paths;
        for (const char* name : {"birmingham-wards-2025.geojson", "birmingham-lsoa-2021.geojson", "birmingham-lsoa11-to-lsoa21.csv", "birmingham-lsoa-population.csv"})
            paths.push_back(QDir(qEnvironmentVariable("WAYMARK_AREAS_DIR")).filePath(name).toStdString());
        const auto report = service::importAreas(*m_store, paths, false);
        QVERIFY2(report.ok(), report ? "" : report.error().detail.c_str());
        const std::vector<int> rows = {69, 659, 660, 659};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Json& file = report->at("files")[i];
            QCOMPARE(file["rows"].get<int>(), rows[i]);
            QCOMPARE(file["new"].get<int>(), rows[i]);
            for (const auto& problem : file["problems"])
                QVERIFY2(problem["blocks"] == false, base::toText(problem).c_str());
        }
        read([](service::Areas& areas) {
            // Every small area finds its ward, and the wards' residents add up to the city's.
            std::int64_t residents = 0;
            std::map<std::string, std::int64_t> ofWard;
            for (const auto& small : areas.areas("lsoa", 2021)) {
                const auto ward = service::bestFit(areas, small, "ward", 2025);
                QVERIFY2(ward.has_value(), small.code.c_str());
                ofWard[ward->code] += areas.residents(small.code, 2021)->count;
                residents += areas.residents(small.code, 2021)->count;
            }
            QVERIFY(residents > 1'000'000 && residents < 1'300'000);
            QCOMPARE(ofWard.size(), std::size_t(69));
            // The ward's own point in the file (LONG, LAT of Acocks Green) lies in it.
            QCOMPARE(service::areaAt(areas, {-1.824114, 52.44332}, "ward", 2025)->name, std::string("Acocks Green"));
        });
    }
};

QTEST_APPLESS_MAIN(tst_area_import)
#include "tst_area_import.moc"
