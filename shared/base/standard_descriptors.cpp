#include "shared/base/standard_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace waymark::base {

void fillStandardDescriptors() {
    for (const int wanted : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(wanted, F_GETFD) >= 0 || errno != EBADF) continue;
        const int opened = ::open("/dev/null", O_RDONLY);  // the lowest that is free, which is this one
        if (opened >= 0 && opened != wanted) ::close(opened);
    }
}

} // namespace waymark::base
