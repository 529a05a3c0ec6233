// From the fields of one entity to its fact row: the only place that reads the dictionary's fields for reports.
#pragma once

#include "shared/domain/op.h"
#include "shared/domain/stream.h"
#include "sync/service/store/facts.h"

#include <string_view>

namespace waymark::service {

/// Whether the reports have facts of this type.
bool isFactType(std::string_view type);

/// Replaces the fact row of an entity with what its fields say now, or removes it if they say nothing or that it is deleted (people,
/// sessions and responses stay, marked as deleted, because other rows point at them). `zone` is the organisation's time zone.
void putFacts(Facts& facts, const domain::Stream& stream, const domain::EntityKey& key, const domain::Fields& fields,
              std::string_view zone);

}  // namespace waymark::service
