// A device that is taken out of use: retired, reported lost, or without a venue it had. Written to the ledger first, so that no older backup
// lets it in again. Thread-safe as far as the store is.
#pragma once

#include "sync/service/erasure/ledger.h"
#include "sync/service/store/registry.h"

#include <optional>

namespace waymark::service {

class Store;

/// A retired device keeps the right to hand over what was recorded until now; a lost one is wiped when it calls. Does nothing to a device that
/// was reported lost before. Errors: NotFound, those of Ledger and Store.
base::Result<void> endDevice(Store& store, const Ledger& ledger, const std::string& device, DeviceStatus status, base::Millis at);

/// Takes a venue away from a device (empty: all). Errors: NotFound, those of Ledger and Store.
base::Result<void> endGrants(Store& store, const Ledger& ledger, const std::string& device, const std::string& venue, base::Millis at);

/// Does again what such a line says, if this database does not know it. Errors: those of Store.
base::Result<bool> replayDeviceEnd(Store& store, const LedgerLine& line);

/// "retired", "lost"; nothing for others.
std::optional<DeviceStatus> parseDeviceEnd(const std::string& word);

} // namespace waymark::service
