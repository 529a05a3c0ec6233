#include "sync/service/app/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

int openLock(const std::string& directory) { return ::open((directory + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }

/// Of the file that a call has just failed for.
Error whyNot(const char* what, const std::string& directory) {
    return {ErrorCode::Storage, std::string("cannot ") + what + ' ' + directory + "/lock: " + std::generic_category().message(errno)};
}

Result<void> lockAlone(int file, const std::string& directory) {
    if (file < 0) return whyNot("open", directory);
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return {};
    if (errno == EWOULDBLOCK) return Error{ErrorCode::Busy, "a service or a command has " + directory + " open; stop it first"};
    return whyNot("lock", directory);
}

} // namespace

Result<void> shareDirectory(const std::string& directory) {
    const int file = openLock(directory);
    if (file < 0) return whyNot("open", directory);
    if (::flock(file, LOCK_SH | LOCK_NB) == 0) return {};  // kept open on purpose: the lock lasts as long as the process
    const Error error = errno == EWOULDBLOCK ? Error{ErrorCode::Busy, "a backup is just being restored in " + directory + "; try again when that is done"}
                                             : whyNot("lock", directory);
    ::close(file);
    return error;
}

DirectoryAlone::DirectoryAlone(const std::string& directory)
    : m_file(openLock(directory)), m_held(lockAlone(m_file, directory)) {}

DirectoryAlone::~DirectoryAlone() {
    if (m_file >= 0) ::close(m_file);
}

} // namespace waymark::service
