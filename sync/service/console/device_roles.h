// The roles a device can work in: what it holds is bounded by them, whoever works on it.
#pragma once

#include "sync/service/console/visitor.h"

namespace waymark::service {

/// The choices of a form, of those that the visitor may give at one venue at least: value, label, chosen.
base::Json deviceRoleChoices(const Visitor& visitor, const std::string& chosen);
/// The role that a form names, if a device can have it and the visitor may give it at all these venues.
std::optional<domain::Role> deviceRoleFor(const Visitor& visitor, const std::string& name, const std::vector<std::string>& venues);

}  // namespace waymark::service
