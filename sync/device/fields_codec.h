// The fields of one confirmed entity as the bytes inside its sealed row. Compact, and quick to read at unlock: ids are kept in binary and
// values alone are decoded until somebody asks for more. Lossless: what comes out equals what went in, unknown keys included.
#pragma once

#include "shared/base/result.h"
#include "shared/domain/op.h"

#include <string>
#include <string_view>

namespace waymark::device {

std::string packFields(const domain::Fields& fields);

/// Errors: Tampered (not bytes of packFields).
base::Result<domain::Fields> unpackFields(std::string_view packed);

/// The values alone, without null ones, and the time of the latest of them. Errors: Tampered.
struct Values {
    base::Json values = base::Json::object();
    base::Millis changedAt = 0;
};
base::Result<Values> unpackValues(std::string_view packed);

} // namespace waymark::device
