#include "shared/base/pattern.h"

#include <unicode/regex.h>

namespace waymark::base {

namespace {

constexpr std::int32_t kMaxSteps = 2'000;  // ICU's own unit: some thousands of steps each
constexpr std::int32_t kMaxStackBytes = 1 << 20;

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

}  // namespace

struct Pattern::State {
    std::unique_ptr<icu::RegexPattern> pattern;
};

Pattern::Pattern(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(std::string_view expression) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    auto state = std::make_unique<State>();
    state->pattern.reset(icu::RegexPattern::compile(unicode(expression), 0, where, status));
    if (U_FAILURE(status) || !state->pattern)
        return Error{ErrorCode::Malformed, "the pattern cannot be read at character " + std::to_string(where.offset + 1)};
    return Pattern(std::move(state));
}

bool Pattern::findsIn(std::string_view text) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString subject = unicode(text);
    const std::unique_ptr<icu::RegexMatcher> matcher(m_state->pattern->matcher(subject, status));
    if (U_FAILURE(status)) return false;
    matcher->setTimeLimit(kMaxSteps, status);
    matcher->setStackLimit(kMaxStackBytes, status);
    const bool found = matcher->find(status);
    return U_SUCCESS(status) && found;
}

}  // namespace waymark::base
