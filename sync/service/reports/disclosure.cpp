#include "sync/service/reports/disclosure.h"

#include <algorithm>
#include <array>

namespace waymark::service {

std::string_view name(Audience audience) {
    static constexpr std::array<std::string_view, 3> kNames = {"team", "partner", "outside"};
    return kNames[static_cast<std::size_t>(audience)];
}

std::int64_t Disclosure::fewestShown() const {
    switch (m_audience) {
    case Audience::Team: return 1;
    case Audience::Partner: return 5;
    case Audience::Outside: return 10;
    }
    return 10;
}

bool Disclosure::showsShares(std::int64_t n) const { return n >= std::max(kFewestForShares, fewestShown()); }

bool Disclosure::followsFromSum(const std::vector<const Count*>& parts) const {
    std::int64_t hidden = 0, least = 0, most = 0;
    for (const Count* part : parts) {
        if (!part->hidden || part->value <= 0) continue;
        least = hidden == 0 ? part->value : std::min(least, part->value);
        most = std::max(most, part->value);
        ++hidden;
    }
    return hidden == 1 || (hidden > 1 && least == most && (least == 1 || least == fewestShown() - 1));
}

void Disclosure::protect(const std::vector<Count*>& parts) const {
    const std::vector<const Count*> seen(parts.begin(), parts.end());
    const auto nextSmallest = [&parts] {
        const Count* smallest = nullptr;
        for (const Count* part : parts)
            if (!part->hidden && part->value > 0 && (!smallest || part->value < smallest->value)) smallest = part;
        return smallest ? smallest->value : 0;
    };
    while (followsFromSum(seen)) {
        const std::int64_t next = nextSmallest();
        if (next == 0) break;
        for (Count* part : parts)
            part->hidden = part->hidden || part->value == next;
    }
    const bool anyHidden = std::any_of(parts.begin(), parts.end(), [](const Count* part) { return part->hidden; });
    if (anyHidden && nextSmallest() == 0)
        for (Count* part : parts)
            part->hidden = true;
}

std::string Disclosure::words(std::string_view counted) const {
    if (fewestShown() <= 1) return {};
    return "Numbers of " + std::string(counted) + " from 1 to " + std::to_string(fewestShown() - 1) +
           " are hidden, and others where they would give a hidden one away.";
}

}  // namespace waymark::service
