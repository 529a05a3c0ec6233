#include "shared/domain/stream.h"

#include "shared/base/id.h"

#include <array>

namespace waymark::domain {

namespace {
constexpr std::array<std::string_view, 5> kTiers = {"organisation", "venue", "register", "case", "concern"};
}

std::string Stream::name() const {
    std::string text(kTiers[static_cast<std::size_t>(tier)]);
    text += '/';
    text += owner;
    if (tier == Tier::Register) text += '/' + std::to_string(year);
    return text;
}

std::optional<Stream> parseStream(std::string_view name) {
    const auto slash = name.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    Stream stream;
    std::size_t tier = 0;
    while (tier < kTiers.size() && kTiers[tier] != name.substr(0, slash))
        ++tier;
    if (tier == kTiers.size()) return std::nullopt;
    stream.tier = static_cast<Tier>(tier);
    std::string_view rest = name.substr(slash + 1);
    if (stream.tier == Tier::Register) {
        const auto second = rest.find('/');
        if (second == std::string_view::npos || rest.size() - second != 5 || rest[second + 1] == '0') return std::nullopt;
        for (const char c : rest.substr(second + 1)) {
            if (c < '0' || c > '9') return std::nullopt;
            stream.year = stream.year * 10 + (c - '0');
        }
        rest = rest.substr(0, second);
    }
    if (!base::isUuid(rest)) return std::nullopt;
    stream.owner = rest;
    return stream;
}

std::string organisationStream(std::string_view organisation) {
    return Stream{Tier::Organisation, std::string(organisation), 0}.name();
}
std::string venueStream(std::string_view venue) { return Stream{Tier::Venue, std::string(venue), 0}.name(); }
std::string registerStream(std::string_view venue, int year) {
    return Stream{Tier::Register, std::string(venue), year}.name();
}
std::string caseStream(std::string_view venue) { return Stream{Tier::Case, std::string(venue), 0}.name(); }
std::string concernStream(std::string_view venue) { return Stream{Tier::Concern, std::string(venue), 0}.name(); }

bool mayPull(Role role, Tier tier) {
    switch (tier) {
    case Tier::Organisation: return true;
    case Tier::Venue:
    case Tier::Register: return role != Role::Reader;
    case Tier::Case: return role == Role::Worker || role == Role::Coordinator || role == Role::Administrator;
    case Tier::Concern: return role == Role::Safeguarding;
    }
    return false;
}

} // namespace waymark::domain
