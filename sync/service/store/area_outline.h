// The shape of an area: a GeoJSON Polygon or MultiPolygon in longitude and latitude. Distances are so short that degrees are treated as a
// plane.
#pragma once

#include "shared/base/json.h"
#include "sync/service/store/areas.h"

#include <memory>

namespace waymark::service {

class Outline {
public:
    /// Errors: Malformed, in plain words: another type of geometry, a ring of fewer than four positions or one that is not closed,
    /// a position that is no longitude and latitude, a shape without any extent.
    static base::Result<Outline> fromGeoJson(const base::Json& geometry);

    Box box() const;
    /// A point within, far from the edge: the centre of gravity if that lies within, else the middle of a wide piece. (The library's own
    /// point_on_surface keeps close to the edge, where the outlines of two kinds of area disagree.)
    Position inside() const;
    /// Within, or on the edge.
    bool holds(const Position& position) const;
    /// Whether no line crosses another and every hole lies within; `why` says what is wrong if not.
    bool isSimple(std::string& why) const;

    ~Outline();
    Outline(Outline&&) noexcept;

private:
    struct Shape;
    explicit Outline(std::unique_ptr<Shape> shape);
    std::unique_ptr<Shape> m_shape;
};

} // namespace waymark::service
