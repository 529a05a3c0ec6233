// The library against the vectors that waymark-forms is held against too (tst_change_cli.py): one code, one set of numbers.
#include "shared/statistics/change_json.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace waymark;
using base::Json;

namespace {

std::optional<double> optionOf(const Json& vector, const char* name) {
    return vector.contains(name) ? std::optional(vector[name].get<double>()) : std::nullopt;
}

/// Where `got` does not hold what is expected; members that nobody expects are free.
std::string difference(const Json& expected, const Json& got, const std::string& at) {
    if (expected.is_object() && got.is_object()) {
        for (const auto& [key, value] : expected.items()) {
            if (!got.contains(key)) return at + "." + key + " is not there";
            if (auto found = difference(value, got[key], at + "." + key); !found.empty()) return found;
        }
        return {};
    }
    if (expected.is_array() && got.is_array() && expected.size() == got.size()) {
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (auto found = difference(expected[i], got[i], at + "[" + std::to_string(i) + "]"); !found.empty()) return found;
        return {};
    }
    const auto close = [](double a, double b) { return std::fabs(a - b) <= std::max(1e-9, 1e-7 * std::max(std::fabs(a), std::fabs(b))); };
    if (expected.is_number() && got.is_number() && close(expected.get<double>(), got.get<double>())) return {};
    return expected == got ? std::string() : at + " is " + got.dump() + " and not " + expected.dump();
}

}  // namespace

class tst_change_vectors : public QObject {
    Q_OBJECT

private slots:
    void theVectorsHold_data() {
        QFile file(QFINDTESTDATA("vectors/change.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto vectors = base::parseJson(file.readAll().toStdString());
        QVERIFY(vectors.ok());
        QTest::addColumn<QByteArray>("vector");
        for (const Json& vector : *vectors)
            QTest::newRow(vector["name"].get<std::string>().c_str()) << QByteArray::fromStdString(vector.dump());
    }
    void theVectorsHold() {
        QFETCH(QByteArray, vector);
        const Json given = *base::parseJson(vector.toStdString());
        std::string csv;
        for (const Json& line : given["list"])
            csv += line.get<std::string>() + "\n";
        const statistics::ScoreRange range{optionOf(given, "min"), optionOf(given, "max")};
        auto list = statistics::readChangeList(csv, range);
        QVERIFY(list.ok());
        if (given.contains("better"))
            for (auto& answer : list->answers)
                answer.better = domain::parseBetter(given["better"].get<std::string>()).value();
        const auto alpha = optionOf(given, "alpha");
        const auto report = statistics::changeReportWithin(range, list->answers, {}, alpha);
        const std::string found = difference(given["expect"], statistics::changeDocument(*list, report, alpha), "");
        QVERIFY2(found.empty(), found.c_str());
    }
};

QTEST_APPLESS_MAIN(tst_change_vectors)
#include "tst_change_vectors.moc"
