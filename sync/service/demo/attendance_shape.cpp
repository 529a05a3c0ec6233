#include "sync/service/demo/attendance_shape.h"

#include <boost/math/distributions/negative_binomial.hpp>

#include <numeric>

namespace waymark::service {

namespace {

constexpr double kLooksInSize = 0.8;

/// P(n visits), n = 1 … most, of a negative binomial that is not 0.
std::vector<double> truncated(double size, double mean, int most) {
    const boost::math::negative_binomial_distribution<double> distribution(size, size / (size + mean));
    std::vector<double> share(static_cast<std::size_t>(most) + 1, 0.0);
    for (std::size_t n = 1; n < share.size(); ++n)
        share[n] = pdf(distribution, static_cast<double>(n));
    const double total = std::accumulate(share.begin(), share.end(), 0.0);
    for (double& each : share)
        each /= total;
    return share;
}

} // namespace

AttendanceShape::AttendanceShape(const ShapeParameters& parameters, int most)
    : m_share(truncated(kLooksInSize, parameters.looksInMean, most)) {
    const auto belongs = truncated(parameters.belongsSize, parameters.belongsMean, most);
    for (std::size_t n = 0; n < m_share.size(); ++n)
        m_share[n] = parameters.looksIn * m_share[n] + (1 - parameters.looksIn) * belongs[n];
}

int AttendanceShape::quantile(double u) const {
    double below = 0;
    for (std::size_t n = 1; n < m_share.size(); ++n) {
        below += m_share[n];
        if (u < below) return static_cast<int>(n);
    }
    return static_cast<int>(m_share.size()) - 1;
}

double AttendanceShape::mean() const {
    double sum = 0;
    for (std::size_t n = 1; n < m_share.size(); ++n)
        sum += static_cast<double>(n) * m_share[n];
    return sum;
}

double AttendanceShape::meanWithoutPlace() const {
    double sum = 0;
    for (std::size_t n = 1; n < m_share.size(); ++n)
        sum += m_share[n] * static_cast<double>(n <= kVisitsBeforePlace + 1 ? n : kVisitsBeforePlace);
    return sum;
}

} // namespace waymark::service
