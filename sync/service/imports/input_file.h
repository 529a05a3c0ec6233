// The files that importers read.
#pragma once

#include "shared/base/result.h"

#include <string>

namespace waymark::service {

struct InputFile {
    std::string name;  ///< without its folders, as messages and reports say it
    std::string text;
};

inline constexpr std::size_t kMaxInputBytes = 256u << 20;  ///< the boundaries of all small areas of England are a third of this

/// Errors, each naming the file: NotFound (cannot be opened or read), TooLarge.
base::Result<InputFile> readInput(const std::string& path);

} // namespace waymark::service
