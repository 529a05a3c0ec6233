// The thread on which the network waits, so that neither a tap nor the worker does. One call at a time. Owned by the worker's bridge; talks by
// queued signals. Nothing of it survives.
#pragma once

#include "mobile/bridge/bridge_options.h"

#include <QObject>

#include <mutex>

namespace waymark::mobile {

/// Gives up calls in progress when the app ends: the only thing that two threads touch at once.
class CancelSwitch {
public:
    /// False if it was thrown already: do not begin.
    bool arm(std::function<void()> cancel);
    void disarm();
    void throwSwitch();

private:
    std::mutex m_mutex;
    std::function<void()> m_cancel;
    bool m_thrown = false;
};

/// Opens a line for one call after another to the same service.
class LineKeeper {
public:
    LineKeeper(const BridgeOptions& options, CancelSwitch& cancel) : m_options(options), m_cancel(cancel) {}

    base::Result<device::HttpReply> call(const std::string& url, const std::string& pin, const device::HttpCall& call);

private:
    const BridgeOptions& m_options;
    CancelSwitch& m_cancel;
    std::string m_url;
    Line m_line;
};

using HttpErrand = std::shared_ptr<const device::HttpCall>;
using HttpAnswer = std::shared_ptr<const base::Result<device::HttpReply>>;

class HttpLane : public QObject {
    Q_OBJECT
public:
    HttpLane(const BridgeOptions& options, CancelSwitch& cancel) : m_keeper(options, cancel) {}

public slots:
    void call(quint64 run, const std::string& url, const std::string& pin, const waymark::mobile::HttpErrand& errand);

signals:
    void answered(quint64 run, const waymark::mobile::HttpAnswer& answer);

private:
    LineKeeper m_keeper;
};

}  // namespace waymark::mobile
