// Places on the map: area(), distance(), geofence() and intersects(); the first two on a sphere of the Earth's equatorial radius, as the ODK XForms specification has it. Points are
// "latitude longitude altitude accuracy", lines and shapes points with semicolons between.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"
#include "shared/questionnaire/xpath/places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace waymark::xpath {

namespace {

constexpr double kRadiusMetres = 6'378'100.0;
/// In radians.
struct Point {
    double latitude = 0.0, longitude = 0.0;
};

std::optional<Point> readPoint(std::string_view text) {
    std::vector<double> numbers;
    for (std::size_t from = 0; (from = text.find_first_not_of(" \t\r\n", from)) != std::string_view::npos;) {
        const std::size_t to = std::min(text.find_first_of(" \t\r\n", from), text.size());
        numbers.push_back(plainNumber(text.substr(from, to - from)));
        from = to;
    }
    if (std::any_of(numbers.begin(), numbers.end(), [](double one) { return std::isnan(one); })) return std::nullopt;
    if (numbers.size() < 2 || numbers.size() > 4 || !(std::abs(numbers[0]) <= 90) || !(std::abs(numbers[1]) <= 180)) return std::nullopt;
    return Point{numbers[0] * std::numbers::pi / 180, numbers[1] * std::numbers::pi / 180};
}

/// False if one of the points cannot be read.
bool addPoints(std::string_view rest, std::vector<Point>& points) {
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (rest.find_first_not_of(" \t\r\n;") == std::string_view::npos) rest = {};
        const auto point = readPoint(one);
        if (!point) return false;
        points.push_back(*point);
    }
    return true;
}

/// Absent if one of the points cannot be read.
std::optional<std::vector<Point>> pointsOf(const Call& call) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < call.count(); ++i)
        for (const std::string& text : call.texts(i))
            if (!addPoints(text, points)) return std::nullopt;
    return points;
}

/// To the centimetre: more digits would promise what no receiver measures.
double toHundredths(double value) { return std::round(value * 100) / 100; }

Value distance(const Call& call) {
    const auto points = pointsOf(call);
    if (!points || points->empty()) return kNaN;
    double metres = 0.0;
    for (std::size_t i = 1; i < points->size(); ++i) {
        const Point &a = (*points)[i - 1], &b = (*points)[i];
        const double cosine =
            std::sin(a.latitude) * std::sin(b.latitude) + std::cos(a.latitude) * std::cos(b.latitude) * std::cos(a.longitude - b.longitude);
        metres += std::acos(std::min(1.0, cosine)) * kRadiusMetres;
    }
    return toHundredths(metres);
}

/// Square metres by the line integral of Chamberlain and Duquette (JPL Publication 07-03, 2007).
Value area(const Call& call) {
    const auto points = pointsOf(call);
    if (!points || points->empty()) return kNaN;
    if (points->size() < 3) return 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < points->size(); ++i) {
        const Point &a = (*points)[i], &b = (*points)[(i + 1) % points->size()];
        total += (b.longitude - a.longitude) * (2 + std::sin(a.latitude) + std::sin(b.latitude));
    }
    return toHundredths(std::abs(total * kRadiusMetres * kRadiusMetres / 2));
}

/// The points of one argument alone; absent if one cannot be read.
std::optional<std::vector<Point>> pointsOf(const Call& call, std::size_t i) {
    std::vector<Point> points;
    for (const std::string& text : call.texts(i))
        if (!addPoints(text, points)) return std::nullopt;
    return points;
}

/// Whether a point lies within a shape: it is crossed an odd number of times on the way west (in degrees, so a shape over the 180th
/// meridian is none). A point or shape that cannot be read lies nowhere.
Value geofence(const Call& call) {
    const auto place = pointsOf(call, 0), shape = pointsOf(call, 1);
    if (!place || place->size() != 1 || !shape || shape->size() < 3) return false;
    const Point& at = place->front();
    bool inside = false;
    for (std::size_t i = 0, j = shape->size() - 1; i < shape->size(); j = i++) {
        const Point &a = (*shape)[i], &b = (*shape)[j];
        if ((a.latitude > at.latitude) == (b.latitude > at.latitude)) continue;
        const double share = (at.latitude - a.latitude) / (b.latitude - a.latitude);
        if (at.longitude < a.longitude + share * (b.longitude - a.longitude)) inside = !inside;
    }
    return inside;
}

/// Twice the area of the triangle, positive if it turns left.
double turn(const Point& a, const Point& b, const Point& c) {
    return (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude);
}

bool isBetween(const Point& a, const Point& b, const Point& on) {
    return std::min(a.longitude, b.longitude) <= on.longitude && on.longitude <= std::max(a.longitude, b.longitude) &&
           std::min(a.latitude, b.latitude) <= on.latitude && on.latitude <= std::max(a.latitude, b.latitude);
}

bool cross(const Point& a, const Point& b, const Point& c, const Point& d) {
    const double abc = turn(a, b, c), abd = turn(a, b, d), cda = turn(c, d, a), cdb = turn(c, d, b);
    if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0))) return true;
    return (abc == 0 && isBetween(a, b, c)) || (abd == 0 && isBetween(a, b, d)) || (cda == 0 && isBetween(c, d, a)) ||
           (cdb == 0 && isBetween(c, d, b));
}

/// Whether a line or the edge of a shape crosses or touches itself elsewhere than where one stretch goes on into the next.
Value intersects(const Call& call) {
    const auto points = pointsOf(call, 0);
    if (!points || points->size() < 4) return false;
    const auto same = [](const Point& a, const Point& b) { return a.latitude == b.latitude && a.longitude == b.longitude; };
    const std::size_t stretches = points->size() - 1;
    const bool closed = same(points->front(), points->back());
    for (std::size_t i = 0; i < stretches; ++i)
        for (std::size_t j = i + 2; j < stretches; ++j) {
            if (closed && i == 0 && j + 1 == stretches) continue;
            if (cross((*points)[i], (*points)[i + 1], (*points)[j], (*points)[j + 1])) return true;
        }
    return false;
}

constexpr FunctionSpec kPlaceFunctions[] = {
    {"area", 1, 1, area},
    {"geofence", 2, 2, geofence},
    {"intersects", 1, 1, intersects},
    {"enclosed-area", 1, 1, area},
    {"distance", 1, -1, distance},
};

}  // namespace

std::size_t placesIn(std::string_view text) {
    std::vector<Point> points;
    return addPoints(text, points) ? points.size() : 0;
}

std::span<const FunctionSpec> placeFunctions() { return kPlaceFunctions; }

}  // namespace waymark::xpath
