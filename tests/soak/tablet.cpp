#include "tests/soak/tablet.h"

#include "shared/base/id.h"
#include "shared/base/json.h"
#include "shared/domain/stream.h"

#include <stdexcept>
#include <thread>

namespace waymark::soak {

namespace {

const std::string kPin = "493817";

template <class T> T must(base::Result<T> result) {
    if (!result) throw std::runtime_error("error " + std::to_string(static_cast<int>(result.error().code)) + ": " + result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace

base::Result<device::HttpReply> CountingTransport::post(const std::string& path, const std::string& body, const std::string& bearer) {
    if (const auto json = base::parseJson(body); json && json->contains("push"))
        m_traffic.opsSent += static_cast<std::int64_t>((*json)["push"].size());
    const auto start = m_clock.monotonicMs();
    auto reply = m_inner->post(path, body, bearer);
    ++m_traffic.calls;
    if (!reply) ++m_traffic.failed;
    else if (reply->status == 200) m_traffic.milliseconds.push_back(static_cast<double>(m_clock.monotonicMs() - start));
    else if (reply->status == 429 || reply->status == 503) ++m_traffic.busy;
    return reply;
}

Tablet::Tablet(const std::string& file, const std::string& url, const std::string& enrolCode, const std::string& joinCode) {
    m_store = must(device::DeviceStore::open(file));
    m_vault = std::make_unique<device::Vault>(*m_store, m_clock, m_random, device::KdfCost::least());
    m_notebook = std::make_unique<device::Notebook>(*m_store, *m_vault, m_clock, m_random);
    m_enrolment = std::make_unique<device::Enrolment>(*m_store, *m_vault, m_random);
    m_runner = std::make_unique<device::SyncRunner>(*m_store, *m_vault, *m_notebook, *m_enrolment, "0.1.0");
    m_transport = std::make_unique<CountingTransport>(must(device::CurlTransport::open(url)), m_clock, m_traffic);
    must(m_enrolment->enrol(*m_transport, must(device::makeEnrolLink(url, enrolCode)), {"Tablet", "test", "0.1.0"}));
    m_user = must(m_enrolment->join(*m_transport, joinCode)).user;
    must(m_enrolment->choosePin(kPin));
    must(m_notebook->load());
    m_traffic = {};
}

void Tablet::record(const std::string& venue, int people) {
    static const char* const kNames[] = {"Amina", "Ben", "Chidi", "Dafydd", "Ewa", "Farah", "Guo", "Hana"};
    for (int i = 0; i < people; ++i) {
        const std::string id = base::newUuid(m_random);
        const std::string name = std::string(kNames[i % 8]) + " Test " + id.substr(0, 6);
        const base::Json set = {{"name", name}, {"kind", "child"}, {"born", {{"date", "2019-0" + std::to_string(1 + i % 9) + "-15"}, {"precision", "day"}}}};
        must(m_notebook->record(m_user, {{domain::venueStream(venue), "person", id, set}}));
        m_made[id] = name;
    }
}

bool Tablet::syncUntilDone(std::chrono::seconds most) {
    device::Scheduler scheduler(m_random);
    const auto start = m_clock.monotonicMs();
    scheduler.trigger(device::Trigger::ByHand, start);
    while (true) {
        const auto now = m_clock.monotonicMs();
        if (now - start > std::chrono::milliseconds(most).count()) return false;
        const auto due = scheduler.dueIn(now);
        if (!due) return false;
        if (*due > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(*due));
            continue;
        }
        scheduler.begin(now);
        const auto outcome = m_runner->run(*m_transport, [&](const device::Progress&) {
            scheduler.renew(m_clock.monotonicMs());
            return true;
        });
        scheduler.end(outcome.end, m_clock.monotonicMs(), outcome.retryAfter);
        if (outcome.end == device::RunEnd::Done && waiting() == 0) return true;
        if (outcome.end == device::RunEnd::Auth || outcome.end == device::RunEnd::Local)
            throw std::runtime_error("sync ended: " + outcome.error.detail);
    }
}

std::map<std::string, std::string> Tablet::namesIn(const std::string& venue) const {
    std::map<std::string, std::string> names;
    for (const auto& person : m_notebook->all("person", domain::venueStream(venue)))
        names[person->key.id] = base::textOf(person->values, "name");
    return names;
}

std::size_t Tablet::people(const std::string& venue) const { return m_notebook->all("person", domain::venueStream(venue)).size(); }

} // namespace waymark::soak
