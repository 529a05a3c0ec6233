// The tables, as the steps that build them. A step that was released never changes; a new shape is a new step.
#pragma once

#include <span>
#include <vector>

namespace waymark::service {

/// Version n of a file is what the first n of these made.
std::span<const std::vector<const char*>> sqliteSteps();

extern const char* const kStreamsSchema;   ///< sqlite_streams.cpp
extern const char* const kRegistrySchema;  ///< sqlite_registry_schema.cpp
extern const char* const kFactsSchema;     ///< sqlite_facts.cpp
extern const char* const kAreasSchema;     ///< sqlite_areas.cpp
extern const char* const kErasureSchema;   ///< sqlite_erasure.cpp
extern const char* const kBlobsSchema;    ///< sqlite_blobs.cpp
extern const char* const kQuarantineSchema;  ///< sqlite_quarantine.cpp
extern const char* const kWipeSchema;        ///< sqlite_registry_schema.cpp
extern const char* const kStandInSchema;     ///< sqlite_stand_ins.cpp

} // namespace waymark::service
