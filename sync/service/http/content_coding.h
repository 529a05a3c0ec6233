// Content-Encoding and Accept-Encoding (RFC 9110, sections 8.4 and 12.5.3) for the codings that the contract names.
#pragma once

#include "shared/base/compression.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::service {

/// The coding of a request's body; nothing if this service does not understand it (or there are several).
std::optional<base::Encoding> codingOf(std::string_view contentEncoding);

/// The best coding that the other side accepts: zstd, then gzip, then none.
base::Encoding bestCoding(std::string_view acceptEncoding);

std::string_view name(base::Encoding coding);

/// Whether compressing content of this type is worth trying.
bool isCompressible(std::string_view contentType);

} // namespace waymark::service
