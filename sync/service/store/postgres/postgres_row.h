// The columns of a row, as the store's types. A null is empty, or 0.
#pragma once

#include <pqxx/pqxx>

#include <cstdint>
#include <string>

namespace waymark::service {

inline std::string textAt(const pqxx::row& row, int column) { return std::string(row[column].c_str(), row[column].size()); }
inline std::int64_t numberAt(const pqxx::row& row, int column) { return row[column].as<std::int64_t>(0); }

} // namespace waymark::service
