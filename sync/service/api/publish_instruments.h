// The questionnaires that come with Waymark, as entities of an organisation.
#pragma once

#include "sync/service/api/service_ops.h"

namespace waymark::service {

/// Publishes every shipped instrument in the organisation's stream; those that are there already stay as they are. Errors: as
/// ServiceOps::set.
base::Result<void> publishShippedInstruments(ServiceOps& ops, const std::string& organisation);

} // namespace waymark::service
