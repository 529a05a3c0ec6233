// What lies under the seal of a stored row: it comes back as it went in, and what somebody else made is refused.
#include "shared/base/id.h"
#include "sync/device/fields_codec.h"

#include <QTest>

using namespace waymark;
using base::Json;

class tst_fields_codec : public QObject {
    Q_OBJECT

private slots:
    void whatGoesInComesOut() {
        const Json values[] = {"Zoë", 7, -1.5, nullptr, true, {{"a", {1, 2, {{"b", "c"}}}}}, Json::array(), ""};
        domain::Fields fields;
        int number = 0;
        for (const auto& value : values) {
            auto& field = fields["f" + std::to_string(++number)];
            field.value = value;
            field.seq = number;
            field.at = -number;
            field.op = number % 2 ? std::string(31, '0') + std::to_string(number) : "no id of ours";
            if (number % 3) field.by = number % 2 ? "33333333-3333-4333-8333-333333333333" : "somebody";
            if (number % 4 == 0) field.extra = {{"later", {1}}};
        }
        const auto back = device::unpackFields(device::packFields(fields));
        QVERIFY(back.ok());
        QCOMPARE(back->size(), fields.size());
        for (const auto& [name, field] : fields) {
            const auto& other = back->at(name);
            QVERIFY(other.value == field.value && other.seq == field.seq && other.at == field.at && other.op == field.op && other.by == field.by &&
                    other.extra == field.extra);
        }
        const auto quick = device::unpackValues(device::packFields(fields));
        QVERIFY(quick.ok());
        QCOMPARE(quick->values.size(), std::size(values) - 1);  // null is not there
    }

    void everyCutIsNoticed() {
        domain::Fields fields;
        fields["name"].value = {{"a", "Zara"}};
        fields["name"].op = std::string(32, 'a');
        const std::string packed = device::packFields(fields);
        for (std::size_t size = 2; size < packed.size(); ++size) {
            QVERIFY(!device::unpackFields(packed.substr(0, size)).ok());
            QVERIFY(!device::unpackValues(packed.substr(0, size)).ok());
        }
    }

    void aValueThatNestsDeeperThanJsonMayIsRefused() {
        for (const int depth : {base::kMaxJsonDepth, base::kMaxJsonDepth + 1, 5'000'000}) {
            std::string packed = "\x01\x01" "f" + std::string(4, '\0');  // a field f without flags: seq, at and op are nothing
            std::string value(static_cast<std::size_t>(depth), '\x91');
            value += '\x01';
            for (std::size_t size = value.size(); ; size >>= 7) {
                packed += static_cast<char>(size >= 0x80 ? size | 0x80 : size);
                if (size < 0x80) break;
            }
            packed += value;
            QCOMPARE(device::unpackFields(packed).ok(), depth <= base::kMaxJsonDepth);
            QCOMPARE(device::unpackValues(packed).ok(), depth <= base::kMaxJsonDepth);
        }
    }
};

QTEST_GUILESS_MAIN(tst_fields_codec)
#include "tst_fields_codec.moc"
