// waymark-service: the central service and its commands.
#include "shared/base/standard_descriptors.h"
#include "sync/service/app/command_line.h"
#include "sync/service/app/system.h"

#include <iostream>

int main(int argc, char** argv) {
    waymark::base::fillStandardDescriptors();
    using namespace waymark::service;
    const SystemClock clock;
    SystemRandom random;
    return runCommandLine({argv + 1, argv + argc}, {clock, random, std::cin, std::cout, std::cerr});
}
