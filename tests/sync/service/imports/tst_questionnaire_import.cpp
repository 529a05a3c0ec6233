// A questionnaire on its way to the tablets.
#include "shared/domain/stream.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/shipped.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/imports/questionnaire_import.h"
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

std::string form(const std::string& label, const std::string& type = "text", const std::string& version = "3") {
    return R"({"format": 1, "kind": "form", "sheets": {"survey": [["type", "name", "label"], [")" + type + R"(", "town", ")" + label +
           R"("]], "settings": [["form_title", "form_id", "version"], ["A home", "a_home", ")" + version + R"("]]}})";
}

}  // namespace

class tst_questionnaire_import : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;

    Result<Json> import(const std::string& content, bool draft = false) {
        QFile file(m_directory->filePath("mine.json"));
        if (!file.open(QIODevice::WriteOnly)) return base::Error{};
        file.write(QByteArray::fromStdString(content));
        file.close();
        return service::importQuestionnaire(*m_store, kNow, m_random, {file.fileName().toStdString(), draft});
    }
    Json field(const std::string& id, const std::string& name) {
        Json value;
        const auto read = m_store->read([&](service::ReadTransaction& t) {
            for (const auto& one : t.streams().entitiesOf(kStream, "instrument"))
                if (one.key.id == id && one.fields.contains(name)) value = one.fields.at(name).value;
        });
        return read ? value : Json();
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_store = std::move(service::SqliteStore::open(m_directory->filePath("service.sqlite").toStdString())).value();
        QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> {
            t.registry().setOrganisation({kOrganisation, "Sparrow Families", "Europe/London", std::string(64, 'a')});
            return {};
        }));
    }
    void cleanup() { m_store.reset(); }

    void aFormBecomesAnInstrumentFirstAsADraft() {
        const auto drafted = import(form("Which town?"), true);
        QVERIFY(drafted.ok());
        const auto id = drafted->at("instrument").get<std::string>();
        QCOMPARE(drafted->at("version").get<int>(), 3);
        QVERIFY(field(id, "status") == Json("draft"));
        QVERIFY(field(id, "definition").contains("sheets"));
        const auto published = import(form("Which town?"));
        QVERIFY(published.ok());
        QVERIFY(published->at("changed") == Json(true));
        QVERIFY(field(id, "status") == Json("published"));
        QVERIFY(import(form("Which town?"))->at("changed") == Json(false));
    }

    void whatWasGivenOutNeverChanges() {
        QVERIFY(import(form("Which town?")));
        QCOMPARE(import(form("Which city?")).error().code, base::ErrorCode::AlreadyExists);
    }

    void aLicenceThatRanOutStopsWhatIsNewAndNotWhatIsPublished() {
        Json tool = Json::parse(R"({"format": 1, "family": "tool", "version": 1, "equivalence": "tool/1", "use": "response", "language": "en",
            "languages": {"en": "original"}, "title": {"en": "A tool"}, "licence": {"name": "The owner's", "class": "define", "reference": "A-1", "expires": "2026-11-20"},
            "respondents": ["self"], "points": ["baseline"], "items": [{"key": "q", "kind": "text", "text": {"en": "What?"}}]})");
        const auto refused = import(tool.dump());
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.find("its licence ran out on 2026-11-20") != std::string::npos, refused.error().detail.c_str());
        QVERIFY(import(tool.dump(), true).ok());
        QVERIFY(!import(tool.dump()).ok());
        tool["version"] = 2;
        tool["licence"]["expires"] = "2026-11-21";  // the day of the import
        const auto published = import(tool.dump());
        QVERIFY2(published.ok(), published ? "" : published.error().detail.c_str());
        const auto later = service::importQuestionnaire(*m_store, kNow + 90 * 86'400'000LL, m_random, {m_directory->filePath("mine.json").toStdString(), false});
        QVERIFY2(later.ok(), later ? "" : later.error().detail.c_str());
    }

    void whatIsPublishedIsNoDraftAnyMore() {
        const auto id = import(form("Which town?"))->at("instrument").get<std::string>();
        const auto refused = import(form("Which town?"), true);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::AlreadyExists);
        QVERIFY(refused.error().detail.find("is published") != std::string::npos);
        QVERIFY(field(id, "status") == Json("published"));
    }

    void whatIsWithdrawnStaysWithdrawn_data() {
        QTest::addColumn<bool>("draft");
        QTest::newRow("given out again") << false;
        QTest::newRow("given out again as a draft") << true;
    }
    void whatIsWithdrawnStaysWithdrawn() {
        QFETCH(bool, draft);
        const auto id = import(form("Which town?"))->at("instrument").get<std::string>();
        QVERIFY(m_store->write([&](WriteTransaction& t) -> Result<void> {
            const auto set = service::ServiceOps(t.streams(), m_random, kNow).set(kStream, {"instrument", id}, {{"status", "withdrawn"}});
            return set ? Result<void>() : set.error();
        }));
        const auto refused = import(form("Which town?"), draft);
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::AlreadyExists);
        QVERIFY(refused.error().detail.find("is withdrawn") != std::string::npos);
        QVERIFY(field(id, "status") == Json("withdrawn"));
    }

    void aVersionIsAWholeNumber_data() {
        QTest::addColumn<QString>("version");
        QTest::newRow("with a dot") << "1.2";
        QTest::newRow("a word") << "v2";
        QTest::newRow("nothing at all") << "0";
        QTest::newRow("longer than we count") << "20261122090000";
    }
    void aVersionIsAWholeNumber() {
        QFETCH(QString, version);
        const auto refused = import(form("Which town?", "text", version.toStdString()));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::Malformed);
        QVERIFY(refused.error().detail.find("a whole number") != std::string::npos);
    }

    void aFormWithoutAVersionIsTheFirst() { QCOMPARE(import(form("Which town?", "text", ""))->at("version").get<int>(), 1); }

    void aFormWithMistakesIsRefusedInWords() {
        const auto refused = import(form("Which town?", "txet"));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, base::ErrorCode::Malformed);
        QVERIFY(refused.error().detail.find("row 2") != std::string::npos);
    }

    void aSpreadsheetWithScoresIsRefusedWithThePlaceOfItsMistake() {
        const auto& shipped = questionnaire::shippedInstruments().front();
        const auto sound = exchange::sheetsOf(shipped.instrument);
        const auto with = [&sound](const std::string& heading, const std::string& cell) {
            auto sheets = sound;
            sheets.front().rows[0].cells.push_back(heading);
            sheets.front().rows[2].cells.resize(sheets.front().rows[0].cells.size());
            sheets.front().rows[2].cells.back() = cell;
            return exchange::jsonOf(sheets).dump();
        };
        const auto refused = import(with("waymark::revers", "yes"));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().detail.find("survey, row 1, column waymark::revers: there is no column") != std::string::npos, refused.error().detail.c_str());
        const auto done = import(with("hint", "Think of last week"));
        QVERIFY2(done.ok(), done ? "" : done.error().detail.c_str());
        QCOMPARE(done->at("instrument").get<std::string>(), shipped.instrument.id);
        QCOMPARE(done->at("remarks").back().get<std::string>(), std::string("survey, row 3, column hint: nothing acts on the column “hint” in a questionnaire with scores"));
    }

    void ourOwnDefinitionsComeInTheSameWay() {
        const auto& shipped = questionnaire::shippedInstruments().front();
        const auto done = import(std::string(shipped.definition));
        QVERIFY(done.ok());
        QCOMPARE(done->at("instrument").get<std::string>(), shipped.instrument.id);
        QVERIFY(field(shipped.instrument.id, "family") == Json("family_steps"));
    }
};

QTEST_APPLESS_MAIN(tst_questionnaire_import)
#include "tst_questionnaire_import.moc"
