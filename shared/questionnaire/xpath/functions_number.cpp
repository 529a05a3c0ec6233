// Numbers: number() to atan2(), and sums over nodes.
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include "shared/base/random.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

namespace waymark::xpath {

namespace {

template <double (*F)(double)> Value apply(const Call& call) { return F(call.number(0)); }

Value number(const Call& call) {
    if (call.count() > 0) return call.number(0);
    return numberOf(textOf(call.place.node, call.environment()), call.environment());
}

/// XPath 1.0: a node that is no number makes it NaN. In a form that is being filled in, one without an answer counts as nothing, so that a
/// total does not vanish on the way.
Value sum(const Call& call) {
    double total = 0.0;
    for (const Node& node : call.nodes(0).nodes) {
        const std::string text = textOf(node, call.environment());
        if (!text.empty() || !call.environment().blankIsNoAnswer()) total += numberOf(text, call.environment());
    }
    return total;
}

/// Of all values of all arguments, blank ones as sum() has them; NaN if there are none, or one of them is no number (XPath 3.0, fn:max).
Value extreme(const Call& call, bool largest) {
    double result = kNaN;
    bool first = true;
    for (std::size_t i = 0; i < call.count(); ++i)
        for (const std::string& text : call.texts(i)) {
            if (text.empty() && call.environment().blankIsNoAnswer()) continue;
            const double one = text == "Infinity" ? INFINITY : text == "-Infinity" ? -INFINITY : numberOf(text, call.environment());
            if (std::isnan(one)) return kNaN;
            if (first || (largest ? one > result : one < result)) result = one;
            first = false;
        }
    return result;
}

/// value × 10^places, exact in decimal: through the shortest digits instead of a multiplication, so that 1.005 × 100 is 100.5.
double shifted(double value, int places) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer - 16, value, std::chars_format::scientific).ptr;
    char* const exponent = std::find(buffer, end, 'e');
    int power = 0;
    std::from_chars(exponent[1] == '+' ? exponent + 2 : exponent + 1, end, power);
    const std::string text = std::string(buffer, exponent) + "e" + std::to_string(power + places);
    double result = 0.0;
    if (std::from_chars(text.data(), text.data() + text.size(), result).ec != std::errc()) return places < 0 ? 0.0 : value;
    return result;
}

/// XPath 1.0: to the nearest whole number, halves upwards (-1.5 gives -1); with a second argument, to so many decimals.
Value round(const Call& call) {
    const double value = call.number(0), wanted = call.count() > 1 ? call.number(1) : 0.0;
    if (std::isnan(value) || std::isnan(wanted)) return kNaN;
    if (std::isinf(value) || value == 0.0) return value;
    if (std::abs(wanted) > 30) return kNaN;
    const int places = static_cast<int>(wanted);
    if (places == 0 && std::abs(value) < 0.5) return std::copysign(0.0, value);
    const double scaled = shifted(value, places);
    if (std::isinf(scaled)) return value;
    return shifted(std::floor(scaled + 0.5), -places);
}

Value random(const Call& call) { return static_cast<double>(call.environment().random().next() >> 11) * 0x1.0p-53; }

double integer(double value) { return std::trunc(value); }
double floorOf(double value) { return std::floor(value); }
double ceilingOf(double value) { return std::ceil(value); }
double absolute(double value) { return std::abs(value); }
double squareRoot(double value) { return std::sqrt(value); }
double exponential(double value) { return std::exp(value); }
double tenTo(double value) { return std::pow(10.0, value); }
double naturalLog(double value) { return std::log(value); }
double decimalLog(double value) { return std::log10(value); }
double sine(double value) { return std::sin(value); }
double cosine(double value) { return std::cos(value); }
double tangent(double value) { return std::tan(value); }
double arcSine(double value) { return std::asin(value); }
double arcCosine(double value) { return std::acos(value); }
double arcTangent(double value) { return std::atan(value); }

constexpr FunctionSpec kNumberFunctions[] = {
    {"number", 0, 1, number},
    {"int", 1, 1, apply<integer>},
    {"floor", 1, 1, apply<floorOf>},
    {"ceiling", 1, 1, apply<ceilingOf>},
    {"round", 1, 2, round},
    {"abs", 1, 1, apply<absolute>},
    {"sum", 1, 1, sum},
    {"max", 1, -1, [](const Call& call) { return extreme(call, true); }},
    {"min", 1, -1, [](const Call& call) { return extreme(call, false); }},
    {"pow", 2, 2, [](const Call& call) -> Value { return std::pow(call.number(0), call.number(1)); }},
    {"sqrt", 1, 1, apply<squareRoot>},
    {"exp", 1, 1, apply<exponential>},
    {"exp10", 1, 1, apply<tenTo>},
    {"log", 1, 1, apply<naturalLog>},
    {"log10", 1, 1, apply<decimalLog>},
    {"sin", 1, 1, apply<sine>},
    {"cos", 1, 1, apply<cosine>},
    {"tan", 1, 1, apply<tangent>},
    {"asin", 1, 1, apply<arcSine>},
    {"acos", 1, 1, apply<arcCosine>},
    {"atan", 1, 1, apply<arcTangent>},
    {"atan2", 2, 2, [](const Call& call) -> Value { return std::atan2(call.number(0), call.number(1)); }},
    {"pi", 0, 0, [](const Call&) -> Value { return std::numbers::pi; }},
    {"random", 0, 0, random},
};

}  // namespace

std::span<const FunctionSpec> numberFunctions() { return kNumberFunctions; }

}  // namespace waymark::xpath
