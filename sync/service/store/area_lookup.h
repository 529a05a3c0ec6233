// Which area a position or another area lies in. Works over any backend.
#pragma once

#include "sync/service/store/areas.h"

namespace waymark::service {

/// The area of that kind and vintage that holds the position, or nothing. A position on the edge of two belongs to the one with the lower
/// code, so that it is always the same one.
std::optional<Area> areaAt(Areas& areas, const Position& position, const std::string& kind, int vintage);

/// The area of another kind (say, the ward) that a small area is counted in. The two do not nest; the method is best fit by a
/// representative point: the one that holds `Area::inside`. Reports that use it say so.
std::optional<Area> bestFit(Areas& areas, const Area& small, const std::string& kind, int vintage);

} // namespace waymark::service
