// Finding a person among 3,500 after three letters, as the register does at every key: beside the frame in which it should be shown.
#include "mobile/text/person_index.h"
#include "tests/bench/measure.h"

#include <array>

using namespace waymark;

namespace {

constexpr int kPeople = 3'500, kRounds = 200;
constexpr std::size_t kShown = 20;
constexpr double kFrameMs = 1000.0 / 60;
constexpr std::array kGiven{"Aaliyah", "Mohammed", "Zofia", "Amina", "Łukasz", "Oluwaseun", "Chloé", "Gurpreet", "Siân", "Yusuf", "Maryam", "Jack"};
constexpr std::array kEnds{"Begum", "Khan", "Nowak", "O'Neill", "Hussain", "Adeyemi", "Singh", "Smith", "Kowalczyk", "Ward", "Patel"};

}  // namespace

int main() {
    mobile::PersonIndex people;
    for (int i = 0; i < kPeople; ++i) {
        const auto n = static_cast<std::size_t>(i);
        const auto middle = std::string(1, static_cast<char>('A' + i % 26)) + "li" + std::to_string(i);
        people.put(std::to_string(i), {{"name", std::string(kGiven[n % kGiven.size()]) + ' ' + middle + ' ' + kEnds[n % kEnds.size()]},
                                       {"born", {{"date", "2019-05-01"}, {"precision", "day"}}}});
    }
    std::vector<double> samples;
    std::size_t found = 0;
    for (int round = 0; round < kRounds; ++round)
        for (const auto* letters : {"moh", "kha", "luk", "ali", "one"})
            samples.push_back(1000 * bench::seconds([&] { found += people.find(letters, kShown).size(); }));
    if (found == 0) return 1;
    bench::report("finding among 3,500 after three letters", "ms", bench::spreadOf(samples), "a frame", bench::limit(kFrameMs), bench::ratioAtMost(1));
}
