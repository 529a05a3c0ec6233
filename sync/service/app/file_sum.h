// The SHA-256 of a file in a file beside it, as `sha256sum` writes and reads them: what is damaged on a disk in later years is noticed.
#pragma once

#include "shared/base/result.h"

#include <string>

namespace waymark::service {

inline constexpr const char* kSumBeside = ".sha256";

/// Writes FILE.sha256, on the disk when this returns; one that is there already is replaced. Errors: Storage, DiskFull.
base::Result<void> writeSum(const std::string& file);

/// Whether a file is what it was when its sum was written. One without a sum is fine. Errors: Tampered (it is not, or the sum is none), Storage.
base::Result<void> checkSum(const std::string& file);

} // namespace waymark::service
