#include "sync/service/imports/input_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace waymark::service {

using base::Error;
using base::ErrorCode;

base::Result<InputFile> readInput(const std::string& path) {
    InputFile file{std::filesystem::path(path).filename().string(), {}};
    std::error_code failed;
    const auto size = std::filesystem::is_regular_file(path, failed) ? std::filesystem::file_size(path, failed) : 0;
    if (!failed && size > kMaxInputBytes) return Error{ErrorCode::TooLarge, file.name + " is larger than 256 MiB"};
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    if (!std::filesystem::is_regular_file(path, failed) || !stream || (size > 0 && !(text << stream.rdbuf())))
        return Error{ErrorCode::NotFound, file.name + " cannot be read"};
    file.text = std::move(text).str();
    return file;
}

} // namespace waymark::service
