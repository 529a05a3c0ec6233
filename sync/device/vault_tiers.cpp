// Which key a stream's rows are under, and who may hold it.
#include "shared/domain/stream.h"
#include "sync/device/vault.h"

namespace waymark::device {

KeyTier tierOfStream(std::string_view stream) {
    const auto parsed = domain::parseStream(stream);
    return parsed && parsed->tier != domain::Tier::Case ? KeyTier::Venue : KeyTier::Case;
}

bool opensCase(domain::Role role) {
    return role == domain::Role::Administrator || role == domain::Role::Coordinator || role == domain::Role::Worker;
}

} // namespace waymark::device
