// Who has a data directory open. Every command shares it; `restore`, which puts another database in its place, has it alone. Locks of the
// operating system on the file DIR/lock: a process that dies leaves none behind.
#pragma once

#include "shared/base/result.h"

#include <string>

namespace waymark::service {

/// Shares the directory until this process ends. Errors: Busy (a restore is under way), Storage.
base::Result<void> shareDirectory(const std::string& directory);

/// Has the directory alone for as long as it lives.
class DirectoryAlone {
public:
    explicit DirectoryAlone(const std::string& directory);
    ~DirectoryAlone();
    DirectoryAlone(const DirectoryAlone&) = delete;
    DirectoryAlone& operator=(const DirectoryAlone&) = delete;

    /// Errors: Busy (a service or another command has it open), Storage (it cannot be locked, and why).
    const base::Result<void>& held() const { return m_held; }

private:
    int m_file;
    base::Result<void> m_held;
};

} // namespace waymark::service
