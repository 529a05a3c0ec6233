#include "sync/service/app/file_sum.h"

#include "shared/base/message_digest.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

namespace waymark::service {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<std::string> sumOf(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    auto sum = base::sha256Of(in);
    if (!sum) return Error{ErrorCode::Storage, file + ' ' + sum.error().detail};
    return sum;
}

} // namespace

Result<void> writeSum(const std::string& file) {
    const auto sum = sumOf(file);
    if (!sum) return sum.error();
    const std::string place = file + kSumBeside, line = *sum + "  " + fs::path(file).filename().string() + '\n';
    const int to = ::open(place.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = to >= 0 && ::write(to, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(to) == 0;
    const int failure = errno;
    if (to >= 0) ::close(to);
    if (!written) return Error{failure == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Storage, "cannot write " + place};
    return {};
}

Result<void> checkSum(const std::string& file) {
    const std::string place = file + kSumBeside;
    std::error_code error;
    if (!fs::exists(place, error)) return {};
    std::ifstream in(place);
    std::string said;
    if (!(in >> said)) return Error{ErrorCode::Tampered, place + " holds no sum"};
    const auto sum = sumOf(file);
    if (!sum) return sum.error();
    if (said != *sum) return Error{ErrorCode::Tampered, file + " is not what it was when it was made: it does not fit " + place};
    return {};
}

} // namespace waymark::service
