#include "sync/service/store/area_lookup.h"

#include "sync/service/store/area_outline.h"

namespace waymark::service {

std::optional<Area> areaAt(Areas& areas, const Position& position, const std::string& kind, int vintage) {
    for (Area& area : areas.around(position, kind, vintage)) {
        const auto geometry = base::parseJson(area.outline);
        const auto outline = geometry ? Outline::fromGeoJson(*geometry) : base::Result<Outline>(geometry.error());
        if (outline && outline->holds(position)) return std::move(area);
    }
    return std::nullopt;
}

std::optional<Area> bestFit(Areas& areas, const Area& small, const std::string& kind, int vintage) {
    return areaAt(areas, small.inside, kind, vintage);
}

} // namespace waymark::service
