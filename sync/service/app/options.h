// Options that several commands share.
#pragma once

#include "shared/base/calendar.h"
#include "shared/domain/role.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace waymark::service {

/// --role ROLE, required.
CLI::Option* addRoleOption(CLI::App& command, domain::Role& role);

/// A day, YYYY-MM-DD.
CLI::Option* addDateOption(CLI::App& command, const std::string& name, std::optional<base::Date>& date, const std::string& about);

/// --venue ID…
CLI::Option* addVenuesOption(CLI::App& command, std::vector<std::string>& venues, const std::string& about);

} // namespace waymark::service
