// Consent, row by row: what holds after every mixture of yes and no, in whatever order the records come.
#include "shared/domain/consent.h"

#include <QTest>

#include <algorithm>

using namespace waymark;
using base::Json;
using domain::Consent;
using domain::ConsentRecord;

namespace {

const std::string kId = "88888888-0000-4000-8000-00000000000";

/// "1 granted; 2 withdrawn sees 1; 3 granted by self until 2026-06-30 sees 1 2; 4 granted gone"
std::vector<ConsentRecord> recordsOf(const QString& text) {
    std::vector<ConsentRecord> records;
    for (const QString& line : text.split("; ", Qt::SkipEmptyParts)) {
        const QStringList words = line.split(' ', Qt::SkipEmptyParts);
        Json values{{"answer", words.value(1).toStdString()}};
        for (int i = 2; i < words.size(); ++i) {
            if (words[i] == "by") values["given_by"] = words[++i].toStdString();
            else if (words[i] == "until") values["until"] = words[++i].toStdString();
            else if (words[i] == "gone") values["deleted"] = true;
            else if (words[i] != "sees") values["corrects"].push_back("consent:" + kId + words[i].toStdString());
        }
        if (words.value(1) == "-") values.erase("answer");
        records.push_back(domain::consentRecord(kId + words.value(0).toStdString(), values));
    }
    return records;
}

} // namespace

class tst_consent : public QObject {
    Q_OBJECT

private slots:
    void whatHolds_data() {
        QTest::addColumn<QString>("records");
        QTest::addColumn<QString>("holds");
        const auto row = [](const char* name, const char* records, const char* holds) { QTest::newRow(name) << records << holds; };
        row("nobody asked", "", "not_asked");
        row("a yes", "1 granted", "granted");
        row("a yes in another word", "1 yes", "granted");
        row("a no", "1 refused", "refused");
        row("a word that nobody knows is a no", "1 perhaps", "refused");
        row("they were not asked", "1 not_asked", "not_asked");
        row("a yes that was taken back", "1 -", "not_asked");
        row("a withdrawal after a yes", "1 granted; 2 withdrawn sees 1", "withdrawn");
        row("a withdrawal that nobody has seen stands beside a yes", "1 withdrawn; 2 granted", "withdrawn");
        row("a withdrawal is lifted by a yes that saw it", "1 withdrawn; 2 granted sees 1", "granted");
        row("also through what it saw", "1 withdrawn; 2 not_asked sees 1; 3 granted sees 2", "granted");
        row("a yes that names itself replaces nothing", "1 granted sees 1", "granted");
        row("one that a no names is replaced, deleted or not", "1 granted sees 2; 2 withdrawn gone sees 1", "not_asked");
        row("but not by a yes that saw something else", "1 withdrawn; 2 granted; 3 granted sees 2", "withdrawn");
        row("nor by words that are no yes", "1 withdrawn; 2 not_asked sees 1", "withdrawn");
        row("of two withdrawals both must have been seen", "1 withdrawn; 2 withdrawn; 3 granted sees 1", "withdrawn");
        row("and are lifted together", "1 withdrawn; 2 withdrawn; 3 granted sees 1 2", "granted");
        row("withdrawn again after it was lifted", "1 withdrawn; 2 granted sees 1; 3 withdrawn sees 1 2", "withdrawn");
        row("a refusal is lifted like a withdrawal", "1 refused; 2 granted sees 1", "granted");
        row("of a refusal and a withdrawal the stronger is told", "1 refused; 2 withdrawn", "withdrawn");
        row("a yes that was not seen speaks for itself", "1 granted; 2 refused", "refused");
        row("a child's no beats a parent's yes that saw it", "1 refused by self; 2 granted by parent sees 1", "refused");
        row("and is lifted by their own", "1 refused by self; 2 granted by self sees 1", "granted");
        row("a parent's no is lifted by the young person", "1 refused by parent; 2 granted by self sees 1", "granted");
        row("until the last day", "1 granted until 2026-05-13", "granted");
        row("and not after it", "1 granted until 2026-05-12", "lapsed");
        row("a day that is none", "1 granted until soon", "lapsed");
        row("a yes for longer replaces one that ended", "1 granted until 2026-01-01; 2 granted sees 1", "granted");
        row("a yes for less replaces one without end", "1 granted; 2 granted until 2026-01-01 sees 1", "lapsed");
        row("what ended lifts nothing any more", "1 withdrawn; 2 granted until 2026-01-01 sees 1", "withdrawn");
        row("a yes that was removed", "1 granted gone", "not_asked");
        row("what was removed lifts nothing", "1 withdrawn; 2 granted gone sees 1", "withdrawn");
        row("what was removed replaces nothing", "1 granted; 2 granted until 2026-01-01 gone sees 1", "granted");
        row("a no cannot be removed away", "1 granted; 2 withdrawn gone sees 1", "withdrawn");
        row("records that name each other leave nothing standing", "1 withdrawn sees 2; 2 granted sees 1", "not_asked");
        row("a record that nobody holds is passed over", "1 withdrawn; 2 granted sees 9", "withdrawn");
    }
    void whatHolds() {
        QFETCH(QString, records);
        auto all = recordsOf(records);
        const auto byId = [](const ConsentRecord& a, const ConsentRecord& b) { return a.id < b.id; };
        std::sort(all.begin(), all.end(), byId);
        do {
            QTEST(QString::fromLatin1(domain::name(domain::effectiveConsent(all, {2026, 5, 13})).data()), "holds");
        } while (std::next_permutation(all.begin(), all.end(), byId));
    }

    void theNextRecordNamesAllThatThereAre() {
        const Json corrects = domain::correctsOf(recordsOf("2 withdrawn; 1 granted"));
        QCOMPARE(corrects.size(), std::size_t(2));
        const Json next{{"answer", "granted"}, {"corrects", corrects}};
        auto all = recordsOf("2 withdrawn; 1 granted");
        all.push_back(domain::consentRecord(kId + '3', next));
        QVERIFY(domain::effectiveConsent(all, {2026, 5, 13}) == Consent::Granted);
    }

    void oneReferenceIsAsGoodAsAList() {
        const auto record = domain::consentRecord("x", {{"corrects", "consent:" + kId + '1'}});
        QCOMPARE(record.corrects, std::vector<std::string>{kId + '1'});
    }
};

QTEST_APPLESS_MAIN(tst_consent)
#include "tst_consent.moc"
