#include "mobile/bridge/http_lane.h"

#include "sync/device/curl_transport.h"

namespace waymark::mobile {

bool CancelSwitch::arm(std::function<void()> cancel) {
    const std::scoped_lock lock(m_mutex);
    if (!m_thrown) m_cancel = std::move(cancel);
    return !m_thrown;
}

void CancelSwitch::disarm() {
    const std::scoped_lock lock(m_mutex);
    m_cancel = nullptr;
}

void CancelSwitch::throwSwitch() {
    const std::scoped_lock lock(m_mutex);
    m_thrown = true;
    if (m_cancel) m_cancel();
}

base::Result<device::HttpReply> LineKeeper::call(const std::string& url, const std::string& pin, const device::HttpCall& call) {
    if (!m_line.transport || m_url != url) {
        auto opened = m_options.openLine(url, pin);
        if (!opened) return opened.error();
        m_line = std::move(opened).value();
        m_url = url;
    }
    if (!m_cancel.arm(m_line.cancel)) return base::Error{base::ErrorCode::Offline, "the app is ending"};
    auto reply = m_line.transport->call(call);
    m_cancel.disarm();
    return reply;
}

void HttpLane::call(quint64 run, const std::string& url, const std::string& pin, const HttpErrand& errand) {
    emit answered(run, std::make_shared<const base::Result<device::HttpReply>>(m_keeper.call(url, pin, *errand)));
}

base::Result<Line> openCurlLine(const std::string& url, const std::string& pin) {
    device::CurlOptions options;
    options.pin = pin;
    auto opened = device::CurlTransport::open(url, options);
    if (!opened) return opened.error();
    auto transport = std::move(opened).value();
    auto* raw = transport.get();
    return Line{std::move(transport), [raw] { raw->cancel(); }};
}

}  // namespace waymark::mobile
