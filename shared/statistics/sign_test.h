// Did more people go up than down? The test that asks nothing of the scale.
#pragma once

#include <cstddef>
#include <optional>

namespace waymark::statistics {

/// Exact two-sided sign test: min(1, 2 P(X <= min(up, down))), X ~ Binomial(up + down, 1/2). Those who stayed the same are left out.
/// Absent if nobody moved. Source: Dixon and Mood 1946, J. Am. Stat. Assoc. 41, 557-566.
std::optional<double> signTest(std::size_t up, std::size_t down);

}  // namespace waymark::statistics
