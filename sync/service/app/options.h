// Options that several commands share.
#pragma once

#include "shared/base/calendar.h"
#include "shared/domain/role.h"

#include <cstdint>
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

/// A whole number from 0 to 2^64 - 1.
CLI::Option* addCountOption(CLI::App& command, const std::string& name, std::uint64_t& number, const std::string& about);

/// Where a service is reached: http or https, a host, perhaps a port and a path. Empty if the text is that, else what is wrong with it.
std::string wrongServiceAddress(const std::string& text);

/// --venue ID…
CLI::Option* addVenuesOption(CLI::App& command, std::vector<std::string>& venues, const std::string& about);

} // namespace waymark::service
