// Options that several commands share.
#pragma once

#include "shared/domain/role.h"

#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace waymark::service {

/// --role ROLE, required.
CLI::Option* addRoleOption(CLI::App& command, domain::Role& role);

/// --venue ID…
CLI::Option* addVenuesOption(CLI::App& command, std::vector<std::string>& venues, const std::string& about);

} // namespace waymark::service
