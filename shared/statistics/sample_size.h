// How much may be said of so many pairs.
#pragma once

#include <cstddef>
#include <string_view>

namespace waymark::statistics {

/// Minimum sizes: our own rule, in line with Warwick's advice to have at least 30 people with both time points.
enum class SizeClass {
    TooFew,      ///< fewer than 5: show nothing but "too few"
    CountsOnly,  ///< 5 to 9: counts of improved, same and declined, inside the team only
    Early,       ///< 10 to 29: mean and interval, with the word "early"
    Normal,      ///< 30 or more
};

SizeClass sizeClass(std::size_t pairs);

/// "too few", "counts only", "early", "normal": stable words for files and tests; screens have their own.
std::string_view name(SizeClass size);

inline constexpr bool showsCounts(SizeClass size) { return size != SizeClass::TooFew; }
inline constexpr bool showsMean(SizeClass size) { return size == SizeClass::Early || size == SizeClass::Normal; }

}  // namespace waymark::statistics
