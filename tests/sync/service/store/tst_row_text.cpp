// The text of rows is, byte by byte, what the wire's codec prints.
#include "shared/wire/op_codec.h"
#include "sync/service/store/row_text.h"

#include <QTest>

using namespace waymark;
using base::Json;
using service::Append;

class tst_row_text : public QObject {
    Q_OBJECT

    static void addWords() {
        QTest::addColumn<QString>("word");
        QTest::newRow("plain") << "plain";
        QTest::newRow("nothing") << "";
        QTest::newRow("quotes and backslashes") << "a \"b\" \\c";
        QTest::newRow("line breaks, tabs and other controls") << "a\nb\tc\u0001\u007f";
        QTest::newRow("every script") << "Zoë محمد 測試 😀";
    }
    static Json values(const std::string& word) { return {{"name", word}, {"n", 1.5}, {"gone", nullptr}, {word + "!", {{"deep", {1, word}}}}}; }

private slots:
    void entriesAreAsTheCodecPrintsThem_data() { addWords(); }
    void entriesAreAsTheCodecPrintsThem() {
        QFETCH(QString, word);
        const std::string text = word.toStdString();
        for (const Json& extra : {Json::object(), Json(), Json{{"mood", text}, {"a", 1}}})
            for (const auto& by : {std::optional<std::string>(text), std::optional<std::string>()}) {
                const Append entry{"0123", "person" + text, text, values(text), by, -5, extra};
                domain::Entry wired;
                wired.seq = 77;
                wired.op = entry.op;
                wired.type = entry.type;
                wired.entity = entry.entity;
                wired.set = entry.set;
                wired.by = by;
                wired.at = entry.at;
                if (!extra.is_null()) wired.extra = extra;
                QCOMPARE(service::entryText(77, entry), base::toText(wire::toJson(wired)));
            }
    }

    void statesAreAsTheCodecPrintsThemAndReadBackTheSame_data() { addWords(); }
    void statesAreAsTheCodecPrintsThemAndReadBackTheSame() {
        QFETCH(QString, word);
        const std::string text = word.toStdString();
        for (const Json& extra : {Json::object(), Json{{"mood", text}}}) {
            domain::Fields fields;
            const Json given = values(text);
            for (const auto& [name, value] : given.items())
                fields[name] = {value, 9, text, 123, std::nullopt, Json::object()};
            fields["last"] = {text, 10, "op", 0, text, extra};
            const domain::EntityKey key{"person", text};
            const std::string made = service::stateText(key, fields);
            QCOMPARE(made, base::toText(wire::toJson(domain::EntityState{key, fields})));
            QCOMPARE(service::stateText(key, service::fieldsFrom(made)), made);
        }
        QCOMPARE(service::stateText({"person", text}, {}), base::toText(wire::toJson(domain::EntityState{{"person", text}, {}})));
    }
};

QTEST_APPLESS_MAIN(tst_row_text)
#include "tst_row_text.moc"
