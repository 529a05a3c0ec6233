// Loaded before a program's own libraries (LD_PRELOAD): while the file named by WAYMARK_FULL_DISK exists, every write that would make
// a regular file larger fails as on a disk without room. What lies within a file can be overwritten, as on a real disk.
#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

bool hasNoRoom(int file, off64_t end) {
    const char* flag = std::getenv("WAYMARK_FULL_DISK");
    struct stat64 about;
    return flag && access(flag, F_OK) == 0 && fstat64(file, &about) == 0 && S_ISREG(about.st_mode) && end > about.st_size;
}

int refuse() {
    errno = ENOSPC;
    return -1;
}

template <typename Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void* data, size_t size) {
    if (hasNoRoom(file, lseek64(file, 0, SEEK_CUR) + static_cast<off64_t>(size))) return refuse();
    return real<ssize_t (*)(int, const void*, size_t)>("write")(file, data, size);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t at) {
    if (hasNoRoom(file, at + static_cast<off64_t>(size))) return refuse();
    return real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(file, data, size, at);
}

int ftruncate64(int file, off64_t size) noexcept {
    if (hasNoRoom(file, size)) return refuse();
    return real<int (*)(int, off64_t)>("ftruncate64")(file, size);
}

} // extern "C"
