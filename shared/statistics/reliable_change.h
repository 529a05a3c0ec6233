// Whether one person's change is larger than the questionnaire's own noise.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace waymark::statistics {

/// How large a change must be, in the score's unit, before it is more than noise.
struct ReliableThreshold {
    double sem = 0.0;        ///< standard error of measurement of one score
    double sDiff = 0.0;      ///< standard error of the difference of two scores
    double threshold = 0.0;  ///< the smallest reliable change, 1.96 sDiff
};

/// From the standard deviation of the baselines and the questionnaire's reliability (internal consistency, alpha) within [0, 1]:
/// SEM = s1 sqrt(1 - r), S_diff = sqrt(2) SEM. Absent if either is outside its range.
/// Source: Jacobson and Truax 1991, J. Consult. Clin. Psychol. 59, 12-19, with the correction of Christensen and Mendoza 1986; readable:
/// Evans, Margison and Barkham 1998, Evidence-Based Mental Health 1, 70-72.
std::optional<ReliableThreshold> reliableThreshold(std::optional<double> sdBaseline, double reliability);

/// RC = change / S_diff. Absent if the questionnaire shows no noise at all (S_diff 0): nothing can be held against it.
std::optional<double> reliableChangeIndex(double change, const ReliableThreshold& threshold);

/// People by what became of them: five classes.
struct ReliableCounts {
    std::size_t reliablyImproved = 0, improved = 0, same = 0, declined = 0, reliablyDeclined = 0;
};

/// Reliable from |RC| >= 1.96 on; `same` is no change at all. Absent if S_diff is 0. Changes that are not finite are left out.
std::optional<ReliableCounts> reliableCounts(std::span<const double> changes, const ReliableThreshold& threshold);

/// Mean and standard deviation of a group of people.
struct Norm {
    double mean = 0.0, sd = 0.0;
};

/// Scores between which somebody has moved from one group into the other; only for questionnaires with norms of both.
struct Cutoffs {
    double a = 0.0;  ///< two standard deviations beyond those who need help, towards the others
    double b = 0.0;  ///< two standard deviations from the others, towards those who need help
    double c = 0.0;  ///< where both are as likely: (s0 M1 + s1 M0) / (s0 + s1)
};

/// Absent if a standard deviation is not positive or the means are equal. Source: Jacobson and Truax 1991.
std::optional<Cutoffs> clinicalCutoffs(const Norm& inNeed, const Norm& others);

}  // namespace waymark::statistics
