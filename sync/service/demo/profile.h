// The sizes of demonstration: a small charity, a consortium in a district, a city.
#pragma once

#include "sync/service/demo/attendance_shape.h"

#include <optional>
#include <string_view>

namespace waymark::service {

struct Profile {
    std::string_view name;
    int venues, activities, sessionsPerWeek, people, users, questionnairesPerYear;
    ShapeParameters shape;
    double stayAndPlayShare;  ///< of the families with small children, those who come to Stay and Play first of all
};

std::optional<Profile> findProfile(std::string_view name);  ///< "small", "district" or "city"

} // namespace waymark::service
