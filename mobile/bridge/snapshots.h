// What the worker tells the screens about the device and its sync: plain data, copied whole at every change.
#pragma once

#include "sync/device/concerns.h"
#include "sync/device/notebook.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::mobile {

/// Someone who joined on this device.
struct WorkerName {
    std::string id, name, role;
};

struct DeviceStatus {
    bool enrolled = false;
    std::string serviceUrl, organisation, organisationName;
    std::vector<WorkerName> workers;
    std::optional<WorkerName> joining;  ///< has joined and has not chosen a PIN yet
    std::string unlockedBy;             ///< user id; empty while locked
    int retryAfterSeconds = 0;          ///< how long the next try of a PIN must wait
    base::Millis clockOffset = 0;       ///< service time minus wall clock, as far as it is known
    std::int64_t tamperedRows = 0;      ///< left out at the last unlock
    bool stoodDown = false;             ///< the one who was signed in, or tried to, does not work here any more
    bool wiped = false;                 ///< the service revoked this device and its data are gone
};

struct SyncStatus {
    bool running = false;
    double progress = 1.0;  ///< of this round: 0…1
    device::OutboxSummary summary;
    std::vector<device::OutboxLine> lines;
    std::optional<base::Error> problem;  ///< of the last round
    bool upgradeNeeded = false;
    bool needsCode = false;  ///< the service does not know this device any more: a new code hands the outbox over
    bool stopped = false;    ///< a pull was refused because it would have emptied the device's copy
};

/// Whom a concern of one venue is sealed for, by name.
struct Recipients {
    std::vector<std::string> all, deputies;
};

/// Keys, and concerns as far as the one who is signed in may see them. Opened content is in here: it goes at the lock.
struct SafeguardingStatus {
    std::vector<device::KeyLine> keys;
    std::map<std::string, Recipients> recipients;  ///< by venue
    std::vector<device::HandedOver> handed;
    std::string ownFingerprint;
    std::vector<device::ConcernCase> cases;
};

}  // namespace waymark::mobile
