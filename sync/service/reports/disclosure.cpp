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

void Disclosure::protect(const std::vector<Count*>& parts) const {
    const auto hidden = std::count_if(parts.begin(), parts.end(), [](const Count* part) { return part->hidden; });
    if (hidden != 1) return;
    Count* smallest = nullptr;
    for (Count* part : parts)
        if (!part->hidden && part->value > 0 && (!smallest || part->value < smallest->value)) smallest = part;
    if (smallest) smallest->hidden = true;
}

}  // namespace waymark::service
