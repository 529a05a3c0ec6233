#include "sync/service/http/access_log.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

namespace waymark::service {

namespace {

constexpr std::size_t kWholeSegment = 24;  // the longest segment of an address of ours is shorter; an id is longer
constexpr std::size_t kShortened = 8;
constexpr std::size_t kMaxPath = 120;

std::string printable(const std::string& text, std::size_t most) {
    std::string out = text.substr(0, most);
    std::replace_if(out.begin(), out.end(), [](char c) { return c <= ' ' || c > '~'; }, '?');
    return out;
}

std::string shortened(const std::string& path) {
    std::string out;
    std::size_t start = 0;
    while (start < path.size() && out.size() < kMaxPath) {
        const auto slash = path.find('/', start);
        const auto end = slash == std::string::npos ? path.size() : slash;
        const std::string segment = path.substr(start, end - start);
        out += segment.size() > kWholeSegment ? printable(segment, kShortened) + "~" : printable(segment, kWholeSegment);
        if (slash != std::string::npos) out += '/';
        start = end + 1;
    }
    return out;
}

} // namespace

std::string format(const AccessLine& line) {
    return printable(line.method, 16) + ' ' + shortened(line.path) + ' ' + std::to_string(line.status) + ' ' +
           std::to_string(line.took.count()) + "ms " + std::to_string(line.bytesIn) + "B in " + std::to_string(line.bytesOut) + "B out";
}

AccessLog standardErrorLog() {
    return [](const AccessLine& line) {
        const std::string text = format(line) + '\n';  // shorter than PIPE_BUF: a pipe that polls as writable takes it whole
        pollfd out{STDERR_FILENO, POLLOUT, 0};
        if (poll(&out, 1, 0) != 1) return;
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    };
}

} // namespace waymark::service
