// How often people come in a year: many once, few very often. A mixture of two zero-truncated negative binomial distributions, those
// who look in and those who belong, as open sessions know them: 35–40 % come once, the median is about 3, the top tenth of people
// makes 35–40 % of the attendances.
#pragma once

#include <cstddef>
#include <vector>

namespace waymark::service {

struct ShapeParameters {
    double looksIn;       ///< share of people who only look in
    double looksInMean;   ///< of the negative binomial before truncation; its size is 0.8
    double belongsSize;   ///< size (k) of the negative binomial of those who belong
    double belongsMean;   ///< before truncation
};

class AttendanceShape {
public:
    explicit AttendanceShape(const ShapeParameters& parameters, int most = 75);

    /// The number of visits below which a share `u` of people lies, u in [0, 1). With evenly spread u, a small group has the shape too.
    int quantile(double u) const;
    double mean() const;
    /// Mean visits per person that would be without a booking if nobody booked ahead: all of those who come `kVisitsBeforePlace` + 1 times
    /// or less, and the first of everyone else.
    double meanWithoutPlace() const;

private:
    std::vector<double> m_share;  ///< by number of visits; [0] is 0
};

/// Somebody who keeps coming gets a place after this many visits.
inline constexpr int kVisitsBeforePlace = 2;

} // namespace waymark::service
