#include "sync/service/metrics/metrics.h"

#include "sync/service/api/refusals.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/store.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>

namespace waymark::service {

namespace {

const std::array kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};

// A label has few values for ever: an address as it came could have any, and could name somebody.
std::string routeOf(const std::string& path) {
    for (const char* route : {"/v1/sync", "/v1/enrol", "/v1/join", "/v1/health", "/v1/openapi.json", "/metrics"})
        if (path == route) return route;
    for (const char* family : {"/v1/blob/", "/console/"})
        if (path.starts_with(family)) return family;
    return "other";
}

// The methods of HTTP that we answer; anything else could be any text.
std::string methodOf(const std::string& method) {
    for (const char* known : {"GET", "HEAD", "POST", "PUT"})
        if (method == known) return known;
    return "other";
}

} // namespace

struct Metrics::Impl {
    Impl(Store& store, const base::Clock& clock) : store(store), clock(clock) {}

    template <class Metric>
    prometheus::Family<Metric>& family(prometheus::detail::Builder<Metric> builder, const char* name, const char* help) {
        return builder.Name(name).Help(help).Register(registry);
    }

    Store& store;
    const base::Clock& clock;
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        family(prometheus::BuildCounter(), "waymark_http_requests_total", "Requests answered, by address, method and status.");
    prometheus::Family<prometheus::Histogram>& seconds =
        family(prometheus::BuildHistogram(), "waymark_http_request_seconds", "Time from a whole request to its answer, by address.");
    prometheus::Family<prometheus::Counter>& bytes =
        family(prometheus::BuildCounter(), "waymark_http_body_bytes_total", "Bytes of bodies as they travelled, by direction.");
    prometheus::Counter& turnedAway =
        family(prometheus::BuildCounter(), "waymark_http_turned_away_total", "Requests and connections for which there was no room (503 with Retry-After).")
            .Add({});
    prometheus::Family<prometheus::Counter>& ops =
        family(prometheus::BuildCounter(), "waymark_ops_total", "Ops answered, by outcome.");
    prometheus::Family<prometheus::Counter>& alarms =
        family(prometheus::BuildCounter(), "waymark_history_alarms_total",
               "Devices that knew more than this service (forgot), or whose place is not in its history (reset).");
    prometheus::Family<prometheus::Gauge>& devices =
        family(prometheus::BuildGauge(), "waymark_devices", "Enrolled devices, by status.");
    prometheus::Gauge& waiting =
        family(prometheus::BuildGauge(), "waymark_waiting_ops", "Ops that wait on active devices, as they said at their last contact.").Add({});
};

Metrics::Metrics(Store& store, const base::Clock& clock) : m_impl(std::make_unique<Impl>(store, clock)) {}
Metrics::~Metrics() = default;

void Metrics::answered(const AccessLine& line) {
    const std::string route = routeOf(line.path);
    m_impl->requests.Add({{"route", route}, {"method", methodOf(line.method)}, {"status", std::to_string(line.status)}}).Increment();
    m_impl->seconds.Add({{"route", route}}, prometheus::Histogram::BucketBoundaries(kSeconds.begin(), kSeconds.end()))
        .Observe(std::chrono::duration<double>(line.took).count());
    if (line.turnedAway) m_impl->turnedAway.Increment();
    m_impl->bytes.Add({{"direction", "in"}}).Increment(static_cast<double>(line.bytesIn));
    m_impl->bytes.Add({{"direction", "out"}}).Increment(static_cast<double>(line.bytesOut));
}

void Metrics::synced(const wire::SyncReply& reply) {
    for (const auto& result : reply.results)
        m_impl->ops.Add({{"outcome", std::string(wire::name(result.outcome))}}).Increment();
    if (reply.forgot) m_impl->alarms.Add({{"kind", "forgot"}}).Increment();
    for (const auto& pull : reply.pull)
        if (pull.reset) m_impl->alarms.Add({{"kind", "reset"}}).Increment();
}

Response Metrics::answer() {
    std::array<int, 3> counts{};
    std::int64_t waiting = 0;
    const auto read = m_impl->store.read([&](ReadTransaction& transaction) {
        for (const auto& device : transaction.registry().devices()) {
            ++counts[static_cast<std::size_t>(device.status)];
            if (device.status == DeviceStatus::Active) waiting += device.waitingOps.value_or(0);
        }
    });
    if (!read) return refused(read.error(), m_impl->clock.wallMs());
    Response response;
    m_impl->devices.Add({{"status", "active"}}).Set(counts[static_cast<std::size_t>(DeviceStatus::Active)]);
    m_impl->devices.Add({{"status", "retired"}}).Set(counts[static_cast<std::size_t>(DeviceStatus::Retired)]);
    m_impl->devices.Add({{"status", "lost"}}).Set(counts[static_cast<std::size_t>(DeviceStatus::Lost)]);
    m_impl->waiting.Set(static_cast<double>(waiting));
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = prometheus::TextSerializer().Serialize(m_impl->registry.Collect());
    return response;
}

} // namespace waymark::service
