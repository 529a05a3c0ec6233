#include "shared/statistics/sample_size.h"

namespace waymark::statistics {

SizeClass sizeClass(std::size_t pairs) {
    if (pairs < 5) return SizeClass::TooFew;
    if (pairs < 10) return SizeClass::CountsOnly;
    if (pairs < 30) return SizeClass::Early;
    return SizeClass::Normal;
}

std::string_view name(SizeClass size) {
    switch (size) {
    case SizeClass::TooFew: return "too few";
    case SizeClass::CountsOnly: return "counts only";
    case SizeClass::Early: return "early";
    case SizeClass::Normal: return "normal";
    }
    return {};
}

}  // namespace waymark::statistics
