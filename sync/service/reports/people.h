// Who is who in a report: people after merges, without those that were taken away.
#pragma once

#include "sync/service/store/facts.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace waymark::service {

class People {
public:
    explicit People(const std::vector<PersonFact>& facts);

    /// The id that stands for this one after merges; itself if it was not merged or is not known.
    const std::string& resolved(const std::string& id) const;
    /// Deleted in each venue that knows them, and not merged into somebody who stays.
    bool isGone(const std::string& id) const;
    /// "child", "adult", …; empty if not known.
    std::string kindOf(const std::string& id) const;

private:
    struct Known {
        std::string kind, mergedInto;
        bool gone = true;
    };
    std::unordered_map<std::string, Known> m_known;
};

}  // namespace waymark::service
