// `demo` and `import` as real processes.
#include "tests/support/service_program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::textOf;
using tests::initOrganisation;
using tests::runService;

class tst_import_commands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    QString data() const { return m_directory->filePath("data"); }
    QString file(const char* name, const QByteArray& text) {
        QFile file(m_directory->filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void aDemonstrationNamesWhomCodesCanBeMadeFor() {
        initOrganisation(data());
        const auto made = runService({"demo", "--data", data(), "--profile", "small", "--seed", "1"});
        QCOMPARE(made.exitCode, 0);
        QVERIFY(made.out["made"]["person"] > 300);
        const auto worker = QString::fromStdString(textOf(made.out["venues"][0], "worker"));
        QCOMPARE(runService({"code", "join", "--data", data(), "--user", worker}).exitCode, 0);
        const auto venue = QString::fromStdString(textOf(made.out["venues"][0], "id"));
        QCOMPARE(runService({"code", "enrol", "--data", data(), "--venue", venue, "--role", "worker"}).exitCode, 0);
    }

    void anUnknownProfileIsWrongUsage() {
        initOrganisation(data());
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "village", "--seed", "1"}).exitCode, 2);
        QCOMPARE(runService({"demo", "--data", data(), "--profile", "small"}).exitCode, 2);
    }

    void aListOfLibrariesIsTriedAndThenTaken() {
        initOrganisation(data());
        const auto list = file("list.csv", "Local authority,Library name,Address 1,Postcode\nCity,East Library,1 High Street,B27 7XH\n");
        const auto dry = runService({"import", "venues", "--data", data(), list, "--dry-run"});
        QCOMPARE(dry.exitCode, 0);
        QCOMPARE(textOf(dry.out["rows"][0], "what"), std::string("add"));
        QVERIFY(dry.out["done"] == false);
        QVERIFY(runService({"import", "venues", "--data", data(), list}).out["done"] == true);
        QCOMPARE(textOf(runService({"import", "venues", "--data", data(), list}).out["rows"][0], "what"), std::string("same"));
    }

    void aRowWithMoreOrFewerCellsThanTheHeaderIsLeftOutAndTheOthersAreTaken() {
        initOrganisation(data());
        const auto list = file("list.csv", "Local authority,Library name,Address 1,Postcode\nCity,East Library\nCity,West Library,2 Low Street,B28 9AD\n"
                                           "City,North Library,3 Hill,B29 6AA,,extra\n");
        for (const bool dry : {true, false}) {
            auto words = QStringList{"import", "venues", "--data", data(), list};
            if (dry) words << "--dry-run";
            const auto result = runService(words);
            QCOMPARE(result.exitCode, 0);
            QCOMPARE(result.out["rows"].size(), std::size_t(3));
            QCOMPARE(textOf(result.out["rows"][0], "name"), std::string("East Library"));
            QCOMPARE(textOf(result.out["rows"][0], "what"), std::string("skip"));
            QCOMPARE(textOf(result.out["rows"][0]["oddities"][0], "code"), std::string("cells"));
            QCOMPARE(textOf(result.out["rows"][0]["oddities"][0], "message"), std::string("The row has 2 cells and the header 4; it is left out."));
            QCOMPARE(textOf(result.out["rows"][1], "what"), std::string("add"));
            QCOMPARE(textOf(result.out["rows"][2]["oddities"][0], "message"), std::string("The row has 6 cells and the header 4; it is left out."));
            QVERIFY(result.out["counts"]["skip"] == 2 && result.out["counts"]["add"] == 1);
        }
    }

    void severalListsOfLibrariesAreTakenTogetherOrNotAtAll() {
        initOrganisation(data());
        const QByteArray header = "Local authority,Library name,Address 1,Postcode\n";
        const auto one = file("one.csv", header + "City,East Library,1 High Street,B27 7XH\n"), two = file("two.csv", header + "City,West Library,2 Low Street,B28 9AD\n");
        const auto bad = file("bad.csv", "name\nx\n");
        QCOMPARE(runService({"import", "venues", "--data", data(), one, bad, two}).exitCode, 1);
        const auto dry = runService({"import", "venues", "--data", data(), one, two, "--dry-run"});
        QCOMPARE(dry.exitCode, 0);
        QVERIFY(dry.out["counts"]["add"] == 2);
        QVERIFY(runService({"import", "venues", "--data", data(), one, two}).out["counts"]["add"] == 2);
    }

    void areasAreTakenTogetherOrNotAtAll() {
        initOrganisation(data());
        const QByteArray ward = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WD25CD":"E05000001","WD25NM":"East"},)"
                                R"("geometry":{"type":"Polygon","coordinates":[[[-2,52],[-1.9,52],[-1.9,52.1],[-2,52]]]}}]})";
        const auto good = file("wards.geojson", ward), bad = file("again.geojson", ward);
        const auto refused = runService({"import", "areas", "--data", data(), good, bad});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(textOf(refused.err, "message").find("again.geojson, row 1: E05000001 is in wards.geojson too.") == 0);
        const auto taken = runService({"import", "areas", "--data", data(), good});
        QCOMPARE(taken.exitCode, 0);
        QVERIFY(taken.out["files"][0]["new"] == 1 && taken.out["done"] == true);
    }

    void aFormComesInWithItsPicturesOrIsRefused() {
        initOrganisation(data());
        const auto form = file("pets.json", R"({"format": 1, "kind": "form", "sheets": {"survey": [["type", "name", "label", "image"], ["note", "n", "Hello", "cat.gif"]]}})");
        const auto refused = runService({"import", "questionnaire", "--data", data(), form});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(textOf(refused.err, "message").find("survey, row 2, column image: “cat.gif” does not lie beside the form") != std::string::npos);
        QVERIFY(runService({"import", "questionnaire", "--data", data(), form, "--draft", "--without-media"}).out["media"].empty());
        QVERIFY(QDir(m_directory->path()).mkpath("pictures"));
        file("pictures/cat.gif", QByteArray("GIF89a\x28\x00\x1E\x00", 10));
        const auto taken = runService({"import", "questionnaire", "--data", data(), form, "--media", m_directory->filePath("pictures")});
        QCOMPARE(taken.exitCode, 0);
        QCOMPARE(textOf(taken.out["media"][0], "name"), std::string("cat.gif"));
    }

    void aBrokenListIsNamedWithRowAndColumn() {
        initOrganisation(data());
        const auto list = file("list.csv", "Local authority,Library name,Address 1,Postcode\nCity,East Library,1 High Street,B27 7XH\nCity,\"West\n");
        const auto refused = runService({"import", "venues", "--data", data(), list});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.outText.isEmpty());
        QCOMPARE(textOf(refused.err, "error"), std::string("malformed"));
        QCOMPARE(textOf(refused.err, "message"), std::string("list.csv, row 3, column 2: a quotation mark opens here and none closes"));
    }
};

QTEST_GUILESS_MAIN(tst_import_commands)
#include "tst_import_commands.moc"
