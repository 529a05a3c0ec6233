#include "shared/statistics/distributions.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>

namespace waymark::statistics {

namespace {

namespace policies = boost::math::policies;

// Exceptions do not cross a module: Boost answers what it cannot compute with NaN or infinity, and `finite` takes it out.
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>>;

bool isOpenUnit(double probability) { return probability > 0.0 && probability < 1.0; }

}  // namespace

std::optional<double> finite(double value) {
    if (!std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<double> normalQuantile(double probability) {
    if (!isOpenUnit(probability)) return std::nullopt;
    return finite(boost::math::quantile(boost::math::normal_distribution<double, Quiet>(), probability));
}

std::optional<double> normalDensity(double z) {
    if (!std::isfinite(z)) return std::nullopt;
    return finite(boost::math::pdf(boost::math::normal_distribution<double, Quiet>(), z));
}

std::optional<double> normalAtMost(double z) {
    if (!std::isfinite(z)) return std::nullopt;
    return finite(boost::math::cdf(boost::math::normal_distribution<double, Quiet>(), z));
}

std::optional<double> studentQuantile(double probability, double df) {
    if (!isOpenUnit(probability) || !(df > 0.0) || !std::isfinite(df)) return std::nullopt;
    return finite(boost::math::quantile(boost::math::students_t_distribution<double, Quiet>(df), probability));
}

std::optional<double> studentTwoSided(double t, double df) {
    if (!std::isfinite(t) || !(df > 0.0) || !std::isfinite(df)) return std::nullopt;
    const boost::math::students_t_distribution<double, Quiet> student(df);
    return finite(2.0 * boost::math::cdf(boost::math::complement(student, std::fabs(t))));
}

std::optional<double> fairBinomialAtMost(std::size_t k, std::size_t n) {
    if (k > n) return std::nullopt;
    const boost::math::binomial_distribution<double, Quiet> fair(static_cast<double>(n), 0.5);
    return finite(boost::math::cdf(fair, static_cast<double>(k)));
}

}  // namespace waymark::statistics
