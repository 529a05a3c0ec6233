#include "sync/service/store/area_outline.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace waymark::service {

namespace {

namespace bg = boost::geometry;
using Point = bg::model::d2::point_xy<double>;
using Polygon = bg::model::polygon<Point>;
using Shapes = bg::model::multi_polygon<Polygon>;

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

Error malformed(const std::string& why) { return {ErrorCode::Malformed, why}; }

Result<Point> pointFrom(const Json& position) {
    if (!position.is_array() || position.size() < 2 || !position[0].is_number() || !position[1].is_number())
        return malformed("a position is not a pair of numbers");
    const double longitude = position[0].get<double>(), latitude = position[1].get<double>();
    if (!(std::abs(longitude) <= 180 && std::abs(latitude) <= 90))
        return malformed("a position is no longitude and latitude; the boundaries must be exported in WGS 84");
    return Point(longitude, latitude);
}

Result<Polygon::ring_type> ringFrom(const Json& positions) {
    if (!positions.is_array() || positions.size() < 4) return malformed("a ring has fewer than four positions");
    if (positions.front() != positions.back()) return malformed("a ring is not closed: its last position is not its first");
    Polygon::ring_type ring;
    for (const Json& position : positions) {
        const auto point = pointFrom(position);
        if (!point) return point.error();
        ring.push_back(*point);
    }
    return ring;
}

Result<Polygon> polygonFrom(const Json& rings) {
    if (!rings.is_array() || rings.empty()) return malformed("a polygon has no rings");
    Polygon polygon;
    for (std::size_t i = 0; i < rings.size(); ++i) {
        auto ring = ringFrom(rings[i]);
        if (!ring) return ring.error();
        if (i == 0) polygon.outer() = std::move(*ring);
        else polygon.inners().push_back(std::move(*ring));
    }
    return polygon;
}

Result<Shapes> shapesFrom(const Json& geometry) {
    const auto type = geometry.is_object() ? base::textOf(geometry, "type") : std::string();
    const Json coordinates = geometry.is_object() && geometry.contains("coordinates") ? geometry["coordinates"] : Json();
    const Json polygons = type == "Polygon" ? Json::array({coordinates}) : coordinates;
    if ((type != "Polygon" && type != "MultiPolygon") || !polygons.is_array() || polygons.empty())
        return malformed("the geometry is no Polygon or MultiPolygon");
    Shapes shapes;
    for (const Json& rings : polygons) {
        auto polygon = polygonFrom(rings);
        if (!polygon) return polygon.error();
        shapes.push_back(std::move(*polygon));
    }
    bg::correct(shapes);  // GeoJSON turns the other way round
    return shapes;
}

/// Where a line of latitude is longest inside the shape, the middle of that piece; nothing if it does not cross the shape.
std::optional<Position> middleOfWidest(const Shapes& shapes, double latitude) {
    std::vector<double> crossings;
    bg::for_each_segment(shapes, [&](const auto& segment) {
        const double south = bg::get<0, 1>(segment), north = bg::get<1, 1>(segment);
        if ((south > latitude) == (north > latitude)) return;
        const double west = bg::get<0, 0>(segment), east = bg::get<1, 0>(segment);
        crossings.push_back(west + (east - west) * (latitude - south) / (north - south));
    });
    std::sort(crossings.begin(), crossings.end());
    std::optional<Position> middle;
    double widest = 0;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
        if (crossings[i + 1] - crossings[i] > widest) {
            widest = crossings[i + 1] - crossings[i];
            middle = Position{(crossings[i] + crossings[i + 1]) / 2, latitude};
        }
    return middle;
}

} // namespace

struct Outline::Shape {
    Shapes shapes;
};

Outline::Outline(std::unique_ptr<Shape> shape) : m_shape(std::move(shape)) {}
Outline::~Outline() = default;
Outline::Outline(Outline&&) noexcept = default;

Result<Outline> Outline::fromGeoJson(const Json& geometry) {
    auto shapes = shapesFrom(geometry);
    if (!shapes) return shapes.error();
    if (!(bg::area(*shapes) > 0)) return malformed("the shape has no extent");
    return Outline(std::make_unique<Shape>(Shape{std::move(*shapes)}));
}

Box Outline::box() const {
    const Point& first = m_shape->shapes.front().outer().front();
    Box box{first.x(), first.y(), first.x(), first.y()};
    bg::for_each_point(m_shape->shapes, [&box](const Point& point) {
        box = {std::min(box.west, point.x()), std::min(box.south, point.y()), std::max(box.east, point.x()), std::max(box.north, point.y())};
    });
    return box;
}

Position Outline::inside() const {
    Point middle(0, 0);
    bg::centroid(m_shape->shapes, middle);
    if (bg::within(middle, m_shape->shapes)) return {middle.x(), middle.y()};
    // Bent, hollow or scattered: the middle of the widest piece along a line through it. Half the height first, then quarters, eighths …
    // until a line meets the area; one does, because the area has an extent.
    const Box around = box();
    for (int parts = 2; parts <= 1 << 16; parts *= 2)
        for (int i = 1; i < parts; i += 2)
            if (const auto point = middleOfWidest(m_shape->shapes, around.south + (around.north - around.south) * i / parts)) return *point;
    return {middle.x(), middle.y()};
}

bool Outline::holds(const Position& position) const { return bg::covered_by(Point(position.longitude, position.latitude), m_shape->shapes); }

bool Outline::isSimple(std::string& why) const { return bg::is_valid(m_shape->shapes, why); }

} // namespace waymark::service
