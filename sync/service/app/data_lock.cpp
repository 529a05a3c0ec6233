#include "sync/service/app/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

int openLock(const std::string& directory) { return ::open((directory + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); }

} // namespace

Result<void> shareDirectory(const std::string& directory) {
    const int file = openLock(directory);
    if (file < 0) return Error{ErrorCode::Storage, "cannot open " + directory + "/lock"};
    if (::flock(file, LOCK_SH | LOCK_NB) == 0) return {};  // kept open on purpose: the lock lasts as long as the process
    const bool taken = errno == EWOULDBLOCK;
    ::close(file);
    if (taken) return Error{ErrorCode::Busy, "a backup is just being restored in " + directory + "; try again when that is done"};
    return Error{ErrorCode::Storage, "cannot lock " + directory + "/lock"};
}

DirectoryAlone::DirectoryAlone(const std::string& directory)
    : m_file(openLock(directory)), m_held(m_file >= 0 && ::flock(m_file, LOCK_EX | LOCK_NB) == 0) {}

DirectoryAlone::~DirectoryAlone() {
    if (m_file >= 0) ::close(m_file);
}

} // namespace waymark::service
