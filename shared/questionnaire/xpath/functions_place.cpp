// Places on the map: area() and distance() on a sphere of the Earth's equatorial radius, as the ODK XForms specification has it. Points are
// "latitude longitude altitude accuracy", lines and shapes points with semicolons between.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace waymark::xpath {

namespace {

constexpr double kRadiusMetres = 6'378'100.0;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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
    if (numbers.size() < 2 || numbers.size() > 4 || !(std::abs(numbers[0]) <= 90) || !(std::abs(numbers[1]) <= 180)) return std::nullopt;
    return Point{numbers[0] * std::numbers::pi / 180, numbers[1] * std::numbers::pi / 180};
}

/// Absent if one of the points cannot be read.
std::optional<std::vector<Point>> pointsOf(const Call& call) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < call.count(); ++i)
        for (const std::string& text : call.texts(i)) {
            std::string_view rest = text;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(';'), rest.size());
                const std::string_view one = rest.substr(0, end);
                rest.remove_prefix(std::min(end + 1, rest.size()));
                if (rest.find_first_not_of(" \t\r\n;") == std::string_view::npos) rest = {};
                const auto point = readPoint(one);
                if (!point) return std::nullopt;
                points.push_back(*point);
            }
        }
    return points;
}

/// To the centimetre: more digits would promise what no receiver measures.
double toHundredths(double value) { return std::round(value * 100) / 100; }

Value distance(const Call& call) {
    const auto points = pointsOf(call);
    if (!points || points->size() < 2) return kNaN;
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
    if (!points || points->size() < 2) return kNaN;
    if (points->size() < 3) return 0.0;
    double total = 0.0;
    for (std::size_t i = 0; i < points->size(); ++i) {
        const Point &a = (*points)[i], &b = (*points)[(i + 1) % points->size()];
        total += (b.longitude - a.longitude) * (2 + std::sin(a.latitude) + std::sin(b.latitude));
    }
    return toHundredths(std::abs(total * kRadiusMetres * kRadiusMetres / 2));
}

constexpr FunctionSpec kFunctions[] = {
    {"area", 1, 1, area},
    {"enclosed-area", 1, 1, area},
    {"distance", 1, -1, distance},
};

}  // namespace

std::span<const FunctionSpec> placeFunctions() { return kFunctions; }

}  // namespace waymark::xpath
