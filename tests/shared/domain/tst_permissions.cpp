// The dictionary's table, type by type (docs/dictionary.md): in which tier a type lives, what becomes of two values, whether it hangs on
// people, and who may make one and change it.
#include "shared/domain/dictionary.h"
#include "shared/domain/permission.h"
#include "shared/domain/validity.h"

#include <QTest>

using namespace waymark;
using base::Json;
using domain::Policy;
using domain::Role;
using domain::Tier;

namespace {

const std::string kId = "22222222-0000-4000-8000-000000000000";
const std::string kTiers[] = {"organisation/" + kId, "venue/" + kId, "register/" + kId + "/2026", "case/" + kId, "concern/" + kId};
const std::pair<char, Role> kRoles[] = {{'A', Role::Coordinator}, {'W', Role::Worker}, {'V', Role::Volunteer}, {'L', Role::Safeguarding}, {'R', Role::Reader}};

const char* wordOf(Policy policy) {
    switch (policy) {
    case Policy::Ask: return "ask";
    case Policy::Latest: return "latest";
    case Policy::Earliest: return "earliest";
    case Policy::Once: return "once";
    case Policy::Restrictive: return "restrictive";
    }
    return "";
}

domain::Op opOn(const std::string& type, const std::string& field, const std::string& stream) {
    domain::Op op;
    op.type = type;
    op.stream = stream;
    op.entity = kId;
    op.set[field] = "x";
    return op;
}

/// Letters of the roles that may write the field; `there`: the entity exists and has it.
QString writers(const domain::Op& op, bool there) {
    QString letters;
    for (const auto& [letter, role] : kRoles)
        if (domain::mayWrite(domain::writersOf({role}), op, *domain::parseStream(op.stream), there, [there](std::string_view) { return there; }))
            letters += QLatin1Char(letter);
    return letters;
}

} // namespace

class tst_permissions : public QObject {
    Q_OBJECT

private slots:
    void eachType_data() {
        QTest::addColumn<QString>("field");    // one of the type's fields
        QTest::addColumn<QString>("tier");
        QTest::addColumn<QString>("policy");   // of that field
        QTest::addColumn<QString>("makers");   // who may make one with it
        QTest::addColumn<QString>("writers");  // who may change it
        QTest::addColumn<bool>("hangs");       // on a person or household
        const auto row = [](const char* type, const char* field, const char* tier, const char* policy, const char* makers, const char* writers, bool hangs = false) {
            QTest::addRow("%s.%s", type, field) << field << tier << policy << makers << writers << hangs;
        };
        row("organisation", "name", "organisation", "latest", "", "");
        row("agency", "name", "organisation", "latest", "", "");
        row("user", "grants", "organisation", "latest", "", "");
        row("safeguarding_key", "public", "organisation", "once", "L", "L");
        row("venue", "name", "organisation", "latest", "", "");
        row("activity", "title", "organisation", "latest", "", "");
        row("instrument", "definition", "organisation", "once", "", "");
        row("instrument", "status", "organisation", "latest", "", "");
        row("listing", "name", "organisation", "latest", "", "");
        row("resource", "name", "organisation", "latest", "", "");
        row("resource", "loan", "organisation", "latest", "AW", "AW");
        row("session", "date", "venue", "ask", "AW", "AW");
        row("session", "staff", "venue", "latest", "AW", "AW");
        row("session", "actual", "venue", "ask", "AW", "AWV");
        row("session", "status", "venue", "ask", "AW", "AW");  // of a word that a volunteer does not say
        row("place", "status", "venue", "ask", "AW", "AW", true);
        row("person", "name", "venue", "ask", "AWV", "AW");
        row("person", "deleted", "venue", "ask", "AW", "AW");
        row("person", "merged_into", "venue", "ask", "AW", "AW");
        row("household", "label", "venue", "ask", "AWV", "AWV");
        row("membership", "relation", "venue", "ask", "AW", "AW", true);
        row("consent", "purpose", "venue", "once", "AW", "AW", true);
        row("consent", "answer", "venue", "restrictive", "AW", "AW", true);
        row("theme", "said", "venue", "latest", "AW", "AW");
        row("group_meeting", "agenda", "venue", "ask", "AW", "AW");
        row("handover_note", "text", "venue", "once", "AWV", "AWV");
        row("mark", "presence", "register", "ask", "AWV", "AWV", true);
        row("mark", "left", "register", "ask", "AWV", "AWV", true);
        row("mark", "arrived", "register", "earliest", "AWV", "AWV", true);
        row("headcount", "bands", "register", "once", "AWV", "AWV");
        row("hours", "start", "register", "ask", "AWV", "AWV");
        row("feedback", "answers", "register", "once", "AWV", "AWV");
        row("response", "answers", "case", "once", "AW", "AW", true);
        row("need", "level", "case", "ask", "AW", "AW", true);
        row("equality", "disability", "case", "latest", "AW", "AW", true);
        row("address", "lines", "case", "latest", "AW", "AW", true);
        row("note", "text", "case", "once", "AW", "AW", true);
        row("referral", "to", "case", "ask", "AW", "AW", true);
        row("referral", "state", "case", "ask", "AW", "AW", true);
        row("followon", "state", "case", "ask", "AW", "AW", true);
        row("goal", "text", "case", "ask", "AW", "AW", true);
        row("concern", "sealed", "concern", "once", "AWVLR", "");
        row("concern", "state", "concern", "latest", "L", "L");
        row("concern_note", "sealed", "concern", "once", "L", "L");
        row("safeguarding_key", "signed_by", "organisation", "latest", "L", "L");
        row("safeguarding_key", "confirmed", "organisation", "latest", "", "");
        row("residue", "marks", "register", "once", "", "");
    }
    void eachType() {
        QFETCH(QString, field);
        QFETCH(QString, tier);
        QFETCH(bool, hangs);
        const std::string type = QString(QTest::currentDataTag()).section('.', 0, 0).toStdString();
        QTEST(QString(wordOf(domain::policyOf(type, field.toStdString()))), "policy");
        for (const auto& stream : kTiers) {
            const auto op = opOn(type, field.toStdString(), stream);
            const bool home = QString::fromStdString(stream).startsWith(tier + '/');
            if (home) QTEST(writers(op, false), "makers");
            else QCOMPARE(writers(op, false), QString());
            if (home) QTEST(writers(op, true), "writers");
            else QCOMPARE(writers(op, true), QString());
        }
        const domain::TypeRule* rule = domain::findType(type);
        QVERIFY(rule);
        QCOMPARE(rule->hangsOnPerson, hangs);
    }

    void aConflictLivesWithItsSubject() {
        for (const auto& stream : kTiers) {
            const auto tier = domain::parseStream(stream)->tier;
            const bool isSettledByDevices = tier != Tier::Organisation && tier != Tier::Concern;
            QCOMPARE(writers(opOn("conflict", "status", stream), true), isSettledByDevices ? QString("AW") : QString());
            for (const auto* field : {"of", "kept", "other"})
                QCOMPARE(writers(opOn("conflict", field, stream), false), QString());
        }
        QCOMPARE(QString(wordOf(domain::policyOf("conflict", "status"))), QString("latest"));
    }

    void whoMayPullWhat_data() {
        QTest::addColumn<QString>("tiers");
        QTest::newRow("administrator") << "organisation venue register case";
        QTest::newRow("coordinator") << "organisation venue register case";
        QTest::newRow("worker") << "organisation venue register case";
        QTest::newRow("volunteer") << "organisation venue register";
        QTest::newRow("reader") << "organisation";
        QTest::newRow("safeguarding") << "organisation venue register concern";
    }
    void whoMayPullWhat() {
        QStringList tiers;
        for (const auto& [tier, name] : {std::pair{Tier::Organisation, "organisation"}, std::pair{Tier::Venue, "venue"}, std::pair{Tier::Register, "register"},
                                         std::pair{Tier::Case, "case"}, std::pair{Tier::Concern, "concern"}})
            if (domain::mayPull(*domain::parseRole(QTest::currentDataTag()), tier)) tiers.append(name);
        QTEST(tiers.join(' '), "tiers");
    }
};

QTEST_APPLESS_MAIN(tst_permissions)
#include "tst_permissions.moc"
