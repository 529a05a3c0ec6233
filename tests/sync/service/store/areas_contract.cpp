#include "tests/sync/service/store/areas_contract.h"

#include <QTest>

using namespace waymark;
using namespace waymark::service;

namespace {

Area area(const std::string& code, int vintage = 2021) {
    return {code, vintage, "ward", "Acocks Green", {-1.8312345678901234, 52.4, -1.8, 52.5}, {-1.81, 52.45000000000001}, R"({"type":"Polygon"})"};
}

} // namespace

void AreasContract::init() { m_store = emptyStore(); }
void AreasContract::cleanup() { m_store.reset(); }

void AreasContract::write(const std::function<void(Areas&)>& work) {
    QVERIFY(m_store->write([&](WriteTransaction& t) -> base::Result<void> { work(t.areas()); return {}; }).ok());
}

void AreasContract::read(const std::function<void(Areas&)>& work) {
    QVERIFY(m_store->read([&](ReadTransaction& t) { work(t.areas()); }).ok());
}

void AreasContract::anAreaComesBackToTheLastDigit() {
    write([](Areas& areas) { areas.put(area("E05011118")); });
    read([](Areas& areas) {
        QVERIFY(areas.area("E05011118", 2021) == area("E05011118"));
        QVERIFY(!areas.area("E05011118", 2011));
    });
}

void AreasContract::puttingAgainReplaces() {
    Area renamed = area("E05011118");
    renamed.name = "Another name";
    write([&](Areas& areas) {
        areas.put(area("E05011118"));
        areas.put(renamed);
        areas.put(Residents{"E05011118", 2021, 100, "a.csv"});
        areas.put(Residents{"E05011118", 2021, 200, "b.csv"});
    });
    read([&](Areas& areas) {
        QVERIFY(areas.area("E05011118", 2021) == renamed);
        QVERIFY(areas.residents("E05011118", 2021) == (Residents{"E05011118", 2021, 200, "b.csv"}));
        QVERIFY(!areas.residents("E05011118", 2011));
    });
}

void AreasContract::aKindIsListedByCodeWithoutOutlines() {
    write([](Areas& areas) {
        for (const auto* code : {"E05000003", "E05000001", "E05000002"})
            areas.put(area(code));
        areas.put(area("E05000001", 2011));
    });
    read([](Areas& areas) {
        const auto wards = areas.areas("ward", 2021);
        QCOMPARE(wards.size(), std::size_t(3));
        QCOMPARE(wards[0].code, std::string("E05000001"));
        QVERIFY(wards[0].outline.empty());
        QCOMPARE(areas.vintages("ward"), (std::vector<int>{2011, 2021}));
        QVERIFY(areas.vintages("lsoa").empty());
    });
}

void AreasContract::thoseWhoseBoxHoldsAPositionAreFound() {
    write([](Areas& areas) { areas.put(area("E05011118")); });
    read([](Areas& areas) {
        QCOMPARE(areas.around({-1.81, 52.45}, "ward", 2021).size(), std::size_t(1));
        QVERIFY(areas.around({-1.79, 52.45}, "ward", 2021).empty());
        QVERIFY(areas.around({-1.81, 52.45}, "lsoa", 2021).empty());
    });
}

void AreasContract::aFitIsFoundFromBothEnds() {
    const AreaFit split{"E01000001", "E01000009", 2011, 2021, 'S'};
    write([&](Areas& areas) {
        AreaFit before = split;
        before.change = 'U';
        areas.put(before);
        areas.put(split);
    });
    read([&](Areas& areas) {
        QCOMPARE(areas.fitsFrom("E01000001", 2011).size(), std::size_t(1));
        QVERIFY(areas.fitsFrom("E01000001", 2011)[0] == split);
        QVERIFY(areas.fitsTo("E01000009", 2021)[0] == split);
        QVERIFY(areas.fitsFrom("E01000009", 2021).empty());
    });
}
