// How rows of the streams' tables are read and bound; shared by the source files of SqliteStreams.
#pragma once

#include "sync/service/store/sqlite/sqlite_connection.h"
#include "sync/service/store/stream_store.h"

#include <string>
#include <string_view>

namespace waymark::service {

/// Ids and chains are hex in memory and bytes in the file.
std::string hexOf(const SQLite::Column& column);
void bindHex(SqliteQuery& statement, int index, std::string_view hex);

/// The columns that `heldFrom` reads, up to FROM.
inline constexpr const char* kHeldColumns =
    "SELECT COALESCE((SELECT name FROM stream WHERE stream.id = op.stream), ''), type, entity, device, outcome, reason, seq, lost, saw, "
    "stands_for, body, received";
HeldOp heldFrom(SqliteQuery& row, const std::string& id);

} // namespace waymark::service
