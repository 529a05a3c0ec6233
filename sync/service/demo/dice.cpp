#include "sync/service/demo/dice.h"

#include "shared/base/digest.h"
#include "shared/base/id.h"

#include <boost/random/discrete_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>

namespace waymark::service {

Dice::Dice(std::uint64_t seed, std::string_view label)
    : m_engine(base::blake2b64(std::to_string(seed) + '|' + std::string(label))) {}

void Dice::fill(std::uint8_t* data, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i)
        data[i] = static_cast<std::uint8_t>(m_engine() >> 32);
}

double Dice::uniform() { return boost::random::uniform_01<double>()(m_engine); }

int Dice::between(int lowest, int highest) { return boost::random::uniform_int_distribution<int>(lowest, highest)(m_engine); }

double Dice::normal(double mean, double sd) { return boost::random::normal_distribution<double>(mean, sd)(m_engine); }

int Dice::poisson(double mean) { return boost::random::poisson_distribution<int>(mean)(m_engine); }

std::size_t Dice::weighted(std::span<const double> weights) {
    return boost::random::discrete_distribution<std::size_t>(weights.begin(), weights.end())(m_engine);
}

std::string Dice::uuid() { return base::newUuid(*this); }

} // namespace waymark::service
