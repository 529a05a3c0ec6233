// Regular expressions over Unicode text. Rests on ICU.
#pragma once

#include "shared/base/result.h"

#include <memory>
#include <string_view>

namespace waymark::base {

/// Compiled once; may be moved between threads, not shared by two at a time.
class Pattern {
public:
    /// Errors: Malformed if the expression cannot be read.
    static Result<Pattern> compile(std::string_view expression);

    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;
    ~Pattern();

    /// Whether it fits somewhere in the text. Work and stack are bounded: an expression that would run for ever does not fit.
    bool findsIn(std::string_view text) const;

private:
    struct State;
    explicit Pattern(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace waymark::base
