// Asking before something is done: a page of its own, whose button sends the same form again.
#pragma once

#include "sync/service/console/page.h"

#include <map>
#include <string>
#include <vector>

namespace waymark::service {

struct Question {
    std::string path, title;  ///< of the place that it belongs to
    std::string question, button;
    std::vector<std::string> says;  ///< what will happen
    std::string back;               ///< where "No" leads
    bool danger = false;            ///< it cannot be taken back lightly
};

Response askFirst(const Visitor& visitor, const Request& request, const Question& question);

/// Whether the form comes from such a page.
bool isSure(const std::map<std::string, std::string>& form);

/// A field of a form or query; empty if it is not there.
std::string fieldOf(const std::map<std::string, std::string>& fields, const std::string& name);

}  // namespace waymark::service
