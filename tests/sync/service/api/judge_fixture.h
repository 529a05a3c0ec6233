// Ops that are judged one after the other over a real store: what the tests of judging stand on.
#pragma once

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/api/judge.h"
#include "tests/support/any_store.h"
#include "tests/support/seeded_random.h"

#include <QTemporaryDir>
#include <QTest>

namespace waymark::tests {

using base::Json;
using domain::Op;
using wire::Outcome;

inline constexpr base::Millis kNow = 1'763'740'800'000;
inline const std::string kPerson = "9a6f1c3e-0000-4000-8000-000000000001";
inline const std::string kStream = domain::venueStream("0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11");

inline std::string opId(char digit) { return std::string(12, '0') + "7000" + "8000" + std::string(12, digit); }

inline Op edit(char id, base::Millis at, const std::string& field, Json value, char sawDigit = 0, const std::string& type = "person") {
    Op op;
    op.id = opId(id);
    op.at = at;
    op.by = "5d6f1c3e-0000-4000-8000-00000000000a";
    op.stream = kStream;
    op.type = type;
    op.entity = kPerson;
    op.set[field] = std::move(value);
    if (sawDigit) op.saw[field] = opId(sawDigit);
    return op;
}

class JudgeFixture : public QObject {
protected:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;

    struct Seen {
        std::vector<wire::OpResult> results;
        service::Fields fields;
        std::vector<domain::EntityState> conflicts;
        std::int64_t head = 0;
    };

    Seen judgeAll(const std::vector<Op>& ops) {
        Seen seen;
        const auto done = m_store->write([&](service::WriteTransaction& transaction) -> base::Result<void> {
            service::Judge judge(transaction.streams(), m_random, kNow);
            for (const auto& op : ops)
                seen.results.push_back(judge.judge(op, "device", [] { return std::string("{}"); }));
            seen.fields = transaction.streams().fieldsOf(kStream, {ops.front().type, kPerson});
            seen.conflicts = transaction.streams().entitiesOf(kStream, "conflict");
            seen.head = transaction.streams().head(kStream).seq;
            return {};
        });
        if (!done) qFatal("%s", done.error().detail.c_str());
        return seen;
    }

    void makeStore() {
        m_directory = std::make_unique<QTemporaryDir>();
        auto opened = tests::openStore(m_directory->filePath("waymark.db").toStdString());
        QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().detail.c_str());
        m_store = std::move(*opened);
    }
};

} // namespace waymark::tests
